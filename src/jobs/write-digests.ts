// Writes the digests that fall due: one message a channel and hour, into the outbox with the next due time.

import { waitsForBudget } from '../core/alerts/budget.ts';
import type { Delivery, DeliveryKey } from '../core/alerts/delivery.ts';
import { composeDigest, type Digest, isEmpty } from '../core/alerts/digest.ts';
import { nextLoudMoment } from '../core/alerts/quiet-hours.ts';
import { recallNews, type Window } from '../core/alerts/recall.ts';
import { lastDigest, nextDigest } from '../core/alerts/schedule.ts';
import { channelKey, type Subscription } from '../core/alerts/subscription.ts';
import { digestMessages } from '../core/messages/digest.ts';
import { readerFor } from '../core/messages/names.ts';
import type { Reader } from '../core/messages/reader.ts';
import { count } from '../core/messages/wording.ts';
import type { Topic } from '../core/stories/topic.ts';
import type { EpochMs } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';
import { wordsFor } from './channel-words.ts';

const MOST_LEFTOVERS = 500;

export type DigestJobParts = {
  readonly store: Store;
  readonly topics: readonly Topic[];
  readonly words: Reader['words'];
  readonly nameOf: Reader['nameOf'];
  readonly now: () => EpochMs;
  /** Told when something new is in the outbox. */
  readonly wake: () => void;
};

/** Answers with how many messages were written. */
export async function writeDigests(parts: DigestJobParts, signal?: AbortSignal): Promise<number> {
  const now = parts.now();
  const due = await parts.store.subscriptions.digestsDue(now);
  let written = 0;
  for (const group of groupByDigest(due)) {
    if (signal?.aborted) break;
    // It is written when the channel hears again, and then tells of all the time until then.
    if (await isQuiet(group, now, parts.store)) continue;
    written += await parts.store.transaction((store) => writeOne(group, now, { ...parts, store }));
  }
  if (written > 0) parts.wake();
  return written;
}

async function isQuiet([first]: readonly Subscription[], now: EpochMs, store: Store): Promise<boolean> {
  const settings = first && (await store.channelSettings.ofChannel(first.channel));
  return settings !== undefined && nextLoudMoment(settings, first?.timeZone ?? 'UTC', now) > now;
}

/** Subscriptions of one channel with one timetable share a digest. */
function groupByDigest(due: readonly Subscription[]): readonly (readonly Subscription[])[] {
  const keyOf = (each: Subscription) =>
    JSON.stringify([channelKey(each.channel), each.digest, each.at, each.timeZone, each.nextDigestAt]);
  return [...Map.groupBy(due, keyOf).values()];
}

async function writeOne(group: readonly Subscription[], now: EpochMs, parts: DigestJobParts): Promise<number> {
  const { store, topics } = parts;
  const [first] = group;
  if (first === undefined) return 0;
  const window = await windowOf(group, now, store);
  const digest = composeDigest(await recallNews(store, topics, window), window, {
    subscriptions: group,
    mutes: await store.mutes.ofChannel(first.channel, now),
    filters: await store.filters.ofChannel(first.channel),
    topics,
    now,
  });
  const leftovers = isEmpty(digest) ? 0 : await takeLeftovers(group, window, store);
  const words = await wordsFor(first.channel, store, parts.words);
  const deliveries = isEmpty(digest) ? [] : deliveriesOf(first, digest, leftovers, now, { ...parts, words });
  const planned = deliveries.length === 0 ? 0 : await store.deliveries.plan(deliveries);
  for (const subscription of group) {
    const next = nextDigest(subscription, now);
    if (next !== undefined) await store.subscriptions.setNextDigest(subscription.id, next);
    await store.facts.set(factName(subscription), String(window.to));
  }
  return planned;
}

/**
 * From where the last digest ended to the latest hour that has struck: nothing is told twice or passed over, also after
 * a pause of the service or a change of the timetable.
 */
async function windowOf(group: readonly Subscription[], now: EpochMs, store: Store): Promise<Window> {
  const begins = await Promise.all(
    group.map(async (subscription) => {
      const told = await store.facts.get(factName(subscription));
      if (told !== undefined) return Number(told);
      const due = subscription.nextDigestAt ?? now;
      return Math.max(subscription.createdAt, lastDigest(subscription, due - 1) ?? subscription.createdAt);
    }),
  );
  const [first] = group;
  const to = (first && lastDigest(first, now)) ?? now;
  return { from: Math.min(to, ...begins), to };
}

/** Alerts beyond the channel's messages for the hour are told by the digest that covers their time. */
async function takeLeftovers(group: readonly Subscription[], { to }: Window, store: Store): Promise<number> {
  const [first] = group;
  if (first === undefined) return 0;
  const pending = await store.deliveries.list({ channel: first.channel, state: 'pending', limit: MOST_LEFTOVERS });
  const covered = pending.filter(
    (each) => waitsForBudget(each) && each.createdAt < to && group.some(({ id }) => id === each.subscriptionId),
  );
  for (const each of covered) {
    await store.deliveries.save({ ...each, state: 'superseded', why: 'told by the digest' });
  }
  return covered.length;
}

function factName({ id }: Subscription): string {
  return `digested:${id}`;
}

function deliveriesOf(
  subscription: Subscription,
  digest: Digest,
  leftovers: number,
  now: EpochMs,
  { words, nameOf }: DigestJobParts,
): readonly Delivery[] {
  const reader = readerFor({ words, nameOf, zone: subscription.timeZone });
  const title = subscription.digest === 'off' ? words.digest.daily : words.digest[subscription.digest];
  const subject = `digest:${digest.to}`;
  const opening = leftovers > 0 ? [count(words.digest.overBudgetHere, leftovers, words.language)] : [];
  const key = (part: number) =>
    `${channelKey(subscription.channel)}|${subject}:${subscription.digest}:${part}` as DeliveryKey;
  return digestMessages(digest, { title, opening }, reader).map((message, index) => ({
    key: key(index + 1),
    channel: subscription.channel,
    ...(index > 0 && { thread: key(1) }),
    subscriptionId: subscription.id,
    kind: 'digest',
    subject,
    message,
    state: 'pending',
    attempts: 0,
    // In order: the outbox sends what is due earlier first.
    dueAt: now + index,
    createdAt: now,
  }));
}
