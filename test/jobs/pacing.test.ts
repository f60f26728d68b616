import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Delivery, DeliveryKey } from '../../src/core/alerts/delivery.ts';
import { say } from '../../src/core/messages/message.ts';
import { createPacing, type Pacing } from '../../src/jobs/pacing.ts';
import { openStore } from '../../src/storage/open.ts';
import type { Store } from '../../src/storage/store.ts';

const NOW = Date.UTC(2025, 7, 15, 12);

const planned: Delivery = {
  key: 'k' as DeliveryKey,
  channel: { platform: 'slack', workspace: 'w', id: 'c' },
  kind: 'change',
  subject: 'change:c',
  message: say('neutral', 'k'),
  state: 'pending',
  attempts: 0,
  dueAt: NOW,
  createdAt: NOW,
};

let store: Store;
let pacing: Pacing;
beforeEach(async () => {
  store = await openStore('file::memory:', { now: () => NOW });
  pacing = createPacing(store);
});
afterEach(() => store.close());

describe('the pace of a platform', () => {
  it('spreads the places of a second evenly, and does not make up for idle time', () => {
    const waits = Array.from({ length: 51 }, () => pacing.book('discord', NOW));
    assert.deepEqual([waits[0], Math.round(waits[1] ?? 0), Math.round(waits[50] ?? 0)], [0, 20, 1_020]);
    assert.equal(pacing.book('discord', NOW + 60_000), 0);
    assert.equal(pacing.book('slack', NOW), 0);
  });

  it('lets no more than fifty go within any second, whatever held them up', () => {
    for (let n = 0; n < 35; n += 1) assert.equal(pacing.go('discord', NOW), 0);
    for (let n = 0; n < 15; n += 1) assert.equal(pacing.go('discord', NOW + 500), 0);
    assert.equal(pacing.go('discord', NOW + 500), 520);
    assert.equal(pacing.go('discord', NOW + 1_020), 0);
    assert.equal(pacing.go('slack', NOW), 0);
  });

  it('takes nothing while the platform wants nothing of the bot, and others go on', () => {
    pacing.hold('discord', NOW + 7_000);
    pacing.hold('discord', NOW + 3_000);
    assert.deepEqual([pacing.go('discord', NOW), pacing.go('slack', NOW)], [7_000, 0]);
    assert.equal(pacing.heldUntil('discord'), NOW + 7_000);
    assert.equal(pacing.go('discord', NOW + 7_000), 0);
  });

  it('a clock that is set makes no wait shorter or longer', async () => {
    let passed = 0;
    let set = 0;
    const here = createPacing(store, () => passed);
    const now = (): number => NOW + passed + set;
    const opensIn = async (): Promise<number> => (await here.opening(planned, now())).at - now();
    for (const step of [20_000, -50_000, 0]) {
      here.go('discord', now());
      here.blocked(planned.channel, now() + 4_000);
      here.hold('discord', now() + 7_000);
      set += step;
      passed += 1_000;
      assert.deepEqual([here.go('discord', now()), await opensIn()], [6_000, 3_000]);
      passed += 6_000;
      assert.equal(here.go('discord', now()), 0);
    }
  });

  it('a clock that was set before a wait is noted changes nothing about it', async () => {
    let set = 0;
    const here = createPacing(store, () => 0);
    here.go('discord', NOW);
    set = -50_000;
    here.follow(NOW + set);
    here.blocked(planned.channel, NOW + set + 4_000);
    assert.equal((await here.opening(planned, NOW + set)).at - (NOW + set), 4_000);
  });

  it('a clock that is set back stops nothing', () => {
    for (let n = 0; n < 50; n += 1) assert.equal(pacing.go('discord', NOW), 0);
    assert.equal(pacing.go('discord', NOW - 60_000), 0);
  });
});
