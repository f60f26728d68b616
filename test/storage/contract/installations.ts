// Workspaces that installed the app, on any engine.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OpenEmpty } from '../contract.ts';
import { NOW } from './samples.ts';

export function installationsContract(open: OpenEmpty): void {
  test('an installation is what was saved last, until it is removed', async () => {
    await using store = await open();
    const first = { team: 'T1', keyId: 'k1', sealed: 'one', updatedAt: NOW };
    assert.equal(await store.installations.byTeam('T1'), undefined);
    await store.installations.save(first);
    await store.installations.save({ ...first, team: 'T2' });
    assert.deepEqual(await store.installations.byTeam('T1'), first);
    const renewed = { ...first, keyId: 'k2', sealed: 'two', updatedAt: NOW + 1 };
    await store.installations.save(renewed);
    assert.deepEqual(await store.installations.byTeam('T1'), renewed);
    assert.deepEqual(await store.installations.list(), [renewed, { ...first, team: 'T2' }]);
    await store.installations.remove('T1');
    assert.equal(await store.installations.byTeam('T1'), undefined);
    assert.equal((await store.installations.byTeam('T2'))?.sealed, 'one');
  });
}
