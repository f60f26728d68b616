import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LANGUAGES, languageNamed, languageOf } from '../../../src/core/languages/language.ts';

const HEADLINES = [
  ['en', 'The prime minister of the island says talks with the union will go on'],
  ['de', 'Kanzler und Präsident wollen sich noch vor dem Sommer treffen'],
  ['fr', 'Les deux présidents se retrouvent à Lyon pour parler de la paix'],
  ['es', 'El presidente se reúne con los ministros para hablar de la paz'],
  ['it', 'Il presidente incontra i ministri per parlare della pace'],
  ['pl', 'Prezydent spotka się z premierem w przyszłym tygodniu'],
  ['uk', 'Президенти зустрінуться наступного тижня у Львові'],
  ['ru', 'Президенты встретятся на следующей неделе в Казани, сообщили вчера журналисты'],
  ['ru', 'Министр отправится в Казань на встречу с губернатором'],
  ['uk', 'Посол подякував за об’єднання громад'],
  ['ja', '首相は来週、大統領と会談する'],
] as const;

describe('the language of a headline', () => {
  for (const [code, headline] of HEADLINES) {
    it(`tells ${code}`, () => assert.equal(languageOf(headline), code));
  }

  it('is undetermined where there are no words', () => assert.equal(languageOf('2026 – 14:30'), 'und'));
});

describe('languages', () => {
  const forms: readonly (readonly [string, string, string])[] = [
    ['en', 'negotiations', 'negotiation'],
    ['de', 'verhandlungen', 'verhandlung'],
    ['fr', 'négociations', 'négociation'],
    ['es', 'negociaciones', 'negociación'],
    ['it', 'negoziati', 'negoziato'],
    ['pl', 'negocjacje', 'negocjacji'],
    ['uk', 'переговорах', 'переговори'],
    ['ru', 'переговорах', 'переговоры'],
  ];
  for (const [code, one, other] of forms) {
    it(`${code} brings forms of a word together`, () => {
      const { stem } = languageNamed(code);
      assert.equal(stem(one), stem(other));
    });
  }

  it('reads a language nobody described with its words as written', () => {
    const language = languageNamed('sw');
    assert.equal(language.stem('mkutano'), 'mkutano');
    assert.equal(language.stopWords.size, 0);
  });

  it('takes a regional tag for its language', () => assert.equal(languageNamed('de-AT').code, 'de'));

  it('writes stop words in lower case, each a single word', () => {
    for (const { code, stopWords } of LANGUAGES) {
      for (const word of stopWords) assert.match(word, /^[\p{Ll}]+$/u, code);
    }
  });
});
