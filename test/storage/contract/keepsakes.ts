// What the bot made on platforms is found again by place and name, on any engine.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OpenEmpty } from '../contract.ts';
import { HERE, NOW, THERE } from './samples.ts';

export function keepsakesContract(open: OpenEmpty): void {
  test('a keepsake is kept for its place and name, replaced and removed', async () => {
    await using store = await open();
    const { keepsakes } = store;
    await keepsakes.set(HERE, 'post:a', 'one');
    await keepsakes.set(HERE, 'post:a', 'two');
    await keepsakes.set(THERE, 'post:a', 'three');
    await keepsakes.set(THERE, 'event:a', 'four');
    assert.equal(await keepsakes.get(HERE, 'post:a'), 'two');
    assert.equal(await keepsakes.get(HERE, 'event:a'), undefined);
    assert.deepEqual(await keepsakes.named('event:'), [{ place: THERE, name: 'event:a', body: 'four' }]);
    assert.equal((await keepsakes.named('post:')).length, 2);
    await keepsakes.remove(HERE, 'post:a');
    assert.deepEqual(
      (await keepsakes.named('')).map(({ place, name }) => [place, name]),
      [
        [THERE, 'event:a'],
        [THERE, 'post:a'],
      ],
    );
  });

  test('whoever is forgotten leaves no keepsake', async () => {
    await using store = await open();
    await store.keepsakes.set(HERE, 'post:a', 'one');
    await store.keepsakes.set(THERE, 'post:a', 'two');
    await store.departures.add(HERE, NOW);
    await store.departures.forget(HERE);
    assert.deepEqual(
      (await store.keepsakes.named('')).map(({ place }) => place),
      [THERE],
    );
  });
}
