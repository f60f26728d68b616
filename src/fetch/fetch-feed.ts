// Fetches a feed by conditional GET: follows redirects by hand, takes turns at each host, and names how it ended. Reads nothing.
import type { Dispatcher } from 'undici';
import type { FetchOutcome, PollState } from '../core/feeds/feed.ts';
import type { HubSubscription } from '../core/feeds/websub.ts';
import { openAgent, type Resolve } from './agent.ts';
import { type AskOptions, ask, checkedUrl } from './ask.ts';
import { FetchStopped, statusFault, toFault } from './fault.ts';
import { type HostTurns, openHostTurns } from './host-turns.ts';
import type { AddressPolicy } from './safe-address.ts';
import { askHub, type HubAnswer } from './websub.ts';

const MOST_REDIRECTS = 5;
const REQUESTS_PER_HOST = 2;

export type FetchOptions = Omit<AskOptions, 'dispatcher'> & {
  /** The whole fetch with all its redirects, from its first turn on. */
  readonly timeoutMs: number;
};

export const FETCH_DEFAULTS = {
  timeoutMs: 30_000,
  headersMs: 10_000,
  maxBytes: 10 * 1024 * 1024,
  minBytesPerSecond: 512,
  rateWindowMs: 5_000,
} as const satisfies Partial<FetchOptions>;

export type FetchParts = FetchOptions & { readonly dispatcher: Dispatcher; readonly turns: HostTurns };

export type Fetcher = {
  readonly fetch: (feed: { readonly url: string }, poll: PollState, signal: AbortSignal) => Promise<FetchOutcome>;
  /** Asks a hub for what the subscription wants (WebSub). */
  readonly askHub: (subscription: HubSubscription, signal: AbortSignal) => Promise<HubAnswer>;
  readonly close: () => Promise<void>;
};

export type FetcherOptions = Partial<FetchOptions> & {
  readonly allow: AddressPolicy;
  readonly userAgent: string;
  readonly resolve?: Resolve;
};

/** Owns the connections and the turns of each host; close it when polling ends. */
export function openFetcher({ allow, resolve, ...options }: FetcherOptions): Fetcher {
  const settings = { ...FETCH_DEFAULTS, now: Date.now, ...options };
  const agent = openAgent({ allow, connectMs: settings.headersMs, ...(resolve ? { resolve } : {}) });
  const parts: FetchParts = { ...settings, dispatcher: agent.dispatcher, turns: openHostTurns(REQUESTS_PER_HOST) };
  return {
    fetch: (feed, poll, signal) => fetchFeed(feed, poll, parts, signal),
    askHub: (subscription, signal) => askHub(subscription, parts, signal),
    close: agent.close,
  };
}

/** Product, version and a way to reach its operator, as publishers ask of robots. */
export function userAgent(version: string, contact?: string): string {
  return `SummitWatch/${version} (feed reader${contact ? `; +${contact}` : ''})`;
}

export async function fetchFeed(
  feed: { readonly url: string },
  poll: PollState,
  parts: FetchParts,
  signal: AbortSignal,
): Promise<FetchOutcome> {
  const stopper = new AbortController();
  const stop = (): void => stopper.abort(new FetchStopped({ kind: 'stopped', why: 'polling was stopped' }));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await follow(feed.url, poll, parts, stopper);
  } catch (error) {
    // An abort may surface as any error of the stream it hit; its reason is what happened.
    return { kind: 'failed', fault: toFault(stopper.signal.aborted ? stopper.signal.reason : error) };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function follow(
  address: string,
  poll: PollState,
  parts: FetchParts,
  stopper: AbortController,
): Promise<FetchOutcome> {
  let url = checkedUrl(address);
  let permanent = true;
  let late: NodeJS.Timeout | undefined;
  const visited = new Set<string>();
  try {
    for (;;) {
      visited.add(url.href);
      const leave = await parts.turns.take(url.hostname, stopper.signal);
      // Waiting for the first turn is no fault of the publisher.
      late ??= setTimeout(() => stopper.abort(tooLate(parts.timeoutMs)), parts.timeoutMs);
      const hop = await ask(url, poll, parts, stopper).finally(leave);
      if (hop.kind === 'answer') return visited.size > 1 ? redirected(hop.outcome, url, permanent) : hop.outcome;
      if (visited.has(hop.to.href)) throw refused(`redirects in a circle to ${hop.to.href}`);
      if (visited.size > MOST_REDIRECTS) throw refused(`more than ${MOST_REDIRECTS} redirects`);
      url = hop.to;
      permanent &&= hop.permanent;
    }
  } finally {
    clearTimeout(late);
  }
}

function tooLate(ms: number): FetchStopped {
  return new FetchStopped({ kind: 'timeout', why: `not answered in full within ${ms / 1_000} s` });
}

function refused(why: string): FetchStopped {
  return new FetchStopped({ kind: 'refused', why });
}

/** Says where the answer came from; a 410 behind a passing redirect does not end the feed itself. */
function redirected(outcome: FetchOutcome, url: URL, permanent: boolean): FetchOutcome {
  switch (outcome.kind) {
    case 'fetched':
    case 'unchanged':
      return permanent ? { ...outcome, movedTo: url.href } : outcome;
    case 'failed':
      return { ...outcome, url: url.href };
    case 'gone':
      return permanent ? outcome : { kind: 'failed', fault: statusFault(410), url: url.href };
  }
}
