// People's decisions about stories: kept in order, waiting until they are carried out; items move, stories go.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ItemId } from '../../../src/core/feeds/item.ts';
import type { Ruling, StoryId } from '../../../src/core/stories/story.ts';
import type { TopicId } from '../../../src/core/stories/topic.ts';
import type { OpenEmpty } from '../contract.ts';
import { NOW, stored, story } from './samples.ts';

const split: Ruling = { kind: 'split', itemId: 'a' as ItemId, from: 's' as StoryId, into: 't' as StoryId };
const merge: Ruling = { kind: 'merge', from: 't' as StoryId, into: 's' as StoryId };

export function overrulesContract(open: OpenEmpty): void {
  test('decisions wait in order until each is carried out', async () => {
    await using store = await open();
    assert.deepEqual(await store.overrules.waiting(), []);
    await store.overrules.add(split, NOW);
    await store.overrules.add(merge, NOW);
    const [first, second] = await store.overrules.waiting();
    assert.deepEqual([first?.ruling, second?.ruling], [split, merge]);
    assert.ok(first);
    await store.overrules.settle(first.number, NOW + 5);
    assert.deepEqual(
      (await store.overrules.waiting()).map(({ ruling }) => ruling),
      [merge],
    );
    assert.deepEqual(await store.overrules.carriedOut(NOW + 5), [split]);
    assert.deepEqual(await store.overrules.carriedOut(NOW + 6), []);
  });

  test('items move to another story', async () => {
    await using store = await open();
    await store.items.save([stored('a', {}, 's'), stored('b', {}, 's'), stored('c', {}, 's')]);
    await store.items.move(['a', 'c'] as ItemId[], 't' as StoryId);
    const ids = async (id: string) => (await store.items.ofStory(id as StoryId)).map(({ item }) => item.id);
    assert.deepEqual(await ids('t'), ['a', 'c']);
    assert.deepEqual(await ids('s'), ['b']);
  });

  test('a story that went into another one goes with its topics, leaves its items, and is named no more', async () => {
    await using store = await open();
    await store.items.save([stored('a', {}, 's')]);
    await store.stories.save(story('s'), [{ topicId: 'x' as TopicId, reason: 'named' }]);
    await store.stories.save({ ...story('after'), follows: 's' as StoryId }, []);
    await store.stories.save({ ...story('translated'), toldBy: 's' as StoryId }, []);
    await store.stories.remove('s' as StoryId, 'other' as StoryId);
    assert.equal(await store.stories.byId('s' as StoryId), undefined);
    assert.deepEqual(await store.stories.topics('s' as StoryId), []);
    assert.equal((await store.items.ofStory('s' as StoryId)).length, 1);
    assert.equal((await store.stories.byId('after' as StoryId))?.follows, 'other');
    assert.equal((await store.stories.byId('translated' as StoryId))?.toldBy, 'other');
  });
}
