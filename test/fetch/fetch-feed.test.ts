import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AddressInfo, createServer, Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { queryObjects } from 'node:v8';
import zlib from 'node:zlib';
import type { FetchOutcome, PollState } from '../../src/core/feeds/feed.ts';
import { type Fetcher, type FetcherOptions, openFetcher, userAgent } from '../../src/fetch/fetch-feed.ts';
import { addressPolicy } from '../../src/fetch/safe-address.ts';
import { openPublisher, type Publisher, rss } from '../loopback/feeds.ts';

const BODY = rss('Testing', [2, 1]);
const NOW = Date.UTC(2026, 2, 1);
const FRESH: PollState = { nextAt: 0, failures: 0 };
const MB = 1024 * 1024;

type Handler = (response: ServerResponse, request: IncomingMessage) => void;
const whole =
  (status: number, headers: Record<string, string> = {}, body: string | Buffer = ''): Handler =>
  (response) =>
    response.writeHead(status, headers).end(body);
const redirect = (status: number, location: string): Handler => whole(status, { location });
const encoded = (encoding: string, body: Buffer): Handler => whole(200, { 'content-encoding': encoding }, body);

const pages: Record<string, Handler> = {
  '/ok': whole(
    200,
    { 'content-type': 'text/xml', etag: 'W/"a b"', 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT' },
    BODY,
  ),
  '/hinted': whole(
    200,
    { 'cache-control': 'public, max-age=1800', link: '<https://hub.example/>; rel="hub", </ok>; rel=self' },
    BODY,
  ),
  '/expires': whole(200, { date: 'Thu, 01 Jan 2026 00:00:00 GMT', expires: 'Thu, 01 Jan 2026 02:00:00 GMT' }, BODY),
  '/304': whole(304, { etag: '"newer"', 'cache-control': 'max-age=60' }),
  '/gzip': encoded('gzip', zlib.gzipSync(BODY)),
  '/twice': encoded('gzip', zlib.gzipSync(zlib.gzipSync(BODY))),
  '/gz-file': whole(200, { 'content-type': 'application/gzip' }, zlib.gzipSync(BODY)),
  '/not-gzip': encoded('gzip', Buffer.from(BODY)),
  '/br': encoded('br', zlib.brotliCompressSync(BODY)),
  '/deflate': encoded('deflate', zlib.deflateSync(BODY)),
  '/deflate-raw': encoded('deflate', zlib.deflateRawSync(BODY)),
  '/zstd': encoded('zstd', Buffer.from('whatever')),
  '/cut-gzip': encoded('gzip', zlib.gzipSync(BODY).subarray(0, 60)),
  '/bad-br': encoded('br', Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff])),
  '/bomb': encoded('gzip', zlib.gzipSync(Buffer.alloc(64 * MB, 32))),
  '/bomb-twice': whole(200, {}, zlib.gzipSync(Buffer.alloc(64 * MB, 32))),
  '/huge': (response) => {
    const pour = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(MB, 32)));
      if (!response.destroyed) response.once('drain', pour);
    };
    pour();
  },
  '/empty': whole(200),
  '/no-content': whole(204),
  '/404': whole(404, {}, 'x'.repeat(200_000)),
  '/403': whole(403),
  '/500': whole(500),
  '/410': whole(410),
  '/429': whole(429, { 'retry-after': '120' }),
  '/429-date': whole(429, { date: 'Thu, 01 Jan 2026 00:00:00 GMT', 'retry-after': 'Thu, 01 Jan 2026 00:05:00 GMT' }),
  '/429-odd': whole(429, { 'retry-after': 'soon' }),
  '/503': whole(503, { 'retry-after': '60' }),
  '/301': redirect(301, '/ok#part'),
  '/308': redirect(308, '/301'),
  '/302': redirect(302, '/ok'),
  '/mixed': redirect(301, '/302'),
  '/301-gone': redirect(301, '/410'),
  '/302-gone': redirect(302, '/410'),
  '/302-busy': redirect(302, '/429'),
  '/nowhere': whole(302),
  '/loop': redirect(302, '/loop'),
  '/cookie': (response) => response.writeHead(302, { 'set-cookie': 'seen=1', location: '/after-cookie' }).end(),
  '/after-cookie': whole(200, {}, BODY),
  '/file': redirect(302, 'file:///etc/hostname'),
  '/metadata': redirect(302, 'http://169.254.169.254/latest/meta-data/'),
  '/metadata6': redirect(302, 'http://[::ffff:169.254.169.254]/'),
  '/decimal': redirect(302, 'http://167772161/'),
  '/hang': () => {},
  '/hang-body': (response) => response.writeHead(200, { 'content-length': '1000' }).flushHeaders(),
  '/drip': (response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(drip));
  },
  '/cut': (response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write(BODY.slice(0, 200), () => response.destroy());
  },
  '/reset': (_response, request) => request.socket.resetAndDestroy(),
  '/close': (_response, request) => request.socket.destroy(),
  '/big-header': whole(200, { 'x-big': 'a'.repeat(70_000) }, BODY),
};

let publisher: Publisher;
let fetcher: Fetcher;
const others: Fetcher[] = [];

function open(options: Partial<FetcherOptions> = {}): Fetcher {
  const opened = openFetcher({
    allow: addressPolicy(['127.0.0.0/8']),
    userAgent: 'SummitWatch/0 (test)',
    maxBytes: MB,
    now: () => NOW,
    ...options,
  });
  others.push(opened);
  return opened;
}

before(async () => {
  publisher = await openPublisher((request, response, path) => {
    const hops = /^\/chain\/(\d+)/.exec(path)?.[1];
    if (hops !== undefined)
      return redirect(302, Number(hops) > 1 ? `/chain/${Number(hops) - 1}` : '/ok')(response, request);
    (pages[path] ?? whole(404))(response, request);
  });
  fetcher = open();
});
after(async () => {
  await Promise.all(others.map((opened) => opened.close()));
  await publisher.close();
});

const never = new AbortController().signal;
const get = (path: string, poll: PollState = FRESH, from: Fetcher = fetcher): Promise<FetchOutcome> =>
  from.fetch({ url: path.startsWith('/') ? publisher.url(path) : path }, poll, never);

async function text(path: string): Promise<string> {
  const outcome = await get(path);
  assert.equal(outcome.kind, 'fetched', JSON.stringify(outcome));
  return outcome.kind === 'fetched' ? Buffer.from(outcome.bytes).toString() : '';
}

test('a fetched feed comes with its bytes, its type and its validators as they were sent', async () => {
  const outcome = await get('/ok');
  assert.ok(outcome.kind === 'fetched');
  const { bytes, ...rest } = outcome;
  assert.equal(Buffer.from(bytes).toString(), BODY);
  assert.deepEqual(rest, {
    kind: 'fetched',
    status: 200,
    url: publisher.url('/ok'),
    contentType: 'text/xml',
    etag: 'W/"a b"',
    lastModified: 'Thu, 01 Jan 2026 00:00:00 GMT',
    hints: {},
  });
});

test('validators go back verbatim, and neither cookies nor a referrer ever', async () => {
  await get('/ok', { ...FRESH, etag: 'W/"a b"', lastModified: 'yesterday, they said' });
  const last = publisher.asked.at(-1)?.headers ?? {};
  assert.equal(last['if-none-match'], 'W/"a b"');
  assert.equal(last['if-modified-since'], 'yesterday, they said');
  assert.equal(last['user-agent'], 'SummitWatch/0 (test)');
  assert.match(last['accept-encoding'] ?? '', /gzip.*br/);
  assert.match(last.accept ?? '', /rss\+xml.*\*\/\*;q/);

  assert.equal(await text('/cookie'), BODY);
  const afterCookie = publisher.asked.at(-1)?.headers ?? {};
  assert.equal(afterCookie.cookie, undefined);
  assert.equal(afterCookie.referer, undefined);
});

test('headers tell how long an answer stays fresh and where its hub is', async () => {
  const hinted = await get('/hinted');
  assert.ok(hinted.kind === 'fetched');
  assert.deepEqual(hinted.hints, { maxAge: 1_800_000 });
  assert.equal(hinted.hub, 'https://hub.example/');
  assert.equal(hinted.self, publisher.url('/ok'));
  const expires = await get('/expires');
  assert.ok(expires.kind === 'fetched');
  assert.deepEqual(expires.hints, { expiresAt: NOW + 2 * 3_600_000 });
});

test('"not modified" carries newer validators; without a condition it is a fault', async () => {
  assert.deepEqual(await get('/304', { ...FRESH, etag: '"old"' }), {
    kind: 'unchanged',
    status: 304,
    etag: '"newer"',
    hints: { maxAge: 60_000 },
  });
  const unasked = await get('/304');
  assert.ok(unasked.kind === 'failed' && unasked.fault.kind === 'status');
});

for (const path of ['/gzip', '/twice', '/gz-file', '/not-gzip', '/br', '/deflate', '/deflate-raw']) {
  test(`reads a body sent as ${path.slice(1)}`, async () => assert.equal(await text(path), BODY));
}

test('an empty body is fetched: what to make of it is for the reader', async () =>
  assert.equal(await text('/empty'), ''));

const failures: readonly (readonly [path: string, kind: string, why: RegExp])[] = [
  ['/zstd', 'network', /encoding nobody asked for/],
  ['/cut-gzip', 'network', /ends early/],
  ['/bad-br', 'network', /compressed body is broken/],
  ['/bomb', 'too-large', /larger than 1048576 bytes/],
  ['/bomb-twice', 'too-large', /larger than/],
  ['/huge', 'too-large', /larger than/],
  ['/no-content', 'status', /HTTP 204/],
  ['/404', 'status', /nothing at this address.*404/],
  ['/403', 'status', /refuses robots.*403/],
  ['/500', 'status', /HTTP 500/],
  ['/nowhere', 'status', /HTTP 302/],
  ['/loop', 'refused', /in a circle/],
  ['/chain/6', 'refused', /more than 5 redirects/],
  ['/file', 'refused', /only http and https/],
  ['/metadata', 'refused', /169\.254\.169\.254 is a link-local address/],
  ['/metadata6', 'refused', /link-local/],
  ['/decimal', 'refused', /10\.0\.0\.1 is a private address/],
  ['/cut', 'network', /closed the connection/],
  ['/reset', 'network', /cut|closed/],
  ['/close', 'network', /closed|cut/],
  ['/big-header', 'network', /headers of the answer are too large/],
  ['ftp://example.org/feed', 'refused', /only http and https/],
  ['not an address', 'refused', /is no address/],
  ['http://[::1]/', 'refused', /loopback/],
  ['http://127.0.0.1:1/', 'network', /refuses connections/],
];
for (const [path, kind, why] of failures) {
  test(`${path} ends as ${kind}`, async () => {
    const outcome = await get(path);
    assert.ok(outcome.kind === 'failed', JSON.stringify(outcome).slice(0, 200));
    assert.equal(outcome.fault.kind, kind, outcome.fault.why);
    assert.match(outcome.fault.why, why);
  });
}

test('five redirects are followed', async () => assert.equal(await text('/chain/5'), BODY));

test('only a chain of permanent redirects says that the feed has moved', async () => {
  for (const [path, moved] of [
    ['/301', true],
    ['/308', true],
    ['/302', false],
    ['/mixed', false],
  ] as const) {
    const outcome = await get(path);
    assert.ok(outcome.kind === 'fetched', path);
    assert.equal(outcome.url, publisher.url('/ok'));
    assert.equal(outcome.movedTo, moved ? publisher.url('/ok') : undefined, path);
  }
});

test('410 ends a feed, unless a passing redirect led to it', async () => {
  assert.deepEqual(await get('/410'), { kind: 'gone' });
  assert.deepEqual(await get('/301-gone'), { kind: 'gone' });
  const passing = await get('/302-gone');
  assert.ok(passing.kind === 'failed' && passing.fault.kind === 'status' && passing.fault.status === 410);
});

test('Retry-After is read as seconds and as a date of the publisher', async () => {
  for (const [path, after] of [
    ['/429', 120_000],
    ['/429-date', 300_000],
    ['/429-odd', undefined],
    ['/503', 60_000],
  ] as const) {
    const outcome = await get(path);
    assert.ok(outcome.kind === 'failed');
    assert.equal(outcome.retryAt, after === undefined ? undefined : NOW + after, path);
  }
  const elsewhere = await get('/302-busy');
  assert.ok(elsewhere.kind === 'failed');
  assert.equal(elsewhere.url, publisher.url('/429'));
});

test('a publisher that hangs or drips is left in time', async () => {
  const hasty = open({ headersMs: 150, timeoutMs: 400, rateWindowMs: 100 });
  const slow = open({ headersMs: 150, timeoutMs: 300, rateWindowMs: 60_000 });
  for (const [from, path, why] of [
    [hasty, '/hang', /no headers within 0\.15 s/],
    [hasty, '/hang-body', /too slowly/],
    [hasty, '/drip', /too slowly/],
    [slow, '/drip', /in full within 0\.3 s/],
  ] as const) {
    const outcome = await get(path, FRESH, from);
    assert.ok(outcome.kind === 'failed' && outcome.fault.kind === 'timeout', JSON.stringify(outcome));
    assert.match(outcome.fault.why, why);
  }
});

test('a name that leads to a closed address is refused, whatever else it leads to', async () => {
  const asked: string[] = [];
  const strict = open({
    allow: addressPolicy([]),
    resolve: (hostname, _options, answer) => {
      asked.push(hostname);
      answer(null, hostname === 'nobody.test' ? [] : [{ address: '10.0.0.7', family: 4 }]);
    },
  });
  for (const host of ['inside.test', 'nobody.test']) {
    const outcome = await get(`http://${host}:${publisher.port}/ok`, FRESH, strict);
    assert.ok(outcome.kind === 'failed' && outcome.fault.kind === 'refused', JSON.stringify(outcome));
  }
  assert.deepEqual(asked, ['inside.test', 'nobody.test']);
});

test('the connection goes to the address that was checked: the name is looked up once', async () => {
  let lookups = 0;
  const rebinding = open({
    resolve: (_hostname, _options, answer) => {
      lookups += 1;
      // A second look would lead to a closed address.
      answer(null, [{ address: lookups === 1 ? '127.0.0.1' : '10.0.0.7', family: 4 }]);
    },
  });
  const outcome = await get(`http://rebinding.test:${publisher.port}/ok`, FRESH, rebinding);
  assert.equal(outcome.kind, 'fetched');
  assert.equal(lookups, 1);
});

test('at most two requests are open at one host, and waiting for a turn is no fault', async () => {
  const server = await openPublisher((_request, response) => {
    setTimeout(() => response.writeHead(200).end(BODY), 30);
  });
  const patient = open({ timeoutMs: 200, headersMs: 200 });
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      patient.fetch({ url: server.url(`/${n}`, n % 2 ? '127.0.0.2' : '127.0.0.3') }, FRESH, never),
    ),
  );
  assert.ok(outcomes.every((outcome) => outcome.kind === 'fetched'));
  assert.deepEqual([...server.mostAtOnce.values()], [2, 2]);
  await server.close();
});

test('an abort ends a fetch, in flight or waiting for its turn', async () => {
  const controller = new AbortController();
  const fetches = [1, 2, 3].map(() =>
    fetcher.fetch({ url: publisher.url('/hang', '127.0.0.9') }, FRESH, controller.signal),
  );
  const arrived = (): number => publisher.asked.filter((asked) => asked.host === '127.0.0.9').length;
  while (arrived() < 2) await setImmediate();
  controller.abort();
  for (const outcome of await Promise.all(fetches)) {
    assert.ok(outcome.kind === 'failed');
    assert.match(outcome.fault.why, /polling was stopped/);
  }
  const late = await fetcher.fetch({ url: publisher.url('/ok') }, FRESH, controller.signal);
  assert.equal(late.kind, 'failed');
});

test('closing cuts connections that are only being made', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const connected = once(silent, 'connection');
  const one = open({ headersMs: 300_000, timeoutMs: 300_000 });
  const outcome = get(`https://127.0.0.1:${port}/`, FRESH, one);
  const [socket] = (await connected) as [Socket];
  socket.resume();
  // The handshake is never answered.
  await one.close();
  await once(socket, 'close');
  assert.equal((await outcome).kind, 'failed');
  silent.close();
});

test('a connection that is over leaves nothing behind', async () => {
  const server = await openPublisher((_request, response) => {
    response.writeHead(200, { connection: 'close' }).end(BODY);
  });
  const one = open();
  const sockets = (): number => queryObjects(Socket, { format: 'count' });
  await get(server.url('/first'), FRESH, one);
  const before = sockets();
  for (let n = 0; n < 40; n++) await get(server.url(`/${n}`), FRESH, one);
  // The last ones may still be closing.
  while (sockets() > before + 10) await setImmediate();
  await one.close();
  await server.close();
});

test('the user agent names product, version and contact', () => {
  assert.equal(
    userAgent('1.2.3', 'https://watch.example/'),
    'SummitWatch/1.2.3 (feed reader; +https://watch.example/)',
  );
  assert.equal(userAgent('1.2.3'), 'SummitWatch/1.2.3 (feed reader)');
});
