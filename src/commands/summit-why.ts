// /summit-why: why a message came, or why a story was or was not told here: topics, articles, rule and evidence.
import type { CommandCall } from '../chat/chat.ts';
import type { Delivery, DeliveryKey } from '../core/alerts/delivery.ts';
import { channelKey } from '../core/alerts/subscription.ts';
import { changeInSpans, evidenceInWords } from '../core/messages/change.ts';
import { type Message, type Section, say, type Text } from '../core/messages/message.ts';
import { moment, type Reader } from '../core/messages/reader.ts';
import { fillText } from '../core/messages/wording.ts';
import type { Story, StoryId } from '../core/stories/story.ts';
import { DAY } from '../core/text/instant.ts';
import { textKey } from '../core/text/normalise.ts';
import type { StoredItem } from '../storage/store.ts';
import { datesOfChanges } from './change-dates.ts';
import { type AnswerKey, type Command, type CommandParts, mistake, readerOf, sentence } from './command.ts';

const MOST_MESSAGES = 200;
const MOST_STORIES = 500;
const LOOK_BACK = 14 * DAY;
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
      },
    ],
  },
  async run(call, parts) {
    const typed = call.options['message-or-story']?.trim() ?? '';
    if (typed === '') return mistake(parts, 'missing', { command: 'summit-why', option: 'message-or-story' });
    const reader = await readerOf(call, parts);
    const delivery = await findDelivery(typed, call, parts);
    if (delivery !== undefined) return whyDelivery(delivery, reader, parts);
    const story = await findStory(typed, parts);
    if (story === undefined) return mistake(parts, 'whyUnknown', { typed });
    const told = await parts.store.deliveries.byKey(`${channelKey(call.channel)}|story:${story.id}` as DeliveryKey);
    return whyStory(story, told, reader, parts);
  },
};

/** By the platform's id of the message, which a link to it contains, or by words of its title. */
async function findDelivery(typed: string, call: CommandCall, { store }: CommandParts): Promise<Delivery | undefined> {
  const sent = await store.deliveries.list({ channel: call.channel, limit: MOST_MESSAGES });
  const digits = typed.replace(/\D/g, '');
  const byId = sent.find(({ messageId }) => {
    const id = messageId?.replace(/\D/g, '') ?? '';
    return id.length > 0 && (typed === messageId || (id.length >= 10 && digits.includes(id)));
  });
  if (byId !== undefined) return byId;
  const wanted = textKey(typed);
  return wanted === '' ? undefined : sent.find(({ message }) => textKey(message.title).includes(wanted));
}

async function findStory(typed: string, { store, now }: CommandParts): Promise<Story | undefined> {
  const byId = await store.stories.byId(typed as StoryId);
  if (byId !== undefined) return byId;
  const words = textKey(typed).split(' ');
  const recent = await store.stories.begun('all', now() - LOOK_BACK, now() + 1, MOST_STORIES);
  return recent.findLast(({ headline }) => {
    const known = textKey(headline).split(' ');
    return words.every((word) => known.includes(word));
  });
}

async function whyDelivery(delivery: Delivery, reader: Reader, parts: CommandParts): Promise<Message> {
  const { kind, subject } = delivery;
  if (kind === 'digest')
    return { ...title(parts), paragraphs: [sentence(parts, 'whyDigest'), sent(delivery, reader, parts)] };
  if (kind === 'notice')
    return { ...title(parts), paragraphs: [sentence(parts, 'whyNotice'), sent(delivery, reader, parts)] };
  const ids = subject.slice(subject.indexOf(':') + 1);
  if (kind === 'change') return whyChange(ids.split(','), delivery, reader, parts);
  const story = await parts.store.stories.byId(ids as StoryId);
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

async function whyChange(
  ids: readonly string[],
  delivery: Delivery,
  reader: Reader,
  parts: CommandParts,
): Promise<Message> {
  const { answers } = parts.words;
  const near = await parts.store.summits.changes({ from: delivery.createdAt - DAY, to: delivery.createdAt + DAY });
  const changes = near.filter(({ id }) => ids.includes(id));
  const dates = await datesOfChanges(changes, parts.store);
  const items = await parts.store.items.byIds([...new Set(changes.flatMap(({ because }) => because))]);
  return {
    ...title(parts),
    paragraphs: [delivery.message.title, sent(delivery, reader, parts)],
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

function article({ item, placement }: StoredItem, reader: Reader, parts: CommandParts): Text {
  return fillText(parts.words.answers.whySource, {
    link: [{ kind: 'link', text: `${item.source}: ${item.title}`, url: item.url }],
    time: moment(item.publishedAt, 'date-time', reader),
    how: parts.words.answers[HOW[placement]],
  });
}
