import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parseLeaders } from '../../src/config/leaders.ts';
import { readSentence } from '../../src/core/summits/reading.ts';

const shipped = parseLeaders(readFileSync(new URL('../../config/leaders.yaml', import.meta.url), 'utf8'));

function faultsOf(text: string): string {
  const read = parseLeaders(text);
  assert.ok('faults' in read);
  return read.faults.join('\n');
}

const BASE = 'countries: [{ key: fr, name: France, words: [France] }]\ninstitutions: []\n';

describe('the leaders file', () => {
  it('as shipped is sound', () => assert.ok('leaders' in shipped));

  it('names a term that is no term, and where it stands', () => {
    assert.match(
      faultsOf(`${BASE}leaders: [{ key: m, name: M, country: fr, terms: [soon] }]`),
      /leaders\.0\.terms\.0: a term is FROM\.\.TO/,
    );
  });

  it('names a country that is not there', () => {
    assert.match(
      faultsOf(`${BASE}leaders: [{ key: m, name: M, country: xx, terms: [2020-01-01..] }]`),
      /there is no country "xx"/,
    );
  });

  it('names a key that is used twice', () => {
    assert.match(
      faultsOf(`${BASE}leaders: [{ key: fr, name: M, country: fr, terms: [2020-01-01..] }]`),
      /"fr" is used twice/,
    );
  });

  it('names every fault at once', () => {
    assert.equal(faultsOf('countries: []\nleaders: [{}]\ninstitutions: []').split('\n').length >= 2, true);
  });
});

describe('who is meant', () => {
  assert.ok('leaders' in shipped);
  const { leaders } = shipped;
  const named = (text: string, day: string, language = 'en') =>
    readSentence(text, language, Date.parse(day), leaders)
      .mentions.filter((mention) => mention.kind === 'leader' || mention.kind === 'role')
      .map((mention) => mention.key);

  const cases: readonly (readonly [text: string, day: string, language: string, keys: readonly string[]])[] = [
    ['Trump meets the South Korean leader', '2018-06-01', 'en', ['trump', 'moon']],
    ['Trump meets the South Korean leader', '2025-08-25', 'en', ['trump', 'lee']],
    ['The British prime minister in Berlin', '2003-05-01', 'en', ['blair']],
    ['Thai and Cambodian leaders to meet', '2025-07-27', 'en', ['phumtham', 'hun_manet']],
    ['Meeting in May of ministers', '2018-05-01', 'en', []],
    ["UK's May in talks", '2018-05-01', 'en', ['may']],
    ['Путина и Зеленским', '2025-08-01', 'ru', ['putin', 'zelenskyy']],
    ['Зустріч Трампа з Мерцом', '2025-08-01', 'uk', ['trump', 'merz']],
    ['Macron trifft Selenskyj', '2025-08-01', 'de', ['macron', 'zelenskyy']],
    ['le chancelier autrichien à Moscou', '2022-04-11', 'fr', ['nehammer']],
    ['Trump speaks at a rally', '2023-03-01', 'en', []],
  ];
  for (const [text, day, language, keys] of cases) {
    it(`${text} (${day})`, () => assert.deepEqual(named(text, day, language), keys));
  }
});
