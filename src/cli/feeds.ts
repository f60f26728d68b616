// `summit-watch feeds …`: feeds added and removed while the service runs, listed with their health, in and out as OPML.
import type { Feed } from '../core/feeds/feed.ts';
import { feedIdOf } from '../core/feeds/feed-id.ts';
import { SECOND } from '../core/text/instant.ts';
import { resolveUrl } from '../core/text/urls.ts';
import { openFetcher, userAgent } from '../fetch/fetch-feed.ts';
import { type FoundFeed, findFeed } from '../fetch/find-feed.ts';
import { addressPolicy } from '../fetch/safe-address.ts';
import { openStore, StoreRefused } from '../storage/open.ts';
import { EXIT } from './exit.ts';
import type { FeedDesk } from './feed-desk.ts';
import type { FeedsCall } from './feeds-call.ts';
import { listFeeds } from './feeds-list.ts';
import { exportFeeds, importFeeds } from './feeds-opml.ts';
import { type Lines, loadConfigOrFail, readEnvironmentOrFail } from './load.ts';
import { version } from './version.ts';

const FIRST_POLLS = 30 * SECOND;

export async function feedsCommand(call: FeedsCall, env: NodeJS.ProcessEnv, lines: Lines): Promise<number> {
  const environment = readEnvironmentOrFail(env, lines);
  const config = await loadConfigOrFail(environment?.configDir ?? env['CONFIG_DIR'], lines, environment?.fetchAllow);
  if (!environment || !config) return EXIT.fault;
  try {
    const store = await openStore(environment.databaseUrl.reveal(), { now: Date.now });
    try {
      // As the service does at its start, so that a list is whole before the first one.
      await store.feeds.sync(config.feeds, Date.now(), FIRST_POLLS);
      return await act(call, { store, config, environment, lines, now: Date.now() });
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof StoreRefused)) throw error;
    lines.fail(error.message);
    return EXIT.fault;
  }
}

function act(call: FeedsCall, desk: FeedDesk): Promise<number> {
  switch (call.act) {
    case 'add':
      return addFeed(call, desk);
    case 'remove':
      return removeFeed(call.feed, desk);
    case 'list':
      return listFeeds(call.json, desk);
    case 'import':
      return importFeeds(call.file, desk);
    case 'export':
      return exportFeeds(desk);
  }
}

async function addFeed(call: Extract<FeedsCall, { readonly act: 'add' }>, desk: FeedDesk): Promise<number> {
  const { store, config, lines, now } = desk;
  const url = resolveUrl(call.url);
  if (url === undefined) {
    lines.fail(`${call.url} is no web address: write it in full, such as https://example.org/feed.xml.`);
    return EXIT.usage;
  }
  const found = await lookFor(url, desk);
  if (found.kind === 'fault') {
    lines.fail(`Not added. ${found.why}.`);
    return EXIT.fault;
  }
  if (found.kind === 'page') {
    lines.fail(`${url} is a web page that names ${found.feeds.length} feeds; add the one you want:`);
    for (const feed of found.feeds) lines.fail(`  ${feed.url}  ${feed.title}`.trimEnd());
    return EXIT.fault;
  }
  const language = call.language ?? found.document.language;
  const feed: Feed = {
    id: feedIdOf(found.url),
    url: found.url,
    title: call.title || found.document.title || new URL(found.url).hostname,
    ...(language === undefined ? {} : { language }),
    trust: call.trust ?? 'press',
    every: config.settings.poll.every,
    origin: 'added',
    ...(call.category === undefined ? {} : { category: call.category }),
  };
  const done = await store.feeds.add(feed, now);
  lines.write(
    done === 'exists'
      ? `${feed.url} is among the feeds already.`
      : `Added "${feed.title}" (${feed.url}), ${found.document.items.length} items at the moment; a running service polls it at its next tick.`,
  );
  return EXIT.done;
}

async function lookFor(url: string, { environment, config }: FeedDesk): Promise<FoundFeed> {
  const { poll } = config.settings;
  const fetcher = openFetcher({
    allow: addressPolicy(environment.fetchAllow),
    userAgent: userAgent(version(), poll.contact),
    timeoutMs: poll.timeout,
    maxBytes: poll.maxBytes,
  });
  try {
    return await findFeed(url, fetcher, new AbortController().signal);
  } finally {
    await fetcher.close();
  }
}

async function removeFeed(name: string, { store, config, lines }: FeedDesk): Promise<number> {
  const configured = config.feeds.find(({ id, url }) => id === name || url === name);
  if (configured !== undefined) {
    lines.fail(`${configured.url} is in feeds.yaml: remove it there, and it is gone at the next start.`);
    return EXIT.fault;
  }
  if (await store.feeds.remove(name)) {
    lines.write(`Removed ${name}.`);
    return EXIT.done;
  }
  lines.fail(`No feed has the address or id ${name}; "summit-watch feeds list" shows them.`);
  return EXIT.fault;
}
