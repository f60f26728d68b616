import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { tokensOf } from '../../../src/core/text/tokens.ts';

describe('cutting text into tokens', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['words in lower case', 'Leaders meet in Riga', ['leaders', 'meet', 'in', 'riga']],
    ['no endings after an apostrophe', "Chile's plan isn’t new", ['chile', 'plan', 'isn', 'new']],
    ['names with an apostrophe', "O'Neill speaks", ['o', 'neill', 'speaks']],
    ['one form for a number', '1,500 dead, 2.5 points', ['1500', 'dead', '2.5', 'points']],
    ['initials with dots', 'U.N. envoy in U.S. talks', ['un', 'envoy', 'in', 'usa', 'talks']],
    ['the country, not the pronoun', 'US tells us to wait', ['usa', 'tells', 'us', 'to', 'wait']],
    ['hyphenated words in parts', 'cease-fire deal', ['cease', 'fire', 'deal']],
    ['pairs where no spaces are written', '首脳会談', ['首脳', '脳会', '会談']],
    ['accents kept for the stemmer', 'Le président élu', ['le', 'président', 'élu']],
  ];
  for (const [name, text, expected] of cases) {
    it(name, () =>
      assert.deepEqual(
        tokensOf(text).map((token) => token.text),
        expected,
      ),
    );
  }

  it('marks capitals and the beginnings of sentences', () => {
    const tokens = tokensOf('Talks ended. Nobody in Riga spoke');
    assert.deepEqual(
      tokens.map(({ text, capital, initial }) => [text, capital, initial]),
      [
        ['talks', true, true],
        ['ended', false, false],
        ['nobody', true, true],
        ['in', false, false],
        ['riga', true, false],
        ['spoke', false, false],
      ],
    );
  });

  it('reads no more than it is asked to', () => assert.equal(tokensOf('a b c d e f', 3).length, 3));

  it('reads plain letters as it reads them beside others', () => {
    const letters = fc.constantFrom(...'aZ9.,\'"! :(|-\n\tUS0éж');
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 14 }), (text) => {
        const beside = tokensOf(`${text} 首`);
        assert.deepEqual(tokensOf(text), beside.slice(0, -1));
      }),
      { numRuns: 2_000 },
    );
  });
});
