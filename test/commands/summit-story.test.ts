import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Delivery, DeliveryKey } from '../../src/core/alerts/delivery.ts';
import type { ItemId } from '../../src/core/feeds/item.ts';
import { say } from '../../src/core/messages/message.ts';
import type { StoryId } from '../../src/core/stories/story.ts';
import { HOUR } from '../../src/core/text/instant.ts';
import { CHANNEL, change, item, NOW, story, storyNews, subscription, summit } from '../core/alerts/samples.ts';
import { type Bench, openBench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
  await bench.store.subscriptions.save(subscription());
  const ids = ['s1-1', 's1-2'] as ItemId[];
  await bench.addStory(story('s1', { itemIds: ids, headline: 'Envoys meet in Riga' }), item('s1-1'), TOPICS);
  await bench.store.items.save([
    { item: item('s1-2', { seenAt: NOW + 1 }), storyId: S1, placement: 'joined', contentHash: 'h' },
  ]);
  await bench.addStory(story('s2', { headline: 'Ministers gather near Riga' }), item('s2-1'), TOPICS);
  await bench.store.deliveries.plan([told('k1', 'story', 'story:s1', '1754654400.123456')]);
});
afterEach(() => bench.store.close());

const S1 = 's1' as StoryId;
const TOPICS = storyNews().topics;
const waiting = async () => (await bench.store.overrules.waiting()).map(({ ruling }) => ruling);

function told(key: string, kind: Delivery['kind'], subject: string, messageId: string): Delivery {
  return {
    key: key as DeliveryKey,
    channel: CHANNEL,
    kind,
    subject,
    message: say('neutral', `Told as ${key}`),
    state: 'sent',
    attempts: 1,
    dueAt: NOW,
    createdAt: NOW,
    sentAt: NOW,
    messageId,
  };
}

describe('/summit-story split', () => {
  const references: readonly (readonly [how: string, what: string])[] = [
    ['the link of a message', 'https://chat.example/archives/C1/p1754654400123456'],
    ['the id of a story', 's1'],
    ['words of its headline', 'envoys riga'],
  ];
  for (const [how, what] of references) {
    it(`${how} asks which article, with a button for each`, async () => {
      const { title, actions } = await bench.call('summit-story', { action: 'split', what });
      assert.match(title, /Which article is other news than “Envoys meet in Riga”/);
      assert.deepEqual(
        actions.map(({ command, options }) => [command, options]),
        ['s1-1', 's1-2'].map((id) => ['summit-story', { action: 'split', what: id }]),
      );
      assert.deepEqual(await waiting(), []);
    });
  }

  it('an article is split off as people said', async () => {
    const text = await bench.type('summit-story', { action: 'split', what: 's1-2' });
    assert.match(text, /Split off: Presidents plan talks \(s1-2\)\n.*apart from “Envoys meet in Riga”/);
    assert.deepEqual(await waiting(), [{ kind: 'split', itemId: 's1-2', from: 's1', into: 's-s1-2-apart' }]);
  });

  it('a message of changes leads to the story of the article behind them', async () => {
    await bench.store.summits.save(summit(), [change('c1', { at: NOW, because: ['s1-2' as ItemId] })], []);
    await bench.store.deliveries.plan([told('k2', 'change', 'change:c1', '1754654499.000001')]);
    const { title } = await bench.call('summit-story', { action: 'split', what: '1754654499.000001' });
    assert.match(title, /“Envoys meet in Riga”/);
  });

  it('a story of one article has nothing to split off', async () => {
    const { tone, title } = await bench.call('summit-story', { action: 'split', what: 's2' });
    assert.deepEqual([tone, /one article only/.test(title)], ['fault', true]);
  });
});

describe('/summit-story merge', () => {
  it('merges two stories', async () => {
    const text = await bench.type('summit-story', { action: 'merge', what: 's1', into: 'ministers gather' });
    assert.match(text, /Merged: Envoys meet in Riga\n.*part of “Ministers gather near Riga”/);
    assert.deepEqual(await waiting(), [{ kind: 'merge', from: 's1', into: 's2' }]);
  });

  it('offers stories of the same topics where none is named', async () => {
    bench.clock.now = NOW + HOUR;
    const { title, actions } = await bench.call('summit-story', { action: 'merge', what: 's1' });
    assert.match(title, /Which story is “Envoys meet in Riga” part of/);
    assert.deepEqual(
      actions.map(({ options }) => options),
      [{ action: 'merge', what: 's1', into: 's2' }],
    );
  });

  it('a message that told a story which was merged leads to the one it went into', async () => {
    await bench.store.overrules.add({ kind: 'merge', from: S1, into: 's2' as StoryId }, NOW);
    await bench.store.overrules.settle(1, NOW);
    await bench.store.stories.remove(S1, 's2' as StoryId);
    const { title } = await bench.call('summit-story', { action: 'split', what: '1754654400.123456' });
    assert.match(title, /“Ministers gather near Riga” has one article only/);
  });

  it('a story is not merged with itself', async () => {
    const { title } = await bench.call('summit-story', { action: 'merge', what: 's1', into: 's1-2' });
    assert.match(title, /cannot be merged with itself/);
  });
});

describe('/summit-story refuses', () => {
  const refused: readonly (readonly [options: Record<string, string>, answer: RegExp])[] = [
    [{}, /Say what to do with the story/],
    [{ action: 'drop', what: 's1' }, /Say what to do with the story/],
    [{ action: 'split' }, /Tell \/summit-story also: what/],
    [{ action: 'split', what: 'elephants' }, /No message or story was found by “elephants”/],
    [{ action: 'merge', what: 's1', into: 'elephants' }, /No message or story was found by “elephants”/],
  ];
  for (const [options, answer] of refused) {
    it(JSON.stringify(options), async () => {
      const message = await bench.call('summit-story', options);
      assert.equal(message.tone, 'fault');
      assert.match(message.title, answer);
      assert.deepEqual(await waiting(), []);
    });
  }

  it('whoever may not manage the channel', async () => {
    const caller = { id: 'u2', name: 'Guest', mayManage: false };
    const { title } = await bench.call('summit-story', { action: 'split', what: 's1-2' }, { caller });
    assert.match(title, /Only people who may manage/);
    assert.deepEqual(await waiting(), []);
  });

  it('a channel that follows none of the topics and was never told', async () => {
    const channel = { ...CHANNEL, id: 'elsewhere' };
    const { title } = await bench.call('summit-story', { action: 'split', what: 's1-2' }, { channel });
    assert.match(title, /follows no topic of “Envoys meet in Riga”/);
    assert.deepEqual(await waiting(), []);
  });
});
