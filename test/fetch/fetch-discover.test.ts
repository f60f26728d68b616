import assert from 'node:assert/strict';
import { test } from 'node:test';
import { feedsNamedIn } from '../../src/fetch/discover.ts';

const PAGE = { url: 'https://news.example/world/' };
const found = (head: string): readonly string[] =>
  feedsNamedIn(Buffer.from(`<!doctype html><html><head>${head}</head><body></body></html>`), PAGE).map(
    ({ url }) => url,
  );

const cases: readonly (readonly [what: string, head: string, urls: readonly string[]])[] = [
  ['no feed', '<link rel="stylesheet" href="/a.css">', []],
  ['RSS', '<link rel="alternate" type="application/rss+xml" href="/rss">', ['https://news.example/rss']],
  [
    'Atom, relative',
    '<link type="application/atom+xml" rel="alternate" href="feed.atom">',
    ['https://news.example/world/feed.atom'],
  ],
  [
    'JSON Feed',
    '<link rel="alternate" type="application/feed+json" href="https://cdn.example/f.json">',
    ['https://cdn.example/f.json'],
  ],
  [
    'JSON that is a feed',
    '<link rel=alternate type=application/json href=/feed.json>',
    ['https://news.example/feed.json'],
  ],
  ['JSON of an interface', '<link rel="alternate" type="application/json" href="/wp-json/pages/1">', []],
  [
    'several relations, any case',
    '<LINK REL="Alternate home" TYPE="Application/RSS+XML" HREF="/rss">',
    ['https://news.example/rss'],
  ],
  ['another language of the page', '<link rel="alternate" hreflang="de" href="/de/">', []],
  [
    'a base address',
    '<base href="https://base.example/x/"><link rel="alternate" type="application/rss+xml" href="rss">',
    ['https://base.example/x/rss'],
  ],
  [
    'escaped query',
    '<link rel="alternate" type="application/rss+xml" href="/f?a=1&amp;b=2">',
    ['https://news.example/f?a=1&b=2'],
  ],
  ['no script address', '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">', []],
  [
    'comments last, each once',
    '<link rel="alternate" type="application/rss+xml" title="Comments" href="/c"><link rel="alternate" type="application/rss+xml" href="/rss"><link rel="alternate" type="application/rss+xml" href="/rss">',
    ['https://news.example/rss', 'https://news.example/c'],
  ],
];
for (const [what, head, urls] of cases) test(`finds ${what}`, () => assert.deepEqual(found(head), urls));

test('titles are cleaned, and there is an end to the list', () => {
  const many = Array.from({ length: 100 }, (_, n) => `<link rel="feed" title=" Feed\n ${n} " href="/${n}">`).join('');
  const feeds = feedsNamedIn(Buffer.from(many), PAGE);
  assert.equal(feeds.length, 20);
  assert.equal(feeds[3]?.title, 'Feed 3');
});
