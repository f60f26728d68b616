// Feeds: made to match the configuration, claimed when due, counted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeedId } from '../../../src/core/feeds/feed.ts';
import type { OpenEmpty } from '../contract.ts';
import { feed, NOW } from './samples.ts';

const HOUR = 3_600_000;

export function feedsContract(open: OpenEmpty): void {
  test('configured feeds fall due spread over the time given, and are kept when configured again', async () => {
    await using store = await open();
    await store.feeds.sync([feed('a'), feed('b', { language: 'uk', category: 'world' })], NOW, HOUR);
    const first = await store.feeds.list();
    assert.deepEqual(
      first.map((row) => row.poll),
      [
        { nextAt: NOW, failures: 0 },
        { nextAt: NOW + HOUR / 2, failures: 0 },
      ],
    );
    assert.deepEqual(first[1]?.feed, feed('b', { language: 'uk', category: 'world' }));

    const poll = {
      nextAt: NOW + 5,
      failures: 2,
      etag: 'W/"1"',
      lastModified: 'Fri',
      lastStatus: 200,
      lastTriedAt: NOW,
    };
    await store.feeds.savePoll('a' as FeedId, poll);
    await store.feeds.sync([feed('a', { title: 'a, renamed' }), feed('c')], NOW + 9, HOUR);
    const second = await store.feeds.list();
    assert.deepEqual(
      second.map((row) => [row.feed.id, row.feed.title, row.poll]),
      [
        ['a', 'a, renamed', poll],
        ['c', 'c', { nextAt: NOW + 9, failures: 0 }],
      ],
    );
  });

  test('feeds added at run time stay when the configuration is read again', async () => {
    await using store = await open();
    assert.equal(await store.feeds.add(feed('mine', { origin: 'added' }), NOW), 'added');
    assert.equal(await store.feeds.add(feed('mine', { origin: 'added' }), NOW), 'exists');
    await store.feeds.sync([feed('a')], NOW, HOUR);
    await store.feeds.sync([], NOW, HOUR);
    assert.deepEqual(
      (await store.feeds.list()).map((row) => row.feed.id),
      ['mine'],
    );
  });

  test('an added feed that the configuration takes over keeps its id and its polling', async () => {
    await using store = await open();
    const url = 'https://same.example/feed';
    await store.feeds.add(feed('added', { url, origin: 'added' }), NOW + 77);
    await store.feeds.sync([feed('configured', { url, trust: 'official' })], NOW, HOUR);
    const [row, ...others] = await store.feeds.list();
    assert.deepEqual(others, []);
    assert.deepEqual([row?.feed.id, row?.feed.trust, row?.feed.origin], ['added', 'official', 'config']);
    assert.equal(row?.poll.nextAt, NOW + 77);
  });

  test('an address that moved stays moved until the configuration says another one', async () => {
    await using store = await open();
    await store.feeds.sync([feed('a')], NOW, HOUR);
    await store.feeds.rename('a' as FeedId, 'https://moved.example/');
    await store.feeds.sync([feed('a')], NOW, HOUR);
    assert.equal((await store.feeds.byId('a' as FeedId))?.feed.url, 'https://moved.example/');

    await store.feeds.savePoll('a' as FeedId, { nextAt: NOW + HOUR, failures: 3, etag: '"old"' });
    await store.feeds.sync([feed('a', { url: 'https://third.example/' })], NOW + 1, HOUR);
    const row = await store.feeds.byId('a' as FeedId);
    assert.equal(row?.feed.url, 'https://third.example/');
    assert.deepEqual(row?.poll, { nextAt: NOW + 1, failures: 0 });
  });

  test('a feed cannot take an address that another one holds', async () => {
    await using store = await open();
    await store.feeds.sync([feed('a'), feed('b')], NOW, HOUR);
    await store.feeds.rename('a' as FeedId, feed('b').url);
    assert.equal((await store.feeds.byId('a' as FeedId))?.feed.url, feed('a').url);
  });

  test('due feeds are claimed oldest first, once each, and again when the lease ends', async () => {
    await using store = await open();
    for (const [id, due] of [
      ['late', NOW - 2],
      ['later', NOW - 5],
      ['future', NOW + 500],
    ] as const) {
      await store.feeds.add(feed(id, { origin: 'added' }), due);
    }
    const ids = async (now: number, limit: number) =>
      (await store.feeds.claimDue(now, limit, 100)).map((row) => row.feed.id);
    assert.deepEqual(await ids(NOW, 1), ['later']);
    assert.deepEqual(await ids(NOW, 9), ['late']);
    assert.deepEqual(await ids(NOW, 9), []);
    assert.deepEqual((await ids(NOW + 100, 9)).toSorted(), ['late', 'later']);
  });

  test('a feed that is gone is not claimed until it is added anew', async () => {
    await using store = await open();
    await store.feeds.add(feed('a', { origin: 'added' }), NOW);
    await store.feeds.savePoll('a' as FeedId, { nextAt: NOW, failures: 0, gone: true });
    assert.deepEqual(await store.feeds.claimDue(NOW + 1, 9, 1), []);
    assert.equal(await store.feeds.add(feed('a', { origin: 'added' }), NOW), 'added');
    assert.equal((await store.feeds.claimDue(NOW + 1, 9, 1)).length, 1);
  });

  test('items are counted as they come, and by what becomes of them', async () => {
    await using store = await open();
    await store.feeds.sync([feed('a')], NOW, HOUR);
    await store.feeds.count('a' as FeedId, { seen: 5, posted: 1, folded: 4 });
    await store.feeds.count('a' as FeedId, { seen: 14, posted: 1, filtered: 10, held: 3 });
    assert.deepEqual((await store.feeds.byId('a' as FeedId))?.counts, {
      seen: 19,
      posted: 2,
      folded: 4,
      filtered: 10,
      held: 3,
    });
  });

  test('a feed is removed by id or by address', async () => {
    await using store = await open();
    await store.feeds.sync([feed('a'), feed('b')], NOW, HOUR);
    assert.equal(await store.feeds.remove('a'), true);
    assert.equal(await store.feeds.remove(feed('b').url), true);
    assert.equal(await store.feeds.remove('b'), false);
    assert.equal(await store.feeds.byId('a' as FeedId), undefined);
  });
}
