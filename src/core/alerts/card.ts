// A card: the one message of a channel that shows where a summit stands and is kept up to date in its place.
import type { Topic } from '../stories/topic.ts';
import { takePart } from '../stories/topics.ts';
import { partiesToFollow } from '../summits/followed.ts';
import type { Summit, SummitId } from '../summits/summit.ts';
import { DAY, type EpochMs } from '../text/instant.ts';
import type { DeliveryKey } from './delivery.ts';
import type { Channel, Subscription } from './subscription.ts';

export type Card = {
  readonly channel: Channel;
  readonly summitId: SummitId;
  /** The delivery that posts it. */
  readonly key: DeliveryKey;
  /** Absent until it is posted. */
  readonly messageId?: string;
  /** A digest of what it shows at present. */
  readonly shows: string;
  /** The summit's revision up to which its thread tells of changes. */
  readonly logged: number;
};

/** A channel with more would be nothing but cards. */
const MOST_CARDS = 5;
const OVER: ReadonlySet<string> = new Set(['held', 'outcome', 'cancelled', 'denied']);
/** So long after the last report of a meeting that is over there is nothing to keep up to date. */
const LAST_WORDS = 2 * DAY;

/** The meetings that a channel's subscriptions follow. */
export function summitsFollowed(
  subscriptions: readonly Pick<Subscription, 'topic'>[],
  topics: readonly Topic[],
  summits: readonly Summit[],
): readonly Summit[] {
  const followed = topics.filter(
    ({ id, kind }) => kind === 'summit' && subscriptions.some(({ topic }) => topic === 'all' || topic === id),
  );
  return summits.filter((summit) => followed.some((topic) => takePart(topic, partiesToFollow(summit))));
}

/** Those of them that are worth a card, latest report first. */
export function summitsWithCards(
  subscriptions: readonly Pick<Subscription, 'topic'>[],
  topics: readonly Topic[],
  summits: readonly Summit[],
  now: EpochMs,
): readonly Summit[] {
  return summitsFollowed(subscriptions, topics, summits)
    .filter(({ dormant, presumed }) => !dormant && presumed !== true)
    .filter(({ stage, lastReportAt }) => !OVER.has(stage.value) || now - lastReportAt <= LAST_WORDS)
    .toSorted((a, b) => b.lastReportAt - a.lastReportAt)
    .slice(0, MOST_CARDS);
}
