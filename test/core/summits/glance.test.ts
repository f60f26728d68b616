// Ledes that no summit can stand in are left unread, and nobody can tell by the verdicts.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { StoryId } from '../../../src/core/stories/story.ts';
import { createSummitBook } from '../../../src/core/summits/book.ts';
import { mayNameSummit } from '../../../src/core/summits/glance.ts';
import { NOTHING_AROUND } from '../../../src/core/summits/identify.ts';
import { readOne } from '../../../src/core/summits/sentences.ts';
import { wordingOf } from '../../../src/core/summits/wording/wordings.ts';
import { leaders, newsItem } from './fixtures.ts';

const AT = '2025-07-20T08:00:00Z';
const PLAIN = ['the', 'harvest', 'la', 'récolte', 'die', 'Ernte', 'врожай', 'ёлка', 'cosecha', 'port', 'and', 'in'];
const NAMES = ['Trump', 'Putin', 'Macron', 'Xi Jinping', 'Трамп', 'Путін', 'Merz', 'EU', 'G7', 'China', 'Alaska'];
const DOES = ['meets', 'to meet', 'talks with', 'rencontre', 'trifft', 'зустріч', 'переговоры', 'reunión', 'visit to'];
const JOINTS = [' ', ' ', ' ', ' ', ', ', '. ', "'s ", '’', '-', '\u0301 ', '\u0306', ' l’', ' «', '» ', '? '];

const languages = fc.constantFrom('en', 'fr', 'de', 'uk', 'ru', 'es', 'pl');

function pieceOf(language: string): fc.Arbitrary<string> {
  const named = (wordingOf(language).words.summit ?? []).map((phrase) => phrase.replaceAll('*', 'ах'));
  const written = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => text.toUpperCase(),
    (text) => text.normalize('NFD'),
    (text) => text.replaceAll("'", '’'),
  );
  const word = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...PLAIN) },
    { weight: 2, arbitrary: fc.constantFrom(...NAMES) },
    { weight: 2, arbitrary: fc.constantFrom(...DOES) },
    { weight: 1, arbitrary: fc.constantFrom(...named) },
  );
  return fc.tuple(word, written).map(([text, write]) => write(text));
}

function textOf(language: string): fc.Arbitrary<string> {
  return fc
    .array(fc.tuple(pieceOf(language), fc.constantFrom(...JOINTS)), { maxLength: 14 })
    .map((parts) => parts.map(([text, joint]) => text + joint).join(''));
}

describe('a glance at a text', () => {
  it('never overlooks a summit that reading finds', () => {
    const cases = languages.chain((language) => fc.tuple(fc.constant(language), textOf(language)));
    fc.assert(
      fc.property(cases, ([language, text]) => {
        const { reading } = readOne(text, language, Date.parse(AT), leaders, NOTHING_AROUND);
        return !reading.notions.has('summit') || mayNameSummit(text, language);
      }),
      { numRuns: 2_000 },
    );
  });

  for (const [text, language, may] of [
    ['Growers expect a poor harvest.', 'en', false],
    ['The leaders’ meeting is off.', 'en', true],
    ['The leaders of both clubs agree.', 'en', false],
    ['Der NATO-Sondergipfel beginnt.', 'de', true],
    ['Учасники САМІТУ прибули.', 'uk', true],
    ['Le SOMMET commence.', 'fr', true],
    // Folded as a whole this would be встречй.
    ['Об итогах встречи\u0306 лидеров', 'ru', true],
  ] as const) {
    it(`says ${may} of "${text}"`, () => assert.equal(mayNameSummit(text, language), may));
  }

  it('changes no verdict', () => {
    const items = languages.chain((language) =>
      fc.array(fc.tuple(fc.constant(language), textOf(language), textOf(language)), { minLength: 1, maxLength: 6 }),
    );
    fc.assert(
      fc.property(items, (rows) => {
        // A book that is watched reads every lede.
        const thorough = createSummitBook(leaders, () => undefined);
        const quick = createSummitBook(leaders);
        for (const [language, title, summary] of rows) {
          const item = newsItem(title, AT, { language, summary });
          const story = { storyId: `story of ${item.id}` as StoryId, joined: false };
          assert.deepEqual(quick.take(item, story, item.publishedAt), thorough.take(item, story, item.publishedAt));
        }
      }),
      { numRuns: 400 },
    );
  });
});
