// Items for tests of stories, in words of our own.
import type { FeedId } from '../../../src/core/feeds/feed.ts';
import type { Item, ItemId } from '../../../src/core/feeds/item.ts';
import { HOUR } from '../../../src/core/text/instant.ts';

export const START = Date.UTC(2026, 4, 4, 8);

let made = 0;

/** An item `hours` after the start; each call is another article at another address. */
export function news(title: string, changes: Partial<Item> & { readonly hours?: number } = {}): Item {
  made += 1;
  const { hours = 0, ...fields } = changes;
  const at = START + hours * HOUR;
  const url = fields.canonicalUrl ?? `https://paper-${made}.example/2026/05/article-${made}`;
  return {
    id: `i${made}` as ItemId,
    feedId: `f${made}` as FeedId,
    guid: `guid-${made}`,
    url,
    canonicalUrl: url,
    title,
    summary: '',
    language: 'en',
    source: `Paper ${made}`,
    trust: 'press',
    publishedAt: at,
    seenAt: at,
    ...fields,
  };
}
