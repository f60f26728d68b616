// Feed documents with accidents in them, for properties: whatever happens to the bytes, reading ends and keeps its word.
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { type ReadOutcome, readFeed } from '../../../src/fetch/read-feed.ts';

const SEEDS: readonly string[] = [
  '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE rss [<!ENTITY own "own text">]><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Seed &amp; one</title><link>https://seed.example/</link><ttl>30</ttl><skipHours><hour>3</hour></skipHours><item><title>A &lt;b&gt;bold&lt;/b&gt; word &own;</title><link>/a/1</link><guid isPermaLink="false">a1</guid><pubDate>Tue, 10 Nov 2026 04:00:00 +0200</pubDate><dc:creator>One</dc:creator><description><![CDATA[<p>First</p><p>Second &eacute;</p>]]></description><source url="https://other.example/">Other</source></item><item><title>Second - Other</title><guid>https://seed.example/2</guid></item></channel></rss>',
  '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://seed.example/d/" xml:lang="uk"><title type="html">Seed &amp;amp; two</title><link rel="self" href="atom.xml"/><link rel="hub" href="https://hub.example/"/><entry xml:base="e/"><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">An <i>inner</i> word</div></title><id>tag:seed.example,2026:1</id><link href="p/1"/><published>2026-11-10T04:00:00Z</published><updated>2026-11-11T04:00:00.5+01:00</updated><author><name>Two</name></author><category term="x" label="X"/><content type="html">&lt;p&gt;Text&lt;/p&gt;</content></entry></feed>',
  '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://seed.example/"><title>Seed three</title></channel><item rdf:about="https://seed.example/3"><title>Third</title><link>https://seed.example/3</link><d:date>2026-11-10</d:date></item></rdf:RDF>',
  '{"version":"https://jsonfeed.org/version/1.1","title":"Seed four","items":[{"id":4,"url":"https://seed.example/4","title":"Fourth","content_html":"<p>Text</p>","date_published":"2026-11-10T04:00:00Z","tags":["x"],"authors":[{"name":"Four"}]}]}',
];

const SCRAPS = [
  '<',
  '>',
  '&',
  ';',
  '"',
  "'",
  '=',
  '/',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<?',
  '?>',
  '<!',
  '<item>',
  '</item>',
  '<entry>',
  '</entry>',
  '</channel>',
  '<title>',
  '</title>',
  '<link/>',
  '&nbsp;',
  '&#0;',
  '&#xD800;',
  '&#x110000;',
  '&a',
  '\0',
  '\x1b',
  '\uFEFF',
  '\uFFFF',
  'xml:base="',
  'xmlns:a="',
  ' type="xhtml"',
  '{',
  '}',
  '[',
  ']',
  ',',
  '\xff',
  '\xc3',
  '\ud800',
  'encoding="utf-16"',
  '__proto__',
];

type Change =
  | { readonly kind: 'put'; readonly at: number; readonly scrap: string }
  | { readonly kind: 'cut'; readonly at: number; readonly length: number }
  | { readonly kind: 'copy'; readonly at: number; readonly length: number; readonly to: number }
  | { readonly kind: 'flip'; readonly at: number; readonly byte: number }
  | { readonly kind: 'end'; readonly at: number };

const place = fc.nat({ max: 2_000 });
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constant('put' as const),
    at: place,
    scrap: fc.oneof(fc.constantFrom(...SCRAPS), fc.string({ maxLength: 8, unit: 'binary' })),
  }),
  fc.record({ kind: fc.constant('cut' as const), at: place, length: fc.nat({ max: 60 }) }),
  fc.record({ kind: fc.constant('copy' as const), at: place, length: fc.nat({ max: 200 }), to: place }),
  fc.record({ kind: fc.constant('flip' as const), at: place, byte: fc.nat({ max: 255 }) }),
  fc.record({ kind: fc.constant('end' as const), at: place }),
);
const CONTENT_TYPES = [
  undefined,
  'application/rss+xml; charset=utf-8',
  'text/xml; charset=koi8-r',
  'text/html; charset=x-nothing',
  'application/json',
];

/** A document, its content type and its address. */
export const mutatedDocument = fc.record({
  seed: fc.constantFrom(...SEEDS),
  changes: fc.array(change, { minLength: 1, maxLength: 8 }),
  contentType: fc.constantFrom(...CONTENT_TYPES),
  url: fc.constantFrom(undefined, 'https://seed.example/feed'),
});

type Mutated = typeof mutatedDocument extends fc.Arbitrary<infer T> ? T : never;

export function bytesOf({ seed, changes }: Mutated): Uint8Array {
  let bytes = Buffer.from(seed);
  for (const each of changes) {
    const at = each.at % (bytes.length + 1);
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
    if (each.kind === 'put') bytes = Buffer.concat([before, Buffer.from(each.scrap), after]);
    else if (each.kind === 'cut') bytes = Buffer.concat([before, after.subarray(each.length)]);
    else if (each.kind === 'copy') {
      const to = each.to % (bytes.length + 1);
      bytes = Buffer.concat([bytes.subarray(0, to), after.subarray(0, each.length), bytes.subarray(to)]);
    } else if (each.kind === 'flip') bytes = Buffer.concat([before, Buffer.from([each.byte]), after.subarray(1)]);
    else bytes = Buffer.from(before);
  }
  return bytes;
}

/** What every reading promises, whatever was read. */
export function assertPromises(outcome: ReadOutcome, hadUrl: boolean): void {
  if (outcome.kind === 'unreadable') {
    assert.notEqual(outcome.why, '');
    assert.doesNotMatch(outcome.why, /could not be read|more than/, 'reading must not fail or be killed');
    return;
  }
  for (const item of outcome.feed.items) {
    assert.equal(typeof item.title, 'string');
    assert.doesNotMatch(item.title, /[\n\r]/);
    assert.ok(item.title.length <= 1_000 && item.summary.length <= 4_000);
    assert.ok(item.publishedAt === undefined || Number.isSafeInteger(item.publishedAt));
    assert.ok(item.updatedAt === undefined || Number.isSafeInteger(item.updatedAt));
    if (item.url !== undefined)
      assert.match(item.url, hadUrl ? /^https?:\/\// : /^(?:https?:\/\/|(?![a-z][a-z\d+.-]*:))/i);
    assert.equal(item.title, item.title.toWellFormed());
  }
}

export type MutationReport = { documents: number; read: number; unreadable: number; slowest: number };

/** Reads that many mutated documents; throws with the smallest counterexample if one breaks a promise. */
export async function readMutated(documents: number, seed?: number): Promise<MutationReport> {
  const report: MutationReport = { documents: 0, read: 0, unreadable: 0, slowest: 0 };
  await fc.assert(
    fc.asyncProperty(mutatedDocument, async (mutated) => {
      const start = performance.now();
      const outcome = await readFeed(bytesOf(mutated), {
        ...(mutated.contentType !== undefined && { contentType: mutated.contentType }),
        ...(mutated.url !== undefined && { url: mutated.url }),
      });
      report.slowest = Math.max(report.slowest, performance.now() - start);
      report.documents += 1;
      report[outcome.kind] += 1;
      assertPromises(outcome, mutated.url !== undefined);
    }),
    { numRuns: documents, ...(seed !== undefined && { seed }) },
  );
  return report;
}
