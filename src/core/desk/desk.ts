// The desk: one item in, everything the product decides about it out. Service and replay both run it.
import type { Item } from '../feeds/item.ts';
import type { Placement, StoryIndex } from '../stories/story.ts';
import type { TopicMatch } from '../stories/topic.ts';
import type { StatusChange, SummitBook, SummitVerdict } from '../summits/summit.ts';
import type { EpochMs } from '../text/instant.ts';

export type Verdict = {
  readonly item: Item;
  readonly placement: Placement;
  readonly summit: SummitVerdict;
  readonly topics: readonly TopicMatch[];
  /** Changes of other summits that only the passing of time brought. */
  readonly passed: readonly StatusChange[];
};

/** Says which topics want an item, given what it turned out to be about. */
export type TopicMatcher = (item: Item, verdict: SummitVerdict) => readonly TopicMatch[];

export type Desk = {
  takeIn(item: Item, now: EpochMs): Verdict;
};

/** `foldAll` folds items that no topic wants too; the service does, so that a story is whole when it turns relevant. */
export function openDesk(parts: {
  readonly stories: StoryIndex;
  readonly summits: SummitBook;
  readonly topics: TopicMatcher;
}): Desk {
  return {
    takeIn(item, now) {
      const placement = parts.stories.place(item);
      const passed = parts.summits.pass(now);
      const summit = parts.summits.take(
        item,
        {
          storyId: placement.storyId,
          joined: placement.kind !== 'opened',
          ...(placement.origin !== undefined && { origin: placement.origin }),
        },
        now,
      );
      return { item, placement, summit, topics: parts.topics(item, summit), passed };
    },
  };
}
