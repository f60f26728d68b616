// What becomes of a delivery after one attempt to send it.
import { DAY, type EpochMs, MINUTE, SECOND } from '../text/instant.ts';
import type { Delivery, SendOutcome } from './delivery.ts';
import type { Platform } from './subscription.ts';

/** Where the platform itself shows a message once that is sent twice under one key. */
const REPEATABLE: Readonly<Record<Platform, boolean>> = { discord: true, slack: false, console: true };

export function isRepeatable(platform: Platform): boolean {
  return REPEATABLE[platform];
}

/** How long a platform surely knows the key of a message: Discord says a few minutes. */
export const KEY_KNOWN_FOR = 2 * MINUTE;

const FIRST_REPEAT = 2 * SECOND;
/** Where it is looked for: longer, for a request whose answer was lost may still be carried out. */
const FIRST_LOOK = 5 * SECOND;
/** Short enough that the platform still knows the key of the attempt before. */
const SLOWEST_REPEAT = MINUTE;
/** After a day of unclear answers the message is no news any more. */
const LONGEST_TRYING = DAY;
/** Never before this after a platform said “later”, whatever it said. */
const SOONEST = SECOND;
const LATEST = DAY;

/** Where the platform knows no key the message is looked for before it is sent again; when that is refused so often, a person must look. */
const MOST_LOOKS = 3;

/** `random` in [0, 1) spreads repeats so that a whole outbox does not knock at once. */
export function afterAttempt(
  delivery: Delivery,
  outcome: SendOutcome,
  now: EpochMs,
  random: number,
  /** How many attempts before this one ended unsure. */
  doubts = 0,
): Delivery {
  const tried: Delivery = { ...delivery, attempts: delivery.attempts + 1 };
  switch (outcome.kind) {
    case 'sent': {
      const { why: _, ...plain } = tried;
      return { ...plain, state: 'sent', sentAt: now, messageId: outcome.messageId };
    }
    case 'later': {
      const at = Math.min(Math.max(outcome.at, now + SOONEST), now + LATEST);
      return { ...tried, state: 'pending', dueAt: at, why: outcome.why };
    }
    case 'unsure':
      return afterUnsure(tried, outcome.why, now, random, doubts);
    case 'gone':
      return { ...tried, state: 'gone', why: outcome.why };
    case 'refused':
      return { ...tried, state: 'refused', why: outcome.why };
    default:
      return outcome satisfies never;
  }
}

/** `looks`: how many before this one the platform refused. */
export function afterLookInVain(
  delivery: Delivery,
  why: string,
  now: EpochMs,
  random: number,
  looks: number,
): Delivery {
  const tried: Delivery = { ...delivery, attempts: delivery.attempts + 1 };
  if (looks + 1 < MOST_LOOKS) {
    const wait = FIRST_REPEAT * 2 ** looks;
    return { ...tried, state: 'pending', dueAt: now + Math.round(wait * (0.75 + random / 2)), why };
  }
  return { ...tried, state: 'held', why: `It may or may not have arrived, so it is not sent again: ${why}` };
}

function afterUnsure(tried: Delivery, why: string, now: EpochMs, random: number, doubts: number): Delivery {
  const first = isRepeatable(tried.channel.platform) ? FIRST_REPEAT : FIRST_LOOK;
  const wait = Math.min(SLOWEST_REPEAT, first * 2 ** Math.min(doubts, 10));
  const dueAt = now + Math.round(wait * (0.75 + random / 2));
  if (dueAt - tried.createdAt > LONGEST_TRYING) {
    return { ...tried, state: 'held', why: `No clear answer after ${tried.attempts} attempts: ${why}` };
  }
  return { ...tried, state: 'pending', dueAt, why };
}
