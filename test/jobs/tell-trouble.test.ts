import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Delivery, DeliveryKey } from '../../src/core/alerts/delivery.ts';
import { say } from '../../src/core/messages/message.ts';
import { en } from '../../src/core/messages/words/en.ts';
import { MINUTE } from '../../src/core/text/instant.ts';
import { createSender } from '../../src/jobs/send-deliveries.ts';
import { createTellTrouble } from '../../src/jobs/tell-trouble.ts';
import type { Log } from '../../src/ops/log.ts';
import { openStore } from '../../src/storage/open.ts';
import type { Store } from '../../src/storage/store.ts';
import { NOW, subscription } from '../core/alerts/samples.ts';
import { wholeText } from '../core/messages/read.ts';
import { type LoopbackChat, loopbackChat } from './loopback-chat.ts';

const log: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => log };
const NEWS = { platform: 'slack', workspace: 'T1', id: 'C1' } as const;
const OPERATORS = { platform: 'slack', workspace: 'T1', id: 'C9' } as const;

let store: Store;
let clock: number;
let slack: LoopbackChat;
beforeEach(async () => {
  clock = NOW;
  store = await openStore('file::memory:', { now: () => clock });
  slack = loopbackChat('slack');
});
afterEach(() => store.close());

function news(key: string): Delivery {
  return {
    key: key as DeliveryKey,
    channel: NEWS,
    kind: 'story',
    subject: `story:${key}`,
    message: say('neutral', `News ${key}`),
    state: 'pending',
    attempts: 0,
    dueAt: clock,
    createdAt: clock,
  };
}

const now = () => clock;
const send = (): Promise<void> => {
  const tellTrouble = createTellTrouble({ store, words: en, now, operatorChannel: OPERATORS });
  return createSender({ store, chats: [slack], now, random: () => 0.5, log, tellTrouble })(
    new AbortController().signal,
  );
};
const told = async (to: string): Promise<readonly string[]> => {
  const sent = await store.deliveries.list({ channel: { ...NEWS, id: to }, limit: 9 });
  return sent.map(({ message }) => wholeText(message));
};

describe('what does not get through', () => {
  it('is told to those who set the channel up, once, when the channel is paused', async () => {
    for (const [topic, createdBy] of [
      ['a', 'U1'],
      ['b', 'U2'],
      ['c', 'U1'],
    ] as const) {
      const made = subscription({ channel: NEWS, createdBy });
      await store.subscriptions.save({
        ...made,
        topic: topic as typeof made.topic,
        id: `s-${topic}` as typeof made.id,
      });
    }
    await store.deliveries.plan([news('1'), news('2')]);
    const gone = { kind: 'gone', why: 'the channel is archived' } as const;
    slack.script.set('1', [gone]);
    slack.script.set('2', [gone]);
    await send();
    for (const person of ['@U1', '@U2']) {
      const [message, ...more] = await told(person);
      assert.match(message ?? '', /Nothing can be posted.*this channel.*the channel is archived.*\/summit-subscribe/s);
      assert.deepEqual(more, []);
    }
    assert.deepEqual(slack.arrivals.filter(({ channel }) => channel.startsWith('@')).length, 2);
    clock += MINUTE;
    await store.deliveries.plan([news('3')]);
    slack.script.set('3', [gone]);
    await send();
    assert.equal((await told('@U1')).length, 1, 'who knows it is not told again');
  });

  it('is told to the operator when it is held', async () => {
    await store.deliveries.plan([news('1')]);
    slack.script.set('1', [{ kind: 'unsure', why: 'HTTP 500' }]);
    slack.found = { kind: 'unknown', why: 'missing_scope' };
    for (let n = 0; n < 5; n += 1) {
      await send();
      clock += MINUTE;
    }
    const [message, ...more] = await told(OPERATORS.id);
    assert.match(message ?? '', /is held.*News 1.*app\.slack\.com\/client\/T1\/C1.*missing_scope/s);
    assert.deepEqual(more, []);
  });
});
