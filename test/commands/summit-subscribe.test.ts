import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { TopicId } from '../../src/core/stories/topic.ts';
import { CHANNEL, item, NOW, story, storyNews, subscription, summit } from '../core/alerts/samples.ts';
import { wholeText } from '../core/messages/read.ts';
import { type Bench, openBench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.store.close());

const followed = () => bench.store.subscriptions.ofChannel(CHANNEL);
const outbox = () => bench.store.deliveries.list({ channel: CHANNEL, limit: 10 });

describe('/summit-subscribe', () => {
  it('follows a topic and posts one confirmation with the present status, no old news', async () => {
    await bench.store.summits.save(summit(), [], []);
    await bench.addStory(story('s'), item('s-1'), storyNews().topics);
    const answer = await bench.type('summit-subscribe', { topic: 'trump-putin' });
    assert.match(
      answer,
      /^\[neutral\] This channel now follows Trump–Putin\nAlerts: at every change of status\.\nDigest: none\.\nThe channel gets one message/,
    );
    const [only, ...more] = await outbox();
    assert.equal(more.length, 0);
    assert.equal(only?.kind, 'notice');
    const text = only && wholeText(only.message);
    assert.match(
      text ?? '',
      /# Where it stands\n- Trump–Putin meeting – announced\n# Last heard\n- Presidents plan talks \(s\)/,
    );
    assert.equal(bench.woken(), 1);
  });

  it('takes every setting, and follows all topics when none is named', async () => {
    await bench.call('summit-subscribe', { alerts: 'all', digest: 'daily', at: '8.30', 'time-zone': 'europe/kyiv' });
    const [only] = await followed();
    assert.deepEqual(
      [only?.topic, only?.alerts, only?.digest, only?.at, only?.timeZone, only?.createdBy],
      ['all', 'all', 'daily', '08:30', 'Europe/Kyiv', 'u1'],
    );
    assert.equal(only?.nextDigestAt, Date.parse('2025-08-09T05:30:00Z'));
  });

  it('a second call changes only what it names, and posts nothing', async () => {
    await bench.call('summit-subscribe', { topic: 'g7', alerts: 'all', digest: 'weekly', 'time-zone': 'Europe/Paris' });
    const answer = await bench.type('summit-subscribe', { topic: 'g7', alerts: 'stories' });
    assert.match(
      answer,
      /^\[neutral\] Settings changed: G7\nAlerts: for every new story\.\nDigest: every Monday at 08:00 \(Europe\/Paris\)\./,
    );
    assert.equal((await followed()).length, 1);
    assert.equal((await outbox()).length, 1);
  });

  it('who names an hour gets a daily digest', async () => {
    await bench.call('summit-subscribe', { topic: 'g7', at: '7' });
    assert.deepEqual(
      (await followed()).map(({ digest, at }) => [digest, at]),
      [['daily', '07:00']],
    );
  });

  it('reads in the caller’s zone, and in the one the channel has already', async () => {
    const caller = { id: 'u', name: 'n', mayManage: true, timeZone: 'America/New_York' };
    await bench.call('summit-subscribe', { topic: 'g7', digest: 'daily' }, { caller });
    await bench.call('summit-subscribe', { topic: 'grain', digest: 'daily' });
    assert.deepEqual(
      (await followed()).map(({ timeZone }) => timeZone),
      ['America/New_York', 'America/New_York'],
    );
  });

  for (const [city, zone] of [
    ['new york', 'America/New_York'],
    ['kyiv', 'Europe/Kyiv'],
  ] as const) {
    it(`takes ${city} for ${zone}`, async () => {
      await bench.call('summit-subscribe', { topic: 'g7', 'time-zone': city });
      assert.equal((await followed())[0]?.timeZone, zone);
    });
  }

  it('begins again where a channel was paused', async () => {
    await bench.store.subscriptions.save(subscription({ topic: 'g7' as TopicId, pausedWhy: 'archived' }));
    await bench.call('summit-subscribe', { topic: 'trump-putin' });
    assert.ok((await followed()).every(({ pausedWhy }) => pausedWhy === undefined));
  });

  const mistakes: readonly (readonly [options: Record<string, string>, answer: RegExp])[] = [
    [{ topic: 'g77' }, /There is no topic “g77”\. Did you mean G7\?/],
    [{ topic: 'zzzzz' }, /Did you mean Trump–Putin, G7, Grain\?/],
    [{ topic: 'g7', alerts: 'loud' }, /“loud” is no kind of alert; choose changes, stories, all or none/],
    [{ topic: 'g7', digest: 'yearly' }, /“yearly” is no rhythm/],
    [{ topic: 'g7', at: '25:00' }, /“25:00” is no time of day/],
    [{ topic: 'g7', 'time-zone': 'Europe/Kiyv' }, /“Europe\/Kiyv” is no time zone; write one like .*Europe\/K/],
    [{ topic: 'g7', alerts: 'none' }, /nothing would ever be sent/],
  ];
  for (const [options, answer] of mistakes) {
    it(`${JSON.stringify(options)}: one sentence, nothing saved`, async () => {
      const message = await bench.call('summit-subscribe', options);
      assert.equal(message.tone, 'fault');
      assert.match(message.title, answer);
      assert.deepEqual([(await followed()).length, (await outbox()).length], [0, 0]);
    });
  }

  it('is only for who may manage the channel', async () => {
    const caller = { id: 'u', name: 'n', mayManage: false };
    assert.match(
      await bench.type('summit-subscribe', { topic: 'g7' }, { caller }),
      /Only people who may manage this channel/,
    );
    assert.equal((await followed()).length, 0);
    assert.match(await bench.type('summit-topics', {}, { caller }), /Topics/);
  });

  it('offers topics while typing', async () => {
    assert.deepEqual(await bench.complete('summit-subscribe', 'topic', ''), ['all', 'trump-putin', 'g7', 'grain']);
    assert.deepEqual(await bench.complete('summit-subscribe', 'topic', 'gra'), ['grain']);
  });
});

describe('/summit-unsubscribe', () => {
  it('ends the only subscription without being told which', async () => {
    await bench.call('summit-subscribe', { topic: 'g7' });
    assert.match(await bench.type('summit-unsubscribe'), /no longer follows G7/);
    assert.deepEqual(await followed(), []);
  });

  it('asks which of several, and ends all on request', async () => {
    await bench.call('summit-subscribe', { topic: 'g7' });
    await bench.call('summit-subscribe', { topic: 'grain' });
    assert.match(await bench.type('summit-unsubscribe'), /^\[fault\] This channel follows G7 and Grain; say which/);
    assert.match(
      await bench.type('summit-unsubscribe', { topic: 'trump-putin' }),
      /does not follow Trump–Putin\. It follows G7 and Grain\./,
    );
    assert.deepEqual(await bench.complete('summit-unsubscribe', 'topic', ''), ['g7', 'grain']);
    assert.match(await bench.type('summit-unsubscribe', { topic: 'all' }), /follows nothing any more/);
    assert.match(await bench.type('summit-unsubscribe'), /follows nothing/);
  });

  it('drops what still waits to be sent for it', async () => {
    await bench.call('summit-subscribe', { topic: 'g7' });
    await bench.call('summit-unsubscribe', { topic: 'g7' });
    assert.deepEqual(
      (await outbox()).map(({ state }) => state),
      ['superseded'],
    );
    bench.clock.now = NOW + 1;
    await bench.call('summit-subscribe', { topic: 'g7' });
    assert.deepEqual(
      (await outbox()).map(({ state }) => state),
      ['pending', 'superseded'],
    );
  });
});
