// How many messages a channel takes in an hour; what comes beyond waits, and is then told in one message.
import { type EpochMs, HOUR } from '../text/instant.ts';
import type { Delivery } from './delivery.ts';

export const OVER_BUDGET = 'beyond the channel’s messages for the hour';

/** Alerts that were never tried: a message that may have arrived is not changed any more. */
export function isBudgeted({ kind, attempts }: Delivery): boolean {
  return (kind === 'change' || kind === 'story') && attempts === 0;
}

export function waitsForBudget(delivery: Delivery): boolean {
  return delivery.why === OVER_BUDGET && isBudgeted(delivery);
}

/** When the channel takes its next alert: at once, or when enough of the last hour's messages are an hour old. */
export function budgetOpensAt(sentAt: readonly EpochMs[], budget: number, now: EpochMs): EpochMs {
  const recent = sentAt.filter((at) => at > now - HOUR).sort((a, b) => a - b);
  const leaving = recent[recent.length - budget];
  return leaving === undefined ? now : leaving + HOUR;
}
