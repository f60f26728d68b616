// What one round of polls learns of hosts: one that asks for less or does not answer is spared its other feeds.
import { putOff } from '../core/feeds/due.ts';
import type { Feed, FetchOutcome, PollState } from '../core/feeds/feed.ts';
import type { EpochMs } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';

/** After so many feeds of a host timed out, its others in this round are not waited for. */
const TIMEOUTS_BEFORE_SILENT = 2;

export type HostWatch = {
  readonly note: (feed: Feed, outcome: FetchOutcome, poll: PollState) => void;
  /** Until when the host of this feed wants no polls; undefined when it does not mind. */
  readonly busyUntil: (feed: Feed) => EpochMs | undefined;
  /** Aborted once the host of this feed has proved silent, for those that still wait for their turn at it. */
  readonly silence: (feed: Feed) => AbortSignal;
  /** Moves the other feeds of busy hosts behind the time these asked for. */
  readonly putOffOthers: (store: Pick<Store, 'transaction'>, now: EpochMs, random: () => number) => Promise<void>;
};

export function hostOf(url: string): string {
  return URL.parse(url)?.hostname ?? url;
}

export function openHostWatch(): HostWatch {
  const busy = new Map<string, EpochMs>();
  const timeouts = new Map<string, number>();
  const silences = new Map<string, AbortController>();
  const silenceOf = (host: string): AbortController => {
    const known = silences.get(host) ?? new AbortController();
    silences.set(host, known);
    return known;
  };
  return {
    note(feed, outcome, poll) {
      if (outcome.kind !== 'failed') return;
      const host = hostOf(outcome.url ?? feed.url);
      const { fault, retryAt } = outcome;
      if (fault.kind === 'timeout') {
        const times = (timeouts.get(host) ?? 0) + 1;
        timeouts.set(host, times);
        if (times >= TIMEOUTS_BEFORE_SILENT) silenceOf(host).abort();
      }
      const asksForLess = fault.kind === 'status' && (fault.status === 429 || retryAt !== undefined);
      if (asksForLess) busy.set(host, Math.max(busy.get(host) ?? 0, poll.nextAt));
    },
    busyUntil: (feed) => busy.get(hostOf(feed.url)),
    silence: (feed) => silenceOf(hostOf(feed.url)).signal,
    async putOffOthers(store, now, random) {
      if (busy.size === 0) return;
      await store.transaction(async ({ feeds }) => {
        for (const { feed, poll } of await feeds.list()) {
          const until = busy.get(hostOf(feed.url));
          if (until !== undefined && poll.nextAt < until)
            await feeds.savePoll(feed.id, putOff(poll, until, now, random()));
        }
      });
    },
  };
}
