import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { plainSettings } from '../../src/core/alerts/channel-settings.ts';
import type { DeliveryKey, SendOutcome } from '../../src/core/alerts/delivery.ts';
import type { Message } from '../../src/core/messages/message.ts';
import { en } from '../../src/core/messages/words/en.ts';
import type { SummitId } from '../../src/core/summits/summit.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/text/instant.ts';
import { keepCards } from '../../src/jobs/keep-cards.ts';
import { createSender } from '../../src/jobs/send-deliveries.ts';
import type { Log } from '../../src/ops/log.ts';
import { openStore } from '../../src/storage/open.ts';
import type { Store } from '../../src/storage/store.ts';
import { CHANNEL, change, NOW, nameOf, subscription, summit, TOPICS } from '../core/alerts/samples.ts';
import { wholeText } from '../core/messages/read.ts';
import { loopbackChat } from './loopback-chat.ts';

const log: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => log };

let store: Store;
let clock: number;
let chat: ReturnType<typeof cardChat>;

/** A platform that also edits and pins, and notes both. */
function cardChat() {
  const edits: { messageId: string; text: string }[] = [];
  const pins: string[] = [];
  const answers: SendOutcome[] = [];
  return {
    ...loopbackChat(CHANNEL.platform),
    edits,
    pins,
    answers,
    edit: async (_to: unknown, messageId: string, message: Message): Promise<SendOutcome> => {
      edits.push({ messageId, text: wholeText(message) });
      return answers.shift() ?? { kind: 'sent', messageId };
    },
    pin: async (_to: unknown, messageId: string): Promise<boolean> => {
      pins.push(messageId);
      return true;
    },
  };
}

beforeEach(async () => {
  clock = NOW;
  store = await openStore('file::memory:', { now: () => clock });
  chat = cardChat();
  await store.subscriptions.save(subscription({ timeZone: 'UTC' }));
  await store.channelSettings.save({ ...plainSettings(CHANNEL), card: true });
  await store.summits.save(summit(), [change('c1')], []);
});
afterEach(() => store.close());

async function round(): Promise<number> {
  const done = await keepCards({
    store,
    chats: [chat],
    topics: TOPICS,
    words: en,
    nameOf,
    hash: (text) => text,
    now: () => clock,
    takePlace: async () => {},
    wake() {},
  });
  const send = createSender({ store, chats: [chat], now: () => clock, random: () => 0.5, log });
  await send(new AbortController().signal);
  clock += MINUTE;
  return done;
}

async function reschedule(): Promise<void> {
  const moved = change('c2', { revision: 2, field: 'place', before: null, after: 'Oslo', at: clock });
  const stage = { ...summit().stage, value: 'confirmed' } as const;
  await store.summits.save(summit({ revision: 2, stage }), [moved], []);
}

const posted = () => chat.arrivals.filter(({ thread }) => thread === undefined);

describe('the card of a summit', () => {
  it('tells in its thread what changed since it was posted, each change once', async () => {
    for (let n = 0; n < 3; n += 1) await round();
    await reschedule();
    for (let n = 0; n < 4; n += 1) await round();
    const inThread = chat.arrivals.filter(({ thread }) => thread !== undefined);
    assert.deepEqual(
      inThread.map(({ thread }) => thread),
      chat.pins,
    );
    const log = await store.deliveries.byKey(inThread[0]?.key as DeliveryKey);
    assert.match(log === undefined ? '' : wholeText(log.message), /Place: Oslo/);
  });

  it('is posted once, pinned, and then edited only when the summit stands differently', async () => {
    for (let n = 0; n < 4; n += 1) await round();
    assert.equal(posted().length, 1);
    assert.deepEqual([chat.pins.length, chat.edits], [1, []]);
    await reschedule();
    await round();
    await round();
    assert.equal(posted().length, 1);
    assert.deepEqual(
      chat.edits.map(({ messageId }) => messageId),
      chat.pins,
    );
    assert.match(chat.edits[0]?.text ?? '', /Place: Oslo/);
  });

  it('is posted anew when somebody deleted it', async () => {
    await round();
    await round();
    chat.answers.push({ kind: 'refused', why: 'unknown message' });
    await reschedule();
    for (let n = 0; n < 3; n += 1) await round();
    assert.equal(posted().length, 2);
  });

  for (const kind of ['later', 'unsure'] as const) {
    it(`is edited again after “${kind}”`, async () => {
      await round();
      await round();
      chat.answers.push({ kind, at: clock, why: 'busy' });
      await reschedule();
      for (let n = 0; n < 3; n += 1) await round();
      assert.deepEqual([posted().length, chat.edits.length], [1, 2]);
    });
  }

  it('is not for channels that want none, that follow other topics, or where nothing is sent', async () => {
    await store.channelSettings.save(plainSettings(CHANNEL));
    assert.equal(await round(), 0);
    await store.channelSettings.save({ ...plainSettings(CHANNEL), card: true });
    await store.subscriptions.pause(CHANNEL, 'archived');
    assert.equal(await round(), 0);
    await store.subscriptions.resume(CHANNEL);
    assert.equal(await round(), 1);
  });

  it('is not posted in quiet hours, nor for a meeting that is long over', async () => {
    await store.channelSettings.save({ ...plainSettings(CHANNEL), card: true, quiet: { from: '11:00', to: '13:00' } });
    assert.equal(await round(), 0);
    clock = NOW + HOUR;
    const held = { ...summit().stage, value: 'held' } as const;
    const over = summit({ id: 'summit-9' as SummitId, stage: held, lastReportAt: clock - 3 * DAY });
    await store.summits.save(over, [], []);
    assert.equal(await round(), 1);
  });
});
