// The one message a channel gets when it begins to follow a topic: the settings and how things stand, no old news.

import type { Delivery, DeliveryKey } from '../core/alerts/delivery.ts';
import { channelKey, type Subscription } from '../core/alerts/subscription.ts';
import type { Section } from '../core/messages/message.ts';
import { readerFor } from '../core/messages/names.ts';
import { summitLines } from '../core/messages/overview.ts';
import type { Reader } from '../core/messages/reader.ts';
import { moment } from '../core/messages/reader.ts';
import { fillText } from '../core/messages/wording.ts';
import type { Topic } from '../core/stories/topic.ts';
import { DAY, type EpochMs } from '../core/text/instant.ts';
import { type CommandParts, sentence } from './command.ts';
import { summitsOfTopic } from './lookup.ts';
import { settingsInWords, topicName } from './subscription-words.ts';

const MOST_SUMMITS = 8;
const LOOK_BACK = 3 * DAY;

export async function welcome(subscription: Subscription, parts: CommandParts): Promise<Delivery> {
  const { channel, topic, createdAt: now } = subscription;
  const reader = readerFor({ words: parts.words, nameOf: parts.nameOf, zone: subscription.timeZone });
  const followed = parts.topics.filter(({ id }) => topic === 'all' || topic === id);
  return {
    key: `${channelKey(channel)}|subscribed:${topic}:${now}` as DeliveryKey,
    channel,
    subscriptionId: subscription.id,
    kind: 'notice',
    subject: `subscribed:${topic}`,
    message: {
      tone: 'neutral',
      title: sentence(parts, 'subscribed', { topic: topicName(topic, parts) }),
      paragraphs: settingsInWords(subscription, parts),
      fields: [],
      sections: [await standing(followed, now, reader, parts), ...(await latest(subscription, now, reader, parts))],
      actions: [],
    },
    state: 'pending',
    attempts: 0,
    dueAt: now,
    createdAt: now,
  };
}

async function standing(
  followed: readonly Topic[],
  now: EpochMs,
  reader: Reader,
  parts: CommandParts,
): Promise<Section> {
  const known = await parts.store.summits.list();
  const mine = new Set(followed.flatMap((topic) => summitsOfTopic(topic, known)));
  const heading = sentence(parts, 'standing');
  const summits = known.filter((summit) => mine.has(summit));
  if (summits.length === 0) return { heading, lines: [sentence(parts, 'standingNothing')] };
  return summitLines(heading, summits, MOST_SUMMITS, now, reader);
}

/** The last known story, so that silence afterwards does not look like a fault. */
async function latest(
  { topic }: Subscription,
  now: EpochMs,
  reader: Reader,
  { store, words }: CommandParts,
): Promise<readonly Section[]> {
  const stories = await store.stories.begun(topic, now - LOOK_BACK, now + 1, 1);
  const story = stories.at(-1);
  const [stored] = story === undefined ? [] : await store.items.byIds(story.itemIds.slice(0, 1));
  if (story === undefined || stored === undefined) return [];
  const { source, url } = stored.item;
  const line = fillText(words.answers.standingStory, {
    headline: [{ kind: 'link', text: story.headline, url }],
    source,
    time: moment(story.firstSeenAt, 'relative', reader),
  });
  return [{ heading: words.answers.standingStories, lines: [line] }];
}
