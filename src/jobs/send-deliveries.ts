// Empties the outbox: claims what is due for each platform, a lane per channel, and sends until nothing is due.
import type { Chat } from '../chat/chat.ts';
import type { SendOutcome } from '../core/alerts/delivery.ts';
import { PLATFORMS, type Platform } from '../core/alerts/subscription.ts';
import { type EpochMs, MINUTE, SECOND } from '../core/text/instant.ts';
import type { Log } from '../ops/log.ts';
import type { Store } from '../storage/store.ts';
import { createGroupCommit } from './group-commit.ts';
import { createLanes, type Lanes } from './lanes.ts';
import { createPacing, type Pacing, pause, recallHolds } from './pacing.ts';
import type { Review } from './review-delivery.ts';
import { sendOne } from './send-one.ts';
import type { TellTrouble } from './tell-trouble.ts';

/** On each platform: one that hangs takes no places from the others. Enough that a busy machine still has sends ready. */
const MOST_AT_ONCE = 80;
/** Of one channel: it is sent to one by one, and what waits for it takes the places of others. */
const MOST_OF_A_CHANNEL = 3;
/** A claim costs a commit, so it takes several at once. */
const WORTH_CLAIMING = 15;
/** Short, because after a crash a repeat must come while Discord still knows the key: a few minutes. */
const LEASE = MINUTE;
/** While some sends are slow, others may fall due. */
const LOOK_AGAIN = SECOND;

export type SenderParts = {
  readonly store: Store;
  readonly chats: readonly Chat[];
  readonly now: () => EpochMs;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: Log;
  /** A last look before each send: the channel's budget, and what is told together. */
  readonly review?: Review;
  /** Told of what does not get through. */
  readonly tellTrouble?: TellTrouble;
  /** Shared with whoever else asks things of the platforms. */
  readonly pacing?: Pacing;
  /** How to wait for a channel's turn; a test's clock has its own way. */
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly onAttempt?: (platform: Platform, outcome: SendOutcome['kind']) => void;
};

/** Ends early, in good order, when the signal is aborted. */
export type Sender = (signal: AbortSignal) => Promise<void>;

export function createSender(parts: SenderParts): Sender {
  const { store, log } = parts;
  const chats = new Map(parts.chats.map((chat) => [chat.platform, chat]));
  const pacing = parts.pacing ?? createPacing(store);
  const save = createGroupCommit(store);
  const onFault = (error: unknown): void =>
    log.error('a delivery could not be handled; it will be claimed again', { error });
  // They outlive one run, so that a delivery whose send outlasts its lease is not begun by the next run.
  const lanes = new Map(PLATFORMS.map((platform) => [platform, createLanes(onFault)]));
  const underWay = (): number => lanes.values().reduce((sum, { size }) => sum + size(), 0);

  const reached = new Set<Platform>();
  /** Before its first connection a platform would only answer “later” to what has waited through a restart. */
  const isReachable = (platform: Platform): boolean => {
    const state = chats.get(platform)?.health().state;
    if (state !== 'connecting') reached.add(platform);
    return reached.has(platform);
  };

  /** Answers with how many were not under way yet; with a clock that runs fast leases end while their sends go on. */
  const claimFor = async (platform: Platform, own: Lanes, signal: AbortSignal): Promise<number> => {
    const room = MOST_AT_ONCE - own.size();
    if (room < WORTH_CLAIMING || !isReachable(platform)) return 0;
    const except = own.crowded(MOST_OF_A_CHANNEL);
    const claimed = await store.deliveries.claim(parts.now(), room, LEASE, {
      platform,
      perChannel: MOST_OF_A_CHANNEL,
      except,
    });
    const leaseEnd = performance.now() + LEASE;
    const turn = { pause, ...parts, pacing, chats, save, signal, leaseLeft: () => leaseEnd - performance.now() };
    // As they were planned: one that had to wait is due later than those it goes before.
    const inOrder = claimed.toSorted((a, b) => a.createdAt - b.createdAt);
    const added = inOrder.filter((delivery) => own.add(delivery.channel, delivery.key, () => sendOne(delivery, turn)));
    return added.length;
  };

  let begun = false;
  /** What an earlier life of the service left is gone on with at once, where it is known to be over. */
  const begin = async (): Promise<void> => {
    await recallHolds(pacing, store);
    await store.attend().catch((error: unknown) => {
      log.warn('whether another process sends from this store is not known; its leases are waited for', { error });
    });
  };
  return async (signal) => {
    if (!begun) await begin();
    begun = true;
    while (!signal.aborted) {
      let claimed = 0;
      for (const [platform, own] of lanes) claimed += await claimFor(platform, own, signal);
      if (claimed > 0) continue;
      if (underWay() === 0) break;
      await oneEnded([...lanes.values()]);
    }
    await Promise.all(lanes.values().map(({ allEnded }) => allEnded()));
  };
}

/** Until a send has ended anywhere, but not for long. */
async function oneEnded(lanes: readonly Lanes[]): Promise<void> {
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(over.resolve, LOOK_AGAIN);
  const busy = lanes.filter(({ size }) => size() > 0);
  await Promise.race([over.promise, ...busy.map((each) => each.oneEnded())]);
  clearTimeout(timer);
}
