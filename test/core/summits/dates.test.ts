import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dateIn } from '../../../src/core/summits/dates.ts';
import { wordingOf } from '../../../src/core/summits/wording/wordings.ts';
import { wordsOf } from '../../../src/core/summits/words.ts';

/** Wednesday. */
const AT = Date.parse('2025-08-06T20:00Z');
const day = (instant: number) => new Date(instant).toISOString().slice(0, 10);

const CASES: readonly (readonly [language: string, text: string, from: string, to: string])[] = [
  ['en', 'to meet in Alaska on Friday, August 15', '2025-08-15', '2025-08-15'],
  ['en', 'to meet on Friday', '2025-08-08', '2025-08-08'],
  ['en', 'to meet next Wednesday', '2025-08-13', '2025-08-13'],
  ['en', 'to meet tomorrow', '2025-08-07', '2025-08-07'],
  ['en', 'as early as next week', '2025-08-11', '2025-08-17'],
  ['en', 'in the coming days', '2025-08-06', '2025-08-12'],
  ['en', 'summit in September', '2025-09-01', '2025-09-30'],
  ['en', 'summit in March', '2026-03-01', '2026-03-31'],
  ['en', 'on 30 Oct 2025', '2025-10-30', '2025-10-30'],
  ['de', 'am 7. September in Berlin', '2025-09-07', '2025-09-07'],
  ['fr', 'le 12 septembre à Paris', '2025-09-12', '2025-09-12'],
  ['es', 'el 28 de agosto', '2025-08-28', '2025-08-28'],
  ['uk', '15 серпня на Алясці', '2025-08-15', '2025-08-15'],
  ['ru', 'состоится 30 октября', '2025-10-30', '2025-10-30'],
  ['en', 'to meet within two weeks', '2025-08-06', '2025-08-20'],
  ['en', 'in the next 10 days', '2025-08-06', '2025-08-16'],
  ['en', 'later this month', '2025-08-06', '2025-08-31'],
  ['en', 'to meet this weekend', '2025-08-09', '2025-08-10'],
  ['uk', 'протягом двох тижнів', '2025-08-06', '2025-08-20'],
  ['ru', 'в течение двух недель', '2025-08-06', '2025-08-20'],
  ['de', 'binnen zwei Wochen', '2025-08-06', '2025-08-20'],
  ['fr', "d'ici deux semaines", '2025-08-06', '2025-08-20'],
  ['es', 'en las próximas dos semanas', '2025-08-06', '2025-08-20'],
];

describe('a date as written', () => {
  for (const [language, text, from, to] of CASES) {
    it(`${language}: ${text}`, () => {
      const date = dateIn(wordsOf(text), wordingOf(language), AT);
      assert.ok(date);
      assert.deepEqual([day(date.from), day(date.to)], [from, to]);
    });
  }

  it('is no date where a word only looks like one', () => {
    assert.equal(dateIn(wordsOf('Leaders may march on'), wordingOf('en'), AT), undefined);
  });
});
