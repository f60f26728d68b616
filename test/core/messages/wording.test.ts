import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { namesOf } from '../../../src/core/messages/reader.ts';
import { count, fill, fillText, listOf } from '../../../src/core/messages/wording.ts';

describe('wording', () => {
  it('fills gaps', () => assert.equal(fill('{a} and {b}, {a}', { a: 1, b: 'x' }), '1 and x, 1'));
  it('takes text from outside as it is, with its own braces and dollars', () => {
    assert.equal(fill('{a}', { a: '{b} $& $1' }), '{b} $& $1');
    assert.deepEqual(fillText('<{a}>', { a: '{b} $&' }), ['<', '{b} $&', '>']);
  });
  it('fills gaps with spans', () => {
    const link = { kind: 'link' as const, text: 't', url: 'https://e.org' };
    assert.deepEqual(fillText('See {link}, {n}.', { link: [link], n: 2 }), ['See ', link, ', ', '2', '.']);
  });
  it('a gap without a value is a bug', () => {
    assert.throws(() => fill('{a}', {}), /nothing to put into \{a\}/);
    assert.throws(() => fillText('{a}', {}), /nothing to put into \{a\}/);
  });
  it('counts by the language’s plural forms', () => {
    const days = { one: '{n} день', few: '{n} дні', many: '{n} днів', other: '{n} дня' };
    assert.deepEqual(
      [1, 2, 5, 21, 22].map((n) => count(days, n, 'uk')),
      ['1 день', '2 дні', '5 днів', '21 день', '22 дні'],
    );
  });
  it('joins lists', () => assert.equal(listOf(['a', 'b', 'c'], 'en-GB'), 'a, b and c'));
  it('writes an unknown key as a name', () => {
    const nameOf = namesOf([{ key: 'us', name: 'United States' }]);
    assert.deepEqual(['us', 'new_country', 'x-y'].map(nameOf), ['United States', 'New Country', 'X Y']);
  });
});
