// What the README promises of stories, told from outside: items in, placements and stories out.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FeedId } from '../../../src/core/feeds/feed.ts';
import { createStoryIndex } from '../../../src/core/stories/gather.ts';
import { canonicalUrl } from '../../../src/core/text/urls.ts';
import { news } from './news.ts';

const HEADLINE = 'Ferry with 300 aboard runs aground off Gotland';
const LEDE = 'A ferry with 300 passengers ran aground off the island of Gotland on Monday night, the coast guard said.';

describe('identity comes first', () => {
  const home = 'https://harbour.example/2026/ferry-aground';
  for (const address of [
    'https://www.harbour.example/2026/ferry-aground?utm_source=rss&fbclid=1',
    'https://m.harbour.example/2026/ferry-aground/',
    'https://amp.harbour.example/2026/ferry-aground',
    'https://harbour.example/2026/ferry-aground/amp',
    'https://www.google.com/amp/s/harbour.example/2026/ferry-aground',
    'https://www.google.com/url?url=https%3A%2F%2Fharbour.example%2F2026%2Fferry-aground',
  ]) {
    it(`${address} is the same article`, () => {
      const index = createStoryIndex();
      const first = news(HEADLINE, { canonicalUrl: canonicalUrl(home), source: 'Harbour Post' });
      const again = news(HEADLINE, { canonicalUrl: canonicalUrl(address), source: 'Elsewhere', hours: 1 });
      assert.equal(index.place(first).storyId, index.place(again).storyId);
      assert.deepEqual(index.story(index.place(first).storyId)?.itemIds, [first.id]);
    });
  }

  it('a later date and other words under the same guid are an update, however often', () => {
    const index = createStoryIndex();
    const once = { feedId: 'f' as FeedId, guid: 'g', source: 'Harbour Post' };
    const first = news(HEADLINE, once);
    index.place(first);
    const kinds = ['Ferry aground, all safe', 'All 300 safe after ferry ran aground', HEADLINE].map(
      (title, hours) => index.place(news(title, { ...once, hours: hours + 1 })).kind,
    );
    assert.deepEqual(kinds, ['update', 'update', 'update']);
    assert.deepEqual(index.story(`s-${first.id}` as never)?.itemIds, [first.id]);
  });

  it('a correction that comes as an update marks the story', () => {
    const index = createStoryIndex();
    const first = news(HEADLINE, { feedId: 'f' as FeedId, guid: 'g' });
    const { storyId } = index.place(first);
    assert.equal(index.story(storyId)?.corrected, undefined);
    index.place(news('CORRECTED-Ferry with 30 aboard runs aground', { feedId: 'f' as FeedId, guid: 'g', hours: 1 }));
    assert.equal(index.story(storyId)?.corrected, true);
  });
});

describe('a story knows its sources', () => {
  it('first source, outlets in order, and wires counted once', () => {
    const index = createStoryIndex();
    const told = [
      news(HEADLINE, { source: 'Harbour Post', summary: LEDE }),
      news('Ferry runs aground off Gotland with 300 aboard', {
        source: 'Isle Mail',
        summary: `GOTLAND (Reuters) - ${LEDE}`,
        hours: 1,
      }),
      news('Ferry with 300 passengers aground off Gotland', {
        source: 'Baltic Day',
        summary: `GOTLAND (Reuters) - ${LEDE}`,
        hours: 2,
      }),
    ];
    const [id, ...others] = told.map((item) => index.place(item).storyId);
    assert.ok(id !== undefined && others.every((other) => other === id));
    const story = index.story(id);
    assert.deepEqual(story?.outlets, ['Harbour Post', 'Isle Mail', 'Baltic Day']);
    assert.equal(story?.independentSources[0], 'Harbour Post');
    assert.equal(story?.independentSources.filter((source) => source === 'Reuters').length, 1);
    assert.ok(!story?.independentSources.includes('Baltic Day'));
  });
});

describe('no drift', () => {
  const moulds = [
    'Liveticker: Fähre vor Gotland',
    'Sector Update: Shipping',
    'Головне за день: пором',
    'World news in brief: ferry aground',
  ];
  for (const title of moulds) {
    it(`“${title}” neither takes in nor joins`, () => {
      const index = createStoryIndex();
      const first = index.place(news(title, { summary: LEDE }));
      const second = index.place(news(HEADLINE, { summary: LEDE, hours: 1 }));
      const third = index.place(news(title, { summary: LEDE, hours: 2, source: 'Third' }));
      assert.equal(new Set([first, second, third].map(({ storyId }) => storyId)).size, 3);
    });
  }

  it('a story closes though it is told of every day', () => {
    const index = createStoryIndex();
    const ids = Array.from(
      { length: 9 },
      (_, day) => index.place(news(HEADLINE, { hours: day * 24, summary: LEDE })).storyId,
    );
    assert.equal(ids[1], ids[0]);
    assert.notEqual(ids[8], ids[0]);
  });
});
