import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planFeedNotices } from '../../../src/core/alerts/feed-notices.ts';
import type { Feed, FeedId } from '../../../src/core/feeds/feed.ts';
import type { FeedNotice } from '../../../src/core/feeds/notice.ts';

const CHANNEL = { platform: 'discord', workspace: 'G', id: 'C' } as const;
const feed: Feed = {
  id: 'gazette' as FeedId,
  url: 'https://gazette.example/rss',
  title: 'Gazette',
  trust: 'press',
  every: 1,
  origin: 'config',
};
const url = 'https://new.example/rss';

const cases: readonly (readonly [notice: FeedNotice, key: string, says: RegExp])[] = [
  [
    { kind: 'failing', feed, failures: 5, why: 'the host cut the connection', wellUntil: 7 },
    'discord:G:C|feed-failing:gazette:7',
    /Gazette.*cannot be read.*5 times in a row: the host cut the connection\./s,
  ],
  [
    { kind: 'failing', feed, failures: 5, why: 'x', wellUntil: undefined },
    'discord:G:C|feed-failing:gazette:never',
    /cannot be read/,
  ],
  [
    { kind: 'recovered', feed, failures: 9, wellUntil: 7 },
    'discord:G:C|feed-recovered:gazette:7',
    /well again.*9 fail/s,
  ],
  [{ kind: 'gone', feed, at: 8 }, 'discord:G:C|feed-gone:gazette:8', /has ended.*feeds\.yaml/s],
  [
    { kind: 'gone', feed: { ...feed, origin: 'added' }, at: 8 },
    'discord:G:C|feed-gone:gazette:8',
    /summit-watch feeds remove/,
  ],
  [{ kind: 'moved', feed, url }, `discord:G:C|feed-moved:gazette:${url}`, /moved for good.*new\.example.*feeds\.yaml/s],
];
for (const [notice, key, says] of cases) {
  test(`${notice.kind} (${notice.feed.origin}) becomes one delivery under ${key}`, () => {
    const [planned, ...more] = planFeedNotices([notice], CHANNEL, 42);
    assert.ok(planned);
    assert.deepEqual(more, []);
    assert.equal(planned.key, key);
    assert.deepEqual([planned.kind, planned.state, planned.dueAt, planned.channel], ['notice', 'pending', 42, CHANNEL]);
    assert.match(JSON.stringify(planned.message), says);
  });
}
