// Several summits at a glance: one line each, with stage, date and place.
import type { Summit } from '../summits/summit.ts';
import type { EpochMs } from '../text/instant.ts';
import type { Section, Text } from './message.ts';
import type { Reader } from './reader.ts';
import { whenOf, whereOf } from './summit-facts.ts';
import { count, fillText } from './wording.ts';

export function summitLine(summit: Summit, now: EpochMs, reader: Reader): Text {
  const { stages, overview } = reader.words;
  const stage = summit.presumed ? overview.presumed : stages[summit.stage.value];
  const known = [
    ...(summit.date === undefined ? [] : [whenOf(summit, now, reader)]),
    ...(summit.place === undefined ? [] : [whereOf(summit, reader)]),
  ];
  const values = { name: [{ kind: 'strong' as const, text: summit.name }], stage };
  return known.length === 0
    ? fillText(overview.bare, values)
    : fillText(overview.line, { ...values, known: known.join('; ') });
}

export function summitLines(
  heading: string,
  summits: readonly Summit[],
  most: number,
  now: EpochMs,
  reader: Reader,
): Section {
  const { words } = reader;
  const hidden = summits.length - most;
  return {
    heading,
    lines: [
      ...summits.slice(0, most).map((summit) => summitLine(summit, now, reader)),
      ...(hidden > 0 ? [count(words.overview.more, hidden, words.language)] : []),
    ],
  };
}
