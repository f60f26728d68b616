// How fast a channel and a platform take messages, kept ahead of the platforms' own limits; remembers who said “later”.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from '../core/alerts/delivery.ts';
import { type Channel, channelKey, type Platform } from '../core/alerts/subscription.ts';
import type { EpochMs } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';

/** Milliseconds between two messages: Slack takes one a second and channel, Discord 50 requests a second of one bot. */
const CHANNEL_GAP: Readonly<Record<Platform, number>> = { slack: 1_000, discord: 0, console: 0 };
const PLATFORM_GAP: Readonly<Record<Platform, number>> = { slack: 0, discord: 1_000 / 49, console: 0 };

const MOST_REMEMBERED = 20_000;
const LOOK_AHEAD = 50;

export type Opening = { readonly at: EpochMs; readonly taken: boolean };

export type Pacing = {
  /** When the delivery's channel takes its next message, and whether another one waits for that moment already. */
  readonly opening: (delivery: Delivery, now: EpochMs) => Promise<Opening>;
  /** Books the next place on the platform; answers how long to wait for it. */
  readonly book: (platform: Platform, now: EpochMs) => number;
  readonly sent: (channel: Channel, now: EpochMs) => void;
  readonly blocked: (channel: Channel, until: EpochMs) => void;
};

export function createPacing(store: Pick<Store, 'deliveries'>): Pacing {
  const openings = new Map<string, Opening>();
  const booked = new Map<Platform, EpochMs>();

  const forgetPassed = (now: EpochMs): void => {
    if (openings.size < MOST_REMEMBERED) return;
    for (const [key, { at }] of openings) if (at < now) openings.delete(key);
  };

  return {
    async opening(delivery, now) {
      const key = channelKey(delivery.channel);
      const known = openings.get(key);
      if (known !== undefined) return known;
      const at = await askOutbox(delivery, now, store);
      const opening = { at, taken: at > now };
      openings.set(key, opening);
      forgetPassed(now);
      return opening;
    },
    book(platform, now) {
      const at = Math.max(now, booked.get(platform) ?? 0);
      booked.set(platform, at + PLATFORM_GAP[platform]);
      return at - now;
    },
    sent(channel, now) {
      openings.set(channelKey(channel), { at: now + CHANNEL_GAP[channel.platform], taken: false });
    },
    blocked: (channel, until) => void openings.set(channelKey(channel), { at: until, taken: true }),
  };
}

/** After a restart: an older message of this channel that was told to wait is waited for, or it would be overtaken. */
async function askOutbox(delivery: Delivery, now: EpochMs, store: Pick<Store, 'deliveries'>): Promise<EpochMs> {
  const pending = await store.deliveries.list({ channel: delivery.channel, state: 'pending', limit: LOOK_AHEAD });
  const waiting = pending.filter(
    ({ attempts, createdAt, dueAt }) => attempts > 0 && createdAt <= delivery.createdAt && dueAt > now,
  );
  return Math.max(now, ...waiting.map(({ dueAt }) => dueAt));
}

export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds <= 0 || signal.aborted) return;
  // An abort ends the pause early; whoever paused looks at the signal next.
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
