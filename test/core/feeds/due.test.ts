import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NEVER, nextPoll, putOff } from '../../../src/core/feeds/due.ts';
import type { FetchFault, FetchOutcome, PollHints, PollState } from '../../../src/core/feeds/feed.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/text/instant.ts';

/** A Thursday, 00:30 GMT. */
const NOW = Date.UTC(2026, 0, 1, 0, 30);
const FEED = { every: 15 * MINUTE };
const FRESH: PollState = { nextAt: NOW, failures: 0 };

type Success = Extract<FetchOutcome, { readonly kind: 'fetched' }>;
const fetched = (hints: PollHints = {}, rest: Partial<Success> = {}): FetchOutcome => ({
  kind: 'fetched',
  status: 200,
  url: 'https://example.org/feed',
  bytes: new Uint8Array(),
  hints,
  ...rest,
});
const unchanged = (hints: PollHints = {}, rest: object = {}): FetchOutcome => ({
  kind: 'unchanged',
  status: 304,
  hints,
  ...rest,
});
const failed = (fault: FetchFault, retryAt?: number): FetchOutcome => ({
  kind: 'failed',
  fault,
  ...(retryAt === undefined ? {} : { retryAt }),
});
const status = (code: number): FetchFault => ({ kind: 'status', status: code, why: `HTTP ${code}` });
const NETWORK: FetchFault = { kind: 'network', why: 'no route' };

const waits: readonly {
  readonly what: string;
  readonly outcome: FetchOutcome;
  readonly poll?: PollState;
  readonly every?: number;
  readonly least: number;
  readonly most: number;
  readonly reason: RegExp;
}[] = [
  { what: 'the interval', outcome: fetched(), least: 15 * MINUTE, most: 16.5 * MINUTE, reason: /^interval/ },
  { what: 'max-age', outcome: fetched({ maxAge: 2 * HOUR }), least: 2 * HOUR, most: 2.2 * HOUR, reason: /max-age/ },
  {
    what: 'a max-age shorter than the interval',
    outcome: fetched({ maxAge: 10 }),
    least: 15 * MINUTE,
    most: 16.5 * MINUTE,
    reason: /interval/,
  },
  { what: 'Expires', outcome: fetched({ expiresAt: NOW + HOUR }), least: HOUR, most: 1.1 * HOUR, reason: /expires/ },
  {
    what: 'an Expires in the past',
    outcome: fetched({ expiresAt: NOW - DAY }),
    least: 15 * MINUTE,
    most: 16.5 * MINUTE,
    reason: /interval/,
  },
  { what: 'ttl', outcome: fetched({ ttl: HOUR, maxAge: MINUTE }), least: HOUR, most: 1.1 * HOUR, reason: /ttl/ },
  {
    what: 'the update period',
    outcome: fetched({ updatePeriod: 3 * HOUR, ttl: HOUR }),
    least: 3 * HOUR,
    most: 3.3 * HOUR,
    reason: /update period/,
  },
  { what: 'a day at most', outcome: fetched({ maxAge: 365 * DAY }), least: DAY, most: DAY, reason: /max-age/ },
  {
    what: 'a longer wish of the operator',
    outcome: fetched({ maxAge: 365 * DAY }),
    every: 2 * DAY,
    least: 2 * DAY,
    most: 2 * DAY,
    reason: /interval/,
  },
  {
    what: 'the ttl of the last document after a 304',
    outcome: unchanged(),
    poll: { ...FRESH, hints: { ttl: HOUR } },
    least: HOUR,
    most: 1.1 * HOUR,
    reason: /ttl/,
  },
  {
    what: 'the max-age of a 304',
    outcome: unchanged({ maxAge: 2 * HOUR }),
    least: 2 * HOUR,
    most: 2.2 * HOUR,
    reason: /max-age/,
  },
  { what: 'the first failure', outcome: failed(NETWORK), least: 15 * MINUTE, most: 33 * MINUTE, reason: /back-off/ },
  {
    what: 'the fourth failure',
    outcome: failed(status(500)),
    poll: { ...FRESH, failures: 3 },
    least: 15 * MINUTE,
    most: 4.4 * HOUR,
    reason: /back-off/,
  },
  {
    what: 'a failure of a feed with a ttl',
    outcome: failed(NETWORK),
    poll: { ...FRESH, hints: { ttl: HOUR } },
    least: HOUR,
    most: 2.2 * HOUR,
    reason: /back-off/,
  },
  {
    what: 'the tenth failure',
    outcome: failed(NETWORK),
    poll: { ...FRESH, failures: 9 },
    least: 0.9 * DAY,
    most: DAY,
    reason: /daily probe/,
  },
  {
    what: 'the thousandth failure',
    outcome: failed(NETWORK),
    poll: { ...FRESH, failures: 1_000 },
    least: 0.9 * DAY,
    most: DAY,
    reason: /daily probe/,
  },
  {
    what: 'Retry-After',
    outcome: failed(status(429), NOW + HOUR),
    least: HOUR,
    most: 1.1 * HOUR,
    reason: /retry-after/,
  },
  {
    what: 'a Retry-After shorter than the interval',
    outcome: failed(status(503), NOW + 1_000),
    least: 15 * MINUTE,
    most: 16.5 * MINUTE,
    reason: /retry-after/,
  },
  {
    what: 'a Retry-After in the past',
    outcome: failed(status(503), NOW - DAY),
    least: 15 * MINUTE,
    most: 16.5 * MINUTE,
    reason: /retry-after/,
  },
  {
    what: 'a Retry-After of a year',
    outcome: failed(status(429), NOW + 365 * DAY),
    least: DAY,
    most: DAY,
    reason: /retry-after/,
  },
  {
    what: 'a 429 that names no time',
    outcome: failed(status(429)),
    least: 4 * HOUR,
    most: 4.4 * HOUR,
    reason: /asked for less/,
  },
];
for (const { what, outcome, poll = FRESH, every = FEED.every, least, most, reason } of waits) {
  test(`waits for ${what}`, () => {
    for (const random of [0, 0.25, 0.5, 0.999]) {
      const verdict = nextPoll({ every }, poll, outcome, NOW, random);
      const wait = verdict.poll.nextAt - NOW;
      assert.ok(wait >= least && wait <= most, `${wait / MINUTE} min with random ${random}`);
      assert.match(verdict.reason, reason);
    }
  });
}

test('feeds that were polled together drift apart', () => {
  const at = (random: number): number => nextPoll(FEED, FRESH, fetched(), NOW, random).poll.nextAt;
  assert.ok(at(0.9) - at(0.1) > MINUTE);
});

test('a read feed is remembered with its validators and without its failures', () => {
  const before: PollState = {
    nextAt: NOW,
    failures: 4,
    lastFault: 'it was down',
    etag: '"old"',
    lastModified: 'then',
    bodyHash: 'abc',
    lastTriedAt: 1,
    lastSuccessAt: 1,
  };
  const { poll } = nextPoll(FEED, before, fetched({ ttl: HOUR, maxAge: 60 }, { etag: 'W/"new"' }), NOW, 0);
  assert.deepEqual(poll, {
    nextAt: NOW + HOUR,
    failures: 0,
    etag: 'W/"new"',
    bodyHash: 'abc',
    lastTriedAt: NOW,
    lastSuccessAt: NOW,
    lastStatus: 200,
    hints: { ttl: HOUR },
  });
});

test('a 304 keeps the validators it does not replace', () => {
  const before: PollState = { ...FRESH, etag: '"a"', lastModified: 'then', bodyHash: 'abc' };
  const { poll } = nextPoll(FEED, before, unchanged({}, { etag: '"b"' }), NOW, 0);
  assert.equal(poll.etag, '"b"');
  assert.equal(poll.lastModified, 'then');
  assert.equal(poll.bodyHash, 'abc');
  assert.equal(poll.lastStatus, 304);
});

test('a failure keeps what is known, and counts', () => {
  const before: PollState = { ...FRESH, failures: 1, etag: '"a"', bodyHash: 'abc', lastSuccessAt: 5, lastStatus: 200 };
  const { poll } = nextPoll(FEED, before, failed(NETWORK), NOW, 0);
  assert.equal(poll.failures, 2);
  assert.equal(poll.etag, '"a"');
  assert.equal(poll.bodyHash, 'abc');
  assert.equal(poll.lastSuccessAt, 5);
  assert.equal(poll.lastTriedAt, NOW);
  assert.equal(poll.lastFault, 'no route');
  assert.equal(poll.lastStatus, undefined);
  assert.equal(nextPoll(FEED, before, failed(status(502)), NOW, 0).poll.lastStatus, 502);
});

test('what could not be read comes again in full', () => {
  const before: PollState = { ...FRESH, etag: '"a"', lastModified: 'then', bodyHash: 'abc' };
  const { poll } = nextPoll(FEED, before, failed({ kind: 'unreadable', why: 'no feed' }), NOW, 0);
  assert.equal(poll.etag, undefined);
  assert.equal(poll.lastModified, undefined);
  assert.equal(poll.bodyHash, undefined);
  assert.equal(poll.failures, 1);
});

test('a feed that is gone falls due no more', () => {
  const { poll } = nextPoll(FEED, { ...FRESH, etag: '"a"' }, { kind: 'gone' }, NOW, 0.5);
  assert.equal(poll.gone, true);
  assert.equal(poll.nextAt, NEVER);
  assert.equal(poll.lastStatus, 410);
  assert.equal(poll.etag, undefined);
  assert.ok(!Number.isNaN(new Date(NEVER).getTime()));
});

test('the address changes only after the same target on five polls in a row', () => {
  const poll = (targets: readonly (string | undefined | 'down')[]): readonly (string | undefined)[] => {
    let state = FRESH;
    return targets.map((to) => {
      const outcome = to === 'down' ? failed(NETWORK) : unchanged({}, to === undefined ? {} : { movedTo: to });
      const verdict = nextPoll(FEED, state, outcome, NOW, 0);
      state = verdict.poll;
      return verdict.renameTo;
    });
  };
  const none = undefined;
  assert.deepEqual(poll(['b', 'b', 'b', 'b', 'b', 'b']), [none, none, none, none, 'b', none]);
  assert.deepEqual(poll(['b', 'b', 'b', 'c', 'b', 'b', 'b', 'b', 'b']).indexOf('b'), 8);
  assert.deepEqual(poll(['b', 'b', 'b', none, 'b', 'b', 'b']).includes('b'), false);
  assert.deepEqual(
    poll(['b', 'b', 'down', 'b', 'b', 'b']).indexOf('b'),
    5,
    'a failure neither counts nor breaks the row',
  );
});

const ALL_HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const skips: readonly (readonly [what: string, hints: PollHints, at: number])[] = [
  ['an hour that is open', { skipHours: [1, 2] }, Date.UTC(2026, 0, 1, 0, 45)],
  ['an hour to skip', { skipHours: [0, 1, 2] }, Date.UTC(2026, 0, 1, 3)],
  ['midnight written as 24', { skipHours: [24] }, Date.UTC(2026, 0, 1, 1)],
  ['a day to skip', { skipDays: ['Thursday', ' friday'] }, Date.UTC(2026, 0, 3)],
  ['a day and an hour', { skipDays: ['Thursday'], skipHours: [0] }, Date.UTC(2026, 0, 2, 1)],
  ['every hour to skip', { skipHours: ALL_HOURS }, Date.UTC(2026, 0, 1, 0, 45)],
];
for (const [what, hints, at] of skips) {
  test(`comes at ${what}`, () => {
    assert.equal(nextPoll(FEED, FRESH, fetched(hints), NOW, 0).poll.nextAt, at);
    const jittered = nextPoll(FEED, FRESH, fetched(hints), NOW, 0.99).poll.nextAt;
    assert.ok(jittered >= at && jittered < at + 11 * MINUTE);
  });
}

test('hours to skip hold after a 304 and after a failure', () => {
  const before: PollState = { ...FRESH, hints: { skipHours: [0] } };
  for (const outcome of [unchanged(), failed(NETWORK)]) {
    const verdict = nextPoll(FEED, before, outcome, NOW, 0);
    assert.equal(verdict.poll.nextAt, Date.UTC(2026, 0, 1, 1));
    assert.match(verdict.reason, /skip/);
  }
});

test('a busy host moves its other feeds behind its time, never forward', () => {
  const later = putOff({ ...FRESH, nextAt: NOW + MINUTE }, NOW + HOUR, NOW, 0.5);
  assert.ok(later.nextAt >= NOW + HOUR && later.nextAt <= NOW + 1.1 * HOUR);
  const latest: PollState = { ...FRESH, nextAt: NOW + 5 * HOUR };
  assert.equal(putOff(latest, NOW + HOUR, NOW, 0.5), latest);
});
