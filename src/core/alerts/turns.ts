// In which order the outbox is emptied, so that one thing told to thousands of channels does not hold up everything else.
import { type EpochMs, MINUTE } from '../text/instant.ts';
import type { Delivery } from './delivery.ts';

/**
 * How far apart the deliveries of one subject stand in line, in milliseconds. Platforms take several in that time, so a
 * large batch is not slowed; but what comes meanwhile stands among its next ones and not behind its last.
 */
const APART = 100;
/** A digest tells what is hours old; it lets what is new go first for so long. */
const DIGEST_YIELDS = 5 * MINUTE;

/** The turn of each delivery planned together: an order, not a time to wait for. */
export function turnsOf(deliveries: readonly Pick<Delivery, 'kind' | 'subject' | 'dueAt'>[]): readonly EpochMs[] {
  const places = new Map<string, number>();
  return deliveries.map(({ kind, subject, dueAt }) => {
    const place = places.get(subject) ?? 0;
    places.set(subject, place + 1);
    return dueAt + place * APART + (kind === 'digest' ? DIGEST_YIELDS : 0);
  });
}
