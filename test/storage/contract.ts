// One suite for any Store: whatever engine holds it, the rest of the product must not notice.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Store } from '../../src/storage/store.ts';
import {
  cardsContract,
  channelSettingsContract,
  filtersContract,
  mutesContract,
  subscriptionsContract,
} from './contract/channels.ts';
import { deliveriesContract } from './contract/deliveries.ts';
import { departuresContract } from './contract/departures.ts';
import { feedsContract } from './contract/feeds.ts';
import { installationsContract } from './contract/installations.ts';
import { itemsContract, storiesContract } from './contract/items.ts';
import { keepsakesContract } from './contract/keepsakes.ts';
import { overrulesContract } from './contract/overrules.ts';
import { delivery, NOW, stored } from './contract/samples.ts';
import { summitsContract } from './contract/summits.ts';
import { webSubContract } from './contract/websub.ts';

/** A new store with nothing in it, closed at the end of the test. */
export type OpenEmpty = () => Promise<Store & AsyncDisposable>;

export function disposable(store: Store): Store & AsyncDisposable {
  return { ...store, [Symbol.asyncDispose]: () => store.close() };
}

export function storeContract(open: OpenEmpty): void {
  describe('feeds', () => feedsContract(open));
  describe('items', () => itemsContract(open));
  describe('stories', () => storiesContract(open));
  describe('overrules', () => overrulesContract(open));
  describe('summits', () => summitsContract(open));
  describe('subscriptions', () => subscriptionsContract(open));
  describe('mutes', () => mutesContract(open));
  describe('filters', () => filtersContract(open));
  describe('channel settings', () => channelSettingsContract(open));
  describe('cards', () => cardsContract(open));
  describe('deliveries', () => deliveriesContract(open));
  describe('subscriptions at hubs', () => webSubContract(open));
  describe('installations', () => installationsContract(open));
  describe('departures', () => departuresContract(open));
  describe('keepsakes', () => keepsakesContract(open));
  describe('facts', () => factsContract(open));
  describe('transactions', () => transactionsContract(open));
}

function factsContract(open: OpenEmpty): void {
  test('a fact is what was set last', async () => {
    await using store = await open();
    assert.equal(await store.facts.get('commands'), undefined);
    await store.facts.set('commands', 'one');
    await store.facts.set('commands', 'two');
    assert.equal(await store.facts.get('commands'), 'two');
  });
}

function transactionsContract(open: OpenEmpty): void {
  test('everything in a transaction is kept, and what it answers is handed on', async () => {
    await using store = await open();
    const planned = await store.transaction(async (tx) => {
      await tx.items.save([stored('a')]);
      return tx.deliveries.plan([delivery('d')]);
    });
    assert.equal(planned, 1);
    assert.equal((await Array.fromAsync(store.items.since(0))).flat().length, 1);
  });

  test('nothing is kept of a transaction that fails, and the store goes on', async () => {
    await using store = await open();
    const failing = store.transaction(async (tx) => {
      await tx.items.save([stored('a')]);
      await tx.deliveries.plan([delivery('d')]);
      throw new Error('halfway');
    });
    await assert.rejects(failing, /halfway/);
    assert.deepEqual((await Array.fromAsync(store.items.since(0))).flat(), []);
    assert.equal(await store.deliveries.nextDueAt(), undefined);
    await store.items.save([stored('b')]);
    assert.equal((await Array.fromAsync(store.items.since(0))).flat().length, 1);
  });

  test('callers at the same time see nothing of a transaction before it ends', async () => {
    await using store = await open();
    const { promise: proceed, resolve: release } = Promise.withResolvers<void>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const writing = store.transaction(async (tx) => {
      await tx.facts.set('step', 'half');
      begin();
      await proceed;
      await tx.facts.set('step', 'whole');
      throw new Error('undone');
    });
    await begun;
    const reading = store.facts.get('step');
    release();
    await assert.rejects(writing, /undone/);
    assert.equal(await reading, undefined);
  });

  test('many transactions at once all take effect', async () => {
    await using store = await open();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        store.transaction(async (tx) => {
          await tx.items.save([stored(`i${index}`, { seenAt: NOW + index })]);
          await tx.facts.set(`fact-${index}`, 'done');
        }),
      ),
    );
    assert.equal((await Array.fromAsync(store.items.since(0))).flat().length, 20);
  });

  test('a transaction inside another is refused as the mistake it is', async () => {
    await using store = await open();
    const nested = store.transaction((tx) => tx.transaction(async () => 1));
    await assert.rejects(nested, /inside another/);
  });

  test('the store answers a ping until it is closed', async () => {
    const store = await open();
    await store.ping();
    await store.close();
    await assert.rejects(store.ping());
  });
}
