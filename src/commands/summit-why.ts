// /summit-why: why a message came, or why a story was or was not told here: topics, articles, rule and evidence.
import type { Delivery, DeliveryKey } from '../core/alerts/delivery.ts';
import { channelKey } from '../core/alerts/subscription.ts';
import { changeInSpans, evidenceInWords } from '../core/messages/change.ts';
import { type Message, type Section, say, type Text } from '../core/messages/message.ts';
import { moment, type Reader } from '../core/messages/reader.ts';
import { fillText } from '../core/messages/wording.ts';
import type { Story } from '../core/stories/story.ts';
import type { ChangeId, StatusChange, SummitId } from '../core/summits/summit.ts';
import type { StoredItem } from '../storage/store.ts';
import { datesOfChanges } from './change-dates.ts';
import { offer, toldChoices } from './choices.ts';
import { type AnswerKey, type Command, type CommandParts, mistake, readerOf, sentence } from './command.ts';
import { sourcesOf } from './sources.ts';
import { changesTold, findDelivery, findStory, storyTold } from './told.ts';

const MOST_ARTICLES = 12;

export const summitWhy: Command = {
  spec: {
    name: 'summit-why',
    description: 'Why something was told here',
    manages: false,
    options: [
      {
        name: 'message-or-story',
        description: 'Link of one of my messages, or words of its headline',
        required: true,
        type: 'text',
        complete: true,
      },
    ],
  },
  async run(call, parts) {
    const typed = call.options['message-or-story']?.trim() ?? '';
    if (typed === '') return mistake(parts, 'missing', { command: 'summit-why', option: 'message-or-story' });
    const reader = await readerOf(call, parts);
    const summit = await parts.store.summits.byId(typed as SummitId);
    if (summit !== undefined) return sourcesOf(summit, reader, parts);
    const delivery = await findDelivery(typed, call.channel, parts);
    if (delivery !== undefined) return whyDelivery(delivery, reader, parts);
    const changes = await parts.store.summits.changesByIds([typed as ChangeId]);
    if (changes.length > 0) return whyChanges(changes, [], reader, parts);
    const story = await findStory(typed, parts);
    if (story === undefined) return mistake(parts, 'whyUnknown', { typed });
    const told = await parts.store.deliveries.byKey(`${channelKey(call.channel)}|story:${story.id}` as DeliveryKey);
    return whyStory(story, told, reader, parts);
  },
  async complete(call, option, typed, parts) {
    return option === 'message-or-story' ? offer(await toldChoices(call, parts), typed) : [];
  },
};

async function whyDelivery(delivery: Delivery, reader: Reader, parts: CommandParts): Promise<Message> {
  const { kind } = delivery;
  if (kind === 'digest')
    return { ...title(parts), paragraphs: [sentence(parts, 'whyDigest'), sent(delivery, reader, parts)] };
  if (kind === 'notice')
    return { ...title(parts), paragraphs: [sentence(parts, 'whyNotice'), sent(delivery, reader, parts)] };
  if (kind === 'change') return whyChange(delivery, reader, parts);
  const story = await storyTold(delivery, parts);
  if (story === undefined) return mistake(parts, 'whyUnknown', { typed: delivery.message.title });
  return whyStory(story, delivery, reader, parts);
}

async function whyStory(
  story: Story,
  delivery: Delivery | undefined,
  reader: Reader,
  parts: CommandParts,
): Promise<Message> {
  const { answers } = parts.words;
  const topics = await parts.store.stories.topics(story.id);
  const items = await parts.store.items.ofStory(story.id);
  return {
    ...title(parts),
    paragraphs: [
      sentence(parts, 'whyStory', { headline: story.headline }),
      ...(delivery === undefined ? [] : [sent(delivery, reader, parts)]),
    ],
    sections: [
      ...section(
        answers.whyTopics,
        topics.map(({ reason }) => reason),
      ),
      ...section(
        answers.whySources,
        items.slice(0, MOST_ARTICLES).map((stored) => article(stored, reader, parts)),
      ),
    ],
  };
}

async function whyChange(delivery: Delivery, reader: Reader, parts: CommandParts): Promise<Message> {
  const changes = await changesTold(delivery, parts);
  return whyChanges(changes, [delivery.message.title, sent(delivery, reader, parts)], reader, parts);
}

async function whyChanges(
  changes: readonly StatusChange[],
  paragraphs: readonly Text[],
  reader: Reader,
  parts: CommandParts,
): Promise<Message> {
  const { answers } = parts.words;
  const dates = await datesOfChanges(changes, parts.store);
  const items = await parts.store.items.byIds([...new Set(changes.flatMap(({ because }) => because))]);
  return {
    ...title(parts),
    paragraphs,
    sections: [
      ...section(
        answers.whyRule,
        changes.flatMap((change): readonly Text[] => [
          [...changeInSpans(change, reader, dates.get(change.id)), '. ', change.why],
          evidenceInWords(change, reader),
        ]),
      ),
      ...section(
        answers.whyEvidence,
        items.slice(0, MOST_ARTICLES).map((stored) => article(stored, reader, parts)),
      ),
    ],
  };
}

function title(parts: CommandParts): Message {
  return say('neutral', sentence(parts, 'whyTitle'));
}

function section(heading: string, lines: readonly Text[]): readonly Section[] {
  return lines.length === 0 ? [] : [{ heading, lines }];
}

function sent(delivery: Delivery, reader: Reader, { words: { answers } }: CommandParts): Text {
  if (delivery.state === 'sent') {
    return fillText(answers.whySent, { time: moment(delivery.sentAt ?? delivery.createdAt, 'date-time', reader) });
  }
  return fillText(answers.whyNotSent, { why: delivery.why ?? answers.whyWaiting });
}

const HOW: Readonly<Record<StoredItem['placement'], AnswerKey>> = {
  opened: 'whyOpened',
  joined: 'whyJoined',
  update: 'whyUpdated',
  repeat: 'whyJoined',
  apart: 'whyApart',
};

function article({ item, placement, reason }: StoredItem, reader: Reader, parts: CommandParts): Text {
  const told = fillText(parts.words.answers.whySource, {
    link: [{ kind: 'link', text: `${item.source}: ${item.title}`, url: item.url }],
    time: moment(item.publishedAt, 'date-time', reader),
    how: parts.words.answers[HOW[placement]],
  });
  return reason === undefined ? told : [...told, ` (${reason})`];
}
