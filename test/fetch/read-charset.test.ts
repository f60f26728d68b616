// Text comes out right whatever bytes it came in.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import iconv from 'iconv-lite';
import { decodeText } from '../../src/fetch/decode.ts';

const doc = (words: string, encoding?: string): string =>
  `<?xml version="1.0"${encoding === undefined ? '' : ` encoding="${encoding}"`}?><rss><channel><title>${words}</title></channel></rss>`;

const CHARSETS: readonly (readonly [label: string, codec: string, words: string])[] = [
  ['utf-8', 'utf8', 'Žluť €'],
  ['iso-8859-1', 'latin1', 'déjà ñ'],
  ['iso-8859-1', 'win1252', '“quoted” €'],
  ['iso-8859-2', 'iso88592', 'Zażółć'],
  ['iso-8859-9', 'iso88599', 'İstanbul'],
  ['iso-8859-15', 'iso885915', 'œuvre €'],
  ['windows-1250', 'win1250', 'kůň „“'],
  ['windows-1251', 'win1251', 'Привіт — ї'],
  ['windows-1253', 'win1253', 'Καλημέρα'],
  ['windows-1254', 'win1254', 'ğış'],
  ['windows-1256', 'win1256', 'مرحبا'],
  ['windows-1257', 'win1257', 'Ąžuolas'],
  ['windows-874', 'win874', 'สวัสดี'],
  ['koi8-r', 'koi8r', 'Привет'],
  ['koi8-u', 'koi8u', 'їжак'],
  ['macintosh', 'macroman', 'Café “q”'],
  ['shift_jis', 'shiftjis', '日本語表'],
  ['euc-jp', 'eucjp', '日本語'],
  ['gb2312', 'gbk', '中文新聞'],
  ['gb18030', 'gb18030', '中文㐀'],
  ['big5', 'big5', '中文新聞'],
  ['euc-kr', 'cp949', '한국어 똠'],
  ['ks_c_5601-1987', 'cp949', '한국어 똠'],
];

test('a charset is taken from HTTP or from the XML declaration', () => {
  for (const [label, codec, words] of CHARSETS) {
    const declared = iconv.encode(doc(words, label), codec);
    assert.ok(decodeText(declared).includes(words), `${label} by declaration`);
    const served = iconv.encode(doc(words), codec);
    assert.ok(decodeText(served, `text/xml; charset="${label.toUpperCase()}"`).includes(words), `${label} by HTTP`);
  }
});

test('charsets of seven bits are read too', () => {
  const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
  const served = (text: string, label: string): string => decodeText(bytes(text), `text/xml; charset=${label}`);
  assert.equal(served('<a>~{VPND~} ~~ x</a>', 'hz-gb-2312'), '<a>中文 ~ x</a>');
  assert.equal(served('\x1b$)C<a>\x0eGQ19>n\x0f x</a>', 'ISO-2022-KR'), '<a>한국어 x</a>');
  assert.equal(served('<a>\x1b$BF|K\\\x1b(B x</a>', 'csISO2022JP'), '<a>日本 x</a>');
});

test('a label of ASCII says nothing of bytes that are none', () => {
  const russian = iconv.encode(doc('Привет', 'windows-1251'), 'win1251');
  assert.ok(decodeText(russian, 'text/xml; charset=us-ascii').includes('Привет'));
  assert.ok(decodeText(iconv.encode(doc('Café'), 'win1252'), 'text/xml; charset=us-ascii').includes('Café'));
});

test('wide charsets are known by their mark, or by their zeros', () => {
  for (const codec of ['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be']) {
    const words = 'Žluť 日本 😀';
    assert.equal(
      decodeText(iconv.encode(doc(words), codec, { addBOM: true }), 'text/xml; charset=iso-8859-1'),
      doc(words),
      codec,
    );
    assert.equal(decodeText(iconv.encode(doc(words), codec, { addBOM: false })), doc(words), `${codec} without mark`);
  }
});

test('bytes are believed before labels', () => {
  const utf8 = Buffer.from(doc('Příští'));
  assert.equal(decodeText(utf8, 'text/xml; charset=iso-8859-1'), doc('Příští'));
  assert.equal(decodeText(Buffer.from(`\uFEFF\uFEFF${doc('x')}`)), doc('x'));
  assert.equal(decodeText(iconv.encode(doc('Café'), 'win1252')), doc('Café'), 'no label at all');
  assert.equal(decodeText(iconv.encode(doc('Café', 'utf-8'), 'win1252')), doc('Café', 'utf-8'), 'a wrong label');
  assert.equal(decodeText(Buffer.from(doc('Café', 'x-none')), 'text/xml; charset=nothing'), doc('Café', 'x-none'));
});

test('a stray byte does not spoil the text around it', () => {
  const broken = Buffer.concat([
    Buffer.from('Příští vlak '),
    Buffer.from([0x93]),
    Buffer.from('jede'),
    Buffer.from([0x94]),
  ]);
  assert.equal(decodeText(broken), 'Příští vlak “jede”');
});
