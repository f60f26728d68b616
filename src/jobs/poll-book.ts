// Writes down how polls ended that brought no items: many in one transaction, since most polls of a round are of that kind.
import type { FeedId, PollState } from '../core/feeds/feed.ts';
import type { FeedNotice } from '../core/feeds/notice.ts';
import type { Store } from '../storage/store.ts';

const ENTRIES_A_WRITE = 50;

export type PollEntry = {
  readonly id: FeedId;
  readonly poll: PollState;
  readonly renameTo?: string;
  /** Planned in the same transaction, so that none is lost or told twice. */
  readonly notices?: readonly FeedNotice[];
};

export type TellOperator = (store: Store, notices: readonly FeedNotice[]) => Promise<void>;

export type PollBook = {
  /** Entries not yet written when the process dies cost one more conditional GET each, after their lease. */
  readonly enter: (entry: PollEntry) => Promise<void>;
  readonly flush: () => Promise<void>;
};

export function openPollBook(store: Pick<Store, 'transaction'>, tell?: TellOperator): PollBook {
  let entries: PollEntry[] = [];
  const flush = async (): Promise<void> => {
    const written = entries;
    entries = [];
    if (written.length === 0) return;
    await store.transaction(async (tx) => {
      for (const { id, poll, renameTo } of written) {
        await tx.feeds.savePoll(id, poll);
        if (renameTo !== undefined) await tx.feeds.rename(id, renameTo);
      }
      const notices = written.flatMap((entry) => entry.notices ?? []);
      if (notices.length > 0) await tell?.(tx, notices);
    });
  };
  return {
    async enter(entry) {
      entries.push(entry);
      if (entries.length >= ENTRIES_A_WRITE) await flush();
    },
    flush,
  };
}
