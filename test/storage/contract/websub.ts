// Subscriptions at hubs: kept whole, found by their path and by their feed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeedId } from '../../../src/core/feeds/feed.ts';
import { type HubSubscription, newSubscription } from '../../../src/core/feeds/websub.ts';
import type { OpenEmpty } from '../contract.ts';
import { feed, NOW } from './samples.ts';

const subscription = (path: string, feedId = 'wire'): HubSubscription =>
  newSubscription(
    feedId as FeedId,
    { hub: 'https://hub.example/', topic: 'https://wire.example/feed' },
    { path, secret: 's' },
    NOW,
  );

export function webSubContract(open: OpenEmpty): void {
  test('a subscription is what was saved last, by its path and by its feed', async () => {
    await using store = await open();
    await store.websub.save(subscription('one'));
    const renewed = {
      ...subscription('one'),
      leaseUntil: NOW + 1,
      callback: 'https://us.example/websub/one',
      why: 'x',
    };
    await store.websub.save(renewed);
    await store.websub.save(subscription('two', 'other'));
    assert.deepEqual(await store.websub.byPath('one'), renewed);
    assert.deepEqual(await store.websub.ofFeed('wire' as FeedId), [renewed]);
    assert.deepEqual(await store.websub.list(), [renewed, subscription('two', 'other')]);
    assert.equal(await store.websub.byPath('three'), undefined);
  });

  test('it outlives its feed and goes when it is removed', async () => {
    await using store = await open();
    await store.feeds.add(feed('wire', { origin: 'added' }), NOW);
    await store.websub.save(subscription('one'));
    await store.feeds.remove('wire');
    assert.equal((await store.websub.list()).length, 1);
    await store.websub.remove('one');
    assert.deepEqual(await store.websub.list(), []);
  });
}
