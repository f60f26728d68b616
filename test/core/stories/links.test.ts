// When two live stories are taken for one piece of news.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Judged } from '../../../src/core/stories/decide.ts';
import { FEATURES } from '../../../src/core/stories/features.ts';
import { createStoryLinks } from '../../../src/core/stories/links.ts';
import { createRulings } from '../../../src/core/stories/rulings.ts';
import type { StoryId } from '../../../src/core/stories/story.ts';
import { createVocabulary } from '../../../src/core/stories/vocabulary.ts';
import { createWindow } from '../../../src/core/stories/window.ts';
import { START } from './news.ts';

const CASES = [
  { says: 'an item fits both and their items are alike', item: [0.95, 0.9], alike: 0.9, linked: true },
  { says: 'an item stands between two pieces of news', item: [0.98, 0.97], alike: 0.3, linked: false },
  { says: 'their items are alike but this one fits only one', item: [0.95, 0.4], alike: 0.9, linked: false },
] as const;

describe('links between stories', () => {
  for (const { says, item, alike, linked } of CASES) {
    it(`${linked ? 'takes two stories for one' : 'keeps two stories apart'} where ${says}`, () => {
      const vocabulary = createVocabulary();
      const window = createWindow(vocabulary);
      const [large, small] = ['a', 'b'].map((id) => open(window, id as StoryId));
      assert.ok(large !== undefined && small !== undefined);
      large.size = 5;
      small.size = 2;
      const asked: string[] = [];
      const links = createStoryLinks(window, createRulings(), (one, other) => {
        asked.push(`${one.id} in ${other.id}`);
        return alike;
      });
      links.note([large, small].map((story, at) => judged(story, item[at] ?? 0)));
      assert.equal(links.standsFor(small).id, linked ? 'a' : 'b');
      assert.equal(links.standsFor(large).id, 'a');
      for (const question of asked) assert.equal(question, 'b in a', 'the smaller is held against the larger');
    });
  }
});

function open(window: ReturnType<typeof createWindow>, id: StoryId) {
  const lists = { itemIds: [], outlets: [], origins: [] };
  return window.open({
    id,
    headline: '',
    language: 'en',
    ...lists,
    firstSeenAt: START,
    lastSeenAt: START,
    alone: false,
  });
}

function judged(story: ReturnType<typeof open>, likelihood: number): Judged {
  return { comparison: { story, features: new Float64Array(FEATURES.length) }, likelihood };
}
