import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Outline, readOpml, writeOpml } from '../../../src/core/feeds/opml.ts';

function read(text: string): readonly Outline[] {
  const result = readOpml(text);
  assert.ok(result.kind === 'read', JSON.stringify(result));
  return result.outlines;
}
const opml = (body: string): string => `<?xml version="1.0"?><opml version="1.1"><body>${body}</body></opml>`;

test('what is written reads back the same, folders and all', () => {
  const outlines: Outline[] = [
    { url: 'https://a.example/feed?x=1&y=2', title: 'A & B "quoted" <News>', language: 'en' },
    { url: 'https://b.example/', title: 'Новини', category: 'Official' },
    { url: 'https://c.example/', title: 'C', category: 'Official/Europe', language: 'uk' },
    { url: 'https://d.example/', title: 'D', category: 'Press' },
  ];
  const text = writeOpml(outlines, 'Feeds & more');
  assert.deepEqual(read(text), outlines);
  assert.match(text, /^<\?xml version="1.0" encoding="UTF-8"\?>\n<opml version="2.0">/);
  assert.match(text, /<title>Feeds &amp; more<\/title>/);
});

const cases: readonly (readonly [what: string, body: string, outlines: readonly Outline[]])[] = [
  ['nothing', '', []],
  [
    'an attribute in any case',
    '<outline XMLURL="https://a.example/" Text="A"/>',
    [{ url: 'https://a.example/', title: 'A' }],
  ],
  [
    'the title before the text',
    '<outline title="T" text="X" xmlUrl="https://a.example/"/>',
    [{ url: 'https://a.example/', title: 'T' }],
  ],
  [
    'a feed: address',
    '<outline xmlUrl="feed:https://a.example/x" text="A"/>',
    [{ url: 'https://a.example/x', title: 'A' }],
  ],
  ['a feed:// address', '<outline xmlUrl="feed://a.example/x" text="A"/>', [{ url: 'http://a.example/x', title: 'A' }]],
  [
    'a feed listed twice',
    '<outline xmlUrl="https://a.example/" text="A"/><outline text="F"><outline xmlUrl="https://a.example/" text="B"/></outline>',
    [{ url: 'https://a.example/', title: 'A' }],
  ],
  [
    'a folder with a slash in its name, and one without a name',
    '<outline text="A/B"><outline><outline xmlUrl="https://a.example/" text="A"/></outline></outline>',
    [{ url: 'https://a.example/', title: 'A', category: 'A-B' }],
  ],
  [
    'folders as an attribute, where there are no others',
    '<outline xmlUrl="https://a.example/" text="A" category="/News/Europe,/Press"/><outline text="F"><outline xmlUrl="https://b.example/" text="B" category="/News"/></outline>',
    [
      { url: 'https://a.example/', title: 'A', category: 'News/Europe' },
      { url: 'https://b.example/', title: 'B', category: 'F' },
    ],
  ],
  [
    'an address by its short name',
    '<outline type="rss" url="https://a.example/" text="A"/><outline type="link" url="https://b.example/" text="B"/>',
    [{ url: 'https://a.example/', title: 'A' }],
  ],
  [
    'a feed inside a feed',
    '<outline xmlUrl="https://a.example/" text="A"><outline xmlUrl="https://b.example/" text="B"/></outline>',
    [
      { url: 'https://a.example/', title: 'A' },
      { url: 'https://b.example/', title: 'B' },
    ],
  ],
];
for (const [what, body, outlines] of cases) test(`reads ${what}`, () => assert.deepEqual(read(opml(body)), outlines));

test('addresses that are none are told, the others read', () => {
  const result = readOpml(
    opml('<outline xmlUrl="file:///etc/passwd" text="A"/><outline xmlUrl="https://b.example/" text="B"/>'),
  );
  assert.ok(result.kind === 'read');
  assert.deepEqual(result.refused, ['file:///etc/passwd']);
  assert.equal(result.outlines.length, 1);
});

test('what is no OPML, or too much of it, is refused with the reason', () => {
  for (const text of ['', 'hello', '<rss></rss>', '<html><body></body></html>', `<opml>${'x'.repeat(5_000_001)}`]) {
    assert.equal(readOpml(text).kind, 'unreadable', text.slice(0, 20));
  }
});

test('hostile lists cost nothing', () => {
  const entities = '<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
  assert.deepEqual(read(`${entities}${opml('<outline text="&b;" xmlUrl="https://a.example/"/>')}`).length, 1);
  const deep = opml('<outline text="f">'.repeat(20_000));
  assert.deepEqual(read(deep), []);
  const deepFeed = opml(`${'<outline text="f">'.repeat(20_000)}<outline xmlUrl="https://a.example/"/>`);
  assert.ok((read(deepFeed)[0]?.category ?? '').length <= 128);
});
