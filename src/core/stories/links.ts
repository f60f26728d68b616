// Notices that one piece of news was opened as two stories: once an item surely fits both, what comes later goes to the larger one.
// Items placed before stay where they are; a placement is final.
import type { Judged } from './decide.ts';
import type { LiveStory, LiveWindow } from './window.ts';

export type StoryLinks = {
  /** The story that takes in what fits this one. */
  standsFor(story: LiveStory): LiveStory;
  /** Takes note of an item that was judged; most likely first. */
  note(judged: readonly Judged[]): void;
  forget(story: LiveStory): void;
};

/** Well above what joining asks: a wrong link draws in a whole story's worth of items. */
const SURELY_FITS = 0.92;

export function createStoryLinks(window: LiveWindow): StoryLinks {
  const into = new Map<number, number>();

  const standsFor = (story: LiveStory): LiveStory => {
    let current = story;
    for (let next = into.get(current.serial); next !== undefined; next = into.get(current.serial)) {
      const live = window.withSerial(next);
      if (live === undefined) break;
      current = live;
    }
    return current;
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
        if (oneStays) into.set(two.serial, one.serial);
        else into.set(one.serial, two.serial);
      }
    },
    forget(story) {
      into.delete(story.serial);
    },
  };
}
