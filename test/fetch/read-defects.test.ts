// Documents with defects are read all the same, item by item.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { readFeed } from '../../src/fetch/read-feed.ts';

const ONE = '<item><title>One</title><link>https://h.example/1</link></item>';
const TWO = '<item><title>Two</title><link>https://h.example/2</link></item>';
const channel = (inside: string): string => `<rss version="2.0"><channel><title>F</title>${inside}</channel></rss>`;

const DEFECTS: readonly (readonly [what: string, document: string, titles: readonly string[]])[] = [
  ['line ends before the declaration', `\n \n<?xml version="1.0"?>${channel(ONE + TWO)}`, ['One', 'Two']],
  ['a warning before the feed', `<br />\n<b>Warning</b>: x<br />\n${channel(ONE)}`, ['One']],
  ['junk after the feed', `${channel(ONE)}<script>x()</script>\0`, ['One']],
  ['no version', channel(ONE).replace(' version="2.0"', ''), ['One']],
  ['another version', channel(ONE).replace('2.0', '3.7'), ['One']],
  ['capitals', channel(ONE).replaceAll(/<\/?\w+/g, (tag) => tag.toUpperCase()), ['One']],
  ['no channel', `<rss version="2.0">${ONE}${TWO}</rss>`, ['One', 'Two']],
  [
    'items after the channel',
    `<rss version="2.0"><channel><title>F</title>${ONE}</channel>${TWO}</rss>`,
    ['One', 'Two'],
  ],
  [
    'two channels',
    `<rss version="2.0"><channel><title>F</title>${ONE}</channel><channel><title>G</title>${TWO}</channel></rss>`,
    ['One', 'Two'],
  ],
  ['an item inside an item', channel(`<item><title>One</title>${TWO}</item>`), ['One', 'Two']],
  ['cut in the middle', channel(ONE + TWO).slice(0, -40), ['One', 'Two']],
  ['cut in a tag', `${channel(ONE).split('</channel>')[0]}<item><title>Tw`, ['One', 'Tw']],
  ['an unclosed title', channel(`<item><title>One<link>https://h.example/1</link></item>${TWO}`), ['One', 'Two']],
  ['mis-nested HTML', channel(`<item><title><b>O<i>n</b>e</i></title></item>${TWO}`), ['One', 'Two']],
  [
    'an unclosed section',
    channel(`${ONE}<item><title>Two</title><description><![CDATA[x</description></item>`),
    ['One', 'Two'],
  ],
  ['an unclosed comment', channel(`${ONE}<!-- ${TWO}`), ['One', 'Two']],
  ['attributes without quotes', channel('<item><title>One</title><guid isPermaLink=false>g</guid></item>'), ['One']],
  ['bare ampersands', channel('<item><title>A&B & C&D; ?a=1&b=2</title></item>'), ['A&B & C&D; ?a=1&b=2']],
  ['HTML entities', channel('<item><title>caf&eacute;&nbsp;&hellip;</title></item>'), ['café …']],
  [
    'entities that are no characters',
    channel('<item><title>a&#0;b&#xD800;c&#x110000;d&#150;e</title></item>'),
    ['abcd–e'],
  ],
  ['its own entities', `<!DOCTYPE rss [<!ENTITY own "One">]>${channel('<item><title>&own;</title></item>')}`, ['One']],
  ['a lone <', channel('<item><title>1 < 2 <3</title></item>'), ['1 < 2 <3']],
  ['control characters', channel('<item><title>O\x08n\x1be</title></item>'), ['One']],
  ['a comment in the title', channel('<item><title>O<!-- x -->ne</title></item>'), ['One']],
  [
    'an image title first',
    `<rss version="2.0"><channel><image><title>Wrong</title></image><title>F</title>${ONE}</channel></rss>`,
    ['One'],
  ],
  [
    'a bad date in Atom',
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><title>One</title><updated>soon</updated></entry></feed>',
    ['One'],
  ],
  [
    'an Atom link without address',
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><link/><entry><title>One</title><link/></entry></feed>',
    ['One'],
  ],
  [
    'markup inside an Atom title',
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><title type="xhtml"><div>O<b>n</b>e</div></title></entry></feed>',
    ['One'],
  ],
];

test('documents with defects keep their items', async () => {
  for (const [what, document, titles] of DEFECTS) {
    const outcome = await readFeed(Buffer.from(document), {});
    assert.equal(outcome.kind, 'read', what);
    if (outcome.kind !== 'read') continue;
    assert.deepEqual(
      outcome.feed.items.map(({ title }) => title),
      titles,
      what,
    );
    if (what !== 'no channel') assert.equal(outcome.feed.title || 'F', 'F', what);
  }
});
