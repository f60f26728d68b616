// The values of changes in words: stages, parties and formats by their names, dates by the day.
import { AT_RISK, CLEARED } from '../summits/doubt.ts';
import { UNKNOWN } from '../summits/retraction.ts';
import { type DateInterval, STAGES, type Stage, type StatusChange, type Summit } from '../summits/summit.ts';
import type { Reader } from './reader.ts';
import { intervalInWords } from './when.ts';
import { fill, listOf, type Wording } from './wording.ts';

/** The dates that a change went from and to: with them it is told by the day, without them in the news's own words. */
export type KnownDates = readonly DateInterval[];

export function datesOf(...summits: readonly (Summit | undefined)[]): KnownDates {
  return summits.flatMap((summit) => summit?.date?.value ?? []);
}

const KEYS = /^[a-z_]+(?:, [a-z_]+)+$/;

export function valueInWords(change: StatusChange, value: string, reader: Reader, dates: KnownDates): string {
  const { words } = reader;
  switch (change.field) {
    case 'stage':
      return stageInWords(value, words);
    case 'date': {
      const date = dates.find((each) => each.words === value);
      return date === undefined ? fill(words.alert.reported, { value }) : intervalInWords(date, words);
    }
    case 'participants':
      return listOf(
        readParties(value).map((party) => partyInWords(party, reader)),
        words.language,
      );
    case 'confirmation':
      return confirmedInWords(readParties(value), reader);
    case 'format':
      return value === 'video' ? words.card.video : value === 'in-person' ? words.card.inPerson : value;
    case 'dispute':
      return value
        .split('; ')
        .map((side) => sideInWords(side, words))
        .join('; ');
    case 'risk':
      return value === AT_RISK ? words.alert.atRisk : value === CLEARED ? words.alert.doubtOver : value;
    case 'silence':
      return words.alert.noReport;
    case 'correction':
      return correctedInWords(value, reader);
    case 'place':
      return value;
    default:
      return change.field satisfies never;
  }
}

function stageInWords(value: string, { stages }: Wording): string {
  const stage = STAGES.find((each): each is Stage => each === value);
  return stage === undefined ? value : stages[stage];
}

/** `Kremlin: denied` */
function sideInWords(side: string, words: Wording): string {
  const colon = side.lastIndexOf(': ');
  return colon === -1 ? side : `${side.slice(0, colon)}: ${stageInWords(side.slice(colon + 2), words)}`;
}

/** A correction is of any field: stages and lists of parties are written as keys, all else as the news wrote it. */
function correctedInWords(value: string, reader: Reader): string {
  const { words, nameOf } = reader;
  if (value === UNKNOWN) return words.card.unknownWhere;
  return KEYS.test(value) ? listOf(value.split(', ').map(nameOf), words.language) : stageInWords(value, words);
}

type NamedParty = { readonly key: string; readonly possible: boolean };

/** `trump, zelenskyy (possible)` */
function readParties(value: string): readonly NamedParty[] {
  return value
    .split(', ')
    .filter((part) => part !== '')
    .map((part) => {
      const key = part.replace(/ \(possible\)$/, '');
      return { key, possible: key !== part };
    });
}

function partyInWords({ key, possible }: NamedParty, { words, nameOf }: Reader): string {
  return possible ? fill(words.alert.possibleParty, { name: nameOf(key) }) : nameOf(key);
}

function confirmedInWords(sides: readonly NamedParty[], { words, nameOf }: Reader): string {
  const names = listOf(
    sides.map(({ key }) => nameOf(key)),
    words.language,
  );
  return fill(sides.length === 2 ? words.alert.confirmedByBoth : words.alert.confirmedBy, { sides: names });
}

/** Who joined and who left, which is what people look for in two lists of names. */
export function participantsInWords({ before, after }: StatusChange, reader: Reader): string {
  const { words } = reader;
  const [was, is] = [readParties(before ?? ''), readParties(after)];
  const same = (one: NamedParty) => (other: NamedParty) => one.key === other.key && one.possible === other.possible;
  const joined = is.filter((party) => !was.some(same(party)));
  const left = was.filter(({ key }) => !is.some((party) => party.key === key));
  const told = (form: string, parties: readonly NamedParty[]): readonly string[] => {
    const names = listOf(
      parties.map((party) => partyInWords(party, reader)),
      words.language,
    );
    return parties.length === 0 ? [] : [fill(form, { names })];
  };
  const parts = [...told(words.alert.joined, joined), ...told(words.alert.left, left)];
  return parts.length > 0
    ? parts.join('; ')
    : listOf(
        is.map((party) => partyInWords(party, reader)),
        words.language,
      );
}
