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
