// One entry as a feed gives it → an item as the product knows it: identified, bounded, dated, in a known language.
import { cleanLine, clip } from '../text/clip.ts';
import { type EpochMs, HOUR } from '../text/instant.ts';
import { canonicalUrl } from '../text/urls.ts';
import type { Feed } from './feed.ts';
import type { FeedDocument, Item, ItemId, RawEntry } from './item.ts';

const LONGEST = { title: 1_000, summary: 4_000, content: 40_000, source: 200, guid: 2_000 } as const;
/** A headline made from a summary, for entries that have none (posts of officials). */
const MADE_TITLE = 160;
/** Enough to tell the language of a document, twice. */
const SAMPLED_TITLES = 12;
const LANGUAGE_SAMPLE = 200;
/** Clocks differ a little; beyond that a date is wrong and must not hold an item at the top for days. */
const FUTURE_ALLOWED = HOUR;

/** What an item needs to know of the document it came in. */
type Origin = { readonly title: string; readonly link?: string; readonly language?: string };

export type Skipped = { readonly skip: string };

/** All entries of a document; its language is found out once, not item by item, where it is of one kind. */
export function toItems(
  document: FeedDocument,
  feed: Feed,
  now: EpochMs,
  hash: (text: string) => string,
  detect: (text: string) => string,
): readonly (Item | Skipped)[] {
  const titles = document.items.slice(0, SAMPLED_TITLES).map(({ title }) => title.slice(0, MADE_TITLE));
  const isNamed = feed.language !== undefined || document.language !== undefined;
  const common = isNamed || titles.length < 4 ? undefined : commonLanguage(titles, detect);
  return document.items.map((entry) =>
    toItem(entry, feed, document, now, hash, (text) => {
      if (common !== undefined && scriptOf(text) === scriptOf(titles[0] ?? '')) return common;
      return detect(text);
    }),
  );
}

/** The language of every other title, if the ones between are in the same. */
function commonLanguage(titles: readonly string[], detect: (text: string) => string): string | undefined {
  const [even, odd] = [0, 1].map((rest) =>
    detect(
      titles
        .filter((_, n) => n % 2 === rest)
        .join('. ')
        .slice(0, LANGUAGE_SAMPLE),
    ),
  );
  return even === odd ? even : undefined;
}

/** Told by the first letter. */
function scriptOf(text: string): string {
  const letter = /\p{L}/u.exec(text)?.[0] ?? '';
  if (/\p{Script=Latin}/u.test(letter)) return 'Latin';
  return /\p{Script=Cyrillic}/u.test(letter) ? 'Cyrillic' : 'other';
}

export function toItem(
  entry: RawEntry,
  feed: Feed,
  document: Origin,
  now: EpochMs,
  hash: (text: string) => string,
  detect: (text: string) => string,
): Item | Skipped {
  const summary = bounded(entry.summary, LONGEST.summary);
  const content = entry.content === undefined ? '' : bounded(entry.content, LONGEST.content);
  const title = titleOf(entry, summary || content);
  if (title === '') return { skip: 'neither title nor text' };
  const guid = guidOf(entry, hash);
  const id = hash(`${feed.id}\n${guid}`) as ItemId;
  return {
    id,
    feedId: feed.id,
    guid,
    // Without a link of its own an entry is found on its feed's site, but is one article only with itself.
    url: entry.url ?? document.link ?? feed.url,
    canonicalUrl: entry.url === undefined ? `urn:item:${id}` : canonicalUrl(entry.url),
    title,
    summary,
    ...(content === '' ? {} : { content }),
    language: languageOf(entry, feed, document, () => detect(`${title}\n${summary}`)),
    source: sourceOf(entry, feed, document),
    trust: feed.trust,
    publishedAt: publicationOf(entry, now),
    seenAt: now,
  };
}

/** Cut before it is trimmed, so that a hostile length costs nothing. */
function bounded(text: string, limit: number): string {
  return clip(text.slice(0, limit * 2).trim(), limit);
}

function titleOf(entry: RawEntry, text: string): string {
  const title = clip(cleanLine(entry.title.slice(0, LONGEST.title * 2)), LONGEST.title);
  return title === '' ? clip(cleanLine(text.slice(0, LONGEST.summary)), MADE_TITLE) : title;
}

function guidOf(entry: RawEntry, hash: (text: string) => string): string {
  const given = entry.id?.trim() || entry.url;
  if (!given) return hash(`${entry.title}\n${entry.publishedAt ?? ''}\n${entry.summary}`);
  return given.length <= LONGEST.guid ? given : hash(given);
}

function publicationOf(entry: RawEntry, now: EpochMs): EpochMs {
  const at = entry.publishedAt ?? entry.updatedAt;
  return at === undefined || !Number.isFinite(at) || at > now + FUTURE_ALLOWED ? now : at;
}

function languageOf(
  entry: RawEntry,
  feed: Feed,
  document: { readonly language?: string },
  detect: () => string,
): string {
  for (const tag of [entry.language, feed.language, document.language]) {
    const primary = tag === undefined ? undefined : /^\s*([a-z]{2,3})(?:[-_]|\s*$)/i.exec(tag)?.[1];
    if (primary !== undefined) return primary.toLowerCase();
  }
  return detect();
}

function sourceOf(entry: RawEntry, feed: Feed, document: { readonly title: string }): string {
  const named = [entry.source ?? '', feed.title, document.title].map((name) => cleanLine(name.slice(0, 1_000)));
  const source = named.find((name) => name !== '') ?? URL.parse(feed.url)?.hostname ?? feed.url;
  return clip(source, LONGEST.source);
}
