import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Delivery, DeliveryKey } from '../../src/core/alerts/delivery.ts';
import { say } from '../../src/core/messages/message.ts';
import { en } from '../../src/core/messages/words/en.ts';
import { DAY } from '../../src/core/text/instant.ts';
import { forgetDeparted, noteDeparture, noteReturn } from '../../src/jobs/departures.ts';
import { createSender } from '../../src/jobs/send-deliveries.ts';
import type { Log } from '../../src/ops/log.ts';
import { openStore } from '../../src/storage/open.ts';
import type { Store } from '../../src/storage/store.ts';
import { CHANNEL, NOW, subscription } from '../core/alerts/samples.ts';
import { wholeText } from '../core/messages/read.ts';
import { loopbackChat } from './loopback-chat.ts';

const log: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => log };
const GRACE = 14 * DAY;
const WHY = 'the bot was removed from the workspace';
const place = { platform: CHANNEL.platform, workspace: CHANNEL.workspace };

let store: Store;
let clock: number;

beforeEach(async () => {
  clock = NOW;
  store = await openStore('file::memory:', { now: () => clock });
  await store.subscriptions.save(subscription());
});
afterEach(() => store.close());

const parts = () => ({ store, words: en, now: () => clock, wake() {}, log });
const paused = async () => (await store.subscriptions.ofChannel(CHANNEL))[0]?.pausedWhy;
const send = () =>
  createSender({ store, chats: [loopbackChat(CHANNEL.platform)], now: () => clock, random: () => 0.5, log })(
    new AbortController().signal,
  );

async function planNews(key: string): Promise<void> {
  const news: Delivery = {
    key: key as DeliveryKey,
    channel: CHANNEL,
    kind: 'story',
    subject: `story:${key}`,
    message: say('neutral', `News ${key}`),
    state: 'pending',
    attempts: 0,
    dueAt: clock,
    createdAt: clock,
  };
  await store.deliveries.plan([news]);
}

describe('a workspace that took the bot out', () => {
  it('is not told any more, and forgotten when the time of grace is over', async () => {
    await planNews('a');
    await noteDeparture(place, WHY, parts());
    assert.equal(await paused(), WHY);
    assert.deepEqual(
      (await store.deliveries.list({ limit: 9 })).map(({ state, why }) => [state, why]),
      [['gone', WHY]],
    );
    clock = NOW + GRACE;
    assert.equal(await forgetDeparted(GRACE, parts()), 0);
    clock += 1;
    assert.equal(await forgetDeparted(GRACE, parts()), 1);
    assert.deepEqual(await store.subscriptions.list(), []);
    assert.deepEqual(await store.deliveries.list({ limit: 9 }), []);
    assert.equal(await forgetDeparted(GRACE, parts()), 0);
  });

  it('that takes it in again in time has its settings, and hears what it missed', async () => {
    await planNews('a');
    await noteDeparture(place, WHY, parts());
    clock = NOW + GRACE - 1;
    await noteReturn(place, parts());
    await send();
    assert.equal(await paused(), undefined);
    const [told] = await store.deliveries.list({ channel: CHANNEL, limit: 1 });
    assert.match(told === undefined ? '' : wholeText(told.message), /This channel is told again[\s\S]*News a/);
    clock += 2 * GRACE;
    assert.equal(await forgetDeparted(GRACE, parts()), 0);
    assert.equal((await store.subscriptions.list()).length, 1);
  });

  it('and missed nothing just goes on', async () => {
    await noteDeparture(place, WHY, parts());
    await noteReturn(place, parts());
    assert.equal(await paused(), undefined);
    assert.deepEqual(await store.deliveries.list({ limit: 9 }), []);
  });

  it('is out since it left first, however often that is said', async () => {
    await noteDeparture(place, WHY, parts());
    clock = NOW + GRACE;
    await noteDeparture(place, WHY, parts());
    clock += 1;
    assert.equal(await forgetDeparted(GRACE, parts()), 1);
  });
});

it('a workspace that was never out is not disturbed by being in', async () => {
  await store.subscriptions.pause(CHANNEL, 'the channel is archived');
  await noteReturn(place, parts());
  assert.equal(await paused(), 'the channel is archived');
});
