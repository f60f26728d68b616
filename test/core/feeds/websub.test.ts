import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FeedId } from '../../../src/core/feeds/feed.ts';
import {
  type HubSubscription,
  judgeLinks,
  judgeVerification,
  leasesOf,
  newSubscription,
  nextHubStep,
  pollInterval,
  readSignature,
  unwanted,
} from '../../../src/core/feeds/websub.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/text/instant.ts';

const NOW = 1_000 * DAY;
const HUB = 'https://hub.example/';
const TOPIC = 'https://gazette.example/feed';
const CALLBACK = 'https://us.example/websub/p';
const fresh = newSubscription('gazette' as FeedId, { hub: HUB, topic: TOPIC }, { path: 'p', secret: 's' }, NOW);
const asked: HubSubscription = { ...fresh, attempts: 1, askAt: NOW + HOUR, callback: CALLBACK };
const active: HubSubscription = { ...asked, attempts: 0, leaseUntil: NOW + 10 * DAY };

describe('what follows from the links of a document', () => {
  const links = { hub: HUB, self: TOPIC };
  const cases: readonly (readonly [string, object, readonly HubSubscription[], ended: number, begins: boolean])[] = [
    ['a hub that nobody asked is asked', links, [], 0, true],
    ['a hub that is asked already is not asked again', links, [active], 0, false],
    ['another hub takes its place', { ...links, hub: 'https://other.example/' }, [active], 1, true],
    ['another address of the feed takes its place', { ...links, self: `${TOPIC}2` }, [active], 1, true],
    ['a hub that is named no more is left', {}, [active], 1, false],
    ['a hub without the address of the feed cannot be asked', { hub: HUB }, [], 0, false],
    ['a hub that comes back is asked anew', links, [unwanted(active, NOW)], 0, true],
  ];
  for (const [what, named, known, ended, begins] of cases) {
    test(what, () => {
      const verdict = judgeLinks(named, known, NOW);
      assert.equal(verdict.ended.length, ended);
      assert.ok(verdict.ended.every(({ wants, askAt }) => wants === 'unsubscribe' && askAt === NOW));
      assert.deepEqual(verdict.begin, begins ? { hub: HUB, topic: TOPIC, ...begunWith(named) } : undefined);
    });
  }
  function begunWith(named: { readonly hub?: string; readonly self?: string }): object {
    return { ...(named.hub && { hub: named.hub }), ...(named.self && { topic: named.self }) };
  }
});

describe('the next step of a subscription', () => {
  const cases: readonly (readonly [
    what: string,
    subscription: HubSubscription,
    feed: { readonly gone?: true } | undefined,
    now: number,
    kind: string,
    wants?: string,
  ])[] = [
    ['a new one is asked for at once', fresh, {}, NOW, 'ask', 'subscribe'],
    ['an answer is waited for', asked, {}, NOW, 'wait'],
    ['silence is asked again', asked, {}, NOW + HOUR, 'ask', 'subscribe'],
    ['a lease that runs is left alone', active, {}, NOW, 'wait'],
    ['a feed that was removed is unsubscribed', active, undefined, NOW, 'ask', 'unsubscribe'],
    ['a feed that ended is unsubscribed', active, { gone: true }, NOW, 'ask', 'unsubscribe'],
    ['a removed feed that was never pushed is forgotten', asked, undefined, NOW, 'forget'],
    ['a farewell after the lease is needless', unwanted(active, NOW), {}, NOW + 10 * DAY, 'forget'],
    ['a farewell that nobody answers ends', { ...unwanted(active, NOW), attempts: 4 }, {}, NOW, 'forget'],
    [
      'a new public address is told at once',
      { ...active, callback: 'https://old.example' },
      {},
      NOW,
      'ask',
      'subscribe',
    ],
  ];
  for (const [what, subscription, feed, now, kind, wants] of cases) {
    test(what, () => {
      const step = nextHubStep(subscription, feed, CALLBACK, now);
      assert.equal(step.kind, kind);
      if (step.kind !== 'ask') return;
      assert.equal(step.subscription.wants, wants);
      assert.equal(step.subscription.callback, CALLBACK);
    });
  }

  test('silence is met ever more slowly, down to once a day', () => {
    const waits: number[] = [];
    let subscription = fresh;
    for (let now = NOW; waits.length < 10; now = subscription.askAt) {
      const step = nextHubStep(subscription, {}, CALLBACK, now);
      assert.ok(step.kind === 'ask');
      subscription = step.subscription;
      waits.push(subscription.askAt - now);
    }
    assert.deepEqual(waits.slice(0, 3), [10 * MINUTE, 20 * MINUTE, 40 * MINUTE]);
    assert.equal(waits.at(-1), DAY);
  });
});

describe('whose verification it is', () => {
  const query = { mode: 'subscribe', topic: TOPIC, challenge: 'c', leaseSeconds: '864000' };
  const cases: readonly (readonly [string, HubSubscription, object, kind: string])[] = [
    ['what was asked', asked, {}, 'confirmed'],
    ['what was confirmed already', active, {}, 'confirmed'],
    ['what was not asked yet', fresh, {}, 'not-ours'],
    ['another topic', asked, { topic: `${TOPIC}?x` }, 'not-ours'],
    ['no topic', asked, { topic: undefined }, 'not-ours'],
    ['the end of what we want', asked, { mode: 'unsubscribe' }, 'not-ours'],
    ['the end that we asked for', unwanted(active, NOW), { mode: 'unsubscribe' }, 'confirmed'],
    ['what we want no more', unwanted(active, NOW), {}, 'not-ours'],
    ['no challenge', asked, { challenge: undefined }, 'not-ours'],
    ['an endless challenge', asked, { challenge: 'c'.repeat(2_001) }, 'not-ours'],
    ['no mode', asked, { mode: undefined }, 'not-ours'],
    ['a refusal', asked, { mode: 'denied', reason: 'private' }, 'denied'],
    ['a refusal of another topic', asked, { mode: 'denied', topic: 'x' }, 'not-ours'],
  ];
  for (const [what, subscription, rest, kind] of cases) {
    test(`${what}: ${kind}`, () =>
      assert.equal(judgeVerification(subscription, { ...query, ...rest }, NOW).kind, kind));
  }

  const leases: readonly (readonly [seconds: string | undefined, lease: number])[] = [
    ['86400', DAY],
    [undefined, 10 * DAY],
    ['0', 10 * DAY],
    ['-5', 10 * DAY],
    ['soon', 10 * DAY],
    ['9999999999', 90 * DAY],
  ];
  for (const [leaseSeconds, lease] of leases) {
    test(`a lease of ${leaseSeconds} seconds ends after ${lease / DAY} days and is renewed before`, () => {
      const verdict = judgeVerification(asked, { ...query, leaseSeconds }, NOW);
      assert.ok(verdict.kind === 'confirmed' && verdict.subscription);
      assert.equal(verdict.subscription.leaseUntil, NOW + lease);
      assert.equal(verdict.subscription.askAt, NOW + lease * 0.75);
      assert.equal(verdict.subscription.attempts, 0);
    });
  }

  test('a hub that refuses is asked again in a week and no longer relied upon', () => {
    const verdict = judgeVerification(active, { ...query, mode: 'denied', reason: 'private' }, NOW);
    assert.ok(verdict.kind === 'denied');
    assert.equal(verdict.subscription.leaseUntil, undefined);
    assert.equal(verdict.subscription.askAt, NOW + 7 * DAY);
    assert.match(verdict.subscription.why ?? '', /refuses to push: private/);
  });
});

test('leases that run count, ended and unwanted ones do not', () => {
  const of = (feedId: string, rest: Partial<HubSubscription>) => ({ ...active, feedId: feedId as FeedId, ...rest });
  const leases = leasesOf([of('a', {}), of('b', { leaseUntil: NOW }), of('c', { wants: 'unsubscribe' }), asked], NOW);
  assert.deepEqual([...leases], [['a', NOW + 10 * DAY]]);
});

test('a poll behind a lease is slower, within the lease and a day, and never faster', () => {
  const cases: readonly (readonly [every: number, left: number | undefined, interval: number])[] = [
    [HOUR, undefined, HOUR],
    [HOUR, 10 * DAY, 4 * HOUR],
    [10 * HOUR, 10 * DAY, DAY],
    [HOUR, 2 * HOUR, 2 * HOUR + MINUTE],
    [HOUR, MINUTE, HOUR],
    [2 * DAY, 10 * DAY, 2 * DAY],
  ];
  for (const [every, left, interval] of cases) {
    assert.equal(pollInterval({ every }, left === undefined ? undefined : NOW + left, NOW), interval);
  }
});

test('signatures are read in the forms that there are, and in no other', () => {
  const hex = 'aF'.repeat(64);
  for (const [algorithm, digits] of [
    ['sha1', 40],
    ['sha256', 64],
    ['sha384', 96],
    ['sha512', 128],
  ] as const) {
    const digest = hex.slice(0, digits);
    assert.deepEqual(readSignature(`${algorithm.toUpperCase()}=${digest}`), {
      algorithm,
      digest: digest.toLowerCase(),
    });
    assert.equal(readSignature(`${algorithm}=${digest.slice(2)}`), undefined);
  }
  for (const wrong of [undefined, '', 'sha256', 'md5=00', `sha256:${hex.slice(0, 64)}`, `sha256=${'z'.repeat(64)}`]) {
    assert.equal(readSignature(wrong), undefined, String(wrong));
  }
});
