// Two readers, one answer: whatever the strict path stands behind, the tolerant reader reads the same.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { decodeText } from '../../src/fetch/decode.ts';
import { mendFeed } from '../../src/fetch/mend.ts';
import { readStrictly } from '../../src/fetch/rss-engine.ts';
import { type SanitisedFeed, sanitiseFeed } from '../../src/fetch/sanitise.ts';
import { readTolerantly } from '../../src/fetch/tolerant-reader.ts';
import { ordinaryFeed } from '../bench/read/made-feeds.ts';

const MOST = 100;
const URL = 'https://h.example/feed';

function sanitised(text: string): SanitisedFeed {
  return sanitiseFeed(decodeText(Buffer.from(text))) ?? assert.fail('no feed');
}

const SOUND: Readonly<Record<string, string>> = {
  'RSS 2.0': ordinaryFeed(20),
  'RSS 2.0 with its modules':
    '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:a10="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel xml:lang="fr"><title>F</title><a10:link rel="self" href="/f"/><itunes:owner><itunes:name>O</itunes:name></itunes:owner><image><title>I</title><url>u</url></image><item xml:lang="de"><title><![CDATA[A <i>b</i>]]></title><media:group><media:title>M</media:title><media:description>D</media:description></media:group><content:encoded>&lt;p&gt;x</content:encoded><guid isPermaLink="true"> /1 </guid><itunes:author>P</itunes:author><dc:creator>Q</dc:creator><author>R</author><a10:updated>2026-11-10T00:00:00Z</a10:updated></item><item/></channel></rss>',
  'Atom 1.0':
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="html">F &amp;amp; G</title><link href="https://h.example/"/><link rel="hub" href="https://hub.example/"/><entry xml:lang="uk"><title>T</title><id>i</id><link rel="alternate" href="a"/><author><name>N</name><uri>u</uri></author><contributor><name>C</name></contributor><category term="t"/><updated>2026-11-10T00:00:00Z</updated><summary type="html">&lt;b&gt;s&lt;/b&gt;</summary><source><title>S</title><id>x</id></source></entry></feed>',
  'RSS 1.0':
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel rdf:about="https://h.example/"><title>F</title><sy:updatePeriod>hourly</sy:updatePeriod><items><rdf:Seq><rdf:li rdf:resource="https://h.example/1"/></rdf:Seq></items></channel><item rdf:about="https://h.example/1"><title>T</title><link>https://h.example/1</link><dc:date>2026-11-10</dc:date><dc:subject>s</dc:subject></item></rdf:RDF>',
};

test('both readers read sound documents alike', async () => {
  for (const [what, text] of Object.entries(SOUND)) {
    const feed = sanitised(text);
    const strict = (await readStrictly(feed, MOST)) ?? assert.fail(`rss-parser does not read ${what}`);
    assert.deepEqual(mendFeed(strict, URL), mendFeed(readTolerantly(feed, MOST, URL), URL), what);
  }
});

test('the strict path steps back where rss-parser would lose or bend something', async () => {
  const item = '<item><title>T</title></item>';
  for (const [what, text] of [
    ['items outside the channel', `<rss version="2.0"><channel><title>F</title>${item}</channel>${item}</rss>`],
    [
      'markup in a title',
      '<rss version="2.0"><channel><title>F</title><item><title>a<b>c</b>d</title></item></channel></rss>',
    ],
    ['xml:base', `<rss version="2.0" xml:base="https://h.example/"><channel>${item}</channel></rss>`],
    ['an unclosed element', `<rss version="2.0"><channel>${item}`],
    ['depth', `<rss version="2.0"><channel>${'<a>'.repeat(300)}${'</a>'.repeat(300)}${item}</channel></rss>`],
    ['more items than are kept', `<rss version="2.0"><channel>${item.repeat(MOST + 1)}</channel></rss>`],
  ] as const) {
    assert.equal(await readStrictly(sanitised(text), MOST), undefined, what);
  }
});
