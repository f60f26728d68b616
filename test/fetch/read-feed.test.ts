// What each kind of feed says comes out in our own words.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import type { FeedDocument, RawEntry } from '../../src/core/feeds/item.ts';
import { readFeed } from '../../src/fetch/read-feed.ts';

async function read(text: string, url?: string): Promise<FeedDocument> {
  const outcome = await readFeed(Buffer.from(text), url === undefined ? {} : { url });
  assert.equal(outcome.kind, 'read', outcome.kind === 'unreadable' ? outcome.why : '');
  return outcome.kind === 'read' ? outcome.feed : assert.fail();
}

async function readOne(text: string, url?: string): Promise<RawEntry> {
  const [item] = (await read(text, url)).items;
  return item ?? assert.fail('no item');
}

const rss = (item: string, head = '<title>Harbour News</title>'): string =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:media="http://search.yahoo.com/mrss/"><channel>${head}<item>${item}</item></channel></rss>`;
const atom = (entry: string, root = ''): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom"${root}><title>Harbour News</title><entry>${entry}</entry></feed>`;

test('RSS 2.0 in full', async () => {
  const feed = await read(
    rss(
      `<title>The &lt;i&gt;old&lt;/i&gt; bridge &amp;amp; the new</title><link>/a/1</link><guid isPermaLink="false">n1</guid>
       <pubDate>Tue, 10 Nov 2026 04:05:06 GMT</pubDate><atom:updated>2026-11-10T05:00:00Z</atom:updated>
       <dc:creator>Ada Quill</dc:creator><author>desk@harbour.example (Ben Ink)</author>
       <category>Town</category><category>Bridges</category><category>Town</category>
       <description>Short &lt;b&gt;text&lt;/b&gt;</description><content:encoded><![CDATA[<p>One</p><p>Two</p>]]></content:encoded>`,
      `<title>Harbour News</title><link>https://harbour.example/</link><language>en-gb</language><ttl>45</ttl>
       <sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>
       <skipHours><hour>2</hour><hour>24</hour></skipHours><skipDays><day>sunday</day></skipDays>
       <atom:link rel="hub" href="https://hub.example/"/><atom:link rel="self" href="https://harbour.example/feed.xml"/>`,
    ),
    'https://harbour.example/feed.xml',
  );
  assert.deepEqual(feed, {
    title: 'Harbour News',
    link: 'https://harbour.example/',
    language: 'en-gb',
    hints: { ttl: 45 * 60_000, updatePeriod: 6 * 3_600_000, skipHours: [2, 0], skipDays: ['Sunday'] },
    hub: 'https://hub.example/',
    self: 'https://harbour.example/feed.xml',
    items: [
      {
        id: 'n1',
        url: 'https://harbour.example/a/1',
        title: 'The old bridge & the new',
        summary: 'Short text',
        content: 'One\n\nTwo',
        publishedAt: Date.UTC(2026, 10, 10, 4, 5, 6),
        updatedAt: Date.UTC(2026, 10, 10, 5),
        authors: ['Ben Ink', 'Ada Quill'],
        categories: ['Town', 'Bridges'],
        language: 'en-gb',
      },
    ],
  });
});

test('Atom 1.0 in full', async () => {
  const item = await readOne(
    atom(
      `<title type="html">A &amp;lt;b&amp;gt;loud&amp;lt;/b&amp;gt; night</title><id>tag:h,1</id>
       <link rel="enclosure" href="sound.mp3"/><link rel="alternate" type="text/html" href="a/1"/>
       <published>2026-11-10T04:05:06Z</published><updated>2026-11-11T00:00:00Z</updated>
       <author><name>Ada Quill</name><email>a@h.example</email></author><category term="t" label="Town"/>
       <summary>Short</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One</p><p>Two</p></div></content>
       <source><title>Bay Wire</title><id>x</id></source>`,
      ' xml:lang="uk" xml:base="https://harbour.example/d/"',
    ),
  );
  assert.deepEqual(item, {
    id: 'tag:h,1',
    url: 'https://harbour.example/d/a/1',
    title: 'A loud night',
    summary: 'Short',
    content: 'One\n\nTwo',
    publishedAt: Date.UTC(2026, 10, 10, 4, 5, 6),
    updatedAt: Date.UTC(2026, 10, 11),
    authors: ['Ada Quill'],
    categories: ['Town'],
    language: 'uk',
    source: 'Bay Wire',
  });
});

test('Atom 0.3, RSS 1.0, RSS 0.9 and their prefixes', async () => {
  const old = await readOne(
    '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="base64" type="text/html">PGI+T2xkPC9iPg==</title><link rel="alternate" href="https://h.example/1"/><issued>2004-01-02T03:04:05Z</issued><modified>2004-01-03</modified></entry></feed>',
  );
  assert.deepEqual(
    [old.title, old.publishedAt, old.updatedAt],
    ['Old', Date.UTC(2004, 0, 2, 3, 4, 5), Date.UTC(2004, 0, 3)],
  );
  const rdf = await readOne(
    '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:when="http://purl.org/dc/elements/1.1/"><channel r:about="https://h.example/"><title>F</title></channel><item r:about="https://h.example/1"><title>T</title><when:date>2026-11-10</when:date></item></r:RDF>',
  );
  assert.deepEqual(
    [rdf.id, rdf.url, rdf.publishedAt],
    ['https://h.example/1', 'https://h.example/1', Date.UTC(2026, 10, 10)],
  );
  const prefixed = await readOne(
    '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>T</a:title><a:link href="https://h.example/1"/></a:entry></a:feed>',
  );
  assert.deepEqual([prefixed.title, prefixed.url], ['T', 'https://h.example/1']);
  const netscape = await read(
    '<rss version="0.91"><channel><title>F</title><item><title>T</title><link>https://h.example/1</link></item></channel></rss>',
  );
  assert.equal(netscape.items[0]?.url, 'https://h.example/1');
});

test('JSON Feed, whatever its content type says', async () => {
  const text = JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Harbour &amp; News',
    home_page_url: 'https://h.example/',
    authors: [{ name: 'Ada Quill' }],
    language: 'en',
    hubs: [{ type: 'WebSub', url: 'https://hub.example/' }],
    items: [
      {
        id: 7,
        url: '/1',
        title: 'T',
        content_html: '<p>One</p><p>Two</p>',
        date_published: '2026-11-10T04:05:06Z',
        tags: ['x'],
      },
      'no item',
    ],
  });
  const outcome = await readFeed(Buffer.from(`\uFEFF${text}`), {
    contentType: 'text/xml',
    url: 'https://h.example/f.json',
  });
  assert.equal(outcome.kind, 'read');
  if (outcome.kind !== 'read') return;
  assert.equal(outcome.feed.hub, 'https://hub.example/');
  assert.equal(outcome.feed.title, 'Harbour & News');
  assert.deepEqual(outcome.feed.items, [
    {
      id: '7',
      url: 'https://h.example/1',
      title: 'T',
      summary: 'One Two',
      content: 'One\n\nTwo',
      publishedAt: Date.UTC(2026, 10, 10, 4, 5, 6),
      authors: ['Ada Quill'],
      categories: ['x'],
      language: 'en',
    },
  ]);
});

test('an aggregator names the publisher; headline and summary do not repeat it', async () => {
  const item = await readOne(
    rss(
      '<title>Bridge opens at noon - Bay Wire</title><link>https://agg.example/1</link><description>&lt;a href="x"&gt;Bridge opens at noon&lt;/a&gt;&amp;nbsp;&lt;font&gt;Bay Wire&lt;/font&gt;</description><source url="https://bay.example">Bay Wire</source>',
    ),
  );
  assert.deepEqual([item.title, item.source, item.summary], ['Bridge opens at noon', 'Bay Wire', '']);
  const unnamed = await readOne(rss('<title>Bridge opens at noon - Bay Wire</title>'));
  assert.deepEqual([unnamed.title, unnamed.source], ['Bridge opens at noon - Bay Wire', undefined]);
  const own = await readOne(rss('<title>Bridge opens</title><source url="https://h.example">Harbour News</source>'));
  assert.equal(own.source, undefined);
});

test('which address is the link', async () => {
  const base = 'https://h.example/feed';
  for (const [what, item, url] of [
    ['a permalink guid', '<guid>https://h.example/g</guid>', 'https://h.example/g'],
    ['a guid that is no permalink', '<guid isPermaLink="false">https://h.example/g</guid>', undefined],
    [
      'the written link before the guid',
      '<guid>https://h.example/g</guid><link>https://h.example/l</link>',
      'https://h.example/l',
    ],
    [
      'not an atom:link that merely precedes it',
      '<atom:link href="https://h.example/x"/><link>https://h.example/l</link>',
      'https://h.example/l',
    ],
    ['an atom:link where there is no other', '<atom:link href="x"/>', 'https://h.example/x'],
    ['no address of another scheme', '<link>javascript:alert(1)</link>', undefined],
    ['the enclosure at last', '<enclosure url="https://h.example/s.mp3"/>', 'https://h.example/s.mp3'],
  ] as const) {
    assert.equal((await readOne(rss(`<title>T</title>${item}`), base)).url, url, what);
  }
  const nested = await readOne(
    atom('<title>T</title><link href="1"/>', ' xml:base="d/"').replace('<entry>', '<entry xml:base="e/">'),
    base,
  );
  assert.equal(nested.url, 'https://h.example/d/e/1');
});

test('a document that is no feed says what it is', async () => {
  for (const [text, why] of [
    ['', /empty/],
    ['garbage', /no feed/],
    ['<!doctype html><html><head><title>x</title></head><body><item>x</item></body></html>', /web page/],
    ['<urlset><url/></urlset>', /no feed/],
    ['{"a":1}', /no JSON Feed/],
    ['{"version":"https://jsonfeed.org/version/1","items":[', /cut off/],
  ] as const) {
    const outcome = await readFeed(Buffer.from(text), {});
    assert.match(outcome.kind === 'unreadable' ? outcome.why : 'read', why);
  }
});
