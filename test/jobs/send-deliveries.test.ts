import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Delivery, DeliveryKey, SendOutcome } from '../../src/core/alerts/delivery.ts';
import type { Channel, Platform } from '../../src/core/alerts/subscription.ts';
import { say } from '../../src/core/messages/message.ts';
import { HOUR, MINUTE, SECOND } from '../../src/core/text/instant.ts';
import { createSender, type Sender } from '../../src/jobs/send-deliveries.ts';
import type { Log } from '../../src/ops/log.ts';
import { openStore } from '../../src/storage/open.ts';
import type { Store } from '../../src/storage/store.ts';
import { NOW, subscription } from '../core/alerts/samples.ts';
import { type LoopbackChat, loopbackChat } from './loopback-chat.ts';

let store: Store;
let clock: number;
let discord: LoopbackChat;
let slack: LoopbackChat;
let send: Sender;
const warnings: string[] = [];

const log: Log = {
  debug: () => {},
  info: () => {},
  warn: (message) => void warnings.push(message),
  error: (message) => void warnings.push(message),
  child: () => log,
};

const pauses: number[] = [];
async function pause(milliseconds: number): Promise<void> {
  // The spacing of requests within a second is the platform's; what a channel waits for is noted.
  if (milliseconds < 100) return;
  pauses.push(milliseconds);
  clock += milliseconds;
}

function sender(): Sender {
  return createSender({ store, chats: [discord, slack], now: () => clock, random: () => 0.5, log, pause });
}

beforeEach(async () => {
  clock = NOW;
  warnings.length = 0;
  pauses.length = 0;
  store = await openStore('file::memory:', { now: () => clock });
  discord = loopbackChat('discord');
  slack = loopbackChat('slack');
  send = sender();
});
afterEach(() => store.close());

const channel = (id: string, platform: Platform = 'discord'): Channel => ({ platform, workspace: 'w', id });

function delivery(key: string, rest: Partial<Delivery> = {}): Delivery {
  return {
    key: key as DeliveryKey,
    channel: channel('c1'),
    kind: 'change',
    subject: `change:${key}`,
    message: say('neutral', key),
    state: 'pending',
    attempts: 0,
    dueAt: NOW,
    createdAt: NOW,
    ...rest,
  };
}

const drain = (signal = new AbortController().signal) => send(signal);
const stateOf = async (key: string) => {
  const found = await store.deliveries.byKey(key as DeliveryKey);
  return [found?.state, found?.attempts, found && found.dueAt - clock];
};
const keys = (chat: LoopbackChat): readonly string[] => chat.arrivals.map(({ key }) => key);
const later = (ms: number): SendOutcome => ({ kind: 'later', at: clock + ms, why: 'slow down' });
const unsure: SendOutcome = { kind: 'unsure', why: 'HTTP 502' };

describe('sending deliveries', () => {
  it('sends what is due, once, and records it', async () => {
    await store.deliveries.plan([
      delivery('a'),
      delivery('b', { channel: channel('c2') }),
      delivery('z', { dueAt: NOW + 1 }),
    ]);
    await drain();
    await drain();
    assert.deepEqual([...keys(discord)].sort(), ['a', 'b']);
    const sent = await store.deliveries.byKey('a' as DeliveryKey);
    assert.deepEqual([sent?.state, sent?.sentAt, sent?.messageId, sent?.attempts], ['sent', NOW, 'm-a', 1]);
    assert.deepEqual(
      (await store.deliveries.attempts('a' as DeliveryKey)).map(({ outcome }) => outcome),
      ['sent'],
    );
    assert.deepEqual(await stateOf('z'), ['pending', 0, 1]);
  });

  it('keeps the order of a channel, one at a time, and channels side by side', async () => {
    const planned = ['c1', 'c2', 'c3'].flatMap((id) =>
      [1, 2, 3].map((n) => delivery(`${id}-${n}`, { channel: channel(id), dueAt: NOW - 10 + n })),
    );
    await store.deliveries.plan(planned);
    const slow = Promise.withResolvers<SendOutcome>();
    discord.script.set('c1-1', [slow.promise]);
    const run = drain();
    while (!keys(discord).includes('c3-3')) await new Promise(setImmediate);
    slow.resolve({ kind: 'sent', messageId: 'm' });
    await run;
    for (const id of ['c1', 'c2', 'c3']) {
      const mine = discord.arrivals.filter((arrival) => arrival.channel === id).map(({ key }) => key);
      assert.deepEqual(mine, [`${id}-1`, `${id}-2`, `${id}-3`]);
    }
    assert.equal(discord.most.inChannel, 1);
  });

  it('a channel told to wait waits, in order, and others do not', async () => {
    await store.deliveries.plan([
      delivery('a1'),
      delivery('a2', { dueAt: NOW }),
      delivery('b', { channel: channel('c2') }),
    ]);
    discord.script.set('a1', [later(30 * SECOND)]);
    await drain();
    assert.deepEqual([...keys(discord)].sort(), ['a1', 'b']);
    assert.deepEqual(await stateOf('a1'), ['pending', 1, 30 * SECOND]);
    assert.deepEqual(await stateOf('a2'), ['pending', 0, 30 * SECOND]);
    clock = NOW + 10 * SECOND;
    await store.deliveries.plan([delivery('a3', { dueAt: clock, createdAt: clock })]);
    await drain();
    assert.equal(discord.arrivals.length, 2);
    clock = NOW + 30 * SECOND;
    await drain();
    assert.deepEqual(keys(discord).slice(2), ['a1', 'a2', 'a3']);
  });

  it('goes on waiting after a restart', async () => {
    await store.deliveries.plan([delivery('a1')]);
    discord.script.set('a1', [later(30 * SECOND)]);
    await drain();
    clock = NOW + SECOND;
    await store.deliveries.plan([delivery('a2', { dueAt: clock, createdAt: clock })]);
    send = sender();
    await drain();
    assert.deepEqual(keys(discord), ['a1']);
    clock = NOW + 30 * SECOND;
    await drain();
    assert.deepEqual(keys(discord), ['a1', 'a1', 'a2']);
  });

  it('repeats an unsure send under the same key on Discord', async () => {
    await store.deliveries.plan([delivery('a')]);
    discord.script.set('a', [unsure, new Error('a bug in the adapter'), unsure]);
    for (const wait of [0, 2, 4, 8]) {
      clock += wait * SECOND;
      await drain();
    }
    assert.deepEqual(keys(discord), ['a', 'a', 'a', 'a']);
    assert.equal((await stateOf('a'))[0], 'sent');
    const attempts = await store.deliveries.attempts('a' as DeliveryKey);
    assert.deepEqual(
      attempts.map(({ outcome }) => outcome),
      ['unsure', 'unsure', 'unsure', 'sent'],
    );
  });

  it('looks on Slack before each repeat, and repeats as long as it may look', async () => {
    await store.deliveries.plan([delivery('a', { channel: channel('c1', 'slack') })]);
    slack.script.set(
      'a',
      Array.from({ length: 6 }, () => unsure),
    );
    for (let n = 0; n < 9; n += 1) {
      await drain();
      clock += 2 * MINUTE;
    }
    assert.deepEqual([slack.arrivals.length, slack.looks.length, (await stateOf('a'))[0]], [7, 6, 'sent']);
  });

  it('paces Slack at a message a second and channel', async () => {
    const to = { channel: channel('c1', 'slack') };
    await store.deliveries.plan([
      delivery('a', to),
      delivery('b', to),
      delivery('c', { channel: channel('c2', 'slack') }),
    ]);
    await drain();
    assert.deepEqual([...keys(slack)].sort(), ['a', 'b', 'c']);
    assert.deepEqual(pauses, [SECOND]);
    assert.equal((await store.deliveries.byKey('b' as DeliveryKey))?.sentAt, NOW + SECOND);
  });

  it('asks nothing of a platform that told the whole bot to wait, and others go on', async () => {
    await store.deliveries.plan([delivery('a', { dueAt: NOW - 1 })]);
    discord.script.set('a', [{ kind: 'later', at: NOW + 10 * SECOND, why: 'too fast', everywhere: true }]);
    await drain();
    await store.deliveries.plan([
      delivery('b', { channel: channel('c2') }),
      delivery('s', { channel: channel('c2', 'slack') }),
    ]);
    await drain();
    assert.deepEqual([keys(discord), keys(slack)], [['a'], ['s']]);
    assert.deepEqual(await stateOf('b'), ['pending', 0, 10 * SECOND]);
    await store.deliveries.plan([delivery('c', { channel: channel('c3') })]);
    send = sender();
    await drain();
    assert.deepEqual(keys(discord), ['a'], 'a restart does not forget it');
    clock = NOW + 10 * SECOND;
    await drain();
    assert.deepEqual([...keys(discord)].sort(), ['a', 'a', 'b', 'c']);
  });

  it('a platform that hangs holds up no other, whatever falls due meanwhile', async () => {
    const answer = Promise.withResolvers<SendOutcome>();
    const hanging = Array.from({ length: 100 }, (_, n) => delivery(`d${n}`, { channel: channel(`c${n}`) }));
    for (const { key } of hanging) discord.script.set(key, [answer.promise]);
    await store.deliveries.plan(hanging);
    const run = drain();
    while (discord.arrivals.length < 80) await new Promise(setImmediate);
    await store.deliveries.plan(
      Array.from({ length: 60 }, (_, n) => delivery(`s${n}`, { channel: channel(`c${n}`, 'slack') })),
    );
    while (slack.arrivals.length < 60) await new Promise(setImmediate);
    assert.equal(discord.arrivals.length, 80);
    answer.resolve({ kind: 'sent', messageId: 'm' });
    await run;
    assert.equal(discord.arrivals.length, 100);
  });

  it('one channel with much to take leaves places to the others', async () => {
    const answer = Promise.withResolvers<SendOutcome>();
    const much = Array.from({ length: 200 }, (_, n) => delivery(`much-${n}`));
    discord.script.set('much-0', [answer.promise]);
    await store.deliveries.plan(much);
    await store.deliveries.plan([delivery('other', { channel: channel('c2') })]);
    const run = drain();
    while (!keys(discord).includes('other')) await new Promise(setImmediate);
    assert.deepEqual(keys(discord), ['much-0', 'other']);
    answer.resolve({ kind: 'sent', messageId: 'm' });
    await run;
    assert.equal(discord.arrivals.length, 201);
  });

  it('a change told to many channels does not hold up another that comes after it', async () => {
    const big = Array.from({ length: 400 }, (_, n) =>
      delivery(`big-${n}`, { channel: channel(`c${n}`), subject: 'change:big' }),
    );
    await store.deliveries.plan(big);
    const run = drain();
    while (discord.arrivals.length < 5) await new Promise(setImmediate);
    await store.deliveries.plan([delivery('small', { channel: channel('c399') })]);
    await run;
    const place = keys(discord).indexOf('small');
    assert.ok(place > 0 && place < 100, `it was sent as number ${place}`);
  });

  it('puts back what would have to wait long, so that nothing is claimed in vain', async () => {
    await store.deliveries.plan([delivery('a'), delivery('b', { dueAt: NOW })]);
    discord.script.set('a', [later(HOUR)]);
    await drain();
    assert.deepEqual(pauses, []);
    assert.deepEqual(await stateOf('b'), ['pending', 0, HOUR]);
  });

  it('a channel that is gone is paused, with what waited for it', async () => {
    await store.subscriptions.save(subscription({ channel: channel('c1') }));
    await store.deliveries.plan([delivery('a'), delivery('b', { dueAt: NOW + HOUR })]);
    discord.script.set('a', [{ kind: 'gone', why: 'the channel was deleted' }]);
    await drain();
    const [paused] = await store.subscriptions.ofChannel(channel('c1'));
    assert.equal(paused?.pausedWhy, 'the channel was deleted');
    assert.deepEqual([(await stateOf('a'))[0], (await stateOf('b'))[0]], ['gone', 'gone']);
  });

  it('a refused message ends there, and the next one goes', async () => {
    await store.deliveries.plan([delivery('a'), delivery('b', { dueAt: NOW })]);
    discord.script.set('a', [{ kind: 'refused', why: 'bad format' }]);
    await drain();
    assert.deepEqual([(await stateOf('a'))[0], (await stateOf('b'))[0]], ['refused', 'sent']);
    assert.equal(warnings.length, 1);
  });

  it('what belongs to a platform that has not connected yet waits for that alone', async () => {
    await store.deliveries.plan([delivery('a'), delivery('s', { channel: channel('c1', 'slack') })]);
    slack.state = 'connecting';
    await drain();
    assert.deepEqual([keys(discord), keys(slack), await stateOf('s')], [['a'], [], ['pending', 0, 0]]);
    slack.state = 'connected';
    await drain();
    // Posts need no gateway.
    slack.state = 'connecting';
    await store.deliveries.plan([delivery('t', { channel: channel('c1', 'slack') })]);
    await drain();
    assert.deepEqual(keys(slack), ['s', 't']);
  });

  it('what belongs to a platform that is not configured waits', async () => {
    await store.deliveries.plan([delivery('a', { channel: channel('c1', 'console') })]);
    await drain();
    assert.deepEqual(await stateOf('a'), ['pending', 0, 5 * MINUTE]);
  });

  it('never has one message on its way twice, though its lease ran out', async () => {
    await store.deliveries.plan([delivery('a')]);
    const answer = Promise.withResolvers<SendOutcome>();
    discord.script.set('a', [answer.promise]);
    const first = drain();
    while (discord.arrivals.length === 0) await new Promise(setImmediate);
    clock += 10 * MINUTE;
    const second = drain();
    await store.deliveries.plan([delivery('b', { channel: channel('c2') })]);
    answer.resolve({ kind: 'sent', messageId: 'm' });
    await Promise.all([first, second]);
    assert.deepEqual(
      keys(discord).filter((key) => key === 'a'),
      ['a'],
    );
    assert.equal((await stateOf('a'))[0], 'sent');
  });

  it('a clock that runs fast, whose leases end at once, leaves time for the sends', async () => {
    await store.deliveries.plan([delivery('a'), delivery('b', { channel: channel('c2') })]);
    const fast = createSender({
      store,
      chats: [discord],
      now: () => {
        clock += 2 * MINUTE;
        return clock;
      },
      random: () => 0.5,
      log,
      pause,
    });
    await fast(new AbortController().signal);
    assert.deepEqual(keys(discord).toSorted(), ['a', 'b']);
    assert.deepEqual([(await stateOf('a'))[0], (await stateOf('b'))[0]], ['sent', 'sent']);
  });

  describe('what belongs in a thread', () => {
    const first = delivery('first', { kind: 'digest' });
    const more = delivery('more', { kind: 'digest', thread: first.key });
    const note = delivery('note', { kind: 'notice', thread: first.key });
    const places = () => discord.arrivals.map(({ key, thread }) => [key, thread]);

    it('goes there once the message above it is posted', async () => {
      await store.deliveries.plan([first, more]);
      discord.script.set('first', [later(30 * SECOND)]);
      await drain();
      assert.deepEqual(places(), [['first', undefined]]);
      for (let n = 0; n < 20; n += 1) {
        clock += 3 * SECOND;
        await drain();
      }
      assert.deepEqual(places().slice(1), [
        ['first', undefined],
        ['more', 'm-first'],
      ]);
    });

    it('goes into the channel where there can be no thread, unless it is a note', async () => {
      await store.deliveries.plan([first, more, note]);
      for (const key of ['more', 'note']) discord.script.set(key, [{ kind: 'refused', why: 'no threads here' }]);
      for (let n = 0; n < 3; n += 1) {
        await drain();
        clock += 3 * SECOND;
      }
      assert.deepEqual(places(), [
        ['first', undefined],
        ['more', 'm-first'],
        ['more', undefined],
        ['note', 'm-first'],
      ]);
      assert.deepEqual([(await stateOf('more'))[0], (await stateOf('note'))[0]], ['sent', 'superseded']);
    });

    it('a note without the message it belongs to is not sent', async () => {
      discord.script.set('first', [{ kind: 'refused', why: 'no' }]);
      await store.deliveries.plan([first, more, note]);
      for (let n = 0; n < 3; n += 1) {
        await drain();
        clock += 3 * SECOND;
      }
      assert.deepEqual([(await stateOf('more'))[0], (await stateOf('note'))[0]], ['sent', 'superseded']);
    });
  });

  it('stops in good order: what is in flight ends, the rest stays to be sent', async () => {
    await store.deliveries.plan([delivery('a1'), delivery('a2')]);
    const stop = new AbortController();
    const answer = Promise.withResolvers<SendOutcome>();
    discord.script.set('a1', [answer.promise]);
    const run = drain(stop.signal);
    while (discord.arrivals.length === 0) await new Promise(setImmediate);
    stop.abort();
    answer.resolve({ kind: 'sent', messageId: 'm' });
    await run;
    assert.deepEqual(keys(discord), ['a1']);
    assert.deepEqual(await stateOf('a1'), ['sent', 1, 0]);
    assert.deepEqual(await stateOf('a2'), ['pending', 0, 0]);
    await drain();
    assert.deepEqual(keys(discord), ['a1', 'a2']);
  });

  describe('a send on Slack that ended unclear', () => {
    beforeEach(async () => {
      await store.deliveries.plan([delivery('a', { channel: channel('c1', 'slack') })]);
      slack.script.set('a', [unsure]);
      await drain();
      clock += MINUTE;
      send = sender();
    });

    it('is looked for after a restart, and not repeated when it is there', async () => {
      slack.found = { kind: 'found', messageId: '17.1' };
      await drain();
      assert.deepEqual([keys(slack), slack.looks], [['a'], ['a']]);
      const found = await store.deliveries.byKey('a' as DeliveryKey);
      assert.deepEqual([found?.state, found?.messageId], ['sent', '17.1']);
    });

    it('is sent after a restart when it is not there', async () => {
      await drain();
      assert.deepEqual([keys(slack), slack.looks, (await stateOf('a'))[0]], [['a', 'a'], ['a'], 'sent']);
    });

    it('waits as long as the platform wants before it is looked for', async () => {
      slack.found = { kind: 'later', at: clock + MINUTE, why: 'slow down' };
      await drain();
      assert.deepEqual([keys(slack), await stateOf('a')], [['a'], ['pending', 1, MINUTE]]);
    });

    it('is held when nobody may look', async () => {
      slack.found = { kind: 'unknown', why: 'missing scope' };
      for (let n = 0; n < 9; n += 1) {
        await drain();
        clock += MINUTE;
      }
      assert.deepEqual([keys(slack), (await stateOf('a'))[0]], [['a'], 'held']);
    });
  });

  describe('a send that a crash cut off', () => {
    /** As a killed process leaves it: claimed, the attempt written down, no outcome. */
    async function cutOff(platform: Platform): Promise<void> {
      await store.deliveries.plan([delivery('a', { channel: channel('c1', platform) })]);
      const [claimed] = await store.deliveries.claim(clock, 1, MINUTE);
      if (claimed !== undefined && platform === 'slack') await store.deliveries.save({ ...claimed, attempts: 1 });
      clock += MINUTE;
    }

    it('is gone on with at once, when the service that began it is no more', async () => {
      await store.deliveries.plan([
        delivery('a'),
        delivery('s1', { channel: channel('c1', 'slack') }),
        delivery('s2', { channel: channel('c1', 'slack') }),
      ]);
      const cut = Promise.withResolvers<SendOutcome>();
      discord.script.set('a', [cut.promise]);
      slack.script.set('s1', [cut.promise]);
      const dead = send(new AbortController().signal);
      while (discord.arrivals.length + slack.arrivals.length < 2) await new Promise(setImmediate);
      clock += SECOND;
      send = sender();
      discord.arrivals.length = 0;
      await drain();
      assert.deepEqual(keys(discord), ['a'], 'Discord knows the key');
      assert.deepEqual([keys(slack), slack.looks], [['s1'], []], 'on Slack it may be on its way yet');
      assert.equal((await stateOf('s2'))[0], 'pending', 'and what comes after it waits');
      clock += 4 * SECOND;
      await drain();
      assert.deepEqual([keys(slack), slack.looks], [['s1', 's1', 's2'], ['s1']]);
      cut.resolve({ kind: 'sent', messageId: 'm' });
      await dead;
    });

    it('is repeated on Discord, which knows the key', async () => {
      await cutOff('discord');
      await drain();
      assert.deepEqual([keys(discord), (await stateOf('a'))[0]], [['a'], 'sent']);
    });

    it('is looked for on Discord too, when that may have forgotten the key', async () => {
      await store.deliveries.plan([delivery('a'), delivery('b', { channel: channel('c2') })]);
      for (const claimed of await store.deliveries.claim(clock, 2, MINUTE)) {
        await store.deliveries.save({ ...claimed, attempts: 1 });
      }
      clock += 10 * MINUTE;
      discord.found = { kind: 'found', messageId: '17' };
      await drain();
      assert.deepEqual([keys(discord), discord.looks.toSorted()], [[], ['a', 'b']]);
      assert.equal((await store.deliveries.byKey('a' as DeliveryKey))?.messageId, '17');
    });

    it('is sent on Discord under its key where nobody may look', async () => {
      await store.deliveries.plan([delivery('a')]);
      discord.script.set('a', [unsure, unsure]);
      await drain();
      clock += MINUTE;
      await drain();
      assert.deepEqual(discord.looks, [], 'the key is known for minutes');
      clock += 5 * MINUTE;
      discord.found = { kind: 'unknown', why: 'missing permission' };
      await drain();
      assert.deepEqual([keys(discord), discord.looks], [['a', 'a', 'a'], ['a']]);
      assert.equal((await stateOf('a'))[0], 'sent');
    });

    it('is looked for on Slack, and not repeated when it is there', async () => {
      await cutOff('slack');
      slack.found = { kind: 'found', messageId: '17.1' };
      await drain();
      assert.deepEqual([keys(slack), slack.looks], [[], ['a']]);
      const found = await store.deliveries.byKey('a' as DeliveryKey);
      assert.deepEqual([found?.state, found?.messageId], ['sent', '17.1']);
    });

    it('is sent on Slack when it is not there', async () => {
      await cutOff('slack');
      await drain();
      assert.deepEqual([keys(slack), slack.looks, (await stateOf('a'))[0]], [['a'], ['a'], 'sent']);
    });

    it('is looked for again on Slack when a look failed', async () => {
      await cutOff('slack');
      slack.found = { kind: 'unknown', why: 'HTTP 500' };
      await drain();
      assert.equal((await stateOf('a'))[0], 'pending');
      clock += MINUTE;
      slack.found = { kind: 'found', messageId: '17.1' };
      await drain();
      assert.deepEqual([keys(slack), slack.looks, (await stateOf('a'))[0]], [[], ['a', 'a'], 'sent']);
    });

    it('is held on Slack when nobody may look, however often it is tried', async () => {
      await cutOff('slack');
      slack.found = { kind: 'unknown', why: 'missing scope' };
      for (let tries = 0; tries < 6; tries++) {
        await drain();
        clock += MINUTE;
      }
      assert.deepEqual([keys(slack), slack.looks, (await stateOf('a'))[0]], [[], ['a', 'a', 'a'], 'held']);
      assert.deepEqual(warnings, ['a message was not sent']);
    });
  });
});
