import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Delivery, DeliveryKey } from '../../src/core/alerts/delivery.ts';
import type { SubscriptionId } from '../../src/core/alerts/subscription.ts';
import type { ItemId } from '../../src/core/feeds/item.ts';
import { say } from '../../src/core/messages/message.ts';
import { LANGUAGES } from '../../src/core/messages/words/languages.ts';
import { RETRACTIONS, readRetractions } from '../../src/core/summits/retraction.ts';
import type { ChangeId } from '../../src/core/summits/summit.ts';
import { DAY } from '../../src/core/text/instant.ts';
import { CHANNEL, change, item, NOW, story, storyNews, subscription, summit } from '../core/alerts/samples.ts';
import { type Bench, openBench } from './bench.ts';

let bench: Bench;
const { topics: TOPICS } = storyNews();
const CHANGE = 'summit-1#2' as ChangeId;

beforeEach(async () => {
  bench = await openBench();
  await bench.store.subscriptions.save(subscription());
  const ids = ['s1-1', 's1-2'] as ItemId[];
  await bench.addStory(story('s1', { itemIds: ids, headline: 'Envoys meet in Riga' }), item('s1-1'), TOPICS);
  await bench.addStory(story('s2', { headline: 'Ministers gather near Riga' }), item('s2-1'), TOPICS);
  await bench.store.summits.save(summit(), [change('x', { id: CHANGE, because: ['s1-1' as ItemId] })], []);
  await bench.store.deliveries.plan([told('k1', 'change', `change:${CHANGE}`, '1754654400.123456')]);
  await bench.store.deliveries.plan([told('k2', 'notice', 'card:summit-1', '1754654499.000001')]);
});
afterEach(() => bench.store.close());

function told(key: string, kind: Delivery['kind'], subject: string, messageId: string): Delivery {
  const moments = { dueAt: NOW, createdAt: NOW, sentAt: NOW };
  const message = say('neutral', `Told as ${key}`);
  return {
    key: key as DeliveryKey,
    channel: CHANNEL,
    kind,
    subject,
    message,
    state: 'sent',
    attempts: 1,
    messageId,
    ...moments,
  };
}

const noted = async () => readRetractions(await bench.store.facts.get(RETRACTIONS));
const offered = async (what: string) => {
  const { actions } = await bench.call('summit-wrong', { what });
  return actions.map(({ command, options }) => `${command} ${Object.values(options).join(' ')}`);
};

describe('/summit-wrong', () => {
  const OF_SUMMIT = ['irrelevant', 'stage', 'participants'];
  const references: readonly (readonly [how: string, what: string, asked: string])[] = [
    ['the id of a change, as a button has it', CHANGE, 'summit-1'],
    ['the link of an alert', 'https://chat.example/archives/C1/p1754654400123456', 'summit-1'],
    ['the link of a card', 'https://chat.example/archives/C1/p1754654499000001', 'summit-1'],
    ['the id of a meeting', 'summit-1', 'summit-1'],
  ];
  for (const [how, what, id] of references) {
    it(`${how} asks what is wrong, with a button for each answer`, async () => {
      const choices = await offered(what);
      const split = what === CHANGE || how.includes('alert') ? ['summit-story split s1'] : [];
      assert.deepEqual(choices, [...split, ...OF_SUMMIT.map((each) => `summit-wrong ${id} ${each}`)]);
    });
  }

  it('a story offers to part its articles and to be silent; one article alone has nothing to part', async () => {
    assert.deepEqual(await offered('s1'), ['summit-story split s1', 'summit-wrong s1 irrelevant']);
    assert.deepEqual(await offered('s2'), ['summit-wrong s2 irrelevant']);
  });

  it('what is not relevant is silenced in this channel alone, and can be heard again', async () => {
    const answer = await bench.call('summit-wrong', { what: 's1', how: 'irrelevant' });
    assert.match(answer.title, /Not relevant here: Envoys meet in Riga/);
    const [mute] = await bench.store.mutes.ofChannel(CHANNEL, NOW);
    assert.deepEqual([mute?.kind, mute?.value, mute?.until], ['story', 's1', NOW + 30 * DAY]);
    assert.match(await bench.type('summit-settings'), /The story “Envoys meet in Riga”/);
    const [undo] = answer.actions;
    assert.ok(undo);
    assert.match(await bench.type(undo.command, undo.options), /No longer muted: the story “Envoys meet in Riga”/);
    await bench.call('summit-wrong', { what: CHANGE, how: 'irrelevant' });
    const running = await bench.store.mutes.ofChannel(CHANNEL, NOW + 1);
    assert.deepEqual(
      running.map(({ kind, value }) => [kind, value]),
      [['summit', 'summit-1']],
    );
  });

  it('a fact is noted to be withdrawn, with the reason that was given or a plain one', async () => {
    const said = await bench.type('summit-wrong', { what: CHANGE, how: 'stage', why: 'The office denies it' });
    assert.match(said, /Withdrawn: Status of .*\n.*The office denies it/);
    await bench.call('summit-wrong', { what: CHANGE, how: 'participants' });
    const [first, second] = await noted();
    assert.deepEqual(first, { summitId: 'summit-1', field: 'stage', why: 'The office denies it' });
    assert.deepEqual([second?.field, /manage a channel/.test(second?.why ?? '')], ['participants', true]);
  });

  it('what is not known cannot be withdrawn', async () => {
    assert.match(
      await bench.type('summit-wrong', { what: CHANGE, how: 'place' }),
      /nothing is known that could be withdrawn/,
    );
    assert.match(
      await bench.type('summit-wrong', { what: 's1', how: 'stage' }),
      /nothing is known that could be withdrawn/,
    );
    assert.match(await bench.type('summit-wrong', { what: CHANGE, how: 'weather' }), /choose one of irrelevant, stage/);
    assert.match(await bench.type('summit-wrong', { what: 'nothing at all' }), /No message or story was found/);
    assert.deepEqual(await noted(), []);
  });

  it('only those who may manage the channel have a say, and only of what it follows', async () => {
    const caller = { id: 'u2', name: 'Milo', mayManage: false };
    const refused = await bench.call('summit-wrong', { what: CHANGE, how: 'stage' }, { caller });
    assert.match(refused.title, /Only people who may manage this channel/);
    const elsewhere = { ...CHANNEL, id: 'other' };
    for (const how of ['stage', 'irrelevant']) {
      const answer = await bench.call('summit-wrong', { what: CHANGE, how }, { channel: elsewhere });
      assert.match(answer.title, /This channel follows no topic/);
    }
    assert.deepEqual([await noted(), await bench.store.mutes.list(NOW)], [[], []]);
  });

  it('where the operator named whose word counts, others may only silence it for themselves', async () => {
    const channel = { platform: 'discord', workspace: 'G1', id: 'room' } as const;
    await bench.store.subscriptions.save(subscription({ id: 'there' as SubscriptionId, channel }));
    for (const [overruledFrom, allowed] of [
      [['slack:T1', 'discord:G1'], true],
      [['discord:another'], false],
      [[], false],
    ] as const) {
      const own = await openBench({ store: bench.store, overruledFrom });
      const ask = await own.call('summit-wrong', { what: CHANGE }, { channel });
      const offered = ask.actions.map(({ options }) => options['how']);
      assert.equal(offered.includes('stage'), allowed);
      assert.ok(offered.includes('irrelevant'));
      const answer = await own.call('summit-wrong', { what: CHANGE, how: 'stage' }, { channel });
      assert.equal(answer.tone === 'fault', !allowed, answer.title);
      const story = await own.call('summit-story', { action: 'split', what: 's1' }, { channel });
      assert.equal(/only the operator/.test(story.title), !allowed, story.title);
    }
    assert.equal((await noted()).length, 1);
  });

  it('asks in every language', async () => {
    const titles = new Set<string>();
    for (const locale of LANGUAGES) {
      const caller = { id: 'u1', name: 'Olha', mayManage: true, locale };
      const { title, actions } = await bench.call('summit-wrong', { what: CHANGE }, { caller });
      titles.add(title);
      assert.ok(actions.every(({ label }) => label.length <= 75));
    }
    assert.equal(titles.size, LANGUAGES.length);
  });
});

describe('/summit-why, as buttons ask it', () => {
  it('of a change tells the rule and the evidence, also where no message told of it', async () => {
    const elsewhere = { ...CHANNEL, id: 'other' };
    const text = await bench.type('summit-why', { 'message-or-story': CHANGE }, { channel: elsewhere });
    assert.match(text, /# Rests on\n.*s1-1/);
    assert.match(await bench.type('summit-why', { 'message-or-story': CHANGE }), /Told as k1/);
  });

  it('of a meeting tells the newest report of each publisher', async () => {
    assert.match(await bench.type('summit-why', { 'message-or-story': 'summit-1' }), /No source is on record/);
  });
});
