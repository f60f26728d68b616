// Finds the live stories that an item could belong to, by the rare words it shares with them.
import type { Reading } from './reading.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { LiveStory, LiveWindow } from './window.ts';

/** Uses of one word looked at, latest first, and of all words together: what keeps a full window as fast as an empty one. */
const MOST_OF_A_TERM = 400;
const MOST_OF_ALL = 2_500;
/** Stories that an item is compared with. */
const COMPARED = 8;

export type CandidateFinder = (reading: Reading) => LiveStory[];

export function createCandidateFinder(window: LiveWindow, vocabulary: Vocabulary): CandidateFinder {
  let shared = new Float64Array(1024);
  const touched: number[] = [];

  return (reading) => {
    const base = window.oldestSerial();
    if (window.nextSerial() - base > shared.length) shared = new Float64Array((window.nextSerial() - base) * 2);
    touched.length = 0;
    const rarestFirst = reading.terms.slice().sort((a, b) => vocabulary.uses(a) - vocabulary.uses(b) || a - b);
    const serials = window.using.packed();
    let left = MOST_OF_ALL;
    for (const term of rarestFirst) {
      if (left <= 0) break;
      const rarity = vocabulary.rarity(term);
      const begin = window.using.at(term);
      const size = window.using.size(term);
      const from = Math.max(0, size - Math.min(MOST_OF_A_TERM, left));
      left -= size - from;
      for (let at = begin + size - 1; at >= begin + from; at -= 1) {
        const slot = (serials[at] ?? base) - base;
        if (slot < 0) continue;
        const sum = shared[slot] ?? 0;
        if (sum === 0) touched.push(slot);
        shared[slot] = sum + rarity * rarity;
      }
    }
    const found: LiveStory[] = [];
    for (const slot of largest(touched, shared)) {
      const story = window.withSerial(slot + base);
      if (story !== undefined) found.push(story);
    }
    for (const slot of touched) shared[slot] = 0;
    return found;
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
    if (best.length === COMPARED && !comesBefore(slot, best[best.length - 1] ?? 0)) continue;
    let at = Math.min(best.length, COMPARED - 1);
    while (at > 0 && comesBefore(slot, best[at - 1] ?? 0)) {
      best[at] = best[at - 1] ?? 0;
      at -= 1;
    }
    best[at] = slot;
  }
  return best;
}
