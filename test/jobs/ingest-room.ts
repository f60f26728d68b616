// The service's ingest over a store of its own, with the shipped leaders; what it would tell is kept for the test to see.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseLeaders } from '../../src/config/leaders.ts';
import type { News } from '../../src/core/alerts/interest.ts';
import type { Feed, FeedId } from '../../src/core/feeds/feed.ts';
import { languageOf } from '../../src/core/languages/language.ts';
import { createStoryIndex } from '../../src/core/stories/gather.ts';
import type { Topic, TopicId } from '../../src/core/stories/topic.ts';
import { createTopicMatcher } from '../../src/core/stories/topics.ts';
import { createSummitBook } from '../../src/core/summits/book.ts';
import { HOUR } from '../../src/core/text/instant.ts';
import { createIngest } from '../../src/jobs/ingest.ts';
import { openNewsroom } from '../../src/jobs/newsroom.ts';
import { openStore } from '../../src/storage/open.ts';

const read = parseLeaders(readFileSync(join(import.meta.dirname, '../../config/leaders.yaml'), 'utf8'));
assert.ok('leaders' in read);
const { leaders } = read;

export const START = Date.UTC(2025, 7, 6, 9);

const topic = (id: string, participants: readonly string[], query?: string): Topic => ({
  id: id as TopicId,
  name: id,
  kind: query === undefined ? 'summit' : 'keyword',
  ...(query !== undefined && { query }),
  participants,
  aliases: [],
});
const topics = [topic('trump-putin', ['trump', 'putin']), topic('ferry', [], 'ferry OR captain')];

const feedNamed = (id: string, language: string): Feed => ({
  id: id as FeedId,
  url: `https://${id}.example/feed`,
  title: id,
  language,
  trust: 'press',
  every: HOUR,
  origin: 'config',
});

export type Report = {
  readonly feed: string;
  readonly title: string;
  readonly summary?: string;
  readonly language?: string;
  readonly hours: number;
};

export async function openIngestRoom(url = 'file::memory:') {
  let now = START;
  const told: News[] = [];
  let broken = false;
  const store = await openStore(url, { now: () => now });
  const newsroom = await openNewsroom({
    store,
    openStories: createStoryIndex,
    openBook: () => createSummitBook(leaders),
    topics: createTopicMatcher(topics),
    now: () => now,
  });
  const ingest = createIngest({
    newsroom,
    tell: {
      async plan(_store, news) {
        if (broken) throw new Error('disk full');
        told.push(...news);
        return news.length;
      },
      wake() {},
    },
    hash: (text) => createHash('sha256').update(text).digest('hex').slice(0, 32),
    detect: languageOf,
    onItems() {},
  });

  return {
    store,
    told,
    /** Makes every commit fail until it is mended. */
    breaks(is: boolean) {
      broken = is;
    },
    toldStories: () => told.flatMap((news) => (news.kind === 'story' ? [news.story.headline] : [])),
    /** Takes the reports of one feed in, at the hour of the latest. */
    async take(...reports: readonly [Report, ...Report[]]) {
      const [{ feed: name, language = 'en' }] = reports;
      const feed = feedNamed(name, language);
      await store.feeds.add(feed, now);
      // What a first poll brings is held, not told.
      await store.feeds.count(feed.id, { seen: 1, filtered: 1 });
      now = START + Math.max(...reports.map(({ hours }) => hours)) * HOUR;
      const items = reports.map(({ title, summary = '', hours }) => {
        const slug = createHash('sha256').update(title).digest('hex').slice(0, 12);
        const url = `https://${name}.example/2025/${slug}`;
        const publishedAt = START + hours * HOUR;
        return { id: slug, url, title, summary, publishedAt, authors: [], categories: [], language };
      });
      await ingest(feed, { title: name, language, items, hints: {} }, undefined, now);
    },
    async items() {
      return (await Array.fromAsync(store.items.since(0))).flat();
    },
  };
}
