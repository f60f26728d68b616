import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Item } from '../../../src/core/feeds/item.ts';
import { createStoryIndex } from '../../../src/core/stories/gather.ts';
import { apartFrom } from '../../../src/core/stories/overruling.ts';
import type { Ruling, Story, StoryId, StoryIndex } from '../../../src/core/stories/story.ts';
import { news } from './news.ts';

/** One story of three items, the last of which people find to be other news. */
function ferry() {
  const index = createStoryIndex({ likelihood: () => 0.8, joinFrom: [0.75, 0.75] });
  const items = [
    news('Ferry with 300 aboard runs aground off Gotland', { source: 'Harbour Post' }),
    news('Gotland ferry aground: 300 passengers rescued', { hours: 1, source: 'Isle Mail' }),
    news('Second ferry stuck near Gotland lighthouse', { hours: 2, source: 'Baltic Day' }),
  ] as const;
  const [from] = items.map((item) => index.place(item).storyId);
  assert.ok(from);
  const other = items[2];
  const split: Ruling = { kind: 'split', itemId: other.id, from, into: apartFrom(other.id, from) };
  return { index, items, from, other, split };
}

function storyOf(index: StoryIndex, id: StoryId): Story {
  const story = index.story(id);
  assert.ok(story);
  return story;
}

const copyOf = (item: Item, hours: number): Item => news(item.title, { hours });

function restarted(index: StoryIndex, stored: readonly (readonly [Item, StoryId])[], rulings: readonly Ruling[]) {
  const again = createStoryIndex({ likelihood: () => 0.8, joinFrom: [0.75, 0.75] });
  for (const id of new Set(stored.map(([, storyId]) => storyId))) {
    const story = index.story(id);
    if (story) again.restoreStory(story);
  }
  for (const [item, storyId] of stored) again.restore(item, storyId);
  for (const ruling of rulings) again.overrule(ruling, []);
  return again;
}

describe("people's word against the index", () => {
  it('makes an item a story of its own, to which its later copies go', () => {
    const { index, items, from, other, split } = ferry();
    index.overrule(split, items);
    assert.deepEqual(index.story(from)?.itemIds, [items[0].id, items[1].id]);
    assert.deepEqual(index.story(from)?.outlets, ['Harbour Post', 'Isle Mail']);
    assert.deepEqual(index.story(split.into)?.itemIds, [other.id]);
    assert.equal(index.story(split.into)?.headline, other.title);
    assert.equal(index.place(other).storyId, split.into);
    assert.equal(index.place(copyOf(other, 3)).storyId, split.into);
    assert.equal(index.place(copyOf(items[1], 4)).storyId, from);
  });

  it('keeps to a split after a restart', () => {
    const { index, items, from, other, split } = ferry();
    index.overrule(split, items);
    const stored = items.map((item) => [item, item === other ? split.into : from] as const);
    const again = restarted(index, stored, [split]);
    assert.deepEqual(again.story(from), index.story(from));
    assert.deepEqual(again.story(split.into), index.story(split.into));
    assert.equal(again.place(copyOf(other, 3)).storyId, split.into);
  });

  it('a story that follows one which was merged follows the one it went into', () => {
    const { index, items, from, other, split } = ferry();
    index.overrule(split, items);
    index.restoreStory({ ...storyOf(index, from), id: 's-later' as StoryId, itemIds: [], follows: split.into });
    index.overrule({ kind: 'merge', from: split.into, into: from }, items);
    assert.equal(index.story('s-later' as StoryId)?.follows, from);
    assert.ok(index.story(from)?.itemIds.includes(other.id));
  });

  it('never links two stories that people parted, however well an item fits both', () => {
    let sure = 0.8;
    const index = createStoryIndex({ likelihood: () => sure, joinFrom: [0.75, 0.75] });
    const items = [news('Zenda bridge opens'), news('Zenda bridge opens to trams', { hours: 1 })] as const;
    const [from] = items.map((item) => index.place(item).storyId);
    assert.ok(from);
    const into = apartFrom(items[1].id, from);
    index.overrule({ kind: 'split', itemId: items[1].id, from, into }, items);
    sure = 0.95;
    index.place(news('Zenda bridge opens with trams', { hours: 2 }));
    assert.equal(index.story(from)?.takesIn, undefined);
    assert.equal(index.story(into)?.takesIn, undefined);
  });

  it('tells two stories on as one', () => {
    const index = createStoryIndex();
    const items = [
      news('Ferry with 300 aboard runs aground off Gotland'),
      news('Captain of passenger ship blames fog', { hours: 1 }),
    ] as const;
    const [into, from] = items.map((item) => index.place(item).storyId);
    assert.ok(into && from && into !== from);
    const merge: Ruling = { kind: 'merge', from, into };
    index.overrule(merge, items);
    assert.equal(index.story(from), undefined);
    assert.deepEqual(
      index.story(into)?.itemIds,
      items.map(({ id }) => id),
    );
    assert.equal(index.place(copyOf(items[1], 2)).storyId, into);
    const again = restarted(
      index,
      items.map((item) => [item, into] as const),
      [merge],
    );
    assert.equal(again.place(copyOf(items[1], 3)).storyId, into);
  });

  it('lets people take back what they parted', () => {
    const { index, items, from, split } = ferry();
    index.overrule(split, items);
    index.overrule({ kind: 'merge', from: split.into, into: from }, items);
    assert.deepEqual(
      index.story(from)?.itemIds,
      items.map(({ id }) => id),
    );
    assert.equal(index.story(split.into), undefined);
    const { itemId } = split.kind === 'split' ? split : assert.fail();
    const further = apartFrom(itemId, split.into);
    assert.notEqual(further, split.into);
  });
});
