import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { clean, cleanLine, clip } from '../../../src/core/text/clip.ts';

describe('clip', () => {
  const cases: readonly (readonly [string, string, number, string])[] = [
    ['short text stays whole', 'Talks go on', 11, 'Talks go on'],
    ['a cut falls after a word', 'The talks go on in Geneva', 15, 'The talks go…'],
    ['a word that ends at the edge stays', 'The talks go on', 13, 'The talks go…'],
    ['no comma is left before the ellipsis', 'Geneva, Vienna, Ankara', 17, 'Geneva, Vienna…'],
    ['an endless word is cut inside', 'abcdefghijklmnopqrstuvwxyz', 10, 'abcdefghi…'],
    ['text without spaces is cut between characters', '峰会将在日内瓦举行并持续两天', 8, '峰会将在日内瓦…'],
    ['an emoji is not halved', 'abcdefgh👍🏽 yes indeed', 10, 'abcdefgh…'],
    ['a family stays together', '👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 14, '👨‍👩‍👧‍👦…'],
    ['a flag stays together', 'abcdefg🇺🇦 and more', 10, 'abcdefg…'],
    ['an accent stays with its letter', 'abcdefghe\u0301xyz and', 10, 'abcdefgh…'],
    ['one character of room', 'abc', 1, '…'],
    ['no room at all', 'abc', 0, ''],
  ];
  for (const [name, text, limit, expected] of cases) test(name, () => assert.equal(clip(text, limit), expected));

  test('never longer than the limit, never a broken surrogate, always a beginning of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.nat(300), (text, limit) => {
        const cut = clip(text, limit);
        assert.ok(cut.length <= limit);
        assert.ok(cut.isWellFormed());
        if (cut !== text && cut !== '') assert.ok(text.startsWith(cut.slice(0, -1)));
      }),
    );
  });
});

const tricky = fc.constantFrom(
  'a',
  'م',
  '👍',
  '🏽',
  '🏴',
  '\u{E0067}',
  '\u{E007F}',
  '\u200D',
  '\u200C',
  '\u0301',
  '\uFE0F',
  '\u200B',
  '\n',
);

describe('clean', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'ordinary text in any script',
      'Зустріч у Женеві – 4 травня, «вдвох» 峰会 قمة',
      'Зустріч у Женеві – 4 травня, «вдвох» 峰会 قمة',
    ],
    ['lone surrogates', 'a\uD83Db\uDE00c', 'abc'],
    ['control characters', 'a\u0000b\u001Bc\u009Fd\u007Fe', 'abcde'],
    ['line breaks of all kinds', 'a\r\nb\rc\u2028d\u0085e', 'a\nb\nc\nd\ne'],
    ['tabs and hard spaces', 'a\tb\u00A0c', 'a b c'],
    ['direction overrides and isolates', 'a\u202Etxt\u202C \u2066b\u2069\u200F', 'atxt b'],
    ['zero-width spaces and byte order marks', 'Pu\u200Bt\u2060i\uFEFFn', 'Putin'],
    ['soft hyphens', 'sum\u00ADmit', 'summit'],
    ['a joiner between Latin letters', 'sum\u200Dmit', 'summit'],
    ['a joiner in Persian stays', 'می\u200Cشود', 'می\u200Cشود'],
    ['a joiner in an emoji stays', '👨‍👩‍👧', '👨‍👩‍👧'],
    ['a skin tone and a variation selector stay', '👍🏽 ❤️', '👍🏽 ❤️'],
    ['hidden tag characters', 'a\u{E0041}\u{E0042}b', 'ab'],
    ['a flag spelled with tags stays', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['accents stay', 'Cafe\u0301 Việt', 'Cafe\u0301 Việt'],
    ['towers of accents shrink', `a${'\u0301'.repeat(50)}b`, `a${'\u0301'.repeat(4)}b`],
  ];
  for (const [name, text, expected] of cases) test(name, () => assert.equal(clean(text), expected));

  test('cleaning twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: tricky })), (text) => {
        const once = clean(text);
        assert.ok(once.isWellFormed());
        assert.equal(clean(once), once);
      }),
    );
  });

  test('one line is one line', () => assert.equal(cleanLine('  a \n\n b\t c '), 'a b c'));
});
