// What people may decide about stories, and what is refused: an item split off, two stories merged.
import type { ItemId } from '../feeds/item.ts';
import type { Ruling, Story, StoryId } from './story.ts';

export type Overruled = { readonly ruling: Ruling } | { readonly refused: 'alone' | 'same' };

/** An item goes to a story of its own; one that is alone in its story has nothing to be parted from. */
export function splitOff(itemId: ItemId, story: Pick<Story, 'id' | 'itemIds'>): Overruled {
  if (story.itemIds.every((id) => id === itemId)) return { refused: 'alone' };
  return { ruling: { kind: 'split', itemId, from: story.id, into: apartFrom(itemId, story.id) } };
}

export function mergeInto(from: StoryId, into: StoryId): Overruled {
  return from === into ? { refused: 'same' } : { ruling: { kind: 'merge', from, into } };
}

/** The story an item goes to that is split off; never the id of one that was. */
export function apartFrom(itemId: ItemId, from: StoryId): StoryId {
  const usual = `s-${itemId}-apart`;
  return (from.startsWith(usual) ? `${from}-again` : usual) as StoryId;
}
