// The desk hands each item to stories, summits and topics, and folds only what somebody asked for.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseLeaders } from '../../../src/config/leaders.ts';
import { openDesk } from '../../../src/core/desk/desk.ts';
import type { FeedId } from '../../../src/core/feeds/feed.ts';
import type { Item, ItemId } from '../../../src/core/feeds/item.ts';
import { createStoryIndex } from '../../../src/core/stories/gather.ts';
import type { Topic, TopicId } from '../../../src/core/stories/topic.ts';
import { createTopicMatcher } from '../../../src/core/stories/topics.ts';
import { createSummitBook } from '../../../src/core/summits/book.ts';
import { countriesOf } from '../../../src/core/summits/followed.ts';
import type { PartyKey } from '../../../src/core/summits/summit.ts';

const read = parseLeaders(readFileSync(join(import.meta.dirname, '../../../config/leaders.yaml'), 'utf8'));
assert.ok('leaders' in read);
const { leaders } = read;

const topic = (id: string, participants: readonly string[], query?: string): Topic => ({
  id: id as TopicId,
  name: id,
  kind: query === undefined ? 'summit' : 'keyword',
  ...(query !== undefined && { query }),
  participants,
  aliases: [],
});
const topics = [
  topic('nato', ['nato']),
  topic('trump-putin', ['trump', 'putin']),
  topic('trump-macron', ['trump', 'macron']),
  topic('japan-south-korea', ['japan', 'south_korea']),
  topic('grain', [], 'grain AND corridor'),
];

function itemOf(id: string, title: string, at: string): Item {
  const instant = Date.parse(at);
  const url = `https://paper.example/${id}`;
  return {
    id: id as ItemId,
    feedId: 'paper' as FeedId,
    guid: id,
    url,
    canonicalUrl: url,
    title,
    summary: '',
    language: 'en',
    source: 'Paper',
    trust: 'press',
    publishedAt: instant,
    seenAt: instant,
  };
}

function freshDesk(foldAll = false) {
  const desk = openDesk({
    stories: createStoryIndex(),
    summits: createSummitBook(leaders),
    topics: createTopicMatcher(topics),
    foldAll,
  });
  return (id: string, title: string, at: string) => desk.takeIn(itemOf(id, title, at), Date.parse(at));
}

const ids = (verdict: ReturnType<ReturnType<typeof freshDesk>>) => verdict.topics.map(({ topicId }) => topicId);

describe('the desk', () => {
  it('leaves unfolded what nobody asked about, unless it folds all', () => {
    assert.equal(freshDesk()('a', 'Bakery wins prize for rye loaf', '2025-08-06T10:00Z').placement, undefined);
    assert.equal(freshDesk(true)('a', 'Bakery wins prize for rye loaf', '2025-08-06T10:00Z').placement?.kind, 'opened');
  });

  it('gives a keyword topic what fits its query, and folds it', () => {
    const verdict = freshDesk()('a', 'Grain ships wait for the corridor to open', '2025-08-06T10:00Z');
    assert.deepEqual(ids(verdict), ['grain']);
    assert.equal(verdict.placement?.kind, 'opened');
  });

  it('gives an institution its own summit', () => {
    const verdict = freshDesk()('a', 'NATO leaders gather in The Hague for summit', '2025-06-24T10:00Z');
    assert.equal(verdict.summit.relevant, true);
    assert.deepEqual(ids(verdict), ['nato']);
  });

  const led = [
    ['Kishida and Yoon to meet in Tokyo next week', '2023-05-02T10:00Z'],
    ['Takaichi and Lee Jae-myung to meet in Gyeongju on Thursday', '2025-10-28T10:00Z'],
  ] as const;
  for (const [title, at] of led) {
    it(`gives countries their meeting, whoever leads them: ${title}`, () =>
      assert.deepEqual(ids(freshDesk()('a', title, at)), ['japan-south-korea']));
  }

  it('knows countries no more by people who no longer lead them', () => {
    const [takaichi, yoon] = ['takaichi' as PartyKey, 'yoon' as PartyKey];
    const met = (day: string) => countriesOf([takaichi, yoon], Date.parse(day), leaders);
    assert.deepEqual(met('2026-01-20'), ['japan']);
    assert.deepEqual(met('2024-01-20'), ['south_korea']);
  });

  it('gives a pair its meeting, also when an item names only one of them', () => {
    const take = freshDesk();
    assert.deepEqual(ids(take('a', 'Trump to meet Putin in Alaska on Friday', '2025-08-09T10:00Z')), ['trump-putin']);
    const later = take('b', 'Alaska summit with Trump begins', '2025-08-15T18:00Z');
    assert.deepEqual(ids(later), ['trump-putin']);
  });
});
