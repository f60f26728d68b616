// Workspaces that left, and what is forgotten with them, on any engine.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainSettings } from '../../../src/core/alerts/channel-settings.ts';
import type { OpenEmpty } from '../contract.ts';
import { delivery, HERE, mute, NOW, subscription, THERE } from './samples.ts';

const PLACE = { platform: 'slack', workspace: 'T1' } as const;
const NAMESAKE = { platform: 'discord', workspace: 'T1' } as const;

export function departuresContract(open: OpenEmpty): void {
  test('a departure is noted once, with its first time, until the workspace is back', async () => {
    await using store = await open();
    assert.equal(await store.departures.add(PLACE, NOW), true);
    assert.equal(await store.departures.add(PLACE, NOW + 5), false);
    assert.equal(await store.departures.add(NAMESAKE, NOW + 2), true);
    assert.deepEqual(await store.departures.before(NOW), []);
    assert.deepEqual(await store.departures.before(NOW + 1), [PLACE]);
    assert.deepEqual(await store.departures.before(NOW + 9), [PLACE, NAMESAKE]);
    assert.equal(await store.departures.remove(PLACE), true);
    assert.equal(await store.departures.remove(PLACE), false);
    assert.deepEqual(await store.departures.before(NOW + 9), [NAMESAKE]);
  });

  test('whoever is forgotten leaves nothing, and its namesake elsewhere keeps all', async () => {
    await using store = await open();
    for (const channel of [HERE, THERE]) {
      await store.subscriptions.save(subscription(`s-${channel.platform}`, { channel }));
      await store.mutes.save({ ...mute('noise'), channel });
      await store.filters.add({ channel, rule: 'summit', createdBy: 'U1', createdAt: NOW });
      await store.channelSettings.save({ ...plainSettings(channel), card: true, updatedBy: 'U1', updatedAt: NOW });
      await store.deliveries.plan([delivery(`d-${channel.platform}`, { channel })]);
    }
    await store.installations.save({ team: 'T1', keyId: 'k', sealed: 's', updatedAt: NOW });
    await store.departures.add(PLACE, NOW);
    await store.departures.forget(PLACE);
    assert.deepEqual(
      (await store.subscriptions.list()).map(({ channel }) => channel),
      [THERE],
    );
    assert.deepEqual(
      (await store.mutes.list(NOW)).map(({ channel }) => channel),
      [THERE],
    );
    assert.deepEqual(
      (await store.filters.list()).map(({ channel }) => channel),
      [THERE],
    );
    assert.deepEqual(
      (await store.channelSettings.list()).map(({ channel }) => channel),
      [THERE],
    );
    assert.deepEqual(
      (await store.deliveries.list({ limit: 9 })).map(({ channel }) => channel),
      [THERE],
    );
    assert.equal(await store.installations.byTeam('T1'), undefined);
    assert.deepEqual(await store.departures.before(NOW + 9), []);
  });
}
