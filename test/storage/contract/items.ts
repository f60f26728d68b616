// Items, their former texts and stories.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeedId } from '../../../src/core/feeds/feed.ts';
import type { ItemId } from '../../../src/core/feeds/item.ts';
import type { StoryId } from '../../../src/core/stories/story.ts';
import type { TopicId } from '../../../src/core/stories/topic.ts';
import type { SummitId } from '../../../src/core/summits/summit.ts';
import type { OpenEmpty } from '../contract.ts';
import { claim, item, NOW, stored, story, summit } from './samples.ts';

export function itemsContract(open: OpenEmpty): void {
  test('an item comes back as it was saved, with and without its optional parts', async () => {
    await using store = await open();
    const whole = stored('whole', { content: 'First.\n\nSecond.' });
    await store.items.save([whole, stored('bare')]);
    const { contentHash: _, ...saved } = whole;
    assert.deepEqual(await store.items.byIds(['none', 'bare', 'whole'] as ItemId[]), [
      { item: item('bare'), storyId: 'story-bare', placement: 'opened' },
      saved,
    ]);
  });

  test('the first of two with one id stays', async () => {
    await using store = await open();
    await store.items.save([stored('a', { title: 'first' })]);
    await store.items.save([stored('a', { title: 'second' }), stored('b')]);
    const found = await store.items.byIds(['a', 'b'] as ItemId[]);
    assert.deepEqual(
      found.map((row) => row.item.title),
      ['first', item('b').title],
    );
  });

  test('what a feed already gave is known by guid, feed by feed, however many are asked for', async () => {
    await using store = await open();
    await store.items.save([stored('a'), stored('b', { feedId: 'other' as FeedId })]);
    const guids = ['guid-a', 'guid-b', ...Array.from({ length: 1_000 }, (_, index) => `unknown-${index}`)];
    const seen = await store.items.seen('wire' as FeedId, guids);
    assert.deepEqual([...seen], [['guid-a', { id: 'a', contentHash: 'hash-a' }]]);
    assert.equal((await store.items.seen('wire' as FeedId, [])).size, 0);
  });

  test('an edited item shows its new text and keeps the former ones', async () => {
    await using store = await open();
    await store.items.save([stored('a', { title: 'one', content: 'long' })]);
    await store.items.revise(item('a', { title: 'two', seenAt: NOW + 50 }), 'hash-2', NOW + 50);
    await store.items.revise(item('a', { title: 'three' }), 'hash-3', NOW + 60);
    const { summary, seenAt } = item('a');
    assert.deepEqual(await store.items.revisions('a' as ItemId), [
      { title: 'one', summary, content: 'long', replacedAt: NOW + 50 },
      { title: 'two', summary, replacedAt: NOW + 60 },
    ]);
    const [now] = await store.items.byIds(['a' as ItemId]);
    assert.deepEqual([now?.item.title, now?.item.seenAt, now?.storyId], ['three', seenAt, 'story-a']);
    assert.equal((await store.items.seen('wire' as FeedId, ['guid-a'])).get('guid-a')?.contentHash, 'hash-3');
  });

  test('items of a story, and items since a moment, come in order of arrival', async () => {
    await using store = await open();
    await store.items.save([stored('z', { seenAt: NOW }, 's'), stored('m', { seenAt: NOW + 1 }, 's')]);
    await store.items.save([stored('a', { seenAt: NOW + 1 }, 's'), stored('other', { seenAt: NOW + 2 }, 't')]);
    const ids = (rows: readonly { readonly item: { readonly id: string } }[]) => rows.map((row) => row.item.id);
    assert.deepEqual(ids(await store.items.ofStory('s' as StoryId)), ['z', 'm', 'a']);
    assert.deepEqual(ids((await Array.fromAsync(store.items.since(NOW + 1))).flat()), ['m', 'a', 'other']);
  });

  test('items since a moment come in order and once each, however many there are', async () => {
    await using store = await open();
    const names = Array.from({ length: 1_200 }, (_, n) => `n${(n * 7) % 1_200}`);
    await store.items.save(names.map((name, n) => stored(name, { seenAt: n % 3 === 0 ? NOW - 1 : NOW }, 's')));
    const found = (await Array.fromAsync(store.items.since(NOW))).flat();
    assert.deepEqual(
      found.map(({ item }) => item.id),
      names.filter((_, n) => n % 3 !== 0),
    );
  });

  test('pruning drops old items with their texts and empty stories, and keeps the evidence of summits', async () => {
    await using store = await open();
    await store.items.save([stored('old'), stored('cited'), stored('new', { seenAt: NOW + 100 })]);
    await store.items.revise(item('old', { title: 'edited' }), 'h', NOW);
    for (const id of ['story-old', 'story-cited']) {
      await store.stories.save(story(id), [{ topicId: 'a-b' as TopicId, reason: 'named' }]);
    }
    await store.summits.save(summit('s'), [], [claim('cited', NOW)]);
    assert.equal(await store.items.prune(NOW + 50), 1);
    assert.deepEqual(
      (await Array.fromAsync(store.items.since(0))).flat().map((row) => row.item.id),
      ['cited', 'new'],
    );
    assert.deepEqual(await store.items.revisions('old' as ItemId), []);
    assert.equal(await store.stories.byId('story-old' as StoryId), undefined);
    assert.deepEqual(await store.stories.topics('story-old' as StoryId), []);
    assert.notEqual(await store.stories.byId('story-cited' as StoryId), undefined);
  });
}

export function storiesContract(open: OpenEmpty): void {
  const topics = (...ids: string[]) => ids.map((id) => ({ topicId: id as TopicId, reason: `named ${id}` }));

  test('a story is written anew as it grows; its topics add up and its summit stays', async () => {
    await using store = await open();
    const first = story('s');
    const grown = story('s', {
      itemIds: ['1', '2'] as ItemId[],
      lastSeenAt: NOW + 5,
      follows: 'before' as StoryId,
      corrected: true,
    });
    await store.stories.save(first, topics('b'), 'summit-1' as SummitId);
    await store.stories.save(grown, topics('a', 'b'));
    assert.deepEqual(await store.stories.byId('s' as StoryId), grown);
    assert.deepEqual(await store.stories.topics('s' as StoryId), topics('a', 'b'));
    assert.equal(await store.stories.byId('none' as StoryId), undefined);
  });

  test('stories that are still told, in order of their beginnings', async () => {
    await using store = await open();
    await store.stories.save(story('over', { lastSeenAt: NOW - 1 }), []);
    await store.stories.save(story('young', { firstSeenAt: NOW + 2, lastSeenAt: NOW + 3 }), []);
    const old = story('old', { firstSeenAt: NOW - 9, takesIn: ['over' as StoryId] });
    await store.stories.save(old, []);
    const live = await store.stories.since(NOW);
    assert.deepEqual(
      live.map(({ id }) => id),
      ['old', 'young'],
    );
    assert.deepEqual(live[0], old);
  });

  test('stories of a summit that are still told', async () => {
    await using store = await open();
    await store.stories.save(story('over', { lastSeenAt: NOW - 1 }), [], 'x' as SummitId);
    await store.stories.save(story('other'), [], 'y' as SummitId);
    await store.stories.save(story('none'), []);
    const told = story('told', { toldBy: 'over' as StoryId });
    await store.stories.save(told, [], 'x' as SummitId);
    assert.deepEqual(await store.stories.ofSummit('x' as SummitId, NOW), [told]);
  });

  test('stories begun in a window: by topic or any topic, the newest up to the limit, newest last', async () => {
    await using store = await open();
    const at = (id: string, offset: number) => story(id, { firstSeenAt: NOW + offset, lastSeenAt: NOW + offset });
    await store.stories.save(at('before', -1), topics('a'));
    await store.stories.save(at('one', 0), topics('a', 'b'));
    await store.stories.save(at('unwanted', 1), []);
    await store.stories.save(at('two', 2), topics('b'));
    await store.stories.save(at('three', 3), topics('a'));
    await store.stories.save(at('after', 10), topics('a'));
    const begun = async (topic: string, limit: number) =>
      (await store.stories.begun(topic as TopicId, NOW, NOW + 10, limit)).map((found) => [found.id, found.topics]);
    assert.deepEqual(await begun('all', 9), [
      ['one', ['a', 'b']],
      ['two', ['b']],
      ['three', ['a']],
    ]);
    assert.deepEqual(await begun('a', 9), [
      ['one', ['a', 'b']],
      ['three', ['a']],
    ]);
    assert.deepEqual(await begun('all', 1), [['three', ['a']]]);
    assert.deepEqual(await begun('none', 9), []);
  });
}
