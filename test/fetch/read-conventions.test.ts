// What readers of feeds have agreed on where the specifications leave it open, or where publishers left them.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import type { RawEntry } from '../../src/core/feeds/item.ts';
import { readFeed } from '../../src/fetch/read-feed.ts';

const SPACES =
  'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:h="http://www.w3.org/1999/xhtml"';
const HEAD = '<title>Harbour News</title><link>https://h.example/</link>';
const rss = (inside: string): string => `<rss version="2.0" ${SPACES}><channel>${HEAD}${inside}</channel></rss>`;
const item = (inside: string): string => rss(`<item>${inside}</item>`);
const atom = (inside: string): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour News</title>${inside}</feed>`;
const entry = (inside: string): string => atom(`<entry>${inside}</entry>`);
const old = (inside: string): string =>
  `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>F</title><entry>${inside}</entry></feed>`;
const AT = Date.UTC(2026, 10, 10);

type Case = readonly [what: string, document: string, expected: Partial<RawEntry>];

async function readAll(cases: readonly Case[]): Promise<void> {
  for (const [what, document, expected] of cases) {
    const outcome = await readFeed(Buffer.from(document), { url: 'https://h.example/feed' });
    assert.equal(outcome.kind, 'read', what);
    const [first] = outcome.kind === 'read' ? outcome.feed.items : [];
    assert.ok(first, what);
    for (const [field, value] of Object.entries(expected)) {
      assert.deepEqual(first[field as keyof RawEntry], value, `${what}: ${field}`);
    }
  }
}

test('titles', () =>
  readAll([
    [
      'a section with markup',
      item('<title><![CDATA[A <b>wide</b> &amp; calm bay]]></title>'),
      { title: 'A wide & calm bay' },
    ],
    ['two sections', item('<title><![CDATA[One]]> and <![CDATA[two]]></title>'), { title: 'One and two' }],
    ['a section in a section', item('<title><![CDATA[<![CDATA[One]]>]]></title>'), { title: 'One' }],
    ['characters escaped twice', item('<title>It&amp;#8217;s &amp;eacute;t&amp;#xE9;</title>'), { title: 'It’s été' }],
    ['numbers of windows-1252', item('<title>It&#146;s &#150; so</title>'), { title: 'It’s – so' }],
    ['halves of a character', item('<title>Sail &#55357;&#56832; &#xD83D;&#xDE00;</title>'), { title: 'Sail 😀 😀' }],
    ['half a character', item('<title>Sail &#55357; on</title>'), { title: 'Sail on' }],
    ['a lone bracket', item('<title>5 &lt; 7, 9 &gt; 8, I &lt;3 it</title>'), { title: '5 < 7, 9 > 8, I <3 it' }],
    ['a script', item('<title>A&lt;script&gt;x()&lt;/script&gt;B</title>'), { title: 'AB' }],
    ['lines', item('<title>\n  One\n  two\t</title>'), { title: 'One two' }],
    [
      'those of media before it',
      item('<media:content url="x"><media:title>No</media:title></media:content><title>Yes</title>'),
      { title: 'Yes' },
    ],
    [
      'those of an image',
      item('<image><title>No</title><link>https://no.example/</link></image><title>Yes</title><link>/1</link>'),
      { title: 'Yes', url: 'https://h.example/1' },
    ],
    [
      'those of a source',
      item('<source url="https://s.example/"><title>No</title></source><title>Yes</title>'),
      { title: 'Yes' },
    ],
    ['the first of two', item('<title>One</title><title>Two</title>'), { title: 'One' }],
    ['only for media', item('<media:title>One</media:title>'), { title: 'One' }],
    [
      'only for a group of media',
      item('<media:group><media:title>One</media:title><media:description>Two</media:description></media:group>'),
      { title: 'One', summary: 'Two' },
    ],
    ['only for a player', item('<itunes:title>One</itunes:title>'), { title: 'One' }],
    ['an empty one before another', item('<title/><dc:title>One</dc:title>'), { title: 'One' }],
    [
      'Atom with prefixed markup',
      entry('<title type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml">A <h:b>calm</h:b> bay</h:div></title>'),
      { title: 'A calm bay' },
    ],
    [
      'Atom by its media type',
      entry('<title type="text/html">A &lt;i&gt;calm&lt;/i&gt; bay</title>'),
      { title: 'A calm bay' },
    ],
    [
      'Atom 0.3 as it stands',
      old('<title mode="xml" type="application/xhtml+xml">A <b>calm</b> bay</title>'),
      { title: 'A calm bay' },
    ],
    [
      'Atom 0.3 escaped',
      old('<title mode="escaped" type="text/html">A &lt;b&gt;calm&lt;/b&gt; bay</title>'),
      { title: 'A calm bay' },
    ],
  ]));

test('links', () =>
  readAll([
    [
      'in a section',
      item('<link><![CDATA[https://h.example/1?a=1&b=2]]></link>'),
      { url: 'https://h.example/1?a=1&b=2' },
    ],
    [
      'with what looks like an entity',
      item('<link>https://h.example/1?a=1&copy=2&lt=3</link>'),
      { url: 'https://h.example/1?a=1&copy=2&lt=3' },
    ],
    ['of the same scheme', item('<link>//other.example/1</link>'), { url: 'https://other.example/1' }],
    ['as an attribute', item('<link href="https://h.example/1"/>'), { url: 'https://h.example/1' }],
    ['an empty one beside a guid', item('<link/><guid>https://h.example/g</guid>'), { url: 'https://h.example/g' }],
    [
      'by their relation',
      entry('<link rel="self" href="/s"/><link rel="edit" href="/e"/><link href="/a"/>'),
      { url: 'https://h.example/a' },
    ],
    [
      'by the address of a relation',
      entry('<link rel="http://www.iana.org/assignments/relation/alternate" href="/a"/>'),
      { url: 'https://h.example/a' },
    ],
    [
      'to a page before data',
      entry('<link type="application/json" href="/j"/><link type="text/html" href="/h"/>'),
      { url: 'https://h.example/h' },
    ],
    [
      'with a base of their own',
      entry('<link xml:base="https://b.example/q/" href="a"/>'),
      { url: 'https://b.example/q/a' },
    ],
    [
      'where only the source is named',
      entry('<link rel="self" href="/s"/><link rel="via" href="https://via.example/1"/>'),
      { url: 'https://via.example/1' },
    ],
    ['where there is only sound', entry('<link rel="enclosure" href="/a.mp3"/>'), { url: 'https://h.example/a.mp3' }],
    [
      'not those of the source',
      entry('<source><id>s</id><link href="https://s.example/"/></source><id>e</id><link href="/1"/>'),
      { id: 'e', url: 'https://h.example/1' },
    ],
  ]));

test('dates', () =>
  readAll([
    ['in a section', item('<pubDate><![CDATA[ Tue, 10 Nov 2026 00:00:00 GMT ]]></pubDate>'), { publishedAt: AT }],
    ['in other capitals', item('<PubDate>Tue, 10 Nov 2026 00:00:00 GMT</PubDate>'), { publishedAt: AT }],
    [
      'the format’s own first',
      item('<dc:date>2001-01-01</dc:date><pubDate>Tue, 10 Nov 2026 00:00:00 GMT</pubDate>'),
      { publishedAt: AT },
    ],
    ['the next where one is junk', item('<pubDate>soon</pubDate><dc:date>2026-11-10</dc:date>'), { publishedAt: AT }],
    [
      'issued before created',
      item('<dcterms:created>2001-01-01</dcterms:created><dcterms:issued>2026-11-10</dcterms:issued>'),
      { publishedAt: AT },
    ],
    ['Atom’s in RSS', item('<atom:updated>2026-11-10T00:00:00Z</atom:updated>'), { publishedAt: AT, updatedAt: AT }],
    [
      'an undeclared prefix',
      '<rss><channel><item><title>T</title><a10:updated>2026-11-10</a10:updated></item></channel></rss>',
      { publishedAt: AT },
    ],
    [
      'Atom 0.3',
      old('<title>T</title><created>2001-01-01</created><issued>2026-11-10</issued><modified>2026-11-11</modified>'),
      { publishedAt: AT, updatedAt: AT + 86_400_000 },
    ],
    [
      'not those of the source',
      entry('<title>T</title><source><updated>2001-01-01</updated></source><updated>2026-11-10</updated>'),
      { publishedAt: AT },
    ],
  ]));

test('texts', () =>
  readAll([
    [
      'a summary before the whole',
      entry('<content type="html">&lt;p&gt;Whole&lt;/p&gt;</content><summary>Short</summary>'),
      { summary: 'Short', content: 'Whole' },
    ],
    [
      'only the whole',
      item('<content:encoded><![CDATA[<p>One</p><p>Two</p>]]></content:encoded>'),
      { summary: 'One Two', content: 'One\n\nTwo' },
    ],
    ['markup that is not escaped', item('<description><p>One</p><p>Two</p></description>'), { summary: 'One Two' }],
    ['a body of XHTML', item('<h:body><h:p>One</h:p></h:body>'), { summary: 'One', content: 'One' }],
    ['for players', item('<itunes:subtitle>One</itunes:subtitle>'), { summary: 'One' }],
    [
      'a section’s end in a section',
      item('<description><![CDATA[a ]]]]><![CDATA[> b]]></description>'),
      { summary: 'a ]]> b' },
    ],
    ['no title', item('<description>Only words</description>'), { title: '', summary: 'Only words' }],
  ]));

test('who wrote it', () =>
  readAll([
    ['address and name', item('<author>ada@h.example (Ada Quill)</author>'), { authors: ['Ada Quill'] }],
    ['name and address', item('<author>Ada Quill (ada@h.example)</author>'), { authors: ['Ada Quill'] }],
    [
      'name and address in brackets',
      item('<author>Ada Quill &lt;ada@h.example&gt;</author>'),
      { authors: ['Ada Quill'] },
    ],
    [
      'several',
      item('<dc:creator>Ada Quill</dc:creator><dc:creator>Ben Ink</dc:creator>'),
      { authors: ['Ada Quill', 'Ben Ink'] },
    ],
    [
      'the feed’s in Atom',
      atom('<author><name>Ada Quill</name></author><entry><title>T</title></entry>'),
      { authors: ['Ada Quill'] },
    ],
    [
      'its own before the feed’s',
      atom('<author><name>Ada Quill</name></author><entry><author><name>Ben Ink</name></author></entry>'),
      { authors: ['Ben Ink'] },
    ],
  ]));

test('whose it is', () =>
  readAll([
    [
      'after a dash',
      item('<title>Bridge opens - Bay Wire</title><source url="https://b.example">Bay Wire</source>'),
      { title: 'Bridge opens', source: 'Bay Wire' },
    ],
    [
      'after a bar',
      item('<title>Bridge opens | Bay Wire</title><source url="https://b.example">Bay Wire</source>'),
      { title: 'Bridge opens', source: 'Bay Wire' },
    ],
    [
      'in an element of a search',
      '<rss xmlns:News="https://s.example/news"><channel><title>F</title><item><title>Bridge opens</title><News:Source>Bay Wire</News:Source></item></channel></rss>',
      { source: 'Bay Wire' },
    ],
    [
      'in Atom',
      entry('<title>Bridge opens - Bay Wire</title><source><title>Bay Wire</title></source>'),
      { title: 'Bridge opens', source: 'Bay Wire' },
    ],
    ['by Dublin Core', item('<title>T</title><dc:source>Bay Wire</dc:source>'), { source: 'Bay Wire' }],
  ]));

test('forms of documents', () =>
  readAll([
    [
      'Netscape’s',
      '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>F</title></channel><image><title>No</title></image><item><title>T</title><link>/1</link></item></r:RDF>',
      { title: 'T', url: 'https://h.example/1' },
    ],
    [
      'every name prefixed',
      '<x:rss xmlns:x="http://backend.userland.com/rss2"><x:channel><x:title>F</x:title><x:item><x:title>T</x:title></x:item></x:channel></x:rss>',
      { title: 'T' },
    ],
    ['a channel alone', '<channel><title>F</title><item><title>T</title></item></channel>', { title: 'T' }],
    ['items alone', '<item><title>T</title></item><item><title>U</title></item>', { title: 'T' }],
    [
      'one entry',
      '<entry xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>1</id></entry>',
      { title: 'T', id: '1' },
    ],
    [
      'of channels, in capitals',
      '<CHANNEL HREF="https://h.example/"><TITLE>F</TITLE><ITEM HREF="https://h.example/1" LASTMOD="2026-11-10"><TITLE>T</TITLE><ABSTRACT>S</ABSTRACT></ITEM></CHANNEL>',
      { title: 'T', url: 'https://h.example/1', publishedAt: AT, summary: 'S' },
    ],
    [
      'an attribute twice',
      '<rss version="2.0" version="2.0"><channel><item><title>T</title></item></channel></rss>',
      { title: 'T' },
    ],
  ]));
