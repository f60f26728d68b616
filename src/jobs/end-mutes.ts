// Ends mutes whose time has come, and tells each channel once what it missed meanwhile.

import type { Delivery, DeliveryKey } from '../core/alerts/delivery.ts';
import { composeDigest, isEmpty } from '../core/alerts/digest.ts';
import { concerns, type News, silences } from '../core/alerts/interest.ts';
import { isChangeKind } from '../core/alerts/mutes.ts';
import { nextLoudMoment } from '../core/alerts/quiet-hours.ts';
import { recallNews } from '../core/alerts/recall.ts';
import { channelKey, type Mute, type Subscription } from '../core/alerts/subscription.ts';
import { digestMessages } from '../core/messages/digest.ts';
import { readerFor } from '../core/messages/names.ts';
import { fill } from '../core/messages/wording.ts';
import type { StoryId } from '../core/stories/story.ts';
import type { EpochMs } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';
import { wordsFor } from './channel-words.ts';
import type { DigestJobParts } from './write-digests.ts';

/** Answers with how many messages were written. */
export async function endMutes(parts: DigestJobParts): Promise<number> {
  const now = parts.now();
  const written = await parts.store.transaction(async (store) => {
    let planned = 0;
    for (const mute of await store.mutes.takeEnded(now)) {
      planned += await store.deliveries.plan(await catchUp(mute, now, { ...parts, store }));
    }
    return planned;
  });
  if (written > 0) parts.wake();
  return written;
}

async function catchUp(mute: Mute, now: EpochMs, parts: DigestJobParts): Promise<readonly Delivery[]> {
  const { store, topics } = parts;
  const subscriptions = (await store.subscriptions.ofChannel(mute.channel)).filter(
    ({ pausedWhy }) => pausedWhy === undefined,
  );
  const [first] = subscriptions;
  if (first === undefined) return [];
  const window = { from: mute.createdAt, to: Math.min(mute.until, now) };
  const missed = (await recallNews(store, topics, window)).filter((news) => wouldHaveTold(news, mute, subscriptions));
  const digest = composeDigest(missed, window, {
    subscriptions,
    mutes: await store.mutes.ofChannel(mute.channel, now),
    filters: await store.filters.ofChannel(mute.channel),
    topics,
    now,
  });
  if (isEmpty(digest)) return [];
  const words = await wordsFor(mute.channel, store, parts.words);
  const title = fill(words.digest.muteEnded, { what: await nameOfMute(mute, { ...parts, words }) });
  const reader = readerFor({ words, nameOf: parts.nameOf, zone: first.timeZone });
  const settings = await store.channelSettings.ofChannel(mute.channel);
  const dueAt = settings === undefined ? now : nextLoudMoment(settings, first.timeZone, now);
  const messages = digestMessages({ ...digest, silenced: 0 }, { title, opening: [words.digest.meanwhile] }, reader);
  const key = (part: number) =>
    `${channelKey(mute.channel)}|mute:${mute.kind}:${mute.value}:${mute.until}:${part}` as DeliveryKey;
  return messages.map((message, index) => ({
    key: key(index + 1),
    channel: mute.channel,
    ...(index > 0 && { thread: key(1) }),
    subscriptionId: first.id,
    kind: 'digest',
    subject: `mute:${mute.kind}:${mute.value}`,
    message,
    state: 'pending',
    attempts: 0,
    dueAt: dueAt + index,
    createdAt: now,
  }));
}

/** News that this mute kept from a channel that wanted it at once. */
function wouldHaveTold(news: News, mute: Mute, subscriptions: readonly Subscription[]): boolean {
  const silenced =
    mute.kind === 'topic' ? news.topics.some(({ topicId }) => topicId === mute.value) : silences(mute, news);
  if (!silenced) return false;
  const kind = news.kind === 'change' ? 'changes' : 'stories';
  return subscriptions.some(
    (subscription) =>
      (subscription.alerts === 'all' || subscription.alerts === kind) &&
      concerns(subscription, news, [], [], mute.until).tell,
  );
}

async function nameOfMute({ kind, value }: Mute, { store, topics, words }: DigestJobParts): Promise<string> {
  switch (kind) {
    case 'topic':
      return topics.find(({ id }) => id === value)?.name ?? value;
    case 'summit':
      return (await summitName(value, store)) ?? value;
    case 'change':
      return isChangeKind(value) ? words.changeKinds[value] : value;
    case 'story':
      return (await store.stories.byId(value as StoryId))?.headline ?? value;
    case 'source':
    case 'keyword':
      return value;
    default:
      return kind satisfies never;
  }
}

async function summitName(id: string, store: Store): Promise<string | undefined> {
  const known = await store.summits.list({ dormant: true });
  return known.find((summit) => summit.id === id)?.name;
}
