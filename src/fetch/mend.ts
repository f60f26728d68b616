// Elements as either reader found them → a feed in our own words: plain text, absolute links, instants.

import { parseFeedDate } from '../core/feeds/dates.ts';
import type { FeedDocument, RawEntry } from '../core/feeds/item.ts';
import { clip } from '../core/text/clip.ts';
import { collapse, paragraphs, plainText } from '../core/text/html.ts';
import type { EpochMs } from '../core/text/instant.ts';
import { authorsOf, categoriesOf, sourceOf } from './bylines.ts';
import { readHints } from './hints.ts';
import { entryLink, feedLinks } from './links.ts';
import { childrenOf, type FeedNode, firstWithText, type ParsedFeed, textOf } from './markup.ts';
import { isRepetition, withoutPublisher } from './publisher.ts';

const LONGEST_TITLE = 1_000;
const LONGEST_SUMMARY = 4_000;
const LONGEST_CONTENT = 60_000;

/** `url` is where the document came from, for relative links. */
export function mendFeed(parsed: ParsedFeed, url: string | undefined): FeedDocument {
  const { head } = parsed;
  const links = feedLinks(head, url);
  const language = languageOf(head, 'language', 'dc:language') ?? head.language;
  const title = titleOf(head, 'title', 'dc:title', 'itunes:title');
  // Who writes an Atom feed writes what in it names nobody.
  const authors = parsed.dialect === 'atom' ? authorsOf(head) : [];
  const items = parsed.entries.map((entry) => mendEntry(entry, url, { title, language, authors }));
  return {
    title,
    ...(links.link !== undefined && { link: links.link }),
    ...(language !== undefined && { language }),
    items,
    hints: readHints(head),
    ...(links.hub !== undefined && { hub: links.hub }),
    ...(links.self !== undefined && { self: links.self }),
  };
}

function mendEntry(
  entry: FeedNode,
  base: string | undefined,
  feed: { readonly title: string; readonly language: string | undefined; readonly authors: readonly string[] },
): RawEntry {
  const language = languageOf(entry, 'dc:language', 'language') ?? entry.language ?? feed.language;
  const id = identityOf(entry);
  const url = entryLink(entry, base);
  const source = sourceOf(entry, feed.title);
  const written = titleOf(entry, 'title', 'atom:title', 'dc:title', 'media:title', 'itunes:title');
  const title = source === undefined ? written : withoutPublisher(written, source);
  const summary = summaryOf(entry);
  const content = contentOf(entry);
  const authors = authorsOf(entry);
  const updatedAt = dateOf(entry, language, UPDATED);
  const publishedAt =
    dateOf(entry, language, PUBLISHED) ?? parseFeedDate(entry.attributes['lastmod'] ?? '', language) ?? updatedAt;
  return {
    ...(id !== undefined && { id }),
    ...(url !== undefined && { url }),
    title,
    summary: source !== undefined && isRepetition(summary, title, source) ? '' : summary,
    ...(content !== undefined && { content }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(updatedAt !== undefined && { updatedAt }),
    authors: authors.length > 0 ? authors : feed.authors,
    categories: categoriesOf(entry),
    ...(language !== undefined && { language }),
    ...(source !== undefined && { source }),
  };
}

const PUBLISHED = [
  'pubdate',
  'published',
  'issued',
  'dc:date',
  'dcterms:issued',
  'dcterms:created',
  'created',
  'atom:published',
  'atom:issued',
  'date',
  'dcterms:date',
];
const UPDATED = ['updated', 'modified', 'atom:updated', 'atom:modified', 'dcterms:modified'];

function dateOf(entry: FeedNode, language: string | undefined, names: readonly string[]): EpochMs | undefined {
  for (const name of names) {
    for (const node of entry.children) {
      if (node.name !== name) continue;
      const at = parseFeedDate(node.text, language);
      if (at !== undefined) return at;
    }
  }
  return undefined;
}

function identityOf(entry: FeedNode): string | undefined {
  const id = textOf(entry, 'guid', 'id', 'atom:id') ?? entry.attributes['rdf:about']?.trim();
  return id === undefined || id === '' ? undefined : id.slice(0, LONGEST_TITLE);
}

function titleOf(node: FeedNode, ...names: readonly string[]): string {
  const found = firstWithText(node, ...names) ?? inGroup(node, 'media:title');
  if (found === undefined) return '';
  const { type } = found.attributes;
  const text = rawText(found).slice(0, 20 * LONGEST_TITLE);
  const literal = !found.isMarkup && (type === 'text' || type === 'text/plain') && !text.includes('&');
  return clip(literal ? collapse(text) : plainText(text), LONGEST_TITLE);
}

/** What the element says; base64 (by Atom 0.3's mode, or by a type that is no text) is undone. */
function rawText(node: FeedNode): string {
  const { mode, type } = node.attributes;
  const encoded =
    mode === 'base64' || (type?.startsWith('application/octet-stream') === true && BASE64.test(node.text));
  return encoded ? new TextDecoder().decode(Buffer.from(node.text, 'base64')) : node.text;
}

const BASE64 = /^[A-Za-z\d+/\s]+=?\s*=?\s*$/;

// `abstract`, like `href` and `lastmod`, is of the Channel Definition Format.
const SUMMARIES = [
  'description',
  'summary',
  'atom:summary',
  'dc:description',
  'itunes:summary',
  'media:description',
  'content:encoded',
  'content',
  'atom:content',
  'xhtml:body',
  'body',
  'fullitem',
  'itunes:subtitle',
  'abstract',
];
const CONTENTS = ['content:encoded', 'content', 'atom:content', 'xhtml:body', 'body', 'fullitem'];

function summaryOf(entry: FeedNode): string {
  const found = firstWithText(entry, ...SUMMARIES) ?? inGroup(entry, 'media:description');
  if (found === undefined || isBinary(found)) return '';
  return clip(plainText(rawText(found).slice(0, 10 * LONGEST_SUMMARY)), LONGEST_SUMMARY);
}

/** What describes several media at once. */
function inGroup(entry: FeedNode, name: string): FeedNode | undefined {
  return childrenOf(entry, 'media:group').flatMap((group) => firstWithText(group, name) ?? [])[0];
}

function contentOf(entry: FeedNode): string | undefined {
  const found = firstWithText(entry, ...CONTENTS);
  if (found === undefined || isBinary(found)) return undefined;
  const text = clip(paragraphs(rawText(found).slice(0, 4 * LONGEST_CONTENT)), LONGEST_CONTENT);
  return text === '' ? undefined : text;
}

function isBinary(node: FeedNode): boolean {
  return /^(?:image|audio|video)\//.test(node.attributes['type'] ?? '');
}

function languageOf(node: FeedNode, ...names: readonly string[]): string | undefined {
  const written = textOf(node, ...names);
  return written !== undefined && /^[A-Za-z]{2,3}(?:[-_][\w-]{1,20})?$/.test(written)
    ? written.replace('_', '-')
    : undefined;
}
