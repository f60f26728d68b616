// What channels asked for: subscriptions, mutes, filters.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ChannelSettings, plainSettings } from '../../../src/core/alerts/channel-settings.ts';
import type { DeliveryKey } from '../../../src/core/alerts/delivery.ts';
import type { SubscriptionId } from '../../../src/core/alerts/subscription.ts';
import type { TopicId } from '../../../src/core/stories/topic.ts';
import type { SummitId } from '../../../src/core/summits/summit.ts';
import type { OpenEmpty } from '../contract.ts';
import { HERE, mute, NOW, subscription, THERE } from './samples.ts';

export function subscriptionsContract(open: OpenEmpty): void {
  test('a second subscription to a topic changes the first and keeps its id', async () => {
    await using store = await open();
    await store.subscriptions.save(subscription('one', { pausedWhy: 'gone' }));
    const { nextDigestAt: _, ...changed } = subscription('two', { alerts: 'all', digest: 'off', createdBy: 'U2' });
    await store.subscriptions.save(changed);
    assert.deepEqual(await store.subscriptions.ofChannel(HERE), [{ ...changed, id: 'one', createdBy: 'U1' }]);
  });

  test('the same ids on another platform are another channel', async () => {
    await using store = await open();
    await store.subscriptions.save(subscription('here'));
    await store.subscriptions.save(subscription('there', { channel: THERE }));
    assert.equal((await store.subscriptions.list()).length, 2);
    assert.equal(await store.subscriptions.remove(HERE, 'a-b' as TopicId), true);
    assert.equal(await store.subscriptions.remove(HERE, 'a-b' as TopicId), false);
    assert.deepEqual(await store.subscriptions.list(), [subscription('there', { channel: THERE })]);
  });

  test('all subscriptions of a channel go at once', async () => {
    await using store = await open();
    await store.subscriptions.save(subscription('one'));
    await store.subscriptions.save(subscription('two', { topic: 'all' }));
    await store.subscriptions.save(subscription('there', { channel: THERE }));
    assert.equal(await store.subscriptions.removeAll(HERE), 2);
    assert.equal((await store.subscriptions.list()).length, 1);
  });

  test('digests fall due in order, but not for a paused channel or one that wants none', async () => {
    await using store = await open();
    const due = (id: string, topic: string, at: number) =>
      subscription(id, { topic: topic as TopicId, nextDigestAt: at });
    await store.subscriptions.save(due('second', 'b', NOW));
    await store.subscriptions.save(due('first', 'a', NOW - 9));
    await store.subscriptions.save(due('later', 'c', NOW + 1));
    await store.subscriptions.save({ ...due('none', 'd', NOW), digest: 'off' });
    await store.subscriptions.save(subscription('there', { channel: THERE, nextDigestAt: NOW }));
    await store.subscriptions.pause(THERE, 'the channel is gone');
    const ids = async () => (await store.subscriptions.digestsDue(NOW)).map((found) => found.id);
    assert.deepEqual(await ids(), ['first', 'second']);
    await store.subscriptions.setNextDigest('first' as SubscriptionId, NOW + 99);
    assert.deepEqual(await ids(), ['second']);
    await store.subscriptions.resume(THERE);
    assert.deepEqual((await ids()).toSorted(), ['second', 'there']);
  });

  test('a pause says why', async () => {
    await using store = await open();
    await store.subscriptions.save(subscription('one'));
    await store.subscriptions.pause(HERE, 'permission lost');
    assert.equal((await store.subscriptions.ofChannel(HERE))[0]?.pausedWhy, 'permission lost');
  });
}

export function mutesContract(open: OpenEmpty): void {
  test('a mute runs until its end, then is taken out once', async () => {
    await using store = await open();
    await store.mutes.save(mute('tariffs', { until: NOW + 10 }));
    await store.mutes.save(mute('golf', { until: NOW + 5, channel: THERE }));
    assert.deepEqual(await store.mutes.ofChannel(HERE, NOW), [mute('tariffs', { until: NOW + 10 })]);
    assert.equal((await store.mutes.list(NOW)).length, 2);
    assert.deepEqual(await store.mutes.ofChannel(HERE, NOW + 10), []);
    assert.deepEqual(
      (await store.mutes.takeEnded(NOW + 10)).map((ended) => ended.value),
      ['golf', 'tariffs'],
    );
    assert.deepEqual(await store.mutes.takeEnded(NOW + 10), []);
  });

  test('muting the same again, in whatever case, moves the end', async () => {
    await using store = await open();
    await store.mutes.save(mute('Київ', { until: NOW + 5 }));
    await store.mutes.save(mute('київ', { until: NOW + 50 }));
    await store.mutes.save(mute('київ', { until: NOW + 60, kind: 'source' }));
    assert.deepEqual(
      (await store.mutes.ofChannel(HERE, NOW)).map((found) => [found.kind, found.until]),
      [
        ['keyword', NOW + 50],
        ['source', NOW + 60],
      ],
    );
    assert.equal(await store.mutes.remove(HERE, 'КИЇВ'), 2);
    assert.equal(await store.mutes.remove(HERE, 'КИЇВ'), 0);
  });
}

export function filtersContract(open: OpenEmpty): void {
  test('rules are numbered, numbers are not given twice, and only their own channel removes them', async () => {
    await using store = await open();
    const rule = (text: string, channel = HERE) => ({ channel, rule: text, createdBy: 'U1', createdAt: NOW });
    const one = await store.filters.add(rule('-sport'));
    const two = await store.filters.add(rule('"peace talks" OR truce', THERE));
    assert.equal(await store.filters.remove(HERE, two), false);
    assert.equal(await store.filters.remove(THERE, two), true);
    const three = await store.filters.add(rule('ceasefire'));
    assert.ok(one < two && two < three);
    assert.deepEqual(await store.filters.ofChannel(HERE), [
      { id: one, ...rule('-sport') },
      { id: three, ...rule('ceasefire') },
    ]);
    assert.equal((await store.filters.list()).length, 2);
  });
}

export function channelSettingsContract(open: OpenEmpty): void {
  test('what a channel chose comes back as it was saved last', async () => {
    await using store = await open();
    assert.equal(await store.channelSettings.ofChannel(HERE), undefined);
    const chosen: ChannelSettings = {
      ...plainSettings(HERE),
      quiet: { from: '22:00', to: '07:00' },
      days: [1, 2, 3],
      urgentPasses: true,
      budgetPerHour: 3,
      pings: [{ role: 'S1', kind: 'dates' }],
      card: true,
      updatedBy: 'U1',
      updatedAt: NOW,
    };
    await store.channelSettings.save(plainSettings(HERE));
    await store.channelSettings.save(plainSettings(THERE));
    await store.channelSettings.save(chosen);
    assert.deepEqual(await store.channelSettings.ofChannel(HERE), chosen);
    assert.deepEqual(await store.channelSettings.ofChannel(THERE), plainSettings(THERE));
    assert.deepEqual(await store.channelSettings.withCards(), [chosen]);
    assert.equal((await store.channelSettings.list()).length, 2);
  });
}

export function cardsContract(open: OpenEmpty): void {
  test('a card is one for each channel and summit, and remembers its message', async () => {
    await using store = await open();
    const card = { channel: HERE, summitId: 's' as SummitId, key: 'k' as DeliveryKey, shows: 'one', logged: 1 };
    await store.cards.save(card);
    await store.cards.save({ ...card, channel: THERE });
    await store.cards.save({ ...card, messageId: 'm', shows: 'two', logged: 2 });
    const found = await store.cards.list();
    assert.deepEqual(
      found.find(({ channel }) => channel.platform === HERE.platform),
      {
        ...card,
        messageId: 'm',
        shows: 'two',
        logged: 2,
      },
    );
    await store.cards.remove(card);
    assert.deepEqual(await store.cards.list(), [{ ...card, channel: THERE }]);
  });
}
