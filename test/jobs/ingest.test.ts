// What came of a feed's document: commits that fail leave no trace in the memory of the desk.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openIngestRoom } from './ingest-room.ts';

test('an item whose commit failed is placed anew, not taken for one we have', async () => {
  const room = await openIngestRoom();
  const report = { feed: 'post', title: 'Ferry with 300 aboard runs aground off Gotland', hours: 0 };
  room.breaks(true);
  await assert.rejects(room.take(report), /disk full/);
  assert.deepEqual(await room.items(), []);
  room.breaks(false);
  await room.take(report);
  assert.deepEqual(
    (await room.items()).map(({ placement }) => placement),
    ['opened'],
  );
  assert.deepEqual(room.toldStories(), [report.title]);
  await room.store.close();
});

const ANNOUNCED = {
  feed: 'wire',
  title: 'Trump says he will meet Putin in Alaska on August 15',
  hours: 0,
};
const IN_UKRAINIAN = {
  feed: 'visnyk',
  language: 'uk',
  title: 'Трамп оголосив, що зустрінеться з Путіним 15 серпня на Алясці',
  hours: 3,
};

test('what was told in one language is linked, not told as a new story in another', async () => {
  const room = await openIngestRoom();
  await room.take(ANNOUNCED);
  await room.take(IN_UKRAINIAN);
  assert.deepEqual(room.toldStories(), [ANNOUNCED.title]);
  const [first, second] = await room.items();
  assert.ok(first && second);
  assert.notEqual(first.storyId, second.storyId);
  assert.equal((await room.store.stories.byId(second.storyId))?.toldBy, first.storyId);
  const counts = (await room.store.feeds.list()).find(({ feed }) => feed.id === 'visnyk')?.counts;
  assert.equal(counts?.folded, 1);
  await room.store.close();
});

const NEWS_OF_ITS_OWN = [
  ['half a day later', { ...IN_UKRAINIAN, hours: 13 }],
  ['what changes the status', { ...IN_UKRAINIAN, title: 'Трамп скасував зустріч з Путіним на Алясці' }],
  [
    'what says nothing of the stage',
    { ...IN_UKRAINIAN, title: 'Що буде на столі під час зустрічі Трампа і Путіна на Алясці' },
  ],
  [
    'another story in the same language',
    { ...ANNOUNCED, feed: 'post', title: 'Alaskan hotels fill up as Trump and Putin summit draws reporters', hours: 3 },
  ],
] as const;

for (const [what, report] of NEWS_OF_ITS_OWN) {
  test(`a new story is told all the same: ${what}`, async () => {
    const room = await openIngestRoom();
    await room.take(ANNOUNCED);
    await room.take(report);
    assert.deepEqual(room.toldStories(), [ANNOUNCED.title, report.title]);
    await room.store.close();
  });
}
