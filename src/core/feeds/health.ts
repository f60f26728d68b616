// How a feed is doing, in words for its operator.
import { DAY, type EpochMs, HOUR, MINUTE, SECOND } from '../text/instant.ts';
import type { PollState } from './feed.ts';

export type FeedHealth = {
  readonly state: 'new' | 'well' | 'failing' | 'ended';
  readonly words: string;
};

export function feedHealth(poll: PollState, now: EpochMs): FeedHealth {
  if (poll.gone) return { state: 'ended', words: 'ended by its publisher (HTTP 410); no longer polled' };
  if (poll.failures > 0) {
    const times = poll.failures === 1 ? 'failed the last time' : `failed ${poll.failures} times in a row`;
    const since = poll.lastSuccessAt === undefined ? 'never read yet' : `last read ${ago(poll.lastSuccessAt, now)}`;
    return { state: 'failing', words: `${times}, ${since}: ${poll.lastFault ?? 'no reason known'}` };
  }
  if (poll.lastSuccessAt === undefined) return { state: 'new', words: 'not polled yet' };
  const moving = poll.moved === undefined ? '' : `; redirected for good to ${poll.moved.url}`;
  return { state: 'well', words: `last read ${ago(poll.lastSuccessAt, now)}${moving}` };
}

/** `5 min ago`, `in 2 h`; `now` within a second. */
export function ago(at: EpochMs, now: EpochMs): string {
  const distance = Math.abs(now - at);
  if (distance < SECOND) return 'now';
  const [size, unit] = [
    [DAY, 'd'] as const,
    [HOUR, 'h'] as const,
    [MINUTE, 'min'] as const,
    [SECOND, 's'] as const,
  ].find(([length]) => distance >= length) ?? [SECOND, 's'];
  const span = `${Math.round(distance / size)} ${unit}`;
  return at > now ? `in ${span}` : `${span} ago`;
}
