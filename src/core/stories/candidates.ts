// Finds the live stories that an item could belong to, by the rare words it shares with them.
import type { Reading } from './reading.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { LiveStory, LiveWindow } from './window.ts';

/** Uses of one word looked at, latest first, and of all words together: what keeps a full window as fast as an empty one. */
const MOST_OF_A_TERM = 600;
const MOST_OF_ALL = 6_000;
/** Stories whose likeness is worked out in full. */
const CLOSELY_COMPARED = 24;

export type CandidateFinder = (reading: Reading) => LiveStory[];

export function createCandidateFinder(window: LiveWindow, vocabulary: Vocabulary): CandidateFinder {
  let shared = new Float64Array(1024);
  const touched: number[] = [];

  return (reading) => {
    const base = window.oldestSerial();
    if (window.nextSerial() - base > shared.length) shared = new Float64Array((window.nextSerial() - base) * 2);
    touched.length = 0;
    const rarestFirst = [...reading.terms].sort((a, b) => vocabulary.uses(a) - vocabulary.uses(b) || a - b);
    let left = MOST_OF_ALL;
    for (const term of rarestFirst) {
      if (left <= 0) break;
      const rarity = vocabulary.rarity(term);
      const stories = window.using(term);
      const from = Math.max(0, stories.length - Math.min(MOST_OF_A_TERM, left));
      left -= stories.length - from;
      for (let at = stories.length - 1; at >= from; at -= 1) {
        const slot = (stories[at] ?? base) - base;
        if (slot < 0) continue;
        const sum = shared[slot] ?? 0;
        if (sum === 0) touched.push(slot);
        shared[slot] = sum + rarity * rarity;
      }
    }
    const found: LiveStory[] = [];
    const masses = touched.map((slot) => ({ slot, mass: shared[slot] ?? 0 }));
    for (const slot of touched) shared[slot] = 0;
    masses.sort((a, b) => b.mass - a.mass || a.slot - b.slot);
    for (const { slot } of masses) {
      const story = window.withSerial(slot + base);
      if (story !== undefined) found.push(story);
      if (found.length >= CLOSELY_COMPARED) break;
    }
    return found;
  };
}
