import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Delivery, DeliveryKey } from '../../src/core/alerts/delivery.ts';
import { say } from '../../src/core/messages/message.ts';
import { en } from '../../src/core/messages/words/en.ts';
import { DAY, HOUR } from '../../src/core/text/instant.ts';
import { reviveChannels } from '../../src/jobs/revive-channels.ts';
import { createSender } from '../../src/jobs/send-deliveries.ts';
import type { Log } from '../../src/ops/log.ts';
import { openStore } from '../../src/storage/open.ts';
import type { Store } from '../../src/storage/store.ts';
import { CHANNEL, NOW, subscription } from '../core/alerts/samples.ts';
import { wholeText } from '../core/messages/read.ts';
import { type LoopbackChat, loopbackChat } from './loopback-chat.ts';

const log: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => log };
const gone = { kind: 'gone', why: 'the channel is archived' } as const;

let store: Store;
let clock: number;
let chat: LoopbackChat;

beforeEach(async () => {
  clock = NOW;
  store = await openStore('file::memory:', { now: () => clock });
  chat = loopbackChat('console');
  await store.subscriptions.save(subscription());
});
afterEach(() => store.close());

const revive = () => reviveChannels({ store, words: en, now: () => clock, wake() {} });
const send = (): Promise<void> =>
  createSender({ store, chats: [chat], now: () => clock, random: () => 0.5, log })(new AbortController().signal);
const paused = async () => (await store.subscriptions.ofChannel(CHANNEL))[0]?.pausedWhy;

async function planNews(key: string): Promise<void> {
  const delivery: Delivery = {
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
  await store.deliveries.plan([delivery]);
}

async function lose(...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await planNews(key);
    chat.script.set(key, [gone]);
  }
  await send();
}

describe('a paused channel', () => {
  it('is tried every few hours, and told what it missed when it works again', async () => {
    await lose('a', 'b');
    assert.equal(await paused(), 'the channel is archived');
    assert.equal(await revive(), 0);
    clock = NOW + 6 * HOUR;
    assert.equal(await revive(), 1);
    assert.equal(await revive(), 0);
    await send();
    assert.equal(await paused(), undefined);
    const [told] = await store.deliveries.list({ channel: CHANNEL, limit: 1 });
    assert.deepEqual(told && wholeText(told.message).split('\n'), [
      '[neutral] This channel is told again',
      'For a while nothing could be posted here: the channel is archived.',
      '# What it missed',
      '- News a',
      '- News b',
    ]);
    clock += DAY;
    assert.equal(await revive(), 0);
  });

  it('stays paused while it does not work', async () => {
    await lose('a');
    clock = NOW + 6 * HOUR;
    await revive();
    const trial = (await store.deliveries.list({ channel: CHANNEL, state: 'pending', limit: 1 }))[0];
    chat.script.set(trial?.key ?? '', [gone]);
    await send();
    assert.equal(await paused(), 'the channel is archived');
    clock = NOW + 12 * HOUR;
    assert.equal(await revive(), 1);
  });

  it('is given up after a month', async () => {
    await lose('a');
    clock = NOW + 31 * DAY;
    assert.equal(await revive(), 0);
  });

  it('does not tell twice what it missed in an earlier pause', async () => {
    await lose('a');
    clock = NOW + 6 * HOUR;
    await revive();
    await send();
    await lose('b');
    clock += 6 * HOUR;
    await revive();
    const trial = (await store.deliveries.list({ channel: CHANNEL, state: 'pending', limit: 1 }))[0];
    assert.doesNotMatch(trial === undefined ? '' : wholeText(trial.message), /News a/);
    assert.match(trial === undefined ? '' : wholeText(trial.message), /News b/);
  });
});
