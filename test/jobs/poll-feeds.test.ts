import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { planFeedNotices } from '../../src/core/alerts/feed-notices.ts';
import { NEVER } from '../../src/core/feeds/due.ts';
import type { Feed, FeedId, PollState } from '../../src/core/feeds/feed.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/text/instant.ts';
import { type Fetcher, openFetcher } from '../../src/fetch/fetch-feed.ts';
import { addressPolicy } from '../../src/fetch/safe-address.ts';
import { type PollParts, type PollReport, pollFeeds } from '../../src/jobs/poll-feeds.ts';
import type { ReadFeed } from '../../src/jobs/poll-one.ts';
import { silentLog } from '../../src/ops/log.ts';
import { openStore } from '../../src/storage/open.ts';
import type { FeedRow, Store } from '../../src/storage/store.ts';
import { openPublisher, type Publisher, rss, type Serve, serveWithEtag } from '../loopback/feeds.ts';

const START = Date.UTC(2026, 0, 1);
const EVERY = 15 * MINUTE;
const never = new AbortController().signal;

let now = START;
let serve: Serve = (_request, response) => response.writeHead(404).end();
let publisher: Publisher;
let fetcher: Fetcher;
let store: Store;
let ingested: string[] = [];
let reads = 0;

before(async () => {
  publisher = await openPublisher(
    (request, response, path) => serve(request, response, path),
    () => now,
  );
});
beforeEach(async () => {
  now = START;
  ingested = [];
  reads = 0;
  publisher.asked.length = 0;
  store = await openStore('file::memory:', { now: () => now });
  fetcher = openFetcher({
    allow: addressPolicy(['127.0.0.0/8']),
    userAgent: 'test',
    now: () => now,
    headersMs: 300,
    timeoutMs: 600,
  });
});
afterEach(async () => {
  await fetcher.close();
  await store.close();
});
after(() => publisher.close());

const feed = (name: string, host = '127.0.0.1', rest: Partial<Feed> = {}): Feed => ({
  id: name as FeedId,
  url: publisher.url(`/${name}`, host),
  title: name,
  trust: 'press',
  every: EVERY,
  origin: 'config',
  ...rest,
});

const read: ReadFeed = async (bytes) => {
  reads += 1;
  const text = Buffer.from(bytes).toString();
  if (!text.includes('<rss')) return { kind: 'unreadable', why: 'an HTML page, not a feed' };
  const ttl = /<ttl>(\d+)<\/ttl>/.exec(text)?.[1];
  const hints = ttl === undefined ? {} : { ttl: Number(ttl) * MINUTE };
  return { kind: 'read', feed: { title: 'A feed', items: [], hints } };
};

function poll(parts: Partial<PollParts> = {}, signal: AbortSignal = never): Promise<PollReport> {
  return pollFeeds(
    {
      store,
      fetcher,
      read,
      ingest: async (one, _document, state) => {
        ingested.push(one.title);
        await store.feeds.savePoll(one.id, state);
      },
      now: () => now,
      random: () => 0,
      log: silentLog,
      concurrency: 8,
      ...parts,
    },
    signal,
  );
}

async function row(name: string): Promise<FeedRow> {
  const found = (await store.feeds.list()).find((one) => one.feed.id === name);
  assert.ok(found, name);
  return found;
}
const state = async (name: string): Promise<PollState> => (await row(name)).poll;
const asked = (path: string): number => publisher.asked.filter((one) => one.path === path).length;
const endings = (report: PollReport): object => Object.fromEntries(report.endings);

test('a due feed is read once, then asked for changes only, and never before it is due', async () => {
  serve = (request, response) => serveWithEtag(request, response, rss('A', [1]), '"v1"', { 'last-modified': 'then' });
  await store.feeds.sync([feed('a')], now, 0);

  assert.deepEqual(endings(await poll()), { read: 1 });
  assert.deepEqual(ingested, ['a']);
  const first = await state('a');
  assert.equal(first.nextAt, START + EVERY);
  assert.equal(first.etag, '"v1"');
  assert.equal(first.lastModified, 'then');
  assert.match(first.bodyHash ?? '', /^[0-9a-f]{64}$/);

  now = START + EVERY - 1;
  assert.equal((await poll()).polled, 0);
  now = START + EVERY;
  assert.deepEqual(endings(await poll()), { unchanged: 1 });
  assert.equal(publisher.asked.at(-1)?.headers['if-none-match'], '"v1"');
  assert.equal(publisher.asked.length, 2);
  assert.equal(reads, 1);
  assert.equal((await state('a')).nextAt, now + EVERY);
});

test('a body that comes again unchanged is not read again', async () => {
  serve = (_request, response) => response.writeHead(200).end(rss('A', [1]));
  await store.feeds.sync([feed('a')], now, 0);
  await poll();
  now += EVERY;
  assert.deepEqual(endings(await poll()), { same: 1 });
  assert.equal(reads, 1);
});

test('what the document asks holds also for polls that bring nothing new', async () => {
  serve = (_request, response) => response.writeHead(200).end(rss('A', [1], '<ttl>120</ttl>'));
  await store.feeds.sync([feed('a')], now, 0);
  await poll();
  assert.equal((await state('a')).nextAt, START + 2 * HOUR);
  now += 2 * HOUR;
  assert.deepEqual(endings(await poll()), { same: 1 });
  assert.equal((await state('a')).nextAt, START + 4 * HOUR);
});

test('what could not be read or stored is asked for in full next time, and costs only itself', async () => {
  serve = (request, response, path) =>
    serveWithEtag(request, response, path === '/html' ? '<html></html>' : rss(path, [1]), '"v1"');
  await store.feeds.sync([feed('html'), feed('full'), feed('well')], now, 0);
  const report = await poll({
    ingest: async (one, _document, next) => {
      if (one.id === 'full') throw new Error('disk full');
      await store.feeds.savePoll(one.id, next);
    },
  });
  assert.deepEqual(endings(report), { failed: 2, read: 1 });
  for (const name of ['html', 'full']) {
    const failed = await state(name);
    assert.equal(failed.failures, 1);
    assert.equal(failed.etag, undefined, name);
    assert.equal(failed.bodyHash, undefined, name);
  }
  assert.match((await state('html')).lastFault ?? '', /HTML page/);
  now += DAY;
  await poll();
  const second = publisher.asked.slice(3);
  assert.deepEqual(second.map(({ path, headers }) => [path, headers['if-none-match']]).sort(), [
    ['/full', undefined],
    ['/html', undefined],
    ['/well', '"v1"'],
  ]);
});

test('a busy host is left alone by all its feeds until its time, across restarts', async () => {
  serve = (_request, response) => response.writeHead(429, { 'retry-after': '7200' }).end();
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  await store.feeds.sync(
    names.map((name) => feed(name, '127.0.0.2')),
    now,
    0,
  );
  await store.feeds.add(feed('later', '127.0.0.2'), now + MINUTE);
  await store.feeds.add(feed('elsewhere', '127.0.0.3'), now + MINUTE);
  const report = await poll({ concurrency: 1 });
  assert.deepEqual(endings(report), { failed: 1, 'put-off': 5 });
  assert.equal(publisher.asked.length, 1);
  for (const name of [...names, 'later']) assert.ok((await state(name)).nextAt >= START + 2 * HOUR, name);
  assert.equal((await state('b')).failures, 0);
  assert.equal((await state('elsewhere')).nextAt, START + MINUTE);
});

test('a host that does not answer is not waited for by each of its feeds', async () => {
  serve = (_request, response, path) => {
    if (path === '/well') response.writeHead(200).end(rss('A', [1]));
  };
  const silent = Array.from({ length: 12 }, (_, n) => feed(`s${n}`, '127.0.0.4'));
  await store.feeds.sync([...silent, feed('well')], now, 0);
  const report = await poll({ concurrency: 4 });
  assert.deepEqual(endings(report), { read: 1, failed: 12 });
  assert.ok(publisher.asked.length <= 1 + 4, `${publisher.asked.length} requests`);
  assert.match((await state('s11')).lastFault ?? '', /did not answer|no headers/);
});

test('a feed that ended is never asked again, and the operator hears of it', async () => {
  serve = (_request, response) => response.writeHead(410).end();
  await store.feeds.sync([feed('a')], now, 0);
  const report = await poll();
  assert.deepEqual(
    report.notices.map(({ kind }) => kind),
    ['gone'],
  );
  assert.equal((await state('a')).nextAt, NEVER);
  now += 365 * DAY;
  assert.equal((await poll()).polled, 0);
  assert.equal(publisher.asked.length, 1);
});

test('an address that moved for good is rewritten after several polls, and then asked directly', async () => {
  serve = (_request, response, path) => {
    if (path === '/old') response.writeHead(301, { location: '/new' }).end();
    else response.writeHead(200).end(rss('A', [asked('/new')]));
  };
  await store.feeds.sync([feed('old')], now, 0);
  const notices: string[] = [];
  for (let n = 0; n < 6; n++) {
    notices.push(...(await poll()).notices.map(({ kind }) => kind));
    now += EVERY;
  }
  assert.deepEqual(notices, ['moved']);
  assert.equal((await row('old')).feed.url, publisher.url('/new'));
  assert.equal(asked('/old'), 5);
  assert.equal(asked('/new'), 6);
});

test('a feed that keeps failing is told of once, and once when it is well again', async () => {
  let well = false;
  serve = (_request, response) => (well ? response.writeHead(200).end(rss('A', [1])) : response.writeHead(500).end());
  await store.feeds.sync([feed('a')], now, 0);
  const kinds: string[] = [];
  for (let n = 0; n < 9; n++) {
    well = n === 7;
    kinds.push(...(await poll()).notices.map(({ kind }) => kind));
    now += DAY;
  }
  assert.deepEqual(kinds, ['failing', 'recovered']);
});

test('what the operator hears is planned with the poll that made it so, once', async () => {
  const channel = { platform: 'slack', workspace: 'T', id: 'C' } as const;
  let well = false;
  serve = (_request, response) => (well ? response.writeHead(200).end(rss('A', [1])) : response.writeHead(500).end());
  await store.feeds.sync([feed('a')], now, 0);
  const tellOperator: PollParts['tellOperator'] = async (tx, notices) => {
    assert.ok((await tx.feeds.byId('a' as FeedId))?.poll.lastTriedAt === now);
    await tx.deliveries.plan(planFeedNotices(notices, channel, now));
  };
  for (let n = 0; n < 9; n++) {
    well = n === 7;
    await poll({ tellOperator });
    now += DAY;
  }
  const planned = await store.deliveries.list({ channel, limit: 10 });
  assert.deepEqual(
    planned.map(({ subject }) => subject),
    ['feed-recovered:a:never', 'feed-failing:a:never'],
  );
});

test('a stop leaves what was not finished due, blames nobody and forgets nothing', async () => {
  const controller = new AbortController();
  serve = (_request, _response) => controller.abort();
  await store.feeds.sync(
    Array.from({ length: 20 }, (_, n) => feed(`f${n}`, `127.0.1.${n}`)),
    now,
    0,
  );
  const report = await poll({ concurrency: 2 }, controller.signal);
  assert.equal(report.polled, 0);
  for (const { poll: left } of await store.feeds.list()) {
    assert.equal(left.nextAt, START);
    assert.equal(left.failures, 0);
  }
});

test('a document that breaks the reader costs only itself', async () => {
  serve = (_request, response) => response.writeHead(200).end(rss('A', [1]));
  await store.feeds.sync([feed('a'), feed('b')], now, 0);
  const report = await poll({
    read: (bytes, from) => {
      if (from.url?.endsWith('/a')) throw new Error('a bug');
      return read(bytes, from);
    },
  });
  assert.deepEqual(endings(report), { failed: 1, read: 1 });
  assert.match((await state('a')).lastFault ?? '', /breaks the reader/);
});

test('a poll that cannot be written down does not end the round, and is tried again after its lease', async () => {
  serve = (_request, response, path) => response.writeHead(path === '/b' ? 404 : 200).end(rss('A', [1]));
  await store.feeds.sync([feed('a'), feed('b')], now, 0);
  const fails: PollParts['fetcher'] = {
    fetch: (one, ...rest) => {
      if (one.url.endsWith('/a')) throw new Error('a bug');
      return fetcher.fetch(one, ...rest);
    },
  };
  assert.deepEqual(endings(await poll({ fetcher: fails })), { failed: 1 });
  const left = await state('a');
  assert.equal(left.failures, 0);
  assert.ok(left.nextAt > now && left.nextAt <= now + 5 * MINUTE);
});
