import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type News, wants } from '../../../src/core/alerts/interest.ts';
import type { Filter, Mute, Subscription } from '../../../src/core/alerts/subscription.ts';
import type { TopicId } from '../../../src/core/stories/topic.ts';
import { changeNews, filter, item, mute, NOW, OTHER, storyNews, subscription, summit } from './samples.ts';

type Case = readonly [
  what: string,
  subscription: Partial<Subscription>,
  news: News,
  silences: { readonly mutes?: readonly Mute[]; readonly filters?: readonly Filter[] },
  outcome: string,
];

const g7 = { topicId: 'g7' as TopicId, reason: 'g7' };
const twoTopics = changeNews({ topics: [...changeNews().topics, g7] });
const confirmed = { ...summit().stage, firmness: 'confirmed' as const };

const CASES: readonly Case[] = [
  ['a change', { alerts: 'changes' }, changeNews(), {}, 'told'],
  ['a change for who wants stories', { alerts: 'stories' }, changeNews(), {}, 'not-asked-for'],
  ['a story', { alerts: 'stories' }, storyNews(), {}, 'told'],
  ['a story for who wants changes', { alerts: 'changes' }, storyNews(), {}, 'not-asked-for'],
  ['anything for who wants digests only', { alerts: 'none' }, changeNews(), {}, 'not-asked-for'],
  ['another topic', { topic: 'g7' as TopicId }, changeNews(), {}, 'another-topic'],
  ['any topic for who follows all', { topic: 'all' }, changeNews(), {}, 'told'],
  ['no topic at all', { topic: 'all' }, changeNews({ topics: [] }), {}, 'another-topic'],
  ['a paused channel', { pausedWhy: 'archived' }, changeNews(), {}, 'paused'],
  ['a muted topic', {}, changeNews(), { mutes: [mute('topic', 'trump-putin')] }, 'muted'],
  ['one muted topic of two', { topic: 'all' }, twoTopics, { mutes: [mute('topic', 'g7')] }, 'told'],
  [
    'both topics muted',
    { topic: 'all' },
    twoTopics,
    { mutes: [mute('topic', 'g7'), mute('topic', 'trump-putin')] },
    'muted',
  ],
  [
    'a mute of another channel',
    {},
    changeNews(),
    { mutes: [mute('topic', 'trump-putin', { channel: OTHER })] },
    'told',
  ],
  ['a mute that ended', {}, changeNews(), { mutes: [mute('topic', 'trump-putin', { until: NOW })] }, 'told'],
  ['a muted summit', {}, changeNews(), { mutes: [mute('summit', 'summit-1')] }, 'muted'],
  ['a story of a muted summit', {}, storyNews({ summit: summit() }), { mutes: [mute('summit', 'summit-1')] }, 'muted'],
  ['a muted source', {}, storyNews(), { mutes: [mute('source', 'example TIMES')] }, 'muted'],
  ['the first word of a source', {}, storyNews(), { mutes: [mute('source', 'Example')] }, 'muted'],
  ['another source', {}, storyNews(), { mutes: [mute('source', 'Times')] }, 'told'],
  ['a change with one muted source of two', {}, changeNews(), { mutes: [mute('source', 'Wire')] }, 'told'],
  ['a muted word', {}, storyNews(), { mutes: [mute('keyword', 'plan OR nothing')] }, 'muted'],
  ['a word not there', {}, storyNews(), { mutes: [mute('keyword', 'grain')] }, 'told'],
  ['a muted rumour', {}, changeNews({}, { rumour: true }), { mutes: [mute('change', 'rumours')] }, 'muted'],
  ['no rumour', {}, changeNews(), { mutes: [mute('change', 'rumours')] }, 'told'],
  ['a muted kind of change', {}, changeNews({}, { field: 'place' }), { mutes: [mute('change', 'places')] }, 'muted'],
  ['a rule that fits', {}, storyNews(), { filters: [filter('presidents -sport')] }, 'told'],
  ['a rule that does not', {}, storyNews(), { filters: [filter('grain')] }, 'filtered'],
  ['one rule of two that does not', {}, storyNews(), { filters: [filter('talks'), filter('grain')] }, 'filtered'],
  ['a rule of another channel', {}, storyNews(), { filters: [filter('grain', { channel: OTHER })] }, 'told'],
  ['a rule on the source', {}, storyNews(), { filters: [filter('source:example')] }, 'told'],
  ['a rule on the language', {}, storyNews(), { filters: [filter('language:uk')] }, 'filtered'],
  [
    'a rule on trust',
    {},
    storyNews({ item: item('a', { trust: 'agency' }) }),
    { filters: [filter('trust:agency')] },
    'told',
  ],
  ['a rule on the number of sources', {}, changeNews(), { filters: [filter('sources:2')] }, 'told'],
  ['a rule on more sources', {}, changeNews(), { filters: [filter('sources:3')] }, 'filtered'],
  ['a rule that cannot be read', {}, storyNews(), { filters: [filter('(grain')] }, 'told'],
  [
    'a rumour of what is confirmed',
    {},
    changeNews({ summit: summit({ stage: confirmed }) }, { rumour: true }),
    {},
    'inhibited',
  ],
  [
    'a rumour that the confirmed is off',
    {},
    changeNews({ summit: summit({ stage: confirmed }) }, { rumour: true, stage: 'postponed' }),
    {},
    'told',
  ],
  ['a rumour of what is not confirmed', {}, changeNews({}, { rumour: true }), {}, 'told'],
];

describe('a subscription', () => {
  for (const [what, settings, news, silences, outcome] of CASES) {
    it(`${what}: ${outcome}`, () => {
      const decision = wants(subscription(settings), news, silences.mutes ?? [], silences.filters ?? [], NOW);
      assert.equal(decision.tell ? 'told' : decision.why, outcome);
    });
  }

  it('says why', () => {
    assert.deepEqual(wants(subscription(), changeNews(), [], [], NOW), {
      tell: true,
      why: 'It is about a meeting that “Trump–Putin” follows.',
    });
    assert.deepEqual(wants(subscription(), storyNews(), [], [filter('grain')], NOW), {
      tell: false,
      why: 'filtered',
      by: 'grain',
    });
  });
});
