import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileQuery, type Query } from '../../../src/core/stories/keywords.ts';
import { MAX_QUERY_DEPTH, MAX_QUERY_LENGTH, MAX_QUERY_TERMS } from '../../../src/core/stories/query.ts';

function compiled(text: string): Query {
  const result = compileQuery(text);
  if ('fault' in result) assert.fail(`${text}: ${result.fault.at} ${result.fault.message}`);
  return result.query;
}

describe('a keyword query', () => {
  const cases: readonly (readonly [query: string, text: string, words: readonly string[] | null])[] = [
    ['summit', 'A Summit is near', ['summit']],
    ['summit', 'Summits are rare', null],
    ['summit*', 'Summits are rare', ['summit*']],
    ['g7 venue', 'The venue of the G7', ['g7', 'venue']],
    ['g7 venue', 'The G7 meets', null],
    ['g7 AND venue', 'venue, g7', ['g7', 'venue']],
    ['g7 and venue', 'venue, g7', ['g7', 'venue']],
    ['"and"', 'this and that', ['and']],
    ['g7 OR g20', 'the G20', ['g20']],
    ['a OR b c', 'b only', null],
    ['a OR b c', 'b then c', ['b', 'c']],
    ['(a OR b) c', 'a with c', ['a', 'c']],
    ['(a OR b) c', 'a alone', null],
    ['talks -sport', 'talks of sport', null],
    ['talks -sport', 'talks of peace', ['talks']],
    ['talks NOT (sport OR film)', 'film talks', null],
    ['NOT NOT talks', 'talks', []],
    ['-"trade war"', 'trade and war', []],
    ['-"trade war"', 'a trade war', null],
    ['"host city"', 'the host city is chosen', ['host city']],
    ['"host city"', 'the city will host', null],
    ['"peace talk*"', 'peace talks resume', ['peace talk*']],
    ['"peace talk*"', 'peace is talk', null],
    ['host-city', 'the host city', ['host-city']],
    ['Zelenskyy', "Zelenskyy's plane", ['Zelenskyy']],
    ['U.S.', 'the U.S. side', ['U.S.']],
    ['cafe', 'Café', ['cafe']],
    ['Élysée', 'elysee', ['Élysée']],
    ['strasse', 'Straße', ['strasse']],
    ['Lodz', 'Łódź', ['Lodz']],
    ['встреч*', 'Встреча в Стамбуле', ['встреч*']],
    ['зеленский', 'Зеленский летит', ['зеленский']],
    ['Київ', 'у КИЇВ', ['Київ']],
    ['قمة', 'انعقاد قمة', ['قمة']],
    ['峰会', '美俄峰会将举行', ['峰会']],
    ['首脳会談', '日米首脳会談へ', ['首脳会談']],
    ['峰会', '峰的会', null],
    ['“exact phrase”', 'an exact phrase here', ['exact phrase']],
    ['«точная фраза»', 'точная фраза', ['точная фраза']],
    ['vladimir', 'Ｖｌａｄｉｍｉｒ', ['vladimir']],
    ['summit', 'sum\u00admit', ['summit']],
    ['http://a.b', 'see http://a.b now', ['http://a.b']],
  ];
  for (const [query, text, words] of cases) {
    it(`${query} ${words === null ? 'leaves' : 'finds'} “${text}”`, () => {
      const match = compiled(query).matches(text);
      assert.deepEqual(match, words === null ? { matched: false, words: [] } : { matched: true, words });
    });
  }

  it('keeps its source', () => assert.equal(compiled('a  OR b').source, 'a  OR b'));
});

describe('a wrong query', () => {
  const cases: readonly (readonly [query: string, at: number, message: RegExp])[] = [
    ['', 1, /empty/],
    ['   ', 1, /empty/],
    ['(a OR b', 1, /never closed/],
    ['a (b (c)', 3, /never closed/],
    ['a)', 2, /never opened/],
    [')', 1, /never opened/],
    ['()', 1, /nothing between/],
    ['a AND', 6, /missing/],
    ['a OR OR b', 6, /OR needs a word/],
    ['AND a', 1, /AND needs a word/],
    ['NOT', 4, /missing/],
    ['(a AND )', 8, /missing before/],
    ['a "b c', 3, /never closed/],
    ['a - b', 3, /must touch/],
    ['a -', 3, /must touch/],
    ['*', 1, /no letter/],
    ['a*b', 2, /only end a word/],
    ['*ab', 1, /only end a word/],
    ['a & b', 3, /no letter/],
    ['""', 1, /no letter/],
    ['𝐚𝐚 (a', 4, /never closed/],
    ['x'.repeat(MAX_QUERY_LENGTH + 5), MAX_QUERY_LENGTH + 1, /may have/],
    ['a '.repeat(MAX_QUERY_TERMS + 1), 2 * MAX_QUERY_TERMS + 1, /words and phrases/],
    [`${'('.repeat(MAX_QUERY_DEPTH + 1)}a${')'.repeat(MAX_QUERY_DEPTH + 1)}`, MAX_QUERY_DEPTH + 2, /nested/],
    [`${'-'.repeat(MAX_QUERY_DEPTH + 1)}a`, MAX_QUERY_DEPTH + 2, /nested/],
  ];
  for (const [query, at, message] of cases) {
    it(`is refused at ${at}: ${query.slice(0, 20)}`, () => {
      const result = compileQuery(query);
      if (!('fault' in result)) assert.fail('accepted');
      assert.equal(result.fault.at, at);
      assert.match(result.fault.message, message);
    });
  }

  it('never breaks the parser, whatever is typed', () => {
    const pieces = fc.constantFrom('(', ')', '"', '-', '*', ' ', 'AND ', 'OR ', 'NOT ', 'a', 'é', '会', '“', '😀');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        const result = compileQuery(text);
        if ('fault' in result) assert.ok(result.fault.at >= 1 && result.fault.at <= [...text].length + 1);
        else result.query.matches(text);
      }),
    );
  });
});
