// One document, bytes in, feed out, on the thread it is called on: decode → sanitise → rss-parser, verified → mend,
// with the tolerant reader for whatever the strict path does not stand behind.
import type { FeedDocument } from '../core/feeds/item.ts';
import { decodeText } from './decode.ts';
import { looksLikeJson, readJsonFeed } from './json-feed.ts';
import { mendFeed } from './mend.ts';
import { readStrictly } from './rss-engine.ts';
import { sanitiseFeed } from './sanitise.ts';
import { readTolerantly } from './tolerant-reader.ts';

export type ReadOutcome =
  | { readonly kind: 'read'; readonly feed: FeedDocument }
  | { readonly kind: 'unreadable'; readonly why: string };

export type ReadOptions = { readonly contentType?: string; readonly url?: string };

/** Items beyond this are not kept; no feed that people write comes near it. */
const MOST_ITEMS = 10_000;

/** rss-parser builds a tree of the whole document; above this size it costs more time and memory than it is worth. */
const STRICT_UP_TO = 1_000_000;

export async function readDocument(bytes: Uint8Array, options: ReadOptions): Promise<ReadOutcome> {
  if (bytes.length === 0) return { kind: 'unreadable', why: 'The document is empty.' };
  const text = decodeText(bytes, options.contentType);
  if (looksLikeJson(text)) {
    const feed = readJsonFeed(text, options.url, MOST_ITEMS);
    return feed === undefined
      ? {
          kind: 'unreadable',
          why: 'The document is JSON, but no JSON Feed, or one that was cut off or is out of all proportion.',
        }
      : { kind: 'read', feed };
  }
  const sanitised = sanitiseFeed(text);
  if (sanitised === undefined) return { kind: 'unreadable', why: whyNoFeed(text) };
  const strict = sanitised.xml.length <= STRICT_UP_TO ? await readStrictly(sanitised, MOST_ITEMS) : undefined;
  const parsed = strict ?? readTolerantly(sanitised, MOST_ITEMS, options.url);
  return { kind: 'read', feed: mendFeed(parsed, options.url) };
}

function whyNoFeed(text: string): string {
  if (/<html[\s>]|<!doctype html/i.test(text.slice(0, 4_000))) return 'The document is a web page, not a feed.';
  return 'The document is no feed: it has no <rss>, <rdf:RDF> or <feed> element and is no JSON Feed.';
}
