import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Feed, FeedId } from '../../../src/core/feeds/feed.ts';
import type { Item, RawEntry } from '../../../src/core/feeds/item.ts';
import { toItem, toItems } from '../../../src/core/feeds/normalise.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/text/instant.ts';

const NOW = Date.UTC(2026, 4, 1, 12);
const FEED: Feed = {
  id: 'feed-1' as FeedId,
  url: 'https://news.example/rss',
  title: 'Example News',
  trust: 'agency',
  every: 15 * MINUTE,
  origin: 'config',
};
/** What every entry has; the rest is optional. */
const BARE: RawEntry = {
  title: 'Talks move to Geneva',
  summary: 'Both sides agreed on the place.',
  authors: [],
  categories: [],
};
const URL = 'https://news.example/a?utm_source=rss';
const ENTRY: RawEntry = { ...BARE, id: 'tag:1', url: URL, publishedAt: NOW - HOUR };
const DOCUMENT = { title: 'Example', link: 'https://news.example/' };
const hash = (text: string): string => `#${text.length}:${text.slice(0, 20)}`;

type Document = { readonly title: string; readonly link?: string; readonly language?: string };

function item(entry: RawEntry, feed: Feed = FEED, document: Document = DOCUMENT): Item {
  const made = toItem(entry, feed, document, NOW, hash, () => 'xx');
  assert.ok(!('skip' in made));
  return made;
}

test('an ordinary entry becomes an item', () => {
  assert.deepEqual(item(ENTRY), {
    id: hash('feed-1\ntag:1'),
    feedId: 'feed-1',
    guid: 'tag:1',
    url: 'https://news.example/a?utm_source=rss',
    canonicalUrl: 'https://news.example/a',
    title: 'Talks move to Geneva',
    summary: 'Both sides agreed on the place.',
    language: 'xx',
    source: 'Example News',
    trust: 'agency',
    publishedAt: NOW - HOUR,
    seenAt: NOW,
  });
});

test('an entry is known by its id, else its link, else its text', () => {
  assert.equal(item({ ...ENTRY, id: ' a b ' }).guid, 'a b');
  assert.equal(item({ ...BARE, url: URL }).guid, URL);
  assert.equal(item({ ...ENTRY, id: ' ' }).guid, URL);
  const known = new Set(
    [BARE, { ...BARE, title: 'Another' }, { ...BARE, summary: 'Other words' }, { ...BARE, publishedAt: 5 }]
      .map((entry) =>
        toItem(
          entry,
          FEED,
          DOCUMENT,
          NOW,
          (text) => text,
          () => 'xx',
        ),
      )
      .map((made) => ('skip' in made ? '' : made.guid)),
  );
  assert.equal(known.size, 4);
});

test('an endless id is known by its hash', () => {
  const long = 'x'.repeat(5_000);
  assert.equal(item({ ...ENTRY, id: long }).guid, hash(long));
});

test('two feeds with one id do not share items', () => {
  assert.notEqual(item(ENTRY).id, item(ENTRY, { ...FEED, id: 'feed-2' as FeedId }).id);
});

test('an entry without a link leads to its site and is one article only with itself', () => {
  const one = item({ ...BARE, id: '1' });
  const two = item({ ...BARE, id: '2', title: 'Another post' });
  assert.equal(one.url, 'https://news.example/');
  assert.equal(item({ ...BARE, id: '1' }, FEED, { title: '' }).url, FEED.url);
  assert.notEqual(one.canonicalUrl, two.canonicalUrl);
});

const dates: readonly (readonly [what: string, entry: RawEntry, at: number])[] = [
  ['its own date', ENTRY, NOW - HOUR],
  ['the update where there is no date', { ...BARE, updatedAt: NOW - DAY }, NOW - DAY],
  ['now where there is none', BARE, NOW],
  ['a date a little ahead', { ...BARE, publishedAt: NOW + HOUR }, NOW + HOUR],
  ['now for a date far ahead', { ...BARE, publishedAt: NOW + HOUR + 1 }, NOW],
  ['now for no number', { ...BARE, publishedAt: Number.NaN }, NOW],
];
for (const [what, entry, at] of dates) test(`takes ${what}`, () => assert.equal(item(entry).publishedAt, at));

const languages: readonly (readonly [
  entry: string | undefined,
  feed: string | undefined,
  document: string | undefined,
  is: string,
])[] = [
  ['fr', 'de', 'en', 'fr'],
  [undefined, 'de', 'en', 'de'],
  [undefined, undefined, 'en-GB', 'en'],
  ['PT_br', undefined, undefined, 'pt'],
  ['', 'uk', undefined, 'uk'],
  ['English', undefined, 'en', 'en'],
  [undefined, undefined, undefined, 'xx'],
];
for (const [entry, feed, document, is] of languages) {
  test(`entry ${entry}, feed ${feed}, document ${document}: ${is}`, () => {
    const made = item(
      { ...ENTRY, ...(entry === undefined ? {} : { language: entry }) },
      { ...FEED, ...(feed === undefined ? {} : { language: feed }) },
      { ...DOCUMENT, ...(document === undefined ? {} : { language: document }) },
    );
    assert.equal(made.language, is);
  });
}

test('a post without a headline is headed by its text; nothing at all is skipped', () => {
  const post = item({ ...ENTRY, title: ' ', summary: 'Spoke  with the\nPresident. '.repeat(20) });
  assert.match(post.title, /^Spoke with the President\..*…$/);
  assert.ok(post.title.length <= 160);
  const byContent = item({ ...ENTRY, title: '', summary: '', content: 'Only the full text.' });
  assert.equal(byContent.title, 'Only the full text.');
  const nothing = toItem({ ...ENTRY, title: ' ', summary: ' ' }, FEED, DOCUMENT, NOW, hash, () => 'xx');
  assert.ok('skip' in nothing);
});

test('sizes are bounded, also for hostile text', () => {
  const long = 'many words '.repeat(1_000_000);
  const made = item({ ...ENTRY, title: long, summary: long, content: long, source: long });
  assert.ok(made.title.length <= 1_000);
  assert.ok(made.summary.length <= 4_000);
  assert.ok((made.content ?? '').length <= 40_000);
  assert.ok(made.source.length <= 200);
});

test('the publisher is the one the entry names, else the feed, else its document, else its host', () => {
  assert.equal(item({ ...ENTRY, source: 'Wire Agency' }).source, 'Wire Agency');
  assert.equal(item(ENTRY, { ...FEED, title: '' }).source, 'Example');
  assert.equal(item(ENTRY, { ...FEED, title: '' }, { title: ' ' }).source, 'news.example');
});

test('the language of a document is found out once where its entries are of one kind', () => {
  const asked: string[] = [];
  const detect = (text: string): string => {
    asked.push(text);
    return /нове/.test(text) ? 'uk' : 'en';
  };
  const entries = Array.from({ length: 30 }, (_, n) => ({ ...BARE, id: `${n}`, title: `News number ${n}` }));
  const foreign = { ...BARE, id: 'x', title: 'Щось нове' };
  const made = toItems({ ...DOCUMENT, items: [...entries, foreign], hints: {} }, FEED, NOW, hash, detect);
  assert.deepEqual(
    made.map((one) => ('skip' in one ? '' : one.language)),
    [...entries.map(() => 'en'), 'uk'],
  );
  assert.equal(asked.length, 3, 'two samples and the one in another script');
});

test('a document of several languages is told apart entry by entry', () => {
  const detect = (text: string): string => (/mot/.test(text) ? 'fr' : 'en');
  const items = Array.from({ length: 8 }, (_, n) => ({ ...BARE, id: `${n}`, title: n % 2 ? 'un mot' : 'one word' }));
  const made = toItems({ ...DOCUMENT, items, hints: {} }, FEED, NOW, hash, detect);
  assert.deepEqual(
    made.map((one) => ('skip' in one ? '' : one.language)),
    ['en', 'fr', 'en', 'fr', 'en', 'fr', 'en', 'fr'],
  );
});

test('a feed whose language is named asks nobody', () => {
  const made = toItems(
    { ...DOCUMENT, items: [BARE, BARE, BARE, BARE], hints: {} },
    { ...FEED, language: 'de' },
    NOW,
    hash,
    () => assert.fail('not needed'),
  );
  assert.ok(made.every((one) => !('skip' in one) && one.language === 'de'));
});
