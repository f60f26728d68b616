// The desk: one item in, everything the product decides about it out. Service and replay both run it.
import type { Item } from '../feeds/item.ts';
import type { Placement, StoryIndex } from '../stories/story.ts';
import type { TopicMatch } from '../stories/topic.ts';
import type { TopicMatcher } from '../stories/topics.ts';
import { partiesToFollow } from '../summits/followed.ts';
import type { StatusChange, SummitBook, SummitVerdict } from '../summits/summit.ts';
import type { EpochMs } from '../text/instant.ts';

export type Verdict = {
  readonly item: Item;
  /** Absent for an item that nobody asked about: it is known, but belongs to no story. */
  readonly placement?: Placement;
  readonly summit: SummitVerdict;
  readonly topics: readonly TopicMatch[];
  /** Changes of summits that only the passing of time brought. */
  readonly passed: readonly StatusChange[];
};

export type Desk = { readonly takeIn: (item: Item, now: EpochMs) => Verdict };

/** `foldAll` folds also what is about no summit and matches no topic. */
export function openDesk(parts: {
  readonly stories: StoryIndex;
  readonly summits: SummitBook;
  readonly topics: TopicMatcher;
  readonly foldAll?: boolean;
}): Desk {
  const { stories, summits, topics } = parts;
  return {
    takeIn(item, now) {
      let placement: Placement | undefined;
      const place = (): Placement => {
        placement ??= stories.place(item);
        return placement;
      };
      if (parts.foldAll) place();
      const passed = summits.pass(now);
      // Placed when first asked for: most items of a stream are about no summit and need no folding.
      const story = {
        get storyId() {
          return place().storyId;
        },
        get joined() {
          return place().kind !== 'opened';
        },
        get origin() {
          return place().origin;
        },
      };
      const summit = summits.take(item, story, now);
      const current = summit.summitId && summits.summit(summit.summitId);
      const named = [...summit.parties, ...summit.countries];
      const parties = current ? partiesToFollow(current, named) : named;
      const wanted = topics(item, { relevant: summit.relevant, parties });
      if (summit.relevant || wanted.length > 0) place();
      return { item, ...(placement && { placement }), summit, topics: wanted, passed };
    },
  };
}
