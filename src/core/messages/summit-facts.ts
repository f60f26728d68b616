// When, where and who of a summit in words, with how firm each is.
import { endOf } from '../summits/dates.ts';
import type { Fact, Place, Summit } from '../summits/summit.ts';
import type { EpochMs } from '../text/instant.ts';
import type { Field } from './message.ts';
import type { Reader } from './reader.ts';
import { intervalInWords, whenInWords } from './when.ts';
import { fill, listOf } from './wording.ts';

const OVER: ReadonlySet<string> = new Set(['held', 'outcome']);

export function factFields(summit: Summit, now: EpochMs, reader: Reader): readonly Field[] {
  const { card } = reader.words;
  const possible = summit.possibleParties.filter((key) => !summit.parties.includes(key));
  return [
    { name: card.when, value: whenOf(summit, now, reader), inline: true },
    { name: card.where, value: whereOf(summit, reader), inline: true },
    { name: card.who, value: whoOf(summit.parties, reader) ?? card.unknownWho, inline: true },
    ...(possible.length > 0 ? [{ name: card.possible, value: whoOf(possible, reader) ?? '', inline: true }] : []),
    ...(summit.format?.value === 'video'
      ? [{ name: card.format, value: firmly(summit.format, card.video, reader), inline: true }]
      : []),
  ];
}

export function whenOf({ date, stage }: Summit, now: EpochMs, reader: Reader): string {
  const { words } = reader;
  if (date === undefined) return words.card.unknownWhen;
  if (OVER.has(stage.value)) return intervalInWords(date.value, words);
  const passed = endOf(date.value) < now && stage.value !== 'underway';
  const value = passed
    ? fill(words.when.datePassed, { date: intervalInWords(date.value, words) })
    : whenInWords(date.value, now, words);
  return firmly(date, value, reader);
}

export function whereOf({ place, stage }: Summit, reader: Reader): string {
  if (place === undefined) return reader.words.card.unknownWhere;
  const value = placeInWords(place.value, reader);
  return OVER.has(stage.value) ? value : firmly(place, value, reader);
}

function placeInWords({ name, country }: Place, { words, nameOf }: Reader): string {
  if (country === undefined) return name;
  const land = nameOf(country);
  return name.toLowerCase().includes(land.toLowerCase()) ? name : fill(words.card.place, { name, country: land });
}

export function whoOf(keys: readonly string[], { words, nameOf }: Reader): string | undefined {
  return keys.length === 0 ? undefined : listOf(keys.map(nameOf), words.language);
}

/** “– confirmed”, “– possible”; nothing where a plain “intended” would only repeat the stage. */
function firmly(fact: Fact<unknown>, value: string, { words }: Reader): string {
  return fill(words.when.firm, { value, firmness: words.firmness[fact.firmness] });
}
