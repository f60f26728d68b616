// Tries paused channels again now and then: when a message gets through, the channel is told again, with what it missed.
import type { Delivery, DeliveryKey } from '../core/alerts/delivery.ts';
import { type Channel, channelKey } from '../core/alerts/subscription.ts';
import { missedMessage } from '../core/messages/overflow.ts';
import type { Wording } from '../core/messages/wording.ts';
import { DAY, type EpochMs, HOUR } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';
import { wordsFor } from './channel-words.ts';

/** Often enough for people, seldom enough for platforms that count requests in vain. */
const EVERY = 6 * HOUR;
const GIVE_UP_AFTER = 30 * DAY;
const MOST_MISSED = 20;
const MOST_LISTED = 500;

const SUBJECT = 'revive';

export function isRevival({ subject }: Delivery): boolean {
  return subject === SUBJECT;
}

export type ReviveParts = {
  readonly store: Store;
  readonly words: Wording;
  readonly now: () => EpochMs;
  readonly wake: () => void;
};

/** Answers with how many channels are tried. */
export async function reviveChannels({ store, words, now, wake }: ReviveParts): Promise<number> {
  const at = now();
  const paused = (await store.subscriptions.list()).filter(({ pausedWhy }) => pausedWhy !== undefined);
  const channels = [...new Map(paused.map((each) => [channelKey(each.channel), each])).values()];
  const trials: Delivery[] = [];
  for (const { channel, pausedWhy = '' } of channels) {
    const missed = await missedBy(channel, store);
    const first = missed[0]?.createdAt ?? at;
    if (at - first > GIVE_UP_AFTER || at - first < EVERY) continue;
    const told = missed.map(({ message }) => message).slice(-MOST_MISSED);
    trials.push(trial(channel, missedMessage(told, pausedWhy, await wordsFor(channel, store, words)), at));
  }
  const planned = trials.length === 0 ? 0 : await store.deliveries.plan(trials);
  if (planned > 0) wake();
  return planned;
}

/** A message got through: the channel is told again, and what it missed is told. */
export async function resumeChannel(channel: Channel, store: Store): Promise<void> {
  await store.transaction(async (tx) => {
    await tx.subscriptions.resume(channel);
    for (const each of await missedBy(channel, tx)) {
      await tx.deliveries.save({ ...each, state: 'superseded', why: 'told when the channel could be posted in again' });
    }
  });
}

/** Alerts that the channel did not take, oldest first. */
async function missedBy(channel: Channel, store: Store): Promise<readonly Delivery[]> {
  const gone = await store.deliveries.list({ channel, state: 'gone', limit: MOST_LISTED });
  return gone.filter((each) => !isRevival(each)).toReversed();
}

function trial(channel: Channel, message: Delivery['message'], at: EpochMs): Delivery {
  return {
    key: `${channelKey(channel)}|${SUBJECT}:${Math.floor(at / EVERY)}` as DeliveryKey,
    channel,
    kind: 'notice',
    subject: SUBJECT,
    message,
    state: 'pending',
    attempts: 0,
    dueAt: at,
    createdAt: at,
  };
}
