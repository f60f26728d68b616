// Finds the live stories that an item could belong to, by the rare words it shares with them.
import type { Reading } from './reading.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { LiveStory, LiveWindow } from './window.ts';

/** Uses of one word looked at, latest first, and of all words together: what keeps a full window as fast as an empty one. */
const MOST_OF_A_TERM = 400;
const MOST_OF_ALL = 1_500;
/** Stories that share most, of which those are compared that share most for their size. */
const SHARING = 24;
const COMPARED = 8;
/** So much every story is taken to have on top, so that a short one does not lead by a single word. */
const PLUS = 100;
/** A word of the headline counts more. */
const IN_TITLE = 1.3;

export type CandidateFinder = (reading: Reading) => LiveStory[];

export function createCandidateFinder(window: LiveWindow, vocabulary: Vocabulary): CandidateFinder {
  let shared = new Float64Array(1024);
  const touched: number[] = [];

  return (reading) => {
    const base = window.oldestSerial();
    if (window.nextSerial() - base > shared.length) shared = new Float64Array((window.nextSerial() - base) * 2);
    touched.length = 0;
    const { terms, titleSize } = reading;
    const uses = terms.map((term) => vocabulary.uses(term));
    const rarestFirst = [...terms.keys()].sort(
      (a, b) => (uses[a] ?? 0) - (uses[b] ?? 0) || (terms[a] ?? 0) - (terms[b] ?? 0),
    );
    const serials = window.using.packed();
    let left = MOST_OF_ALL;
    for (const at of rarestFirst) {
      const term = terms[at] ?? 0;
      if (left <= 0) break;
      const worth = (vocabulary.rarity(term) * (at < titleSize ? IN_TITLE : 1)) ** 2;
      const begin = window.using.at(term);
      const size = window.using.size(term);
      const from = Math.max(0, size - Math.min(MOST_OF_A_TERM, left));
      left -= size - from;
      for (let place = begin + size - 1; place >= begin + from; place -= 1) {
        const slot = (serials[place] ?? base) - base;
        if (slot < 0) continue;
        const sum = shared[slot] ?? 0;
        if (sum === 0) touched.push(slot);
        shared[slot] = sum + worth;
      }
    }
    const found: { readonly story: LiveStory; readonly share: number }[] = [];
    for (const slot of largest(touched, shared)) {
      const story = window.withSerial(slot + base);
      if (story === undefined) continue;
      found.push({ story, share: (shared[slot] ?? 0) / Math.sqrt(story.mass + PLUS) });
    }
    for (const slot of touched) shared[slot] = 0;
    found.sort((a, b) => b.share - a.share || b.story.serial - a.story.serial);
    return found.slice(0, COMPARED).map(({ story }) => story);
  };
}

/** The slots with the most shared mass, most first; the younger story first where they tie. */
function largest(slots: readonly number[], mass: Float64Array): number[] {
  const best: number[] = [];
  const comesBefore = (a: number, b: number): boolean => {
    const difference = (mass[a] ?? 0) - (mass[b] ?? 0);
    return difference > 0 || (difference === 0 && a > b);
  };
  for (const slot of slots) {
    if (best.length === SHARING && !comesBefore(slot, best[best.length - 1] ?? 0)) continue;
    let at = Math.min(best.length, SHARING - 1);
    while (at > 0 && comesBefore(slot, best[at - 1] ?? 0)) {
      best[at] = best[at - 1] ?? 0;
      at -= 1;
    }
    best[at] = slot;
  }
  return best;
}
