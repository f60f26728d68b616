// News in our own words, and a book with the leaders that the product ships with.
import { readFileSync } from 'node:fs';
import { parseLeaders } from '../../../src/config/leaders.ts';
import type { FeedId } from '../../../src/core/feeds/feed.ts';
import type { Item, ItemId } from '../../../src/core/feeds/item.ts';
import type { StoryId } from '../../../src/core/stories/story.ts';
import { createSummitBook } from '../../../src/core/summits/book.ts';
import type { LeaderBook } from '../../../src/core/summits/leaders.ts';
import type { Summit, SummitId, SummitVerdict } from '../../../src/core/summits/summit.ts';

const read = parseLeaders(readFileSync(new URL('../../../config/leaders.yaml', import.meta.url), 'utf8'));
if ('faults' in read) throw new Error(read.faults.join('\n'));
export const leaders: LeaderBook = read.leaders;

let count = 0;

export function newsItem(title: string, date: string, more: Partial<Item> = {}): Item {
  count += 1;
  const at = Date.parse(date);
  const id = `item-${count}`;
  return {
    id: id as ItemId,
    feedId: 'feed' as FeedId,
    guid: id,
    url: `https://news.example/${id}`,
    canonicalUrl: `https://news.example/${id}`,
    title,
    summary: '',
    language: 'en',
    source: `Paper ${count}`,
    trust: 'press',
    publishedAt: at,
    seenAt: at,
    ...more,
  };
}

/** A book whose `take` reads each item at its own date. */
export function bookOf(): {
  take(item: Item, story?: { storyId: string; joined: boolean }): SummitVerdict;
  pass(now: number): void;
  summit(id: string): Summit | undefined;
  summits(): readonly Summit[];
} {
  const book = createSummitBook(leaders);
  return {
    take: (item, story = { storyId: `story of ${item.id}`, joined: false }) =>
      book.take(item, { storyId: story.storyId as StoryId, joined: story.joined }, item.publishedAt),
    pass: (now) => {
      book.pass(now);
    },
    summit: (id) => book.summit(id as SummitId),
    summits: () => book.summits(),
  };
}
