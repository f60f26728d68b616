// Every change of a summit's status, oldest first, each with who said so and where.
import type { ChangeId, StatusChange, Summit } from '../summits/summit.ts';
import { changeInSpans, toneOf } from './change.ts';
import { datesOf, type KnownDates } from './change-values.ts';
import type { Message, Text } from './message.ts';
import { moment, type Reader, speakerInWords } from './reader.ts';
import { count, fill, fillText } from './wording.ts';

const SHOWN = 25;

export function timelineMessage(
  summit: string,
  changes: readonly StatusChange[],
  reader: Reader,
  dates: ReadonlyMap<ChangeId, KnownDates> = new Map(),
): Message {
  const { timeline, language } = reader.words;
  const shown = changes.slice(-SHOWN);
  const hidden = changes.length - shown.length;
  return {
    tone: 'neutral',
    title: fill(timeline.title, { summit }),
    paragraphs: [
      ...(changes.length === 0 ? [timeline.empty] : []),
      ...(hidden > 0 ? [count(timeline.earlier, hidden, language)] : []),
      ...shown.map((change) => timelineLine(change, reader, dates.get(change.id) ?? [])),
    ],
    fields: [],
    sections: [],
    actions: [],
  };
}

/** What changed, for the thread under a summit's card. */
export function logMessage(summit: Summit, changes: readonly StatusChange[], reader: Reader): Message {
  return {
    tone: toneOf(summit.stage.value),
    title: summit.name,
    paragraphs: changes.slice(-SHOWN).map((change) => timelineLine(change, reader, datesOf(summit))),
    fields: [],
    sections: [],
    about: { summit: summit.id, name: summit.name, stage: reader.words.stages[summit.stage.value] },
    actions: [],
  };
}

/** One change, with who said so and where. */
export function timelineLine(change: StatusChange, reader: Reader, dates: KnownDates): Text {
  const { words } = reader;
  const source = change.sources[0] ?? change.headline;
  if (change.field === 'silence' || change.field === 'correction') {
    const [time, what] = [moment(change.at, 'date-time', reader), changeInSpans(change, reader)];
    return fillText(words.card.change, { time, what });
  }
  const who = change.saidBy === undefined ? words.firmness[change.firmness] : speakerInWords(change.saidBy, reader);
  const linked = /^https?:\/\//.test(change.url) && source !== '';
  return fillText(words.timeline.line, {
    time: moment(change.at, 'date-time', reader),
    what: changeInSpans(change, reader, dates),
    who,
    source: linked ? [{ kind: 'link', text: source, url: change.url }] : source,
  });
}
