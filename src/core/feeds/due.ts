// When a feed is polled next, and what is remembered of the poll that just ended.
import { DAY, type EpochMs, HOUR, MINUTE } from '../text/instant.ts';
import type { Feed, FetchFault, FetchOutcome, PollHints, PollState } from './feed.ts';

/** The last instant a Date can hold: a feed that is gone falls due no more. */
export const NEVER: EpochMs = 8_640_000_000_000_000;
/** The publisher asked for less without saying when to come back. */
const BUSY_WAIT = 4 * HOUR;
/** Polls in a row that must be sent to the same new address for good before it replaces the old one. */
const MOVES_BEFORE_RENAME = 5;
/** Waits are stretched by up to this share and never shortened: nobody is polled earlier than allowed. */
const JITTER = 0.1;

export type Verdict = {
  readonly poll: PollState;
  /** Why then, for the log. */
  readonly reason: string;
  /** The address that replaces the stored one. */
  readonly renameTo?: string;
};

type Wait = { readonly ms: number; readonly reason: string };

/** `random` is in [0, 1). The hints of a fetched outcome are those of its headers and of its document together. */
export function nextPoll(
  feed: Pick<Feed, 'every'>,
  poll: PollState,
  outcome: FetchOutcome,
  now: EpochMs,
  random: number,
): Verdict {
  switch (outcome.kind) {
    case 'fetched':
    case 'unchanged':
      return afterSuccess(feed, poll, outcome, now, random);
    case 'failed':
      return afterFailure(feed, poll, outcome, now, random);
    case 'gone':
      return afterFarewell(poll, now);
  }
}

/** Moves a poll behind the time its host asked for; the wait is spread so that its feeds do not all come back at once. */
export function putOff(poll: PollState, until: EpochMs, now: EpochMs, random: number): PollState {
  const at = until + Math.floor((until - now) * JITTER * random);
  return at > poll.nextAt ? { ...poll, nextAt: at } : poll;
}

function afterSuccess(
  feed: Pick<Feed, 'every'>,
  poll: PollState,
  outcome: Extract<FetchOutcome, { readonly kind: 'fetched' | 'unchanged' }>,
  now: EpochMs,
  random: number,
): Verdict {
  const read = outcome.kind === 'fetched';
  // A 304 may bring newer validators; where it brings none the old ones hold.
  const etag = outcome.etag ?? (read ? undefined : poll.etag);
  const lastModified = outcome.lastModified ?? (read ? undefined : poll.lastModified);
  const hints = read ? lasting(outcome.hints) : poll.hints;
  const wait = regularWait(feed, { ...hints, ...outcome.hints }, now);
  const { at, reason } = dueAt(wait, feed, hints, now, random);
  const { moved, renameTo } = countMoves(poll, outcome.movedTo);
  return {
    poll: {
      nextAt: at,
      failures: 0,
      lastTriedAt: now,
      lastSuccessAt: now,
      lastStatus: outcome.status,
      ...(etag === undefined ? {} : { etag }),
      ...(lastModified === undefined ? {} : { lastModified }),
      ...(poll.bodyHash === undefined ? {} : { bodyHash: poll.bodyHash }),
      ...(moved === undefined ? {} : { moved }),
      ...(hints === undefined ? {} : { hints }),
    },
    reason,
    ...(renameTo === undefined ? {} : { renameTo }),
  };
}

function afterFailure(
  feed: Pick<Feed, 'every'>,
  poll: PollState,
  { fault, retryAt }: Extract<FetchOutcome, { readonly kind: 'failed' }>,
  now: EpochMs,
  random: number,
): Verdict {
  const failures = poll.failures + 1;
  const wait = askedWait(fault, retryAt, now) ?? backOff(feed, poll, failures, now, random);
  const { at, reason } = dueAt(wait, feed, poll.hints, now, random);
  const { lastStatus: _, ...known } = fault.kind === 'unreadable' ? forgetBody(poll) : poll;
  return {
    poll: {
      ...known,
      nextAt: at,
      failures,
      lastTriedAt: now,
      lastFault: fault.why,
      ...(fault.kind === 'status' ? { lastStatus: fault.status } : {}),
    },
    reason,
  };
}

function afterFarewell(poll: PollState, now: EpochMs): Verdict {
  const lastFault = 'the publisher has ended this feed (HTTP 410)';
  return {
    poll: { ...forgetBody(poll), nextAt: NEVER, lastTriedAt: now, lastStatus: 410, lastFault, gone: true },
    reason: 'gone',
  };
}

/** What could not be read or stored must come again in full. */
function forgetBody({ etag: _, lastModified: __, bodyHash: ___, ...poll }: PollState): PollState {
  return poll;
}

/** The part of the hints that belongs to the document, not to one answer. */
function lasting({ maxAge: _, expiresAt: __, ...hints }: PollHints): PollHints | undefined {
  return Object.keys(hints).length === 0 ? undefined : hints;
}

function regularWait(feed: Pick<Feed, 'every'>, hints: PollHints, now: EpochMs): Wait {
  const wishes: readonly (readonly [string, number | undefined])[] = [
    ['max-age', hints.maxAge],
    ['expires', hints.expiresAt === undefined ? undefined : hints.expiresAt - now],
    ['ttl', hints.ttl],
    ['update period', hints.updatePeriod],
  ];
  let wait: Wait = { ms: feed.every, reason: 'interval' };
  for (const [reason, wish = 0] of wishes) {
    const ms = Math.min(wish, DAY);
    if (ms > wait.ms) wait = { ms, reason };
  }
  return wait;
}

/** A host that is busy names its time; a 503 without one is an ordinary fault. */
function askedWait(fault: FetchFault, retryAt: EpochMs | undefined, now: EpochMs): Wait | undefined {
  if (retryAt !== undefined) return { ms: Math.min(Math.max(retryAt - now, 0), DAY), reason: 'retry-after' };
  return fault.kind === 'status' && fault.status === 429 ? { ms: BUSY_WAIT, reason: 'asked for less' } : undefined;
}

/** Twice as long after each failure with full jitter, until it is one probe a day. */
function backOff(feed: Pick<Feed, 'every'>, poll: PollState, failures: number, now: EpochMs, random: number): Wait {
  const base = regularWait(feed, poll.hints ?? {}, now).ms;
  const ceiling = base * 2 ** Math.min(failures, 30);
  if (ceiling >= DAY) return { ms: DAY * (1 - JITTER), reason: 'daily probe' };
  return { ms: base + random * (ceiling - base), reason: 'back-off' };
}

function dueAt(
  wait: Wait,
  feed: Pick<Feed, 'every'>,
  hints: PollHints | undefined,
  now: EpochMs,
  random: number,
): { readonly at: EpochMs; readonly reason: string } {
  const least = Math.max(wait.ms, feed.every);
  const most = Math.max(DAY, feed.every);
  const at = now + Math.round(Math.min(least * (1 + JITTER * random), most));
  const open = afterSkips(at, hints ?? {}, random);
  return { at: open, reason: open === at ? wait.reason : `${wait.reason}, then hours or days to skip` };
}

const WEEK_DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The first hour (GMT) in which the publisher wants to be polled; its wish is ignored when it leaves none. */
export function afterSkips(at: EpochMs, hints: PollHints, random: number): EpochMs {
  const hours = new Set((hints.skipHours ?? []).map((hour) => hour % 24));
  const days = new Set((hints.skipDays ?? []).map((day) => day.trim().toLowerCase()));
  const skipped = (instant: EpochMs): boolean => {
    const date = new Date(instant);
    return hours.has(date.getUTCHours()) || days.has(WEEK_DAYS[date.getUTCDay()] ?? '');
  };
  if (!skipped(at)) return at;
  for (let hour = Math.floor(at / HOUR) + 1; hour * HOUR <= at + 8 * DAY; hour++) {
    if (!skipped(hour * HOUR)) return hour * HOUR + Math.floor(random * 10 * MINUTE);
  }
  return at;
}

function countMoves(
  poll: PollState,
  movedTo: string | undefined,
): { readonly moved?: NonNullable<PollState['moved']>; readonly renameTo?: string } {
  if (movedTo === undefined) return {};
  const times = poll.moved?.url === movedTo ? poll.moved.times + 1 : 1;
  return times >= MOVES_BEFORE_RENAME ? { renameTo: movedTo } : { moved: { url: movedTo, times } };
}
