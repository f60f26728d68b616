// Reaches every feed once and says of each what it holds, or what is wrong and what to do about it.
import type { Config } from '../config/config.ts';
import type { Feed, FetchFault, FetchOutcome } from '../core/feeds/feed.ts';
import { charsetFault } from '../fetch/charset-fault.ts';
import { feedsNamedIn } from '../fetch/discover.ts';
import { type Fetcher, openFetcher, userAgent } from '../fetch/fetch-feed.ts';
import { isChallengePage } from '../fetch/gatekeeper.ts';
import { readFeed } from '../fetch/read-feed.ts';
import { addressPolicy } from '../fetch/safe-address.ts';
import type { Lines } from './load.ts';
import { version } from './version.ts';

const AT_ONCE = 20;
const MOST_NAMED = 3;

/** A feed that fails costs only itself, so none of them keeps the service from starting. */
export async function tryFeeds(
  { feeds, settings: { poll } }: Pick<Config, 'feeds' | 'settings'>,
  fetchAllow: readonly string[],
  lines: Lines,
): Promise<void> {
  const fetcher = openFetcher({
    allow: addressPolicy(fetchAllow),
    userAgent: userAgent(version(), poll.contact),
    timeoutMs: poll.timeout,
    maxBytes: poll.maxBytes,
  });
  let well = 0;
  const waiting = [...feeds];
  const work = async (): Promise<void> => {
    for (let feed = waiting.shift(); feed !== undefined; feed = waiting.shift()) {
      const said = await tryFeed(feed, fetcher);
      if (said.well) well++;
      (said.well ? lines.write : lines.fail)(`${feed.url}: ${said.words}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await fetcher.close();
  lines.write(`Feeds: ${well} of ${feeds.length} can be read.`);
}

type Said = { readonly well: boolean; readonly words: string };

async function tryFeed(feed: Feed, fetcher: Fetcher): Promise<Said> {
  const outcome = await fetcher.fetch(feed, { nextAt: 0, failures: 0 }, new AbortController().signal);
  if (outcome.kind !== 'fetched') return { well: false, words: failureInWords(outcome) };
  const read = await readFeed(outcome.bytes, outcome);
  if (read.kind === 'unreadable') return { well: false, words: `${read.why} ${insteadOf(outcome)}` };
  const charset = charsetFault(outcome.bytes, outcome.contentType);
  const remarks = [
    `${read.feed.items.length} items.`,
    ...(outcome.movedTo === undefined ? [] : [`It has moved for good to ${outcome.movedTo}: write that address.`]),
    ...(charset === undefined ? [] : [`Its charset is wrong: ${charset}. Tell the publisher if letters look odd.`]),
  ];
  return { well: true, words: remarks.join(' ') };
}

/** What to do about a document that is no feed. */
function insteadOf(page: Extract<FetchOutcome, { readonly kind: 'fetched' }>): string {
  if (isChallengePage(page.bytes)) return `It comes from a firewall that lets only browsers in. ${FIREWALL}`;
  const named = feedsNamedIn(page.bytes, page);
  if (named.length === 0) return OWN_ADDRESS;
  const feeds = named.slice(0, MOST_NAMED).map(({ url, title }) => (title === '' ? url : `${url} (${title})`));
  return `It links to ${feeds.join(', ')}: write ${feeds.length === 1 ? 'that address' : 'the one you want'} instead.`;
}

const OWN_ADDRESS = "Look for the feed's own address on the publisher's site.";
const FIREWALL =
  'Ask the publisher to let feed readers in, with poll.contact in settings.yaml set so that they know who asks; another network may be let in too.';

function failureInWords(outcome: Exclude<FetchOutcome, { readonly kind: 'fetched' }>): string {
  if (outcome.kind === 'gone') return 'the publisher has ended this feed (410): take it out.';
  if (outcome.kind === 'unchanged') {
    return 'it answers 304 to a request that asked for no comparison: report it to the publisher.';
  }
  const at = outcome.url === undefined ? '' : ` It redirects to ${outcome.url}.`;
  return `${outcome.fault.why}.${at} ${remedyOf(outcome.fault)}`;
}

function remedyOf(fault: FetchFault): string {
  switch (fault.kind) {
    case 'refused':
      return fault.closed ? 'If this address is meant to be read, open its network with FETCH_ALLOW.' : OWN_ADDRESS;
    case 'network':
      return fault.certificate
        ? 'The publisher has to mend this, tell them; the clock of this machine must be right too. The service tries again by itself.'
        : 'Check the address and that this machine reaches the internet; the service tries again by itself.';
    case 'timeout':
      return 'The host is slow or blocks readers; the service tries again by itself, poll.timeout in settings.yaml gives it longer.';
    case 'too-large':
      return 'Raise poll.maxBytes in settings.yaml if a feed of that size is wanted.';
    case 'status':
      return remedyOfStatus(fault);
    case 'stopped':
      return 'It was not finished.';
    case 'unreadable':
      return OWN_ADDRESS;
    default:
      return fault satisfies never;
  }
}

function remedyOfStatus({ status, firewall }: Extract<FetchFault, { readonly kind: 'status' }>): string {
  if (firewall !== undefined) return FIREWALL;
  if (status === 401 || status === 402) return 'A feed behind a login cannot be read; look for a public one.';
  if (status === 403) return FIREWALL;
  if (status === 404) return "Look for the feed's new address on the publisher's site.";
  if (status === 429) return 'It was asked too often; the service waits as it is told.';
  return 'The fault is the publisher’s; the service tries again by itself.';
}
