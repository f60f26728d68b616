// The message that tells a channel what changed, or that a story began.

import type { StoryNews } from '../alerts/interest.ts';
import type { Alert, Audience, ChangeAlert } from '../alerts/plan.ts';
import { collapse } from '../alerts/together.ts';
import type { Topic } from '../stories/topic.ts';
import { CLEARED } from '../summits/doubt.ts';
import type { StatusChange } from '../summits/summit.ts';
import { clip } from '../text/clip.ts';
import type { EpochMs } from '../text/instant.ts';
import { evidenceActions, muteActions } from './actions.ts';
import { changeInSpans, evidenceInWords, toneOf } from './change.ts';
import { datesOf } from './change-values.ts';
import type { Action, Message, Text } from './message.ts';
import { readerFor, topicIn } from './names.ts';
import { moment, type Reader } from './reader.ts';
import { factFields } from './summit-facts.ts';
import { fill, fillText, listOf, type Wording } from './wording.ts';
import { wordingFor } from './words/languages.ts';

const SUMMARY_LENGTH = 400;

/** `topics`: to call them in the reader's language; by their own names without. */
export type AlertParts = Pick<Reader, 'words' | 'nameOf'> & { readonly topics?: readonly Topic[] };

/** What planDeliveries asks for: a message for this alert, written for those who follow these topics. */
export function composeAlert(parts: AlertParts): (alert: Alert, audience: Audience) => Message {
  const called = (name: string, { words }: Reader): string => {
    const topic = parts.topics?.find((each) => each.name === name);
    return topic === undefined ? name : topicIn(words, topic, parts.nameOf);
  };
  return (alert, { zone, followed: names, now, language }) => {
    const words = language === undefined ? parts.words : wordingFor(language);
    const reader = readerFor({ words, nameOf: parts.nameOf, zone });
    const followed = names.map((name) => called(name, reader));
    return alert.kind === 'change'
      ? changeMessage(alert, followed, now, reader)
      : storyMessage(alert, followed, reader);
  };
}

export function changeMessage(
  { summit, changes: all }: ChangeAlert,
  followed: readonly string[],
  now: EpochMs,
  reader: Reader,
): Message {
  const { words } = reader;
  const changes = collapse(all);
  const latest = changes.at(-1);
  return {
    tone: latest === undefined ? 'neutral' : toneOf(latest.stage),
    title: titleOf(changes, summit.name, words),
    paragraphs: [
      ...changes.flatMap((change, index) => {
        // Changes from one article rest on the same words; they are said once, after the last of them.
        const next = changes[index + 1];
        const same = next !== undefined && evidenceKey(next) === evidenceKey(change);
        return [changeInSpans(change, reader, datesOf(summit)), ...(same ? [] : evidence(change, reader))];
      }),
    ],
    fields: factFields(summit, now, reader),
    sections: [],
    ...(latest !== undefined && isAddress(latest.url) && { url: latest.url }),
    ...because(followed, words),
    about: { summit: summit.id, name: summit.name, stage: words.stages[summit.stage.value] },
    actions: changeActions(summit.id, latest, words),
  };
}

function evidenceKey(change: StatusChange): string {
  return JSON.stringify([change.url, change.firmness, change.saidBy, change.sources, change.rumour]);
}

/** That nothing is reported rests on no report, and a correction on the word of the operator. */
function evidence(change: StatusChange, reader: Reader): readonly Text[] {
  if (change.field === 'silence') return [];
  if (change.field === 'correction') return [change.why];
  const rumour = change.rumour ? ` ${reader.words.evidence.rumour}` : '';
  const text = `${evidenceInWords(change, reader)}${rumour}`;
  if (!isAddress(change.url)) return [text];
  return [[`${text} `, { kind: 'link', text: change.headline, url: change.url }]];
}

function titleOf(changes: readonly StatusChange[], summit: string, words: Wording): string {
  const stage = changes.findLast(({ field }) => field === 'stage');
  if (stage !== undefined) return fill(words.alert.stageTitle, { summit, stage: words.stages[stage.stage] });
  const [first] = changes;
  const oneField = first !== undefined && changes.every(({ field }) => field === first.field);
  if (!oneField || first.field === 'stage') return fill(words.alert.severalChanges, { summit });
  const over = changes.at(-1)?.after === CLEARED;
  return fill(first.field === 'risk' && over ? words.alert.doubtOverTitle : words.alertTitles[first.field], { summit });
}

export function storyMessage({ item, story }: StoryNews, followed: readonly string[], reader: Reader): Message {
  const { words } = reader;
  const summary = item.summary.trim();
  return {
    tone: 'neutral',
    title: story.headline || item.title,
    ...(isAddress(item.url) && { url: item.url }),
    paragraphs: [
      ...(summary === '' || summary === item.title ? [] : [clip(summary, SUMMARY_LENGTH)]),
      fillText(words.alert.published, { source: item.source, time: moment(item.publishedAt, 'date-time', reader) }),
    ],
    fields: [],
    sections: [],
    ...because(followed, words),
    actions: [
      { label: words.alert.why, command: 'summit-why', options: { 'message-or-story': story.id } },
      { label: words.alert.wrong, command: 'summit-wrong', options: { what: story.id } },
    ],
  };
}

function because(followed: readonly string[], words: Wording): { readonly footer?: string } {
  if (followed.length === 0) return {};
  return { footer: fill(words.alert.because, { topics: listOf(followed, words.language) }) };
}

function changeActions(summit: string, latest: StatusChange | undefined, words: Wording): readonly Action[] {
  const { alert } = words;
  return [
    { label: alert.status, command: 'summit-status', options: { summit } },
    ...evidenceActions(summit, latest?.id, words),
    ...muteActions(summit, words),
  ];
}

function isAddress(url: string): boolean {
  return /^https?:\/\//.test(url);
}
