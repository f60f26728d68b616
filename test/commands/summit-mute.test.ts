import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Feed, FeedId } from '../../src/core/feeds/feed.ts';
import { HOUR } from '../../src/core/text/instant.ts';
import { CHANNEL, NOW, summit } from '../core/alerts/samples.ts';
import { type Bench, openBench } from './bench.ts';

const FEED: Feed = {
  id: 'f' as FeedId,
  url: 'https://example.org/feed',
  title: 'Example Times',
  trust: 'press',
  every: HOUR,
  origin: 'added',
};

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
  await bench.store.feeds.add(FEED, NOW);
  await bench.store.summits.save(summit(), [], []);
});
afterEach(() => bench.store.close());

const running = async () =>
  (await bench.store.mutes.ofChannel(CHANNEL, bench.clock.now)).map(({ kind, value, until }) => [
    kind,
    value,
    until - NOW,
  ]);

describe('/summit-mute', () => {
  const cases: readonly (readonly [what: string, kind: string, value: string, shown: RegExp])[] = [
    ['g7', 'topic', 'g7', /^\[neutral\] Muted: the topic G7\nUntil 9 Aug 2025, 12:00 UTC\./],
    ['topic:Grain', 'topic', 'grain', /the topic Grain/],
    ['example times', 'source', 'Example Times', /the source Example Times/],
    ['source:Some Blog', 'source', 'Some Blog', /the source Some Blog/],
    ['rumours', 'change', 'rumours', /Muted: rumours/],
    ['Dates', 'change', 'dates', /changes of date/],
    ['summit:summit-1', 'summit', 'summit-1', /the summit Trump–Putin meeting/],
    ['"trade war" OR tariffs', 'keyword', '"trade war" OR tariffs', /news with "trade war" OR tariffs/],
    ['keyword:g7', 'keyword', 'g7', /news with g7/],
  ];
  for (const [what, kind, value, shown] of cases) {
    it(`“${what}” mutes ${kind} ${value}`, async () => {
      assert.match(await bench.type('summit-mute', { what }), shown);
      assert.deepEqual(await running(), [[kind, value, 24 * HOUR]]);
    });
  }

  it('lasts as long as asked; a second call moves the end and keeps the beginning', async () => {
    await bench.call('summit-mute', { what: 'g7', for: '1h' });
    bench.clock.now = NOW + HOUR / 2;
    await bench.call('summit-mute', { what: 'g7', for: '1w' });
    assert.deepEqual(await running(), [['topic', 'g7', 7 * 24 * HOUR + HOUR / 2]]);
    assert.equal((await bench.store.mutes.ofChannel(CHANNEL, bench.clock.now))[0]?.createdAt, NOW);
  });

  const mistakes: readonly (readonly [options: Record<string, string>, answer: RegExp])[] = [
    [{}, /Tell \/summit-mute also: what/],
    [{ what: 'g7', for: 'ever' }, /“ever” is no length of time/],
    [{ what: 'g7', for: '2020-01-01' }, /has passed already/],
    [{ what: 'g7', for: '400d' }, /at most a year/],
    [{ what: 'topic:g77' }, /no topic “topic:g77”|Did you mean G7/],
    [{ what: 'summit:nowhere' }, /No meeting is called/],
    [{ what: 'a OR (b' }, /wrong at character 6\. This parenthesis is never closed/],
    [{ what: 'change:moods' }, /Kinds of change are/],
  ];
  for (const [options, answer] of mistakes) {
    it(`${JSON.stringify(options)}: one sentence, nothing muted`, async () => {
      const message = await bench.call('summit-mute', options);
      assert.equal(message.tone, 'fault');
      assert.match(message.title, answer);
      assert.deepEqual(await running(), []);
    });
  }

  it('offers a button to end it', async () => {
    const { actions } = await bench.call('summit-mute', { what: 'g7' });
    assert.deepEqual(
      actions.map(({ command, options }) => [command, options]),
      [['summit-unmute', { what: 'topic:g7' }]],
    );
    assert.match(await bench.type('summit-unmute', { what: 'topic:g7' }), /No longer muted: the topic G7/);
    assert.deepEqual(await running(), []);
  });

  it('offers topics, summits and kinds of change while typing', async () => {
    const offered = await bench.complete('summit-mute', 'what', '');
    assert.deepEqual(offered.slice(0, 5), [
      'rumours',
      'topic:trump-putin',
      'topic:g7',
      'topic:grain',
      'summit:summit-1',
    ]);
    assert.deepEqual(await bench.complete('summit-mute', 'what', 'rumo'), ['rumours']);
  });
});

describe('/summit-unmute', () => {
  const names: readonly (readonly [muted: string, typed: string])[] = [
    ['g7', 'G7'],
    ['g7', 'group of seven'],
    ['g7', 'the topic G7'],
    ['rumours', 'rumours'],
    ['source:Some Blog', 'some blog'],
    ['"trade war"', '"trade war"'],
    ['g7', 'all'],
  ];
  for (const [muted, typed] of names) {
    it(`“${typed}” ends “${muted}”, and leaves it to be caught up on`, async () => {
      await bench.call('summit-mute', { what: muted });
      assert.equal((await bench.call('summit-unmute', { what: typed })).tone, 'neutral');
      assert.deepEqual(await running(), []);
      assert.equal((await bench.store.mutes.takeEnded(bench.clock.now)).length, 1);
    });
  }

  it('lists what is muted when it does not know what is meant', async () => {
    assert.match(await bench.type('summit-unmute', { what: 'x' }), /“x” is not muted\. Nothing is muted here\./);
    await bench.call('summit-mute', { what: 'g7' });
    await bench.call('summit-mute', { what: 'rumours' });
    assert.match(
      await bench.type('summit-unmute', { what: 'x' }),
      /Muted here: (rumours and the topic G7|the topic G7 and rumours)\./,
    );
    assert.deepEqual([...(await bench.complete('summit-unmute', 'what', ''))].sort(), ['change:rumours', 'topic:g7']);
  });
});
