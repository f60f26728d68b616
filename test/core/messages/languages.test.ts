import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { COMMANDS } from '../../../src/commands/index.ts';
import { intervalInWords } from '../../../src/core/messages/when.ts';
import { count, type Wording } from '../../../src/core/messages/wording.ts';
import {
  COMMAND_WORDS,
  commandInWords,
  LANGUAGES,
  languageFor,
  wordingFor,
} from '../../../src/core/messages/words/languages.ts';

type Sentences = ReadonlyMap<string, string>;

/** Every sentence by its path; of counted ones, every form. */
function sentencesOf(value: unknown, path = ''): Sentences {
  if (typeof value === 'string') return new Map([[path, value]]);
  return new Map(Object.entries(value ?? {}).flatMap(([key, each]) => [...sentencesOf(each, `${path}.${key}`)]));
}

function gapsOf(sentence: string): readonly string[] {
  return [...sentence.matchAll(/\{(\w+)\}/g)].map(([gap]) => gap).sort();
}

const isForm = (path: string) => /\.(zero|one|two|few|many|other)$/.test(path);
const english = sentencesOf(wordingFor('en'));

describe('translations', () => {
  for (const language of LANGUAGES.filter((each) => each !== 'en')) {
    const words = wordingFor(language);
    const sentences = sentencesOf(words);

    it(`${language}: every sentence has what the English one fills in, and nothing else`, () => {
      for (const [path, sentence] of sentences) {
        if (path === '.language') continue;
        const original = english.get(path) ?? english.get(path.replace(/\w+$/, 'other'));
        assert.ok(original !== undefined, `${path} is not in English`);
        const [known, used] = [new Set(gapsOf(original)), gapsOf(sentence)];
        // “Die letzte Stunde” needs no number.
        if (isForm(path))
          assert.ok(
            used.every((gap) => known.has(gap)),
            path,
          );
        else assert.deepEqual(new Set(used), known, path);
      }
    });

    it(`${language}: nothing is left in English`, () => {
      const same = [...sentences].filter(([path, sentence]) => {
        const words = sentence.replace(/\{\w+\}/g, '').match(/\p{L}{4,}/gu) ?? [];
        return words.length > 1 && english.get(path) === sentence;
      });
      assert.deepEqual(same, []);
    });

    it(`${language}: every number has a form`, () => {
      for (let n = 0; n <= 25; n += 1) assert.match(count(words.when.inDays, n, words.language), new RegExp(`${n}`));
    });

    it(`${language}: every command and option is told, within what Discord shows`, () => {
      const keys = COMMANDS.flatMap(({ name, options }) => [
        name,
        ...options.map((option) => `${name}.${option.name}`),
      ]);
      const told = COMMAND_WORDS[language];
      assert.deepEqual(new Set(Object.keys(told)), new Set(keys));
      for (const [key, description] of Object.entries(told)) assert.ok(description.length <= 100, key);
    });
  }

  it('the language is that of the locale, else English', () => {
    const cases = { de: 'de', 'de-AT': 'de', fr_CA: 'fr', 'uk-UA': 'uk', 'en-US': 'en', ru: 'en', '': 'en' };
    for (const [locale, language] of Object.entries(cases)) assert.equal(languageFor(locale), language, locale);
    assert.equal(languageFor(undefined), 'en');
  });

  it('a command without words of its own keeps the English ones', () => {
    assert.equal(commandInWords('summit-none', 'English', wordingFor('de')), 'English');
    assert.equal(commandInWords('summit-help', 'English', wordingFor('en')), 'English');
  });
});

describe('dates', () => {
  const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
  const interval = (from: string, to: string, words = '') => ({ from: day(from), to: day(to) + 86_399_999, words });
  const one = interval('2025-08-15', '2025-08-15');
  const several = interval('2025-08-15', '2025-08-17');
  const month = interval('2025-08-01', '2025-08-31');
  const cases: readonly (readonly [Wording, readonly string[]])[] = [
    [wordingFor('en'), ['Friday 15 August 2025', 'between 15 and 17 August 2025', 'in August 2025']],
    [wordingFor('de'), ['Freitag, 15. August 2025', 'zwischen 15. und 17. August 2025', 'im August 2025']],
    [wordingFor('fr'), ['vendredi 15 août 2025', 'entre le 15 et le 17 août 2025', 'en août 2025']],
    [wordingFor('uk'), ['пʼятниця, 15 серпня 2025 р.', 'між 15 та 17 серпня 2025 р.', 'серпень 2025 р.']],
  ];
  for (const [words, expected] of cases) {
    it(`are written as in ${words.language}`, () => {
      assert.deepEqual(
        [one, several, month].map((each) => intervalInWords(each, words).replace(/\u00a0/g, ' ')),
        expected,
      );
    });
  }
});
