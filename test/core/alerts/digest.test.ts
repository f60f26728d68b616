import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeDigest, type DigestParts, isEmpty } from '../../../src/core/alerts/digest.ts';
import type { News } from '../../../src/core/alerts/interest.ts';
import type { ItemId } from '../../../src/core/feeds/item.ts';
import type { TopicId } from '../../../src/core/stories/topic.ts';
import { DAY } from '../../../src/core/text/instant.ts';
import { changeNews, filter, item, mute, NOW, story, storyNews, subscription, TOPICS } from './samples.ts';

const WINDOW = { from: NOW - DAY, to: NOW };

function digest(news: readonly News[], rest: Partial<DigestParts> = {}) {
  return composeDigest(news, WINDOW, {
    subscriptions: [subscription({ alerts: 'none' })],
    mutes: [],
    filters: [],
    topics: TOPICS,
    now: NOW,
    ...rest,
  });
}

const g7 = { topicId: 'g7' as TopicId, reason: '' };

describe('a digest', () => {
  it('brings changes and stories, whatever is told at once', () => {
    const { changes, groups } = digest([changeNews(), storyNews()]);
    assert.equal(changes.length, 1);
    assert.deepEqual(
      groups.map(({ topic }) => topic.name),
      ['Trump–Putin'],
    );
  });

  it('puts stories with more independent sources first', () => {
    const weighed = ['a', 'b', 'c'].map((id, index) =>
      storyNews({ story: story(id, { independentSources: ['x', 'y', 'z'].slice(0, [1, 3, 2][index]) }) }),
    );
    assert.deepEqual(
      digest(weighed).groups[0]?.stories.map((each) => each.story.id),
      ['b', 'c', 'a'],
    );
  });

  it('tells a story once, under the first of its topics that the channel follows', () => {
    const both = storyNews({ topics: [g7, ...storyNews().topics] });
    const all = digest([both], { subscriptions: [subscription({ topic: 'all' })] });
    assert.deepEqual(
      all.groups.map(({ topic }) => topic.id),
      ['trump-putin'],
    );
    const onlyG7 = digest([both], { subscriptions: [subscription({ topic: 'g7' as TopicId })] });
    assert.deepEqual(
      onlyG7.groups.map(({ topic }) => topic.id),
      ['g7'],
    );
  });

  it('leaves a story to the change that it brought', () => {
    const same = storyNews({ story: story('s', { itemIds: ['item-1' as ItemId] }), item: item('item-1') });
    assert.deepEqual(digest([changeNews(), same]).groups, []);
  });

  it('counts what was folded and what was kept out', () => {
    const folded = storyNews({ story: story('s', { itemIds: ['1', '2', '3'] as ItemId[] }) });
    assert.equal(digest([folded]).folded, 2);
    const muted = digest([folded, changeNews()], { mutes: [mute('topic', 'trump-putin')] });
    assert.deepEqual([muted.silenced, isEmpty(muted)], [2, true]);
    assert.equal(digest([folded], { filters: [filter('grain')] }).silenced, 1);
  });

  it('does not count what the channel never asked for', () => {
    const other = digest([storyNews({ topics: [g7] })]);
    assert.deepEqual([other.silenced, isEmpty(other)], [0, true]);
  });
});
