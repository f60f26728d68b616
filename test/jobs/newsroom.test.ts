// One desk for many pieces of work: in order, several a commit, and what breaks costs only itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Item, ItemId } from '../../src/core/feeds/item.ts';
import { createStoryIndex } from '../../src/core/stories/gather.ts';
import type { Ruling, StoryId } from '../../src/core/stories/story.ts';
import { openNewsroom } from '../../src/jobs/newsroom.ts';
import { openStore } from '../../src/storage/open.ts';
import type { Store } from '../../src/storage/store.ts';
import { item, story } from '../core/alerts/samples.ts';

async function openDesk(overrule?: (ruling: Ruling, items: readonly Item[]) => void) {
  const real = await openStore('file::memory:', { now: () => 0 });
  let commits = 0;
  let memories = 0;
  const broken: Ruling[] = [];
  const store: Store = {
    ...real,
    transaction: (work) => {
      commits += 1;
      return real.transaction(work);
    },
  };
  const newsroom = await openNewsroom({
    store,
    openStories: () => {
      memories += 1;
      const index = createStoryIndex();
      return {
        ...index,
        overrule(ruling, items) {
          overrule?.(ruling, items);
          index.overrule(ruling, items);
        },
      };
    },
    openBook: () => ({
      take: () => ({ relevant: false, stage: 'none', parties: [], countries: [], claims: [], changes: [], reason: '' }),
      pass: () => [],
      restore() {},
      summit: () => undefined,
      summits: () => [],
    }),
    topics: () => [],
    now: () => 0,
    onBrokenRuling: (_, ruling) => broken.push(ruling),
  });
  return {
    broken,
    newsroom,
    store: real,
    commits: () => commits,
    memories: () => memories,
  };
}

test('work of one moment is done in order and shares a commit', async () => {
  const { newsroom, store, commits } = await openDesk();
  const order: number[] = [];
  const answers = await Promise.all(
    [1, 2, 3].map((n) =>
      newsroom.edit(async (room) => {
        order.push(n);
        await room.store.facts.set(`fact-${n}`, 'done');
        return n * 10;
      }),
    ),
  );
  assert.deepEqual(answers, [10, 20, 30]);
  assert.deepEqual(order, [1, 2, 3]);
  assert.equal(commits(), 1);
  assert.equal(await store.facts.get('fact-3'), 'done');
  await store.close();
});

test('a piece that breaks is undone alone, and the desk is read anew', async () => {
  const { newsroom, store, memories } = await openDesk();
  const piece = (n: number) =>
    newsroom.edit(async (room) => {
      await room.store.facts.set(`fact-${n}`, 'done');
      if (n === 2) throw new Error('broken');
      return n;
    });
  const ended = await Promise.allSettled([piece(1), piece(2), piece(3)]);
  assert.deepEqual(
    ended.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason))),
    [1, 'Error: broken', 3],
  );
  assert.deepEqual(await Promise.all([1, 2, 3].map((n) => store.facts.get(`fact-${n}`))), ['done', undefined, 'done']);
  assert.ok(memories() >= 2);
  assert.equal(await piece(4), 4);
  await store.close();
});

test('a store that fails is told to everybody who asked, and no later piece waits for ever', async () => {
  const { newsroom, store } = await openDesk();
  await store.close();
  const ended = await Promise.allSettled([1, 2].map((n) => newsroom.edit(async () => n)));
  assert.deepEqual(
    ended.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  await assert.rejects(newsroom.edit(async () => 3));
});

test('a ruling that breaks is given up and told of; the news behind it goes on', async () => {
  const ruling: Ruling = { kind: 'merge', from: 'a' as StoryId, into: 'b' as StoryId };
  const { newsroom, store, broken } = await openDesk((_, items) => {
    if (items.length > 0) throw new Error('no such order of terms');
  });
  for (const id of ['a', 'b']) {
    const made = { ...item(id), seenAt: 0 };
    await store.stories.save(story(id, { itemIds: [id as ItemId], firstSeenAt: 0, lastSeenAt: 0 }), []);
    await store.items.save([{ item: made, storyId: id as StoryId, placement: 'opened', contentHash: id }]);
  }
  await store.overrules.add(ruling, 0);
  assert.equal(await newsroom.edit(async () => 'done'), 'done');
  assert.deepEqual(broken, [ruling]);
  assert.deepEqual(await store.overrules.waiting(), []);
  assert.equal((await store.items.ofStory('a' as StoryId)).length, 1);
  assert.equal(await newsroom.edit(async () => 'and on'), 'and on');
  await store.close();
});
