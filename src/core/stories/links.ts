// Notices that one piece of news was opened as two stories: once an item surely fits both, what comes later goes to the larger one.
// Items placed before stay where they are; a placement is final.
import type { Judged } from './decide.ts';
import type { StoryId } from './story.ts';
import type { LiveStory, LiveWindow } from './window.ts';

export type StoryLinks = {
  /** The story that takes in what fits this one. */
  standsFor(story: LiveStory): LiveStory;
  /** Takes note of an item that was judged; most likely first. */
  note(judged: readonly Judged[]): void;
  /** Takes up the links of a story that was stored. */
  restore(story: LiveStory): void;
  forget(story: LiveStory): void;
};

/** Well above what joining asks: a wrong link draws in a whole story's worth of items. */
const SURELY_FITS = 0.92;

export function createStoryLinks(window: LiveWindow): StoryLinks {
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

  return {
    standsFor,
    note(judged) {
      const [best, ...others] = judged.filter(({ likelihood }) => likelihood >= SURELY_FITS);
      if (best === undefined) return;
      for (const other of others) {
        const one = standsFor(best.comparison.story);
        const two = standsFor(other.comparison.story);
        if (one === two) continue;
        const oneStays = one.size > two.size || (one.size === two.size && one.serial < two.serial);
        if (oneStays) link(two, one);
        else link(one, two);
      }
    },
    restore(story) {
      for (const id of story.takesIn ?? []) into.set(id, story.id);
    },
    forget(story) {
      into.delete(story.id);
    },
  };
}
