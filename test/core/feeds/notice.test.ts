import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Feed, FeedId, PollState } from '../../../src/core/feeds/feed.ts';
import { FAILURES_BEFORE_NOTICE, feedNotice } from '../../../src/core/feeds/notice.ts';

const FEED: Feed = {
  id: 'f' as FeedId,
  url: 'https://example.org/',
  title: 'F',
  trust: 'press',
  every: 1,
  origin: 'config',
};
const after = (failures: number, rest: Partial<PollState> = {}): PollState => ({ nextAt: 0, failures, ...rest });
const N = FAILURES_BEFORE_NOTICE;

const cases: readonly (readonly [what: string, before: PollState, after: PollState, kind: string | undefined])[] = [
  ['all is well', after(0), after(0), undefined],
  ['one failure', after(0), after(1), undefined],
  ['the failure that makes it a notice', after(N - 1), after(N, { lastFault: 'down' }), 'failing'],
  ['one more after that', after(N), after(N + 1), undefined],
  ['well again before anybody heard of it', after(N - 1), after(0), undefined],
  ['well again after a notice', after(N + 3), after(0), 'recovered'],
  ['gone', after(0), after(0, { gone: true }), 'gone'],
  ['gone still', after(0, { gone: true }), after(0, { gone: true }), undefined],
];
for (const [what, before, then, kind] of cases) {
  test(`${what}: ${kind ?? 'silence'}`, () => assert.equal(feedNotice(FEED, before, then)?.kind, kind));
}

test('the notice says why', () => {
  const notice = feedNotice(FEED, after(N - 1), after(N, { lastFault: 'the certificate has expired' }));
  assert.ok(notice?.kind === 'failing');
  assert.equal(notice.why, 'the certificate has expired');
});

test('the notices of one failure and its end name the success before it', () => {
  const failing = feedNotice(FEED, after(N - 1, { lastSuccessAt: 7 }), after(N, { lastSuccessAt: 7 }));
  const recovered = feedNotice(FEED, after(N, { lastSuccessAt: 7 }), after(0, { lastSuccessAt: 99 }));
  assert.ok(failing?.kind === 'failing' && recovered?.kind === 'recovered');
  assert.deepEqual([failing.wellUntil, recovered.wellUntil], [7, 7]);
});
