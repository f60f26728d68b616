// Empties the outbox: claims what is due, a lane per channel, and sends until nothing is due.
import type { Chat } from '../chat/chat.ts';
import type { SendOutcome } from '../core/alerts/delivery.ts';
import { channelKey, type Platform } from '../core/alerts/subscription.ts';
import { type EpochMs, MINUTE } from '../core/text/instant.ts';
import type { Log } from '../ops/log.ts';
import type { Store } from '../storage/store.ts';
import { createGroupCommit } from './group-commit.ts';
import { createLanes } from './lanes.ts';
import { createPacing, pause } from './pacing.ts';
import type { Review } from './review-delivery.ts';
import { sendOne } from './send-one.ts';

const MOST_AT_ONCE = 40;
/** A claim costs a commit, so it takes several at once. */
const WORTH_CLAIMING = 15;
/** Short, because after a crash a repeat must come while Discord still knows the key: a few minutes. */
const LEASE = MINUTE;

export type SenderParts = {
  readonly store: Store;
  readonly chats: readonly Chat[];
  readonly now: () => EpochMs;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: Log;
  /** A last look before each send: the channel's budget, and what is told together. */
  readonly review?: Review;
  /** How to wait for a channel's turn; a test's clock has its own way. */
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly onAttempt?: (platform: Platform, outcome: SendOutcome['kind']) => void;
};

/** Ends early, in good order, when the signal is aborted. */
export type Sender = (signal: AbortSignal) => Promise<void>;

export function createSender(parts: SenderParts): Sender {
  const { store, log } = parts;
  const chats = new Map(parts.chats.map((chat) => [chat.platform, chat]));
  const pacing = createPacing(store);
  const save = createGroupCommit(store);
  // Outlives one run, so that a delivery whose send outlasts its lease is not begun by the next run.
  const lanes = createLanes((error) =>
    log.error('a delivery could not be handled; it will be claimed again', { error }),
  );
  return async (signal) => {
    while (!signal.aborted) {
      const room = MOST_AT_ONCE - lanes.size();
      const claimed = room >= WORTH_CLAIMING ? await store.deliveries.claim(parts.now(), room, LEASE) : [];
      const leaseEnd = performance.now() + LEASE;
      // As they were planned: one that had to wait is due later than those it goes before.
      for (const delivery of claimed.toSorted((a, b) => a.createdAt - b.createdAt)) {
        lanes.add(channelKey(delivery.channel), delivery.key, () =>
          sendOne(delivery, {
            pause,
            ...parts,
            chats,
            save,
            pacing,
            signal,
            leaseLeft: () => leaseEnd - performance.now(),
          }),
        );
      }
      if (claimed.length > 0) continue;
      if (lanes.size() === 0) break;
      await lanes.oneEnded();
    }
    await lanes.allEnded();
  };
}
