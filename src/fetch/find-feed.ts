// From the address a person gives to the feed that is meant: the address itself, or the one feed its page names.
import type { FetchOutcome, PollState } from '../core/feeds/feed.ts';
import type { FeedDocument } from '../core/feeds/item.ts';
import { feedsNamedIn, type NamedFeed } from './discover.ts';
import type { Fetcher } from './fetch-feed.ts';
import { readFeed } from './read-feed.ts';

export type FoundFeed =
  /** `url` is where it is for good: a permanent redirect has been followed. */
  | { readonly kind: 'feed'; readonly url: string; readonly document: FeedDocument }
  | { readonly kind: 'page'; readonly feeds: readonly NamedFeed[] }
  | { readonly kind: 'fault'; readonly why: string };

const UNKNOWN: PollState = { nextAt: 0, failures: 0 };

export async function findFeed(url: string, fetcher: Pick<Fetcher, 'fetch'>, signal: AbortSignal): Promise<FoundFeed> {
  const found = await look(url, fetcher, signal);
  const [only, ...others] = found.kind === 'page' ? found.feeds : [];
  return only !== undefined && others.length === 0 ? look(only.url, fetcher, signal) : found;
}

async function look(url: string, fetcher: Pick<Fetcher, 'fetch'>, signal: AbortSignal): Promise<FoundFeed> {
  const outcome = await fetcher.fetch({ url }, UNKNOWN, signal);
  if (outcome.kind !== 'fetched') return { kind: 'fault', why: `${url}: ${whyNot(outcome)}` };
  const read = await readFeed(outcome.bytes, outcome);
  if (read.kind === 'read') return { kind: 'feed', url: outcome.movedTo ?? url, document: read.feed };
  const feeds = feedsNamedIn(outcome.bytes, outcome);
  return feeds.length > 0 ? { kind: 'page', feeds } : { kind: 'fault', why: `${url}: ${read.why}` };
}

function whyNot(outcome: Exclude<FetchOutcome, { readonly kind: 'fetched' }>): string {
  switch (outcome.kind) {
    case 'failed':
      return outcome.fault.why;
    case 'gone':
      return 'the publisher has ended this feed (HTTP 410)';
    case 'unchanged':
      return 'the publisher sent nothing';
  }
}
