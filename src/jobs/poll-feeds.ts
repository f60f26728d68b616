// One round of polls: claims what is due from the store, a few at once, until nothing is due any more.
import type { FeedNotice } from '../core/feeds/notice.ts';
import { MINUTE } from '../core/text/instant.ts';
import type { FeedRow, Store } from '../storage/store.ts';
import { hostOf, openHostWatch } from './host-watch.ts';
import { openPollBook, type PollBook, type TellOperator } from './poll-book.ts';
import { type Ending, type PollOneParts, pollOne } from './poll-one.ts';

const LEASE = 5 * MINUTE;

export type PollParts = PollOneParts & {
  readonly store: Pick<Store, 'feeds' | 'transaction'>;
  readonly concurrency: number;
  /** A claimed feed whose poll was never written down (the process died) falls due again after this. */
  readonly lease?: number;
  readonly onPoll?: (ending: Ending) => void;
  /** Plans what the operator's channel is told, inside the transaction that makes it so. */
  readonly tellOperator?: TellOperator;
};

export type PollReport = {
  /** How many feeds were asked. */
  readonly polled: number;
  readonly endings: ReadonlyMap<Ending, number>;
  /** What the operator should hear of feeds that fail, recover, end or move. */
  readonly notices: readonly FeedNotice[];
};

/** Ends soon after the signal is aborted, with what was not finished due again. */
export async function pollFeeds(parts: PollParts, signal: AbortSignal): Promise<PollReport> {
  const round = { hosts: openHostWatch(), book: openPollBook(parts.store, parts.tellOperator) };
  const endings = new Map<Ending, number>();
  const notices: FeedNotice[] = [];
  const inHand = new Set<string>();
  const due = dueFeeds(parts, round.book, inHand, signal);

  const work = async (): Promise<void> => {
    for (let next = await due.next(); !next.done; next = await due.next()) {
      const row = next.value;
      try {
        const polled = await pollOne(row, parts, round, signal);
        endings.set(polled.ending, (endings.get(polled.ending) ?? 0) + 1);
        notices.push(...polled.notices);
        parts.onPoll?.(polled.ending);
      } catch (error) {
        parts.log.error('a poll broke off and will be tried again', { feed: row.feed.url, error });
      } finally {
        inHand.delete(row.feed.id);
      }
    }
  };
  await Promise.all(Array.from({ length: parts.concurrency }, work));
  await round.book.flush();
  await round.hosts.putOffOthers(parts.store, parts.now(), parts.random);

  const polled = [...endings].reduce((sum, [ending, count]) => sum + (asked(ending) ? count : 0), 0);
  if (endings.size > 0) parts.log.info('feeds polled', { polled, ...Object.fromEntries(endings) });
  return { polled, endings, notices };
}

const asked = (ending: Ending): boolean => ending !== 'put-off' && ending !== 'stopped';

/** Shared by all workers; claims anew when the last claim is used up, so that no worker waits for the slowest feed. */
async function* dueFeeds(
  parts: PollParts,
  book: PollBook,
  inHand: Set<string>,
  signal: AbortSignal,
): AsyncGenerator<FeedRow, void> {
  for (;;) {
    await book.flush();
    const claimed = await parts.store.feeds.claimDue(parts.now(), parts.concurrency * 2, parts.lease ?? LEASE);
    // With a clock that runs fast a lease may end while its feed is still in hand; its poll will be written down all the same.
    const fresh = claimed.filter(({ feed }) => !inHand.has(feed.id));
    if (fresh.length === 0) return;
    for (const { feed } of fresh) inHand.add(feed.id);
    for (const row of inTurns(fresh)) {
      if (!signal.aborted) yield row;
      else await parts.store.feeds.savePoll(row.feed.id, { ...row.poll, nextAt: parts.now() });
    }
    if (signal.aborted) return;
  }
}

/** Feeds of one host far apart, so that workers do not all wait for their turn at it. */
function inTurns(rows: readonly FeedRow[]): readonly FeedRow[] {
  const places = new Map<string, number>();
  const placed = rows.map((row) => {
    const host = hostOf(row.feed.url);
    const place = places.get(host) ?? 0;
    places.set(host, place + 1);
    return { row, place };
  });
  return placed.sort((a, b) => a.place - b.place).map(({ row }) => row);
}
