import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import fc from 'fast-check';
import { collapse, paragraphs, plainText } from '../../../src/core/text/html.ts';

const LINES: readonly (readonly [what: string, markup: string, text: string])[] = [
  ['plain words stay', 'Talks resume', 'Talks resume'],
  ['entities', 'Caf&eacute; &amp; bar &#8211; open', 'Café & bar – open'],
  ['inline tags leave no gap', 'a<b>b</b>c', 'abc'],
  ['blocks leave a gap', '<p>one</p><p>two</p>three<br>four', 'one two three four'],
  ['white space', ' a\n\t b\u00a0c ', 'a b c'],
  ['scripts and styles are not text', 'a<script>x()</script><style>p{}</style>b', 'ab'],
  ['comments are not text', 'a<!-- no -->b', 'ab'],
  ['escaped twice', '&lt;i&gt;AT&amp;amp;T&lt;/i&gt;', 'AT&T'],
  ['a lone < is a character', '3 < 4 and 5 <6', '3 < 4 and 5 <6'],
  ['a cut tag is dropped', 'words <a href="http://exam', 'words'],
  ['a quoted > does not end a tag', '<a title="x > y">in</a>', 'in'],
  ['CDATA marks that were escaped', '<![CDATA[<b>in</b>]]>', 'in'],
  ['nothing', '', ''],
];

test('markup becomes one line of text', () => {
  for (const [what, markup, text] of LINES) assert.equal(plainText(markup), text, what);
});

test('markup becomes paragraphs', () => {
  assert.equal(
    paragraphs('<p>One\n line</p><p></p><div>Two<br>still two<br><br>three</div>four'),
    'One line\n\nTwo still two\n\nthree\n\nfour',
  );
  assert.equal(paragraphs('just words'), 'just words');
  assert.equal(paragraphs('<ul><li>a</li><li>b</li></ul>'), 'a\n\nb');
});

test('white space collapses to one space wherever it stands', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'ß', ' ', '\n', '\t', '\u00a0', '\u3000')), (parts) => {
      assert.equal(collapse(parts.join('')), parts.join('').replaceAll(/\s+/g, ' ').trim());
    }),
  );
});

test('any text comes out on one line, without marks', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.doesNotMatch(plainText(text), /[\n\r\x84\x85]/);
    }),
  );
});
