// Notices that one piece of news was opened as two stories: once an item fits both, and the items of the smaller fit the larger,
// what comes later goes to the larger one.
// Items placed before stay where they are; a placement is final.
import type { Alike } from './alike.ts';
import type { Judged } from './decide.ts';
import type { Rulings } from './rulings.ts';
import type { Ruling, StoryId } from './story.ts';
import type { LiveStory, LiveWindow } from './window.ts';

export type StoryLinks = {
  /** The story that takes in what fits this one. */
  standsFor(story: LiveStory): LiveStory;
  /** Takes note of an item that was judged; most likely first. */
  note(judged: readonly Judged[]): void;
  /** Takes up the links of a story that was stored. */
  restore(story: LiveStory): void;
  forget(story: LiveStory): void;
  /** Gives stories that were made anew by a ruling what the former ones were linked to. */
  relink(ruling: Ruling, from: LiveStory | undefined, into: LiveStory | undefined): void;
};

/** An item that fits both only raises the question: items stand between two pieces of news often enough. */
const FITS_BOTH = 0.75;
/** How surely the smaller story's items must fit the larger: a wrong link draws in a whole story's worth of items. */
const ALIKE = 0.75;

export function createStoryLinks(window: LiveWindow, rulings: Rulings, alike: Alike): StoryLinks {
  const into = new Map<StoryId, StoryId>();

  const standsFor = (story: LiveStory): LiveStory => {
    let current = story;
    for (let next = into.get(current.id); next !== undefined; next = into.get(current.id)) {
      const live = window.withId(next);
      if (live === undefined) break;
      current = live;
    }
    return current;
  };

  /** The one that stays names all that it stands for: its row alone brings them back. */
  const link = (from: LiveStory, stays: LiveStory): void => {
    into.set(from.id, stays.id);
    stays.takesIn = [...(stays.takesIn ?? []), from.id, ...(from.takesIn ?? [])];
  };

  const take = (id: StoryId, follows: StoryId | undefined, takesIn: readonly StoryId[]): void => {
    const story = window.withId(id);
    if (story === undefined) return;
    if (follows !== undefined && follows !== id) story.follows = follows;
    const others = [...new Set(takesIn)].filter((each) => each !== id);
    if (others.length > 0) story.takesIn = others;
    for (const each of others) into.set(each, id);
  };

  return {
    standsFor,
    note(judged) {
      const [best, ...others] = judged.filter(({ likelihood }) => likelihood >= FITS_BOTH);
      if (best === undefined) return;
      for (const other of others) {
        const one = standsFor(best.comparison.story);
        const two = standsFor(other.comparison.story);
        if (one === two || rulings.isApart(one.id, two.id)) continue;
        const oneStays = one.size > two.size || (one.size === two.size && one.serial < two.serial);
        const [from, stays] = oneStays ? [two, one] : [one, two];
        if (alike(from, stays) >= ALIKE) link(from, stays);
      }
    },
    restore(story) {
      for (const id of story.takesIn ?? []) into.set(id, story.id);
    },
    forget(story) {
      into.delete(story.id);
    },
    relink(ruling, old, grown) {
      if (ruling.kind === 'split') {
        take(
          ruling.from,
          old?.follows,
          (old?.takesIn ?? []).filter((id) => id !== ruling.into),
        );
        take(ruling.into, grown?.follows, grown?.takesIn ?? []);
        return;
      }
      const follows = [grown?.follows, old?.follows].find((id) => id !== undefined && id !== ruling.from);
      for (const story of window.stories()) {
        if (story.follows === ruling.from) story.follows = ruling.into;
        if (story.toldBy === ruling.from) story.toldBy = ruling.into;
      }
      take(ruling.into, follows, [...(grown?.takesIn ?? []), ruling.from, ...(old?.takesIn ?? [])]);
    },
  };
}
