// JSON Feed 1.0 and 1.1 → a feed in our own words. Nothing in it is believed before its type is looked at.
import { parseFeedDate } from '../core/feeds/dates.ts';
import type { FeedDocument, RawEntry } from '../core/feeds/item.ts';
import { paragraphs, plainText } from '../core/text/html.ts';
import { resolveUrl } from '../core/text/urls.ts';

type Fields = Readonly<Record<string, unknown>>;

const LONGEST_TITLE = 1_000;
const LONGEST_SUMMARY = 4_000;
const LONGEST_CONTENT = 60_000;
const MOST_NAMES = 40;

export function looksLikeJson(text: string): boolean {
  return /^\s{0,1000}\{/.test(text);
}

/** The feed, or nothing where the text is no JSON Feed. */
export function readJsonFeed(text: string, url: string | undefined, mostItems: number): FeedDocument | undefined {
  const feed = parse(text);
  if (feed === undefined) return undefined;
  const version = stringOf(feed['version']);
  const items = Array.isArray(feed['items']) ? feed['items'] : undefined;
  if (items === undefined && !version?.includes('jsonfeed')) return undefined;
  const self = resolveUrl(stringOf(feed['feed_url']) ?? '', url);
  const base = url ?? self;
  const link = resolveUrl(stringOf(feed['home_page_url']) ?? '', base);
  const language = stringOf(feed['language']);
  const authors = authorsOf(feed);
  const hub = hubOf(feed, base);
  return {
    title: plainText((stringOf(feed['title']) ?? '').slice(0, 20_000)).slice(0, LONGEST_TITLE),
    ...(link !== undefined && { link }),
    ...(language !== undefined && { language }),
    items: (items ?? [])
      .filter(isFields)
      .slice(0, mostItems)
      .map((item) => entryOf(item, base ?? link, language, authors)),
    hints: {},
    ...(hub !== undefined && { hub }),
    ...(self !== undefined && { self }),
  };
}

/** Objects and lists, strings: JSON.parse cannot be interrupted, and running out of memory in it ends the process. */
const MOST_GROUPS = 300_000;
const MOST_QUOTES = 3_000_000;

function parse(text: string): Fields | undefined {
  if (count(text, '{') + count(text, '[') > MOST_GROUPS || count(text, '"') > MOST_QUOTES) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function count(text: string, character: string): number {
  let found = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found += 1;
  return found;
}

function entryOf(
  item: Fields,
  base: string | undefined,
  feedLanguage: string | undefined,
  feedAuthors: readonly string[],
): RawEntry {
  const id = typeof item['id'] === 'number' ? String(item['id']) : stringOf(item['id']);
  const link = stringOf(item['url']) ?? stringOf(item['external_url']);
  const url = resolveUrl(link ?? (id !== undefined && /^https?:\/\//i.test(id) ? id : ''), base);
  const html = stringOf(item['content_html']);
  const plain = stringOf(item['content_text']);
  const content = html === undefined ? plain?.trim() : paragraphs(html.slice(0, 4 * LONGEST_CONTENT));
  const summary = stringOf(item['summary']) ?? html ?? plain ?? '';
  const language = stringOf(item['language']) ?? feedLanguage;
  const updatedAt = dateOf(item['date_modified']);
  const publishedAt = dateOf(item['date_published']) ?? updatedAt;
  const authors = authorsOf(item);
  return {
    ...(id !== undefined && { id }),
    ...(url !== undefined && { url }),
    title: plainText((stringOf(item['title']) ?? '').slice(0, 20_000)).slice(0, LONGEST_TITLE),
    summary: plainText(summary.slice(0, 10 * LONGEST_SUMMARY)).slice(0, LONGEST_SUMMARY),
    ...(content !== undefined && content !== '' && { content: content.slice(0, LONGEST_CONTENT) }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(updatedAt !== undefined && { updatedAt }),
    authors: authors.length > 0 ? authors : feedAuthors,
    categories: listOf(item['tags'])
      .map(stringOf)
      .filter((tag) => tag !== undefined)
      .slice(0, MOST_NAMES),
    ...(language !== undefined && { language }),
  };
}

function authorsOf(owner: Fields): readonly string[] {
  const list = [...listOf(owner['authors']), owner['author']];
  const names = list.map((author) => stringOf(isFields(author) ? author['name'] : author));
  return [...new Set(names.filter((name) => name !== undefined))].slice(0, MOST_NAMES);
}

function hubOf(feed: Fields, base: string | undefined): string | undefined {
  const hubs = listOf(feed['hubs']).filter(isFields);
  const webSub = hubs.find((hub) => /websub/i.test(stringOf(hub['type']) ?? ''));
  return webSub === undefined ? undefined : resolveUrl(stringOf(webSub['url']) ?? '', base);
}

function dateOf(value: unknown): number | undefined {
  if (typeof value === 'number') return parseFeedDate(String(value));
  const text = stringOf(value);
  return text === undefined ? undefined : parseFeedDate(text);
}

function stringOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' ? undefined : text;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
