// Headlines that name a running summit by its place, by one guest or by a role belong to it, and open nothing of their own.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseLeaders } from '../../../src/config/leaders.ts';
import type { FeedId } from '../../../src/core/feeds/feed.ts';
import type { Item, ItemId } from '../../../src/core/feeds/item.ts';
import type { StoryId } from '../../../src/core/stories/story.ts';
import { createSummitBook } from '../../../src/core/summits/book.ts';

const read = parseLeaders(readFileSync(join(import.meta.dirname, '../../../config/leaders.yaml'), 'utf8'));
assert.ok('leaders' in read);
const { leaders } = read;

function itemOf(title: string, at: string, number: number): Item {
  const instant = Date.parse(at);
  const url = `https://paper${number}.example/${number}`;
  return {
    id: `i${number}` as ItemId,
    feedId: 'paper' as FeedId,
    guid: `${number}`,
    url,
    canonicalUrl: url,
    title,
    summary: '',
    language: 'en',
    source: `Paper ${number}`,
    trust: 'press',
    publishedAt: instant,
    seenAt: instant,
  };
}

/** The verdict on the last headline, and the summit the first one opened. */
function replay(headlines: readonly (readonly [title: string, at: string])[]) {
  const book = createSummitBook(leaders);
  const verdicts = headlines.map(([title, at], number) => {
    const item = itemOf(title, at, number);
    return book.take(item, { storyId: `s${number}` as StoryId, joined: false }, item.publishedAt);
  });
  return { first: verdicts[0], last: verdicts.at(-1), open: book.summits().map(({ id }) => id) };
}

const ALASKA = ['Trump to meet Putin in Alaska on Friday', '2025-08-09T10:00Z'] as const;

describe('back-references', () => {
  for (const title of [
    'Putin lands in Alaska for summit',
    'Alaska summit with Trump begins',
    'Alaska summit begins',
    'Putin arrives in Alaska',
    'Trump heads to Alaska for Putin summit',
  ]) {
    it(`"${title}" belongs to the meeting in Alaska`, () => {
      const { first, last, open } = replay([ALASKA, [title, '2025-08-15T18:00Z']]);
      assert.equal(last?.relevant, true);
      assert.equal(last?.summitId, first?.summitId);
      assert.equal(open.length, 1);
    });
  }

  it('the end of the talks is told of the summit that was under way', () => {
    const { first, last } = replay([
      ALASKA,
      ['Trump greets Putin in Alaska as summit opens', '2025-08-15T19:00Z'],
      ['Alaska summit ends after three hours', '2025-08-15T23:00Z'],
    ]);
    assert.equal(last?.summitId, first?.summitId);
    assert.match(last?.stage ?? '', /^(held|outcome)$/);
  });

  it('one leader on the way somewhere else opens no summit with himself', () => {
    const { last, open } = replay([ALASKA, ['Putin opens bridge in Crimea', '2025-08-11T10:00Z']]);
    assert.equal(last?.relevant, false);
    assert.equal(open.length, 1);
  });

  for (const [title, opens] of [
    ['Biden to attend NATO summit on the threat from Russia', 'nato'],
    ['Biden flies to NATO summit on Russia’s assault on Ukraine', 'nato'],
    ['Biden and Putin to meet on sidelines of G20 summit', undefined],
  ] as const) {
    it(`"${title}" is ${opens ? 'the summit of a body' : 'their meeting'}, while two leaders are to meet`, () => {
      const { first, last } = replay([
        ['Biden agrees to summit with Putin', '2022-02-21T10:00Z'],
        [title, '2022-02-24T10:00Z'],
      ]);
      assert.equal(last?.relevant, true);
      if (opens) assert.match(last?.summitId ?? '', new RegExp(`^${opens}-`, 'u'));
      else assert.equal(last?.summitId, first?.summitId);
    });
  }
});
