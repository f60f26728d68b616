// A fact that the operator withdraws is taken back by the running service, told once, and may be set again by the news.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { News } from '../../src/core/alerts/interest.ts';
import type { Item } from '../../src/core/feeds/item.ts';
import { createStoryIndex } from '../../src/core/stories/gather.ts';
import type { StoryId } from '../../src/core/stories/story.ts';
import { createSummitBook } from '../../src/core/summits/book.ts';
import type { Retractable } from '../../src/core/summits/retraction.ts';
import { createAdvance } from '../../src/jobs/advance-summits.ts';
import { openNewsroom } from '../../src/jobs/newsroom.ts';
import { noteRetraction } from '../../src/jobs/retractions.ts';
import { openStore } from '../../src/storage/open.ts';
import { leaders, newsItem } from '../core/summits/fixtures.ts';

const ID = 'putin-trump-2025-10';
const MEETING = newsItem('Trump and Putin to meet in Budapest', '2025-10-16T08:00Z');
const DAY_NAMED = newsItem('Trump and Putin to meet in Budapest on 30 October', '2025-10-17T08:00Z');
const CANCELLED = newsItem('Trump calls off Budapest summit with Putin', '2025-10-18T08:00Z');

async function openDesk() {
  let now = MEETING.publishedAt;
  const told: News[] = [];
  const store = await openStore('file::memory:', { now: () => now });
  const open = () =>
    openNewsroom({
      store,
      openStories: createStoryIndex,
      openBook: () => createSummitBook(leaders),
      topics: () => [],
      now: () => now,
    });
  let newsroom = await open();
  const tell = {
    plan: async (_: unknown, news: readonly News[]) => told.push(...news),
    wake() {},
  };
  const advance = (at: number) => createAdvance({ newsroom, tell })(at);
  return {
    store,
    async restart() {
      newsroom = await open();
    },
    take: (item: Item) =>
      newsroom.edit(async (room) => {
        now = item.publishedAt;
        const story = { storyId: item.id as string as StoryId, joined: false };
        const { summitId, changes, claims } = room.summits.take(item, story, now);
        const summit = summitId && room.summits.summit(summitId);
        if (summit) await room.store.summits.save(summit, changes, claims);
        return changes.map(({ field, after }) => `${field}: ${after}`);
      }),
    async retract(field: Retractable) {
      await noteRetraction(store, { summitId: ID, field, why: 'The paper took it back.' });
      now += 3_600_000;
      await advance(now);
      return told.splice(0).map((news) => (news.kind === 'change' ? [news.change.before, news.change.after] : []));
    },
    summit: () => newsroom.edit(async ({ summits }) => summits.summits().find(({ id }) => id === ID)),
  };
}

describe('a retraction', () => {
  it('brings back what was known before, leaves a trace, and is told once', async () => {
    const desk = await openDesk();
    for (const item of [MEETING, DAY_NAMED]) await desk.take(item);
    assert.deepEqual(await desk.retract('date'), [['30 October', 'not known']]);
    assert.equal((await desk.summit())?.date, undefined);
    assert.equal((await desk.summit())?.place?.value.name, 'Budapest');
    const log = await desk.store.summits.changes({});
    assert.deepEqual([log.at(-1)?.field, log.at(-1)?.why], ['correction', 'The paper took it back.']);
    assert.deepEqual(await desk.retract('date'), []);
  });

  it('takes back a stage, and lets later evidence set it again', async () => {
    const desk = await openDesk();
    for (const item of [MEETING, CANCELLED]) await desk.take(item);
    assert.equal((await desk.summit())?.stage.value, 'cancelled');
    assert.deepEqual(await desk.retract('stage'), [['cancelled', 'scheduled']]);
    assert.equal((await desk.store.summits.byId((await desk.summit())?.id ?? (ID as never)))?.stage.value, 'scheduled');
    const again = await desk.take({ ...CANCELLED, publishedAt: CANCELLED.publishedAt + 86_400_000 });
    assert.deepEqual(again, ['stage: cancelled']);
  });

  it('keeps what was withdrawn from counting after a restart', async () => {
    const desk = await openDesk();
    for (const item of [MEETING, CANCELLED]) await desk.take(item);
    assert.deepEqual(await desk.retract('stage'), [['cancelled', 'scheduled']]);
    await desk.restart();
    const rumour = newsItem('Summit of Trump and Putin is off, officials say', '2025-10-18T12:00Z');
    // Word from nobody with a name raises a doubt and no more, unless an earlier report backs it.
    assert.deepEqual(await desk.take(rumour), ['risk: at risk']);
    assert.equal((await desk.summit())?.stage.value, 'scheduled');
  });
});
