// Writes down how polls ended that brought no items: many in one transaction, since most polls of a round are of that kind.
import type { FeedId, PollState } from '../core/feeds/feed.ts';
import type { Store } from '../storage/store.ts';

const ENTRIES_A_WRITE = 50;

export type PollEntry = { readonly id: FeedId; readonly poll: PollState; readonly renameTo?: string };

export type PollBook = {
  /** Entries not yet written when the process dies cost one more conditional GET each, after their lease. */
  readonly enter: (entry: PollEntry) => Promise<void>;
  readonly flush: () => Promise<void>;
};

export function openPollBook(store: Pick<Store, 'transaction'>): PollBook {
  let entries: PollEntry[] = [];
  const flush = async (): Promise<void> => {
    const written = entries;
    entries = [];
    if (written.length === 0) return;
    await store.transaction(async ({ feeds }) => {
      for (const { id, poll, renameTo } of written) {
        await feeds.savePoll(id, poll);
        if (renameTo !== undefined) await feeds.rename(id, renameTo);
      }
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
