// Tries paused channels again now and then: when a message gets through, the channel is told again, with what it missed.
import type { Delivery, DeliveryKey } from '../core/alerts/delivery.ts';
import { type Channel, channelKey } from '../core/alerts/subscription.ts';
import { missedMessage } from '../core/messages/overflow.ts';
import type { Wording } from '../core/messages/wording.ts';
import { DAY, type EpochMs, HOUR } from '../core/text/instant.ts';
import type { Place, Store } from '../storage/store.ts';
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

/** Answers with how many channels are tried; those of `back`, which took the bot in again, at once. */
export async function reviveChannels({ store, words, now, wake }: ReviveParts, back?: Place): Promise<number> {
  const at = now();
  const paused = (await store.subscriptions.list()).filter(
    ({ channel, pausedWhy }) => pausedWhy !== undefined && (back === undefined || isIn(channel, back)),
  );
  const channels = [...new Map(paused.map((each) => [channelKey(each.channel), each])).values()];
  const trials: Delivery[] = [];
  for (const { channel, pausedWhy = '' } of channels) {
    const missed = await missedBy(channel, store);
    const first = missed[0]?.createdAt ?? at;
    if (back === undefined && (at - first > GIVE_UP_AFTER || at - first < EVERY)) continue;
    if (back !== undefined && missed.length === 0) {
      await store.subscriptions.resume(channel);
      continue;
    }
    const told = missed.map(({ message }) => message).slice(-MOST_MISSED);
    const message = missedMessage(told, pausedWhy, await wordsFor(channel, store, words));
    trials.push(trial(channel, message, at, back === undefined ? Math.floor(at / EVERY) : at));
  }
  const planned = trials.length === 0 ? 0 : await store.deliveries.plan(trials);
  if (planned > 0) wake();
  return planned;
}

/** A message got through, so the bot is there: the channel is told again, and what it missed is told. */
export async function resumeChannel(channel: Channel, store: Store): Promise<void> {
  await store.transaction(async (tx) => {
    await tx.subscriptions.resume(channel);
    await tx.departures.remove(channel);
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

function isIn(channel: Channel, { platform, workspace }: Place): boolean {
  return channel.platform === platform && channel.workspace === workspace;
}

function trial(channel: Channel, message: Delivery['message'], at: EpochMs, number: number): Delivery {
  return {
    key: `${channelKey(channel)}|${SUBJECT}:${number}` as DeliveryKey,
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
