// In which language an item is read whose own words hardly tell.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createOutletLanguages } from '../../../src/core/stories/outlet-languages.ts';

const CASES = [
  {
    says: 'an outlet of one language, once taken for another',
    before: { en: 20 },
    item: ['no', 'Harbour opens'],
    reads: 'en',
  },
  { says: 'an outlet that is hardly known', before: { en: 4 }, item: ['no', 'Harbour opens'], reads: 'no' },
  { says: 'an outlet of two languages', before: { en: 20, fr: 6 }, item: ['fr', 'Port ouvert'], reads: 'fr' },
  {
    says: 'a language that the outlet uses now and then',
    before: { en: 30, fr: 4 },
    item: ['fr', 'Port'],
    reads: 'fr',
  },
  { says: 'another script', before: { en: 20 }, item: ['uk', 'Порт відкрито'], reads: 'uk' },
  { says: 'a script that nobody described', before: { en: 20 }, item: ['el', 'Το λιμάνι'], reads: 'el' },
  { says: 'neighbours in one script', before: { ru: 20 }, item: ['uk', 'Порт открыт'], reads: 'ru' },
] as const;

describe('the language an outlet writes in', () => {
  for (const { says, before, item, reads } of CASES) {
    it(`reads ${says} as ${reads}`, () => {
      const languageIn = createOutletLanguages();
      for (const [language, count] of Object.entries(before)) {
        for (let made = 0; made < count; made += 1) languageIn({ source: 'Harbour Post', language, title: 'Port' });
      }
      const [language, title] = item;
      assert.equal(languageIn({ source: 'Harbour Post', language, title }), reads);
    });
  }

  it('asks only the item where no outlet is named', () => {
    const languageIn = createOutletLanguages();
    for (let made = 0; made < 20; made += 1) languageIn({ source: '', language: 'en', title: 'Port' });
    assert.equal(languageIn({ source: '', language: 'no', title: 'Havn' }), 'no');
  });
});
