// A publisher's hub from the first document to the farewell: asked, verified, trusted only when signed, renewed, left.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { startWatch, type Watch } from '../../src/cli/watch.ts';
import { loadConfig } from '../../src/config/config.ts';
import type { Feed, FeedId } from '../../src/core/feeds/feed.ts';
import type { HubSubscription } from '../../src/core/feeds/websub.ts';
import { DAY, HOUR } from '../../src/core/text/instant.ts';
import { silentLog } from '../../src/ops/log.ts';
import { openStore } from '../../src/storage/open.ts';
import type { Store } from '../../src/storage/store.ts';
import { openPublisher, type Publisher, rss, serveWithEtag } from '../loopback/feeds.ts';
import { until } from './until.ts';

const START = Date.UTC(2026, 0, 20);
const PUBLIC = 'https://watch.example';
const CLOSED_HUB = 'http://10.0.0.1/hub';
const MAX_BYTES = 20_000;

let now = START;
let publisher: Publisher;
let store: Store;
let watch: Watch;
let edition: readonly number[] = [1];
/** What the hub was asked, in order. */
const requests: URLSearchParams[] = [];

const document = (path: string, hub: string, numbers = edition): string =>
  rss(
    path,
    numbers,
    `<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="${publisher.url(path)}"/>` +
      `<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="${hub}"/>`,
  );

async function takeRequest(request: IncomingMessage): Promise<void> {
  requests.push(new URLSearchParams(await text(request)));
}

const feed = (name: string): Feed => ({
  id: name as FeedId,
  url: publisher.url(`/${name}`),
  title: name,
  language: 'en',
  trust: 'press',
  every: HOUR,
  origin: 'added',
});

before(async () => {
  publisher = await openPublisher((request, response, path) => {
    if (path === '/hub') void takeRequest(request).then(() => response.writeHead(202).end());
    else if (path === '/closed') serveWithEtag(request, response, document(path, CLOSED_HUB), '"1"');
    else serveWithEtag(request, response, document(path, publisher.url('/hub')), `"${edition.length}"`);
  });
  store = await openStore('file::memory:', { now: () => now });
  const loaded = await loadConfig(`${import.meta.dirname}/../../config`);
  assert.ok('config' in loaded);
  const { settings } = loaded.config;
  await store.feeds.add(feed('gazette'), now);
  await store.feeds.add(feed('closed'), now);
  watch = await startWatch({
    config: { ...loaded.config, feeds: [], settings: { ...settings, poll: { ...settings.poll, maxBytes: MAX_BYTES } } },
    store,
    chats: async () => ({ chats: [] }),
    http: { host: '127.0.0.1', port: 0 },
    publicUrl: PUBLIC,
    fetchAllow: ['127.0.0.0/8'],
    version: '0.0.0',
    log: silentLog,
    now: () => now,
    random: () => 0,
    ticks: { poll: '* * * * * *', minute: '* * * * * *' },
  });
});
after(async () => {
  await watch.stop();
  await store.close();
  await publisher.close();
});

async function subscriptionOf(name: string): Promise<HubSubscription> {
  const [found] = await store.websub.ofFeed(name as FeedId);
  assert.ok(found, name);
  return found;
}

/** Through whatever stands before the service under its public address. */
function reach(callback: string, query: Readonly<Record<string, string>> = {}, init: RequestInit = {}) {
  const { pathname } = new URL(callback);
  return fetch(`http://127.0.0.1:${watch.port}${pathname}?${new URLSearchParams(query)}`, init);
}

async function push(body: string, secret: string, algorithm = 'sha256'): Promise<number> {
  const { callback = '' } = await subscriptionOf('gazette');
  const signature = `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;
  const headers = { 'content-type': 'application/rss+xml', 'x-hub-signature': signature };
  return (await reach(callback, {}, { method: 'POST', body, headers })).status;
}

const items = async (): Promise<number> => (await store.feeds.byId('gazette' as FeedId))?.counts.seen ?? 0;

const confirm = async (asked: URLSearchParams, lease = '864000'): Promise<string> => {
  const answer = await reach(asked.get('hub.callback') ?? '', {
    'hub.mode': asked.get('hub.mode') ?? '',
    'hub.topic': asked.get('hub.topic') ?? '',
    'hub.challenge': 'a <b>challenge</b>',
    'hub.lease_seconds': lease,
  });
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/);
  return answer.text();
};

test('the hub that a document names is asked, under an address nobody can guess', async () => {
  await until('a request at the hub', () => requests.length === 1);
  const [asked] = requests;
  assert.equal(asked?.get('hub.mode'), 'subscribe');
  assert.equal(asked?.get('hub.topic'), publisher.url('/gazette'));
  assert.match(asked?.get('hub.callback') ?? '', /^https:\/\/watch\.example\/websub\/[\w-]{32}$/);
  assert.match(asked?.get('hub.secret') ?? '', /^[\w-]{43}$/);
});

test('a hub on a closed address is never connected to', async () => {
  await until('the refusal', async () => (await subscriptionOf('closed')).why !== undefined);
  assert.match((await subscriptionOf('closed')).why ?? '', /private address/);
});

test('a verification that was not asked for is refused, the other one is answered', async () => {
  const [asked] = requests;
  assert.ok(asked);
  const callback = asked.get('hub.callback') ?? '';
  const topic = asked.get('hub.topic') ?? '';
  for (const [mode, about] of [
    ['subscribe', 'https://else.example/'],
    ['unsubscribe', topic],
  ] as const) {
    const query = { 'hub.mode': mode, 'hub.topic': about, 'hub.challenge': 'x' };
    assert.equal((await reach(callback, query)).status, 404);
  }
  assert.equal((await reach(`${PUBLIC}/websub/guessed`, { 'hub.mode': 'subscribe' })).status, 404);
  assert.equal(await confirm(asked), 'a <b>challenge</b>');
  assert.equal((await subscriptionOf('gazette')).leaseUntil, START + 10 * DAY);
});

test('what is pushed is read like what is polled, once, in every signature there is', async () => {
  const { secret } = await subscriptionOf('gazette');
  for (const [n, algorithm] of ['sha1', 'sha256', 'sha384', 'sha512'].entries()) {
    const body = document('/gazette', publisher.url('/hub'), [n + 2]);
    assert.equal(await push(body, secret, algorithm), 202);
    assert.equal(await push(body, secret, algorithm), 202);
    await until('the item', async () => (await items()) === n + 2);
  }
  edition = [1, 2, 3, 4, 5];
});

test('what is not signed, too large or for nobody is left out', async () => {
  const { secret, callback = '' } = await subscriptionOf('gazette');
  assert.equal(await push(document('/gazette', 'https://h.example', [90]), 'guessed'), 202);
  assert.equal((await reach(callback, {}, { method: 'POST', body: document('/gazette', '', [91]) })).status, 202);
  assert.equal(await push('x'.repeat(MAX_BYTES + 1), secret), 413);
  const drip = new ReadableStream({
    pull: (controller) => controller.enqueue(new TextEncoder().encode('x'.repeat(1_000))),
  });
  const endless = reach(callback, {}, { method: 'POST', body: drip, duplex: 'half' });
  assert.equal(
    await endless.then(
      ({ status }) => status,
      () => 413,
    ),
    413,
  );
  assert.equal((await reach(`${PUBLIC}/websub/guessed`, {}, { method: 'POST', body: 'x' })).status, 410);
  // What comes after them shows that they have been dealt with.
  assert.equal(await push(document('/gazette', publisher.url('/hub'), [6]), secret), 202);
  await until('the next item', async () => (await items()) === 6);
});

test('while the hub pushes, a slower poll stays behind it', async () => {
  now += HOUR;
  await until('the poll', async () => (await store.feeds.byId('gazette' as FeedId))?.poll.lastSuccessAt === now);
  const row = await store.feeds.byId('gazette' as FeedId);
  assert.equal(row?.poll.nextAt, now + 4 * HOUR);
});

test('the lease is renewed before it ends', async () => {
  now = START + 7.5 * DAY;
  await until('the renewal', () => requests.length === 2);
  const [first, renewal] = requests;
  assert.ok(renewal);
  assert.deepEqual([...renewal], [...(first ?? [])]);
  await confirm(renewal);
  assert.equal((await subscriptionOf('gazette')).leaseUntil, now + 10 * DAY);
});

test('a removed feed is taken leave of', async () => {
  const { secret } = await subscriptionOf('gazette');
  await store.feeds.remove('gazette');
  await until('the farewell', () => requests.length === 3);
  const farewell = requests[2];
  assert.equal(farewell?.get('hub.mode'), 'unsubscribe');
  assert.equal(await push(document('/gazette', publisher.url('/hub'), [7]), secret), 202);
  assert.ok(farewell);
  assert.equal(await confirm(farewell), 'a <b>challenge</b>');
  assert.deepEqual(await store.websub.ofFeed('gazette' as FeedId), []);
  const callback = farewell.get('hub.callback') ?? '';
  assert.equal((await reach(callback, {}, { method: 'POST', body: 'x' })).status, 410);
});
