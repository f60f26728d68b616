// How fast a channel and a platform take messages, kept ahead of the platforms' own limits; remembers who said “later”.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from '../core/alerts/delivery.ts';
import { type Channel, channelKey, PLATFORMS, type Platform } from '../core/alerts/subscription.ts';
import type { EpochMs } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';

/** Milliseconds between two messages to a channel: Slack takes one a second. */
const CHANNEL_GAP: Readonly<Record<Platform, number>> = { slack: 1_000, discord: 0, console: 0 };
/**
 * Requests that a platform takes of the whole bot within so many milliseconds. Discord takes 50 a second; a little more
 * time is for those that come faster than they were sent. They are spread evenly, and after a stall never more than that.
 */
const FLOW: Readonly<Record<Platform, { readonly most: number; readonly within: number }>> = {
  discord: { most: 50, within: 1_020 },
  slack: { most: Number.POSITIVE_INFINITY, within: 1_000 },
  console: { most: Number.POSITIVE_INFINITY, within: 1_000 },
};

/** A clock that is off by less was not set: it only runs a little faster or slower. */
const SET = 200;

const MOST_REMEMBERED = 20_000;
const LOOK_AHEAD = 50;
const MOST_TRIES = 20;

export type Opening = { readonly at: EpochMs; readonly taken: boolean };

export type Pacing = {
  /** When the delivery's channel takes its next message, and whether another one waits for that moment already. */
  readonly opening: (delivery: Delivery, now: EpochMs) => Promise<Opening>;
  /** Books the next place on the platform; answers how long to wait for it. */
  readonly book: (platform: Platform, now: EpochMs) => number;
  /** 0 when a request may go now, which then is counted; else how long to wait before it is asked again. */
  readonly go: (platform: Platform, now: EpochMs) => number;
  /** The platform takes nothing from the bot until then. */
  readonly hold: (platform: Platform, until: EpochMs) => void;
  readonly heldUntil: (platform: Platform) => EpochMs;
  /** To be called before anything is noted by a clock that may have been set meanwhile. */
  readonly follow: (now: EpochMs) => void;
  readonly sent: (channel: Channel, now: EpochMs) => void;
  readonly blocked: (channel: Channel, until: EpochMs) => void;
};

/** `steady` is a clock that nobody sets, in ms; with it, what is waited for is as long when the other one is set. */
export function createPacing(store: Pick<Store, 'deliveries'>, steady?: () => number): Pacing {
  const openings = new Map<string, Opening>();
  const booked = new Map<Platform, EpochMs>();
  const held = new Map<Platform, EpochMs>();
  /** When the last requests went, oldest first; no more than count. */
  const gone = new Map<Platform, EpochMs[]>();

  let apart: number | undefined;
  /** Moves all that is remembered along with a clock that was set. */
  const follow = (now: EpochMs): void => {
    if (steady === undefined) return;
    const before = apart;
    apart = now - steady();
    const step = before === undefined ? 0 : apart - before;
    if (Math.abs(step) < SET) return;
    for (const [key, { at, taken }] of openings) openings.set(key, { at: at + step, taken });
    for (const moments of [booked, held]) for (const [platform, at] of moments) moments.set(platform, at + step);
    for (const [platform, times] of gone) {
      gone.set(
        platform,
        times.map((at) => at + step),
      );
    }
  };

  const forgetPassed = (now: EpochMs): void => {
    if (openings.size < MOST_REMEMBERED) return;
    for (const [key, { at }] of openings) if (at < now) openings.delete(key);
  };

  return {
    follow,
    async opening(delivery, now) {
      follow(now);
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
      follow(now);
      const at = Math.max(now, booked.get(platform) ?? 0);
      booked.set(platform, at + FLOW[platform].within / FLOW[platform].most);
      return at - now;
    },
    go(platform, now) {
      follow(now);
      const { most, within } = FLOW[platform];
      const until = held.get(platform) ?? 0;
      if (until > now) return until - now;
      if (most === Number.POSITIVE_INFINITY) return 0;
      const times = (gone.get(platform) ?? []).filter((at) => at > now - within && at <= now);
      gone.set(platform, times);
      const oldest = times.length < most ? undefined : times[0];
      if (oldest !== undefined) return oldest + within - now;
      times.push(now);
      return 0;
    },
    hold: (platform, until) => void held.set(platform, Math.max(until, held.get(platform) ?? 0)),
    heldUntil: (platform) => held.get(platform) ?? 0,
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

const holdFact = (platform: Platform): string => `held-until:${platform}`;

/** Also for the next start, which would else knock while the platform wants to be left alone. */
export async function holdPlatform(
  platform: Platform,
  until: EpochMs,
  { pacing, store }: { readonly pacing: Pacing; readonly store: Pick<Store, 'facts'> },
): Promise<void> {
  pacing.hold(platform, until);
  await store.facts.set(holdFact(platform), String(pacing.heldUntil(platform)));
}

export async function recallHolds(pacing: Pacing, store: Pick<Store, 'facts'>): Promise<void> {
  for (const platform of PLATFORMS) {
    const until = await store.facts.get(holdFact(platform));
    if (until !== undefined) pacing.hold(platform, Number(until));
  }
}

export type PlaceParts = {
  readonly pacing: Pacing;
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly now: () => EpochMs;
  readonly signal: AbortSignal;
};

/** Places are spread evenly; whoever was held up on the way to theirs waits until the platform has room again. */
export async function takePlace(platform: Platform, { pacing, pause, now, signal }: PlaceParts): Promise<void> {
  await pause(pacing.book(platform, now()), signal);
  for (let tries = 0; tries < MOST_TRIES && !signal.aborted; tries += 1) {
    const wait = pacing.go(platform, now());
    if (wait === 0) return;
    await pause(wait, signal);
  }
}

export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds <= 0 || signal.aborted) return;
  // An abort ends the pause early; whoever paused looks at the signal next.
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
