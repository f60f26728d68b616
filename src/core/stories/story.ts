// A story: one piece of news, told by many items.
import type { Item, ItemId } from '../feeds/item.ts';
import type { EpochMs } from '../text/instant.ts';

export type StoryId = string & { readonly brand: 'StoryId' };

export type Story = {
  readonly id: StoryId;
  readonly headline: string;
  readonly language: string;
  /** Items in order of arrival. */
  readonly itemIds: readonly ItemId[];
  /** Publishers in order of arrival, each once. */
  readonly outlets: readonly string[];
  /** Publishers whose text does not come from another one's wire. */
  readonly independentSources: readonly string[];
  readonly firstSeenAt: EpochMs;
  readonly lastSeenAt: EpochMs;
  /** The story this one follows up on. */
  readonly follows?: StoryId;
  /** The story that told this news first, in another language. */
  readonly toldBy?: StoryId;
  /** Stories that were opened on the same news: what fits one of them is told on here. */
  readonly takesIn?: readonly StoryId[];
  readonly corrected?: true;
};

/**
 * Where an item was put, final on arrival:
 * `opened` a new story; `joined` an existing one; `update` is the same item again with another headline or text;
 * `repeat` is the same item again, unchanged.
 */
export type Placement = {
  readonly kind: 'opened' | 'joined' | 'update' | 'repeat';
  readonly storyId: StoryId;
  /** For `update` and `repeat`: the item that it is. */
  readonly itemId?: ItemId;
  /** The wire this text was taken from (AP, Reuters …), where it says so. */
  readonly origin?: string;
  readonly follows?: StoryId;
  /** In words, for people: /summit-why shows it. */
  readonly reason: string;
};

/** What people decided: an item is other news than its story, or two stories are one. */
export type Ruling =
  | { readonly kind: 'split'; readonly itemId: ItemId; readonly from: StoryId; readonly into: StoryId }
  | { readonly kind: 'merge'; readonly from: StoryId; readonly into: StoryId };

/**
 * Decides where items belong and remembers them; holds the live window in memory and nothing else.
 * `place` decides and remembers at once; `restoreStory` puts a stored story back as it was, `restore` an item without
 * deciding (start-up, after a rollback): all stories first, then all items in order of arrival.
 */
export interface StoryIndex {
  place(item: Item): Placement;
  restoreStory(story: Story): void;
  restore(item: Item, storyId: StoryId): void;
  /** Carries out what people decided, given all items of the stories concerned; without items it is only kept to from now on. */
  overrule(ruling: Ruling, items: readonly Item[]): void;
  /** Notes that a story tells what another one told in its own language; both go on by themselves. */
  linkLanguages(id: StoryId, toldBy: StoryId): Story | undefined;
  story(id: StoryId): Story | undefined;
  /** Forgets stories whose last item is older than the window. */
  expire(now: EpochMs): void;
}
