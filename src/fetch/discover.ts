// The feeds a web page names in its head, for people who give the address of a site instead of its feed.
import { Parser } from 'htmlparser2';
import { cleanLine, clip } from '../core/text/clip.ts';
import { resolveUrl } from '../core/text/urls.ts';
import { decodeText } from './decode.ts';

export type NamedFeed = { readonly url: string; readonly title: string };

const FEED_TYPE = /^(?:application\/(?:rss|atom|rdf)\+xml|application\/feed\+json|(?:application|text)\/xml)\b/i;
/** `application/json` is also how sites offer their programming interface. */
const JSON_FEED = /feed/i;
const COMMENTS = /comment|kommentar|comentario|replies/i;
const SEARCHED = 500_000;
const MOST = 20;

/** In the page's order, feeds of comments last. */
export function feedsNamedIn(
  bytes: Uint8Array,
  page: { readonly url: string; readonly contentType?: string },
): readonly NamedFeed[] {
  const text = decodeText(bytes.subarray(0, SEARCHED), page.contentType);
  const found = new Map<string, NamedFeed>();
  let base = page.url;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'base' && attributes['href']) base = resolveUrl(attributes['href'], page.url) ?? base;
      if (name !== 'link' || found.size >= MOST || !isFeedLink(attributes)) return;
      const url = resolveUrl(attributes['href'] ?? '', base);
      const title = clip(cleanLine((attributes['title'] ?? '').slice(0, 1_000)), 200);
      if (url !== undefined && !found.has(url)) found.set(url, { url, title });
    },
  });
  parser.end(text);
  const isComments = ({ url, title }: NamedFeed): boolean => COMMENTS.test(`${url} ${title}`);
  const feeds = [...found.values()];
  return [...feeds.filter((feed) => !isComments(feed)), ...feeds.filter(isComments)];
}

function isFeedLink(attributes: Readonly<Record<string, string>>): boolean {
  const relations = (attributes['rel'] ?? '').toLowerCase().split(/\s+/);
  if (relations.includes('feed')) return true;
  if (!relations.includes('alternate')) return false;
  const type = attributes['type'] ?? '';
  return FEED_TYPE.test(type) || (/^application\/json\b/i.test(type) && JSON_FEED.test(attributes['href'] ?? ''));
}
