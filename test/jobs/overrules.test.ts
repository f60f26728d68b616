// People overrule the folding of a running service: from the command line through the store into the index, for good.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { type StoriesCall, storiesCommand } from '../../src/cli/stories.ts';
import { openIngestRoom } from './ingest-room.ts';

const GROUNDED = 'Ferry with 300 aboard runs aground off Gotland';
const RESCUED = 'Gotland ferry aground: 300 passengers rescued';

let folder: string;
let url: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'overrules-'));
  url = `file:${join(folder, 'store.db')}`;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function stories(call: StoriesCall) {
  const out: string[] = [];
  const err: string[] = [];
  const lines = { write: (line: string) => out.push(line), fail: (line: string) => err.push(line) };
  const code = await storiesCommand(call, { CONFIG_DIR: folder, DATABASE_URL: url }, lines);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

type Room = Awaited<ReturnType<typeof openIngestRoom>>;

async function storyOf(room: Room, title: string) {
  const found = (await room.items()).find(({ item }) => item.title === title);
  assert.ok(found, title);
  return found;
}

test('a split is carried out with the next feed, for later copies too, and lasts over a restart', async () => {
  const room = await openIngestRoom(url);
  await room.take({ feed: 'post', title: GROUNDED, hours: 0 });
  await room.take({ feed: 'mail', title: RESCUED, hours: 1 });
  const joined = await storyOf(room, RESCUED);
  assert.equal(joined.storyId, (await storyOf(room, GROUNDED)).storyId);

  const answer = await stories({ act: 'split', item: joined.item.id });
  assert.deepEqual([answer.code, answer.err], [0, '']);
  await room.take({ feed: 'day', title: RESCUED, summary: 'All are ashore.', hours: 2 });
  const split = await storyOf(room, RESCUED);
  assert.notEqual(split.storyId, joined.storyId);
  assert.deepEqual((await room.store.stories.byId(joined.storyId))?.outlets, ['post']);
  assert.deepEqual((await room.store.stories.byId(split.storyId))?.outlets, ['mail', 'day']);
  assert.deepEqual(await room.store.stories.topics(split.storyId), await room.store.stories.topics(joined.storyId));
  await room.store.close();

  const again = await openIngestRoom(url);
  await again.take({ feed: 'echo', title: RESCUED, summary: 'The crew is safe.', hours: 3 });
  assert.deepEqual((await again.store.stories.byId(split.storyId))?.outlets, ['mail', 'day', 'echo']);
  await again.store.close();
});

test('a merge tells two stories on as one, also after a restart', async () => {
  const room = await openIngestRoom(url);
  await room.take({ feed: 'post', title: GROUNDED, hours: 0 });
  const other = 'Captain of passenger ship blames thick fog';
  await room.take({ feed: 'mail', title: other, hours: 1 });
  const [into, from] = [(await storyOf(room, GROUNDED)).storyId, (await storyOf(room, other)).storyId];
  assert.notEqual(from, into);
  assert.equal((await stories({ act: 'merge', story: from, into })).code, 0);
  await room.take({ feed: 'day', title: 'Bakers want their market back', hours: 2 });
  assert.equal((await storyOf(room, other)).storyId, into);
  assert.equal(await room.store.stories.byId(from), undefined);
  await room.store.close();

  const again = await openIngestRoom(url);
  await again.take({ feed: 'echo', title: `${other} soon`, hours: 3 });
  assert.equal((await again.store.stories.byId(into))?.itemIds.length, 3);
  await again.store.close();
});

test('a decision taken twice is carried out once', async () => {
  const room = await openIngestRoom(url);
  await room.take({ feed: 'post', title: GROUNDED, hours: 0 });
  await room.take({ feed: 'mail', title: RESCUED, hours: 1 });
  const { item } = await storyOf(room, RESCUED);
  for (const _ of [1, 2]) assert.equal((await stories({ act: 'split', item: item.id })).code, 0);
  await room.take({ feed: 'day', title: 'Bakers want their market back', hours: 2 });
  assert.deepEqual((await room.store.stories.byId((await storyOf(room, RESCUED)).storyId))?.itemIds, [item.id]);
  assert.deepEqual(await room.store.overrules.waiting(), []);
  await room.store.close();
});

test('mistakes are told in a sentence', async () => {
  const room = await openIngestRoom(url);
  await room.take({ feed: 'post', title: GROUNDED, hours: 0 });
  const { item, storyId } = await storyOf(room, GROUNDED);
  const refusals: [StoriesCall, RegExp][] = [
    [{ act: 'split', item: 'none' }, /No story has an item none/],
    [{ act: 'split', item: item.id }, /a story by itself already/],
    [{ act: 'merge', story: storyId, into: storyId }, /cannot be merged with itself/],
    [{ act: 'merge', story: storyId, into: 's-none' }, /There is no story s-none/],
  ];
  for (const [call, said] of refusals) {
    const { code, err } = await stories(call);
    assert.notEqual(code, 0);
    assert.match(err, said);
  }
  await room.store.close();
});
