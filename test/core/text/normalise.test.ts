import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { foldCase, hashKeys, hashText, plainPunctuation, textKey } from '../../../src/core/text/normalise.ts';

describe('folding case', () => {
  const cases = [
    ['Élysée', 'elysee'],
    ['ŁÓDŹ', 'lodz'],
    ['Straße', 'strasse'],
    ['Київ', 'київ'],
    ['ЗЕЛЕНСЬКИЙ', 'зеленський'],
    ['Йошкар', 'йошкар'],
  ] as const;
  for (const [written, folded] of cases) it(written, () => assert.equal(foldCase(written), folded));
});

describe('plain punctuation', () => {
  it('makes quotes, dashes, dots and spaces plain', () =>
    assert.equal(plainPunctuation('“It’s over” – he said…\u00a0now'), '"It\'s over" - he said... now'));
  it('drops invisible characters', () => assert.equal(plainPunctuation('sum\u00admit\u200b'), 'summit'));
});

describe('the key of a text', () => {
  it('is the same however it is punctuated', () => assert.equal(textKey('Talks: “on”!'), textKey('TALKS — on')));
  it('differs for other words', () => assert.notEqual(textKey('talks on'), textKey('talks off')));
});

describe('the hash of a text', () => {
  it('is the same each time and a safe integer', () => {
    assert.equal(hashText('one text'), hashText('one text'));
    assert.ok(Number.isSafeInteger(hashText('one text')));
  });
  it('tells thousands of texts apart', () => {
    const hashes = new Set(Array.from({ length: 20_000 }, (_, n) => hashText(`item ${n}`)));
    assert.equal(hashes.size, 20_000);
  });
});

describe('letters of Europe', () => {
  it('are folded and keyed as they are beside others', () => {
    const letters = fc.constantFrom(...'aéÉßñŁł·¨´ийїЙёΣς½ª“’—… .u');
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 10 }), (text) => {
        assert.equal(`${foldCase(text)} 首`, foldCase(`${text} 首`));
        assert.equal(`${textKey(text)} 首`.trim(), textKey(`${text} 首`));
        assert.equal(hashKeys('A title', text), hashText(`a title\n${textKey(text)}`));
      }),
      { numRuns: 2_000 },
    );
  });
});
