// The outbox: planned once, claimed by one sender at a time, remembered.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeliveryKey, DeliveryState } from '../../../src/core/alerts/delivery.ts';
import type { SubscriptionId } from '../../../src/core/alerts/subscription.ts';
import type { OpenEmpty } from '../contract.ts';
import { delivery, HERE, NOW, THERE } from './samples.ts';

export function deliveriesContract(open: OpenEmpty): void {
  test('a delivery planned twice is one, and comes back as it was planned', async () => {
    await using store = await open();
    const one = delivery('one', { subscriptionId: 'sub' as SubscriptionId });
    assert.equal(await store.deliveries.plan([one, delivery('two')]), 2);
    assert.equal(await store.deliveries.plan([delivery('one', { subject: 'other' }), delivery('three')]), 1);
    assert.deepEqual(await store.deliveries.byKey(one.key), one);
    assert.equal(await store.deliveries.byKey('none' as DeliveryKey), undefined);
    assert.equal(await store.deliveries.plan([]), 0);
  });

  test('what is due is claimed oldest first and belongs to one sender until its lease ends', async () => {
    await using store = await open();
    await store.deliveries.plan([
      delivery('second', { dueAt: NOW - 1 }),
      delivery('third', { dueAt: NOW - 1 }),
      delivery('first', { dueAt: NOW - 5 }),
      delivery('future', { dueAt: NOW + 1_000 }),
    ]);
    const claim = async (now: number, limit = 9) =>
      (await store.deliveries.claim(now, limit, 100)).map((found) => found.key);
    assert.deepEqual(await claim(NOW, 2), ['first', 'second']);
    assert.deepEqual(await claim(NOW), ['third']);
    assert.deepEqual(await claim(NOW + 99), []);
    assert.equal((await store.deliveries.byKey('first' as DeliveryKey))?.state, 'sending');
    assert.deepEqual(await claim(NOW + 100), ['first', 'second', 'third']);
  });

  test('one thing told to many channels does not hold up what comes after it', async () => {
    await using store = await open();
    const to = (id: string) => ({ channel: { ...HERE, id } });
    await store.deliveries.plan(
      Array.from({ length: 600 }, (_, index) =>
        delivery(`many-${index}`, { ...to(`c${index}`), subject: 'change:big' }),
      ),
    );
    const first = await store.deliveries.claim(NOW, 5, 1_000);
    assert.deepEqual(
      first.map(({ key }) => key),
      [0, 1, 2, 3, 4].map((index) => `many-${index}`),
    );
    await store.deliveries.plan([delivery('new', { ...to('c500'), dueAt: NOW + 1_000 })]);
    await store.deliveries.plan([delivery('digest', { ...to('c501'), kind: 'digest' })]);
    const next = (await store.deliveries.claim(NOW + 1_000, 20, 1_000)).map(({ key }) => key);
    assert.ok(next.includes('new' as DeliveryKey) && !next.includes('digest' as DeliveryKey), String(next));
    const rest = await store.deliveries.claim(NOW + 1_000, 1_000, 1_000);
    assert.equal(rest.length, 602 - 20);
  });

  test('who is told to wait goes to the end of the line', async () => {
    await using store = await open();
    await store.deliveries.plan([delivery('a'), delivery('b'), delivery('c')]);
    await store.deliveries.claim(NOW, 1, 1_000);
    await store.deliveries.save(delivery('a', { dueAt: NOW + 10 }));
    const keys = (await store.deliveries.claim(NOW + 10, 9, 1_000)).map(({ key }) => key);
    assert.deepEqual(keys, ['b', 'c', 'a']);
  });

  test('of a channel those planned first are claimed, though they were told to wait', async () => {
    await using store = await open();
    const at = (dueAt: number, createdAt: number) => ({ dueAt: NOW + dueAt, createdAt: NOW + createdAt });
    await store.deliveries.plan([
      delivery('a', at(0, 0)),
      delivery('b', at(1, 1)),
      delivery('c', at(2, 2)),
      delivery('new', at(16, 16)),
    ]);
    await store.deliveries.claim(NOW + 15, 9, 1_000);
    for (const [key, created] of [
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ] as const) {
      await store.deliveries.save(delivery(key, at(17, created)));
    }
    const claimed = await store.deliveries.claim(NOW + 30, 9, 1_000, { perChannel: 3 });
    assert.deepEqual(claimed.map(({ key }) => key).toSorted(), ['a', 'b', 'c']);
  });

  test('a claim can be for one platform, for a few of each channel, and without some channels', async () => {
    await using store = await open();
    const other = { ...HERE, id: 'C2' };
    await store.deliveries.plan([
      ...[1, 2, 3, 4, 5].map((n) => delivery(`here-${n}`)),
      delivery('other', { channel: other }),
      delivery('there', { channel: THERE }),
    ]);
    const claim = async (limit: number, only: Parameters<typeof store.deliveries.claim>[3]) =>
      (await store.deliveries.claim(NOW, limit, 1_000, only)).map(({ key }) => key);
    assert.deepEqual(await claim(9, { platform: 'slack', perChannel: 2, except: [other] }), ['here-1', 'here-2']);
    assert.deepEqual(await claim(2, { platform: 'slack', perChannel: 1 }), ['here-3', 'other']);
    assert.deepEqual(await claim(9, { platform: 'console' }), []);
    assert.deepEqual(await claim(9, { platform: 'discord', perChannel: 3 }), ['there']);
    assert.deepEqual(await claim(9, {}), ['here-4', 'here-5']);
  });

  test('many senders at once never hold the same delivery', async () => {
    await using store = await open();
    await store.deliveries.plan(Array.from({ length: 60 }, (_, index) => delivery(`d${index}`)));
    const claims = await Promise.all(Array.from({ length: 12 }, () => store.deliveries.claim(NOW, 10, 1_000)));
    const keys = claims.flat().map((found) => found.key);
    assert.equal(keys.length, new Set(keys).size);
    const rest = await store.deliveries.claim(NOW, 60, 1_000);
    assert.equal(keys.length + rest.length, 60);
  });

  test('a saved outcome ends the lease and records the attempt', async () => {
    await using store = await open();
    await store.deliveries.plan([delivery('one'), delivery('two')]);
    await store.deliveries.claim(NOW, 9, 1_000);
    const sent = delivery('one', { state: 'sent', attempts: 1, sentAt: NOW + 1, messageId: 'm1' });
    const later = delivery('two', { attempts: 1, dueAt: NOW + 50, why: 'rate limited' });
    await store.deliveries.save(sent, { key: sent.key, at: NOW + 1, outcome: 'sent' });
    await store.deliveries.save(later, { key: later.key, at: NOW + 1, outcome: 'later', why: 'rate limited' });
    assert.deepEqual(await store.deliveries.byKey(sent.key), sent);
    assert.equal(await store.deliveries.nextDueAt(), NOW + 50);
    assert.deepEqual(
      (await store.deliveries.claim(NOW + 50, 9, 1_000)).map((found) => found.key),
      ['two'],
    );
    assert.deepEqual(await store.deliveries.attempts(later.key), [
      { key: 'two', at: NOW + 1, outcome: 'later', why: 'rate limited' },
    ]);
  });

  test('the next moment of work is the earliest due time or end of a lease', async () => {
    await using store = await open();
    assert.equal(await store.deliveries.nextDueAt(), undefined);
    await store.deliveries.plan([delivery('one'), delivery('two', { dueAt: NOW + 500 })]);
    assert.equal(await store.deliveries.nextDueAt(), NOW);
    await store.deliveries.claim(NOW, 9, 100);
    assert.equal(await store.deliveries.nextDueAt(), NOW + 100);
    await store.deliveries.save(delivery('one', { state: 'gone', why: 'unknown channel' }));
    assert.equal(await store.deliveries.nextDueAt(), NOW + 500);
  });

  test('deliveries are listed newest first, by channel and state', async () => {
    await using store = await open();
    await store.deliveries.plan([
      delivery('a'),
      delivery('b', { createdAt: NOW + 1 }),
      delivery('c', { channel: THERE }),
      delivery('d', { state: 'held' }),
    ]);
    const keys = async (query: Partial<Parameters<typeof store.deliveries.list>[0]>) =>
      (await store.deliveries.list({ limit: 9, ...query })).map((found) => found.key);
    assert.deepEqual(await keys({}), ['b', 'd', 'c', 'a']);
    assert.deepEqual(await keys({ channel: HERE, state: 'pending' }), ['b', 'a']);
    assert.deepEqual(await keys({ state: 'held' }), ['d']);
    assert.deepEqual(await keys({ limit: 1 }), ['b']);
  });

  test('what was sent to a channel since a moment is counted for its budget', async () => {
    await using store = await open();
    const sent = (key: string, at: number, channel = HERE) =>
      delivery(key, { state: 'sent', sentAt: at, messageId: key, channel });
    await store.deliveries.plan([delivery('n', { kind: 'notice', state: 'sent', sentAt: NOW, messageId: 'n' })]);
    await store.deliveries.plan([sent('a', NOW - 1), sent('b', NOW), sent('c', NOW + 1), sent('d', NOW, THERE)]);
    assert.equal(await store.deliveries.sentSince(HERE, NOW), 2);
  });

  test('pruning drops what is finished and old, with its attempts', async () => {
    await using store = await open();
    const states: readonly DeliveryState[] = ['pending', 'sending', 'sent', 'held', 'gone', 'refused', 'superseded'];
    await store.deliveries.plan(states.map((state) => delivery(state, { state })));
    await store.deliveries.plan([delivery('recent', { state: 'sent', createdAt: NOW + 10 })]);
    await store.deliveries.save(delivery('sent', { state: 'sent' }), {
      key: 'sent' as DeliveryKey,
      at: NOW,
      outcome: 'sent',
    });
    assert.equal(await store.deliveries.prune(NOW + 5), 4);
    const left = (await store.deliveries.list({ limit: 99 })).map((found) => found.key);
    assert.deepEqual(left.toSorted(), ['held', 'pending', 'recent', 'sending']);
    assert.deepEqual(await store.deliveries.attempts('sent' as DeliveryKey), []);
  });
}
