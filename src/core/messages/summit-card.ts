// The product's face: where a summit stands, how firm that is, who says so, and what changed of late.
import { silenceOf } from '../summits/silence.ts';
import type { ChangeId, Position, StatusChange, Summit } from '../summits/summit.ts';
import { DAY, type EpochMs } from '../text/instant.ts';
import { evidenceActions, muteActions } from './actions.ts';
import { changeInSpans, sourcesInWords, toneOf } from './change.ts';
import { datesOf, type KnownDates } from './change-values.ts';
import type { Message, Section, Text } from './message.ts';
import { moment, type Reader, saidInWords, speakerInWords } from './reader.ts';
import { factFields } from './summit-facts.ts';
import { count, fill, fillText, listOf } from './wording.ts';

/** After so long without a report the card says that it may be out of date. */
const STALE_AFTER = 7 * DAY;
const OVER: ReadonlySet<string> = new Set(['held', 'outcome', 'cancelled']);

export type CardMoment = {
  readonly now: EpochMs;
  /** Given when the card shows the past. */
  readonly asOf?: EpochMs;
  /** The dates that recent changes went from and to. */
  readonly dates?: ReadonlyMap<ChangeId, KnownDates>;
};

/** `recent`: the changes of the day before `now`, oldest first. */
export function summitCard(
  summit: Summit,
  recent: readonly StatusChange[],
  { now, asOf, dates }: CardMoment,
  reader: Reader,
): Message {
  const { card } = reader.words;
  const seen = asOf ?? now;
  return {
    tone: summit.presumed ? 'neutral' : toneOf(summit.stage.value),
    title: summit.name,
    paragraphs: [
      ...(asOf === undefined ? [] : [fillText(card.asOf, { time: moment(asOf, 'date-time', reader) })]),
      ...staleness(summit, seen, reader),
      standing(summit, reader),
      ...silence(summit, seen, reader),
      ...(summit.atRisk === undefined ? [] : [fill(card.atRisk, { why: summit.atRisk.value })]),
    ],
    fields: [...factFields(summit, seen, reader), { name: card.evidence, value: evidence(summit, reader) }],
    sections: [
      ...disputed(summit.disputed ?? [], reader),
      ...positions(summit.positions, reader),
      changed(recent, summit, dates, reader),
    ],
    about: { summit: summit.id, name: summit.name, stage: reader.words.stages[summit.stage.value] },
    actions: [
      { label: card.timeline, command: 'summit-timeline', options: { summit: summit.id } },
      ...evidenceActions(summit.id, recent.at(-1)?.id, reader.words),
      ...muteActions(summit.id, reader.words),
    ],
  };
}

function staleness(summit: Summit, seen: EpochMs, { words }: Reader): readonly Text[] {
  const silent = seen - summit.lastReportAt;
  if (summit.dormant) return [words.card.dormant];
  if (silent < STALE_AFTER || OVER.has(summit.stage.value)) return [];
  return [count(words.card.stale, Math.floor(silent / DAY), words.language)];
}

function silence(summit: Summit, seen: EpochMs, { words: { card } }: Reader): readonly Text[] {
  const missing = silenceOf(summit, seen);
  if (missing === undefined) return [];
  return [missing.kind === 'no end' ? card.noEnd : card.noReport];
}

function standing({ stage, confirmedBy, presumed }: Summit, reader: Reader): Text {
  const { words, nameOf } = reader;
  if (presumed) return [{ kind: 'strong', text: words.card.presumed }];
  const sides = listOf(confirmedBy.map(nameOf), words.language);
  return [
    { kind: 'strong', text: words.stageSentences[stage.value] },
    ` ${saidInWords(stage.saidBy, stage.firmness, reader)}`,
    ...(sides === '' ? [] : [` ${fill(words.card.confirmedBy, { sides })}`]),
  ];
}

function evidence(summit: Summit, reader: Reader): Text {
  return fillText(reader.words.card.lastReport, {
    sources: sourcesInWords(summit.sources, reader),
    time: moment(summit.lastReportAt, 'relative', reader),
  });
}

function disputed(sides: readonly Position[], reader: Reader): readonly Section[] {
  if (sides.length === 0) return [];
  return [{ heading: reader.words.card.disputed, lines: sides.map((side) => position(side, reader)) }];
}

function positions(all: readonly Position[], reader: Reader): readonly Section[] {
  if (all.length === 0) return [];
  const newestFirst = all.toSorted((a, b) => b.at - a.at);
  return [{ heading: reader.words.card.positions, lines: newestFirst.map((side) => position(side, reader)) }];
}

function position(side: Position, reader: Reader): Text {
  return fillText(reader.words.card.position, {
    side: [{ kind: 'strong', text: reader.nameOf(side.party) }],
    quote: [{ kind: 'quote', text: side.quote }],
    speaker: speakerInWords(side.speaker, reader),
    link: [{ kind: 'link', text: side.source, url: side.url }],
    time: moment(side.at, 'date', reader),
  });
}

function changed(recent: readonly StatusChange[], summit: Summit, dates: CardMoment['dates'], reader: Reader): Section {
  const { card } = reader.words;
  if (recent.length === 0) return { heading: card.changed, lines: [card.nothingChanged] };
  return {
    heading: card.changed,
    lines: recent.map((change) =>
      fillText(card.change, {
        time: moment(change.at, 'date-time', reader),
        what: changeInSpans(change, reader, dates?.get(change.id) ?? datesOf(summit)),
      }),
    ),
  };
}
