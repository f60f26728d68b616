// One change of a summit's status in words: what it was, what it is, who says so.
import { type DateInterval, STAGES, type Stage, type StatusChange, type Summit } from '../summits/summit.ts';
import type { Span, Tone } from './message.ts';
import { type Reader, saidInWords } from './reader.ts';
import { intervalInWords } from './when.ts';
import { count, fill, fillText } from './wording.ts';

const TONES: Readonly<Record<Stage, Tone>> = {
  exploring: 'talk',
  proposed: 'talk',
  announced: 'on',
  scheduled: 'on',
  confirmed: 'on',
  back_on: 'on',
  underway: 'live',
  held: 'done',
  outcome: 'done',
  postponed: 'off',
  cancelled: 'off',
  denied: 'off',
  at_risk: 'warning',
};

export function toneOf(stage: Stage): Tone {
  return TONES[stage];
}

function isStage(value: string): value is Stage {
  return STAGES.some((stage) => stage === value);
}

/** The dates that a change went from and to: with them it is told by the day, without them in the news's own words. */
export type KnownDates = readonly DateInterval[];

function valueInWords(change: StatusChange, value: string, { words }: Reader, dates: KnownDates): string {
  if (change.field === 'stage' && isStage(value)) return words.stages[value];
  if (change.field !== 'date') return value;
  const date = dates.find((each) => each.words === value);
  return date === undefined ? fill(words.alert.reported, { value }) : intervalInWords(date, words);
}

export function datesOf(...summits: readonly (Summit | undefined)[]): KnownDates {
  return summits.flatMap((summit) => summit?.date?.value ?? []);
}

/** `Place: Budapest → **Istanbul**` */
export function changeInSpans(change: StatusChange, reader: Reader, dates: KnownDates = []): readonly Span[] {
  const { words } = reader;
  const after: Span = { kind: 'strong', text: valueInWords(change, change.after, reader, dates) };
  const field = words.fields[change.field];
  if (change.before === null || change.before === '') return fillText(words.alert.onlyTo, { field, after: [after] });
  const before = valueInWords(change, change.before, reader, dates);
  return fillText(words.alert.fromTo, { field, before, after: [after] });
}

/** `Said by the Kremlin's spokesman; confirmed. 3 independent sources: …` */
export function evidenceInWords(change: StatusChange, reader: Reader): string {
  return `${saidInWords(change.saidBy, change.firmness, reader)} ${sourcesInWords(change.sources, reader)}`;
}

/** How many publishers, and who the first of them are. */
export function sourcesInWords(sources: readonly string[], { words }: Reader): string {
  const named = 3;
  if (sources.length === 0) return words.evidence.noSource;
  const shown = sources.slice(0, named);
  const more = sources.length - shown.length;
  const names = more > 0 ? [...shown, count(words.evidence.moreSources, more, words.language)] : shown;
  return fill(words.evidence.named, {
    sources: count(words.evidence.sources, sources.length, words.language),
    names: names.join(', '),
  });
}
