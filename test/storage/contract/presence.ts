// Who works on a store: what a process that is no more had claimed goes to the next at once, and only then.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeliveryKey } from '../../../src/core/alerts/delivery.ts';
import { openStore } from '../../../src/storage/open.ts';
import type { Store } from '../../../src/storage/store.ts';
import { delivery, NOW } from './samples.ts';

/** `makeUrl`: of a store that outlives its processes. */
export function presenceContract(makeUrl: () => Promise<string>): void {
  const open = (url: string): Promise<Store> => openStore(url, { now: () => NOW });
  const claim = async (store: Store): Promise<number> => (await store.deliveries.claim(NOW, 9, 60_000)).length;

  test('what was claimed before is taken back by who finds nobody else', async () => {
    const url = await makeUrl();
    const first = await open(url);
    assert.equal(await first.attend(), true);
    await first.deliveries.plan([delivery('a'), delivery('b')]);
    assert.equal(await claim(first), 2);
    await first.deliveries.save(delivery('b', { state: 'sent', attempts: 1, sentAt: NOW }));
    await first.close();

    const next = await open(url);
    assert.equal(await claim(next), 0, 'a lease is a lease');
    assert.equal(await next.attend(), true);
    assert.equal(await claim(next), 1);
    assert.equal((await next.deliveries.byKey('b' as DeliveryKey))?.state, 'sent');
    await next.close();
  });

  test('nothing is taken from another that lives, whoever came first', async () => {
    const url = await makeUrl();
    const [first, second, third] = [await open(url), await open(url), await open(url)];
    await first.attend();
    assert.equal(await second.attend(), false);
    await second.deliveries.plan([delivery('a')]);
    assert.equal(await claim(second), 1);
    await first.close();
    assert.equal(await third.attend(), false, 'the second lives on');
    assert.equal(await claim(third), 0);
    await second.close();
    await third.close();
    const last = await open(url);
    assert.equal(await last.attend(), true);
    assert.equal(await claim(last), 1);
    await last.close();
  });
}
