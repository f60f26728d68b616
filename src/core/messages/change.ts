// One change of a summit's status in words: what it was, what it is, who says so.
import type { Stage, StatusChange } from '../summits/summit.ts';
import { type KnownDates, participantsInWords, valueInWords } from './change-values.ts';
import type { Span, Tone } from './message.ts';
import { type Reader, saidInWords } from './reader.ts';
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

/** `Place: Budapest → **Istanbul**` */
export function changeInSpans(change: StatusChange, reader: Reader, dates: KnownDates = []): readonly Span[] {
  const { words } = reader;
  if (change.field === 'participants' && change.before !== null && change.before !== '') {
    const moved: Span = { kind: 'strong', text: participantsInWords(change, reader) };
    return fillText(words.alert.onlyTo, { field: words.fields.participants, after: [moved] });
  }
  const after: Span = { kind: 'strong', text: valueInWords(change, change.after, reader, dates) };
  const field = words.fields[change.field];
  // That a doubt is over says by itself that there was one, and "both sides" that there was the first.
  const whole = change.field === 'risk' || change.field === 'confirmation';
  if (change.before === null || change.before === '' || whole)
    return fillText(words.alert.onlyTo, { field, after: [after] });
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
