// `summit-watch check`: would the service start? Reads all it needs, tries the tokens and reaches every feed once; a remedy for each fault.
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import type { Feed, FetchFault, FetchOutcome } from '../core/feeds/feed.ts';
import { type Fetcher, openFetcher, userAgent } from '../fetch/fetch-feed.ts';
import { readFeed } from '../fetch/read-feed.ts';
import { addressPolicy } from '../fetch/safe-address.ts';
import { openStore, StoreRefused } from '../storage/open.ts';
import { tryTokens } from './check-tokens.ts';
import { EXIT } from './exit.ts';
import { type Lines, loadConfigOrFail, readEnvironmentOrFail } from './load.ts';
import { version } from './version.ts';

const AT_ONCE = 20;

export async function checkCommand(env: NodeJS.ProcessEnv, lines: Lines): Promise<number> {
  const environment = readEnvironmentOrFail(env, lines);
  const config = await loadConfigOrFail(environment?.configDir ?? env['CONFIG_DIR'], lines, environment?.fetchAllow);
  if (!environment || !config) return EXIT.fault;
  lines.write(`Configuration: ${config.feeds.length} feeds and ${config.topics.length} topics, without a fault.`);
  const store = await tryStore(environment, lines);
  const tokens = await tryTokens(environment, lines);
  await tryFeeds(config, environment, lines);
  const starts = store && tokens;
  lines.write(starts ? 'The service would start.' : 'The service would not start; mend what is named above.');
  return starts ? EXIT.done : EXIT.fault;
}

async function tryStore(environment: Environment, lines: Lines): Promise<boolean> {
  try {
    const store = await openStore(environment.databaseUrl.reveal(), { now: Date.now });
    await store.ping();
    await store.close();
    lines.write(`Store: ${store.engine} answers and its schema is up to date.`);
    return true;
  } catch (error) {
    if (!(error instanceof StoreRefused)) throw error;
    lines.fail(error.message);
    return false;
  }
}

/** A feed that fails costs only itself, so none of them keeps the service from starting. */
async function tryFeeds(config: Config, environment: Environment, lines: Lines): Promise<void> {
  const { poll } = config.settings;
  const fetcher = openFetcher({
    allow: addressPolicy(environment.fetchAllow),
    userAgent: userAgent(version(), poll.contact),
    timeoutMs: poll.timeout,
    maxBytes: poll.maxBytes,
  });
  let well = 0;
  const waiting = [...config.feeds];
  const work = async (): Promise<void> => {
    for (let feed = waiting.shift(); feed !== undefined; feed = waiting.shift()) {
      const said = await tryFeed(feed, fetcher);
      if (said.well) well++;
      (said.well ? lines.write : lines.fail)(`${feed.url}: ${said.words}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await fetcher.close();
  lines.write(`Feeds: ${well} of ${config.feeds.length} can be read.`);
}

type Said = { readonly well: boolean; readonly words: string };

async function tryFeed(feed: Feed, fetcher: Fetcher): Promise<Said> {
  const outcome = await fetcher.fetch(feed, { nextAt: 0, failures: 0 }, new AbortController().signal);
  if (outcome.kind !== 'fetched') return { well: false, words: failureInWords(outcome) };
  const read = await readFeed(outcome.bytes, {
    url: outcome.url,
    ...(outcome.contentType !== undefined && { contentType: outcome.contentType }),
  });
  if (read.kind === 'unreadable') {
    return { well: false, words: `${read.why}. Look for the feed's own address on the publisher's site.` };
  }
  const moved =
    outcome.movedTo === undefined ? '' : ` It has moved for good to ${outcome.movedTo}: write that address.`;
  return { well: true, words: `${read.feed.items.length} items.${moved}` };
}

function failureInWords(outcome: Exclude<FetchOutcome, { kind: 'fetched' }>): string {
  if (outcome.kind === 'gone') return 'the publisher has ended this feed (410): take it out.';
  if (outcome.kind === 'unchanged')
    return 'it answers 304 to a request that asked for no comparison: report it to the publisher.';
  return `${outcome.fault.why}. ${remedy(outcome.fault)}`;
}

function remedy(fault: FetchFault): string {
  switch (fault.kind) {
    case 'refused':
      return 'If this address is meant to be read, open its network with FETCH_ALLOW.';
    case 'network':
      return 'Check the address and that this machine reaches the internet; the service tries again by itself.';
    case 'timeout':
      return 'The host is slow or blocks readers; the service tries again by itself, poll.timeout in settings.yaml gives it longer.';
    case 'too-large':
      return 'Raise poll.maxBytes in settings.yaml if a feed of that size is wanted.';
    case 'status':
      if (fault.status === 401 || fault.status === 403)
        return 'The publisher lets no readers in (robots or a firewall): set poll.contact in settings.yaml, or ask them.';
      if (fault.status === 404) return "Look for the feed's new address on the publisher's site.";
      if (fault.status === 429) return 'It was asked too often; the service waits as it is told.';
      return 'The fault is the publisher’s; the service tries again by itself.';
    case 'stopped':
      return 'It was not finished.';
    case 'unreadable':
      return "Look for the feed's own address on the publisher's site.";
    default:
      return fault satisfies never;
  }
}
