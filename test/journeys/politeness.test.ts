// A day of polls of two hundred feeds with a fast clock, judged by what their publishers saw.
import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { after, before, test } from 'node:test';
import type { Feed, FeedId } from '../../src/core/feeds/feed.ts';
import { DAY, type EpochMs, HOUR, MINUTE, SECOND } from '../../src/core/text/instant.ts';
import { openFetcher } from '../../src/fetch/fetch-feed.ts';
import { readFeed } from '../../src/fetch/read-feed.ts';
import { addressPolicy } from '../../src/fetch/safe-address.ts';
import { pollFeeds } from '../../src/jobs/poll-feeds.ts';
import { silentLog } from '../../src/ops/log.ts';
import { openStore } from '../../src/storage/open.ts';
import { type Asked, openPublisher, type Publisher, rss } from '../loopback/feeds.ts';

const START = Date.UTC(2026, 5, 1, 0, 10);
const END = START + DAY;
const TICK = 5 * MINUTE;
const EVERY = HOUR;
const FEEDS = 200;
const HOSTS = 40;
const CLOSED = '127.2.0.1';

type Manner = {
  /** Never asked again sooner than this after an answer. */
  readonly least: number;
  readonly answer: (request: IncomingMessage, response: ServerResponse, feed: number) => void;
};

/** A new edition every five hours. */
const edition = (): number => Math.floor((now - START) / (5 * HOUR));
const body = (feed: number, extra = ''): string => rss(`Feed ${feed}`, [edition() + 2, edition() + 1], extra);

function good(request: IncomingMessage, response: ServerResponse, feed: number, headers = {}, extra = ''): void {
  const etag = `"${feed}-${edition()}"`;
  const isKnown = request.headers['if-none-match'] === etag;
  response.writeHead(isKnown ? 304 : 200, { etag, ...headers }).end(isKnown ? undefined : body(feed, extra));
}

const MANNERS: Readonly<Record<string, Manner>> = {
  plain: { least: EVERY, answer: good },
  dated: {
    least: EVERY,
    answer: (request, response, feed) => {
      const date = new Date(START + edition() * HOUR).toUTCString();
      const isKnown = request.headers['if-modified-since'] === date;
      response.writeHead(isKnown ? 304 : 200, { 'last-modified': date }).end(isKnown ? undefined : body(feed));
    },
  },
  patient: { least: 3 * HOUR, answer: (q, r, feed) => good(q, r, feed, { 'cache-control': 'max-age=10800' }) },
  ttl: { least: 2 * HOUR, answer: (q, r, feed) => good(q, r, feed, {}, '<ttl>120</ttl>') },
  nightly: {
    least: EVERY,
    answer: (q, r, feed) => good(q, r, feed, {}, '<skipHours><hour>2</hour><hour>3</hour><hour>4</hour></skipHours>'),
  },
  bare: { least: EVERY, answer: (_q, response, feed) => response.writeHead(200).end(body(feed)) },
  failing: { least: EVERY, answer: (_q, response) => response.writeHead(500).end() },
  flapping: {
    least: EVERY,
    answer: (request, response, feed) => {
      if (Math.floor(now / HOUR) % 2) good(request, response, feed);
      else response.writeHead(502).end();
    },
  },
  ended: {
    least: EVERY,
    answer: (request, response, feed) => {
      if (now < START + 6 * HOUR) good(request, response, feed);
      else response.writeHead(410).end();
    },
  },
  trap: {
    least: EVERY,
    answer: (_q, response) => response.writeHead(302, { location: publisher.url('/in', CLOSED) }).end(),
  },
};
const NAMES = Object.keys(MANNERS);

let now = START;
let publisher: Publisher;
const restHours = new Set([2, 3, 4]);
const byPath = new Map<string, Asked[]>();
/** Seen by the one host whose feeds all ask for less at noon. */
const BUSY_HOST = hostOf(7);
const BUSY_FOR = 3 * HOUR;
const busyAnswers: EpochMs[] = [];

let state = 1;
/** The same day in every run. */
function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

function hostOf(feed: number): string {
  return `127.1.0.${(feed % HOSTS) + 1}`;
}

function serve(request: IncomingMessage, response: ServerResponse, path: string): void {
  const [, manner = '', feed = ''] = path.split('/');
  const host = request.headers.host ?? '';
  const answer = (): void => {
    if (host.startsWith(`${BUSY_HOST}:`) && now >= START + 12 * HOUR && now < START + 13 * HOUR) {
      busyAnswers.push(now);
      response.writeHead(429, { 'retry-after': String(BUSY_FOR / SECOND) }).end();
    } else MANNERS[manner]?.answer(request, response, Number(feed));
  };
  // Later, so that requests of one round are open together.
  setImmediate(answer);
}

before(async () => {
  publisher = await openPublisher(serve, () => now);
  const store = await openStore('file::memory:', { now: () => now });
  const feeds = Array.from({ length: FEEDS }, (_, n): Feed => {
    const manner = NAMES[Math.floor(n / HOSTS + n) % NAMES.length] ?? 'plain';
    const url = publisher.url(`/${manner}/${n}`, hostOf(n));
    return { id: `f${n}` as FeedId, url, title: `${n}`, trust: 'press', every: EVERY, origin: 'config' };
  });
  await store.feeds.sync(feeds, now, EVERY);
  const open = () => openFetcher({ allow: addressPolicy(['127.1.0.0/16']), userAgent: 'polite', now: () => now });
  let fetcher = open();
  for (; now < END; now += TICK) {
    if (now === START + 8 * HOUR) {
      // A restart: nothing but the store is carried over.
      await fetcher.close();
      await publisher.left();
      fetcher = open();
    }
    const parts = { store, fetcher, read: readFeed, now: () => now, random, log: silentLog };
    await pollFeeds(
      { ...parts, ingest: (feed, _document, poll) => store.feeds.savePoll(feed.id, poll), concurrency: 25 },
      new AbortController().signal,
    );
  }
  await fetcher.close();
  await store.close();
  for (const asked of publisher.asked) byPath.set(asked.path, [...(byPath.get(asked.path) ?? []), asked]);
});
after(() => publisher.close());

const ofManner = (manner: string): readonly (readonly Asked[])[] =>
  [...byPath].filter(([path]) => path.startsWith(`/${manner}/`)).map(([, asked]) => asked);
const steps = (asked: readonly Asked[]): readonly (readonly [Asked, Asked])[] =>
  asked.slice(1).map((one, n) => [asked[n] ?? one, one]);

test('every feed was polled, and the well ones all day long', () => {
  assert.equal(byPath.size, FEEDS);
  for (const asked of ofManner('plain')) assert.ok(asked.length >= 15, `${asked[0]?.path}: ${asked.length}`);
  assert.ok(publisher.asked.length > 2_000, `${publisher.asked.length}`);
});

test('nobody was asked sooner than allowed', () => {
  for (const manner of NAMES) {
    for (const [earlier, later] of ofManner(manner).flatMap(steps)) {
      const gap = later.at - earlier.at;
      assert.ok(gap >= (MANNERS[manner]?.least ?? 0), `${later.path} after ${gap / MINUTE} min`);
    }
  }
});

test('every request was conditional once the publisher had given a validator', () => {
  for (const manner of ['plain', 'patient', 'ttl', 'nightly', 'ended', 'dated']) {
    for (const asked of ofManner(manner)) {
      const field = manner === 'dated' ? 'if-modified-since' : 'if-none-match';
      const first = asked.findIndex(({ headers }) => headers[field] !== undefined);
      assert.ok(first === 1 || asked[0]?.host === BUSY_HOST, `${asked[0]?.path}: ${first}`);
      assert.ok(asked.slice(first).every(({ headers }) => headers[field] !== undefined));
    }
  }
});

test('no host saw more than two requests or connections at once', () => {
  assert.ok(Math.max(...publisher.mostAtOnce.values()) <= 2);
  assert.deepEqual(
    [...publisher.mostConnections].filter(([, most]) => most > 2),
    [],
  );
});

test('a host that asked for less was left alone by all its feeds', () => {
  const [first = 0] = busyAnswers;
  assert.ok(busyAnswers.length >= 1 && busyAnswers.length <= 2, `${busyAnswers.length} answers of 429`);
  const during = publisher.asked.filter(({ host, at }) => host === BUSY_HOST && at > first && at < first + BUSY_FOR);
  assert.deepEqual(during, []);
  assert.ok(publisher.asked.some(({ host, at }) => host === BUSY_HOST && at >= first + BUSY_FOR));
});

test('hours to skip were skipped', () => {
  for (const asked of ofManner('nightly')) {
    const [first, ...others] = asked;
    assert.ok(first && others.length > 5);
    for (const { at } of others) assert.ok(!restHours.has(new Date(at).getUTCHours()), new Date(at).toISOString());
  }
});

test('an ended feed was asked once more and never again', () => {
  for (const asked of ofManner('ended')) {
    const late = asked.filter(({ at, host }) => at >= START + 6 * HOUR && host !== BUSY_HOST);
    assert.ok(late.length <= 1, `${asked[0]?.path}: ${late.length}`);
  }
});

test('failing feeds were asked ever less', () => {
  for (const asked of ofManner('failing')) assert.ok(asked.length <= 8, `${asked[0]?.path}: ${asked.length}`);
});

test('no request reached a closed address', () => {
  assert.ok(ofManner('trap').length > 0);
  assert.equal(publisher.asked.filter(({ host, path }) => host === CLOSED || path === '/in').length, 0);
  assert.equal(publisher.mostConnections.get(CLOSED), undefined);
});
