import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileRule, namesSource } from '../../../src/core/alerts/filter.ts';

describe('a filter rule', () => {
  const wrong: readonly (readonly [rule: string, at: number, message: RegExp])[] = [
    ['sources:many', 1, /least number/],
    ['a trust:good', 3, /official, agency, press, state/],
    ['source:', 1, /Write a value/],
    ['(a', 1, /never closed/],
    ['a OR (b -trust:x)', 10, /official/],
  ];
  for (const [rule, at, message] of wrong) {
    it(`is refused: ${rule}`, () => {
      const compiled = compileRule(rule);
      if (!('fault' in compiled)) assert.fail('accepted');
      assert.equal(compiled.fault.at, at);
      assert.match(compiled.fault.message, message);
    });
  }

  it('takes quoted names of sources', () => {
    const compiled = compileRule('source:"Kyiv Post" OR sources:>1');
    assert.ok('rule' in compiled);
  });
});

describe('the name of a source', () => {
  const cases: readonly (readonly [publisher: string, name: string, same: boolean])[] = [
    ['Reuters', 'reuters', true],
    ['BBC News', 'bbc', true],
    ['BBC News', 'News', false],
    ['Le Monde', 'le  monde', true],
    ['Укрінформ', 'укрінформ', true],
    ['Reuters', '', false],
  ];
  for (const [publisher, name, same] of cases) {
    it(`“${name}” ${same ? 'names' : 'does not name'} ${publisher}`, () =>
      assert.equal(namesSource(publisher, name), same));
  }
});
