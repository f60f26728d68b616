// A headline in our own words as an item of a feed of ours.
import type { FeedId } from '../../src/core/feeds/feed.ts';
import type { Item, ItemId } from '../../src/core/feeds/item.ts';

export function ownItem(
  told: Pick<Item, 'title' | 'language' | 'publishedAt'> & Partial<Omit<Item, 'id'>> & { readonly id: string },
): Item {
  const { id } = told;
  return {
    feedId: 'own' as FeedId,
    guid: id,
    url: '',
    canonicalUrl: '',
    summary: '',
    source: `own ${id}`,
    trust: 'press',
    seenAt: told.publishedAt,
    ...told,
    id: id as ItemId,
  };
}
