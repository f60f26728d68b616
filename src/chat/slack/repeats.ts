// Remembers for a while which requests came, so that a repeated or replayed one is dropped.
import type { EpochMs } from '../../core/text/instant.ts';

/** Slack's last retry of an event comes about six minutes after the first try; a signature is good for five. */
const REMEMBERED_FOR = 10 * 60_000;
const MOST_REMEMBERED = 50_000;

export type Repeats = { isRepeat(id: string): boolean };

export function createRepeats(now: () => EpochMs): Repeats {
  /** In order of arrival, so that the oldest are first. */
  const seen = new Map<string, EpochMs>();
  return {
    isRepeat(id) {
      const from = now() - REMEMBERED_FOR;
      for (const [old, at] of seen) {
        if (at > from && seen.size <= MOST_REMEMBERED) break;
        seen.delete(old);
      }
      if (seen.has(id)) return true;
      seen.set(id, now());
      return false;
    },
  };
}

/** What stays the same when Slack sends a thing again. Menus that ask for options have nothing, and may be asked again. */
export function requestId(body: object): string | undefined {
  if ('event_id' in body && typeof body.event_id === 'string') return `event ${body.event_id}`;
  if ('trigger_id' in body && typeof body.trigger_id === 'string') return `trigger ${body.trigger_id}`;
  return undefined;
}
