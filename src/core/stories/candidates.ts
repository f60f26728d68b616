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
  /** Where in `shared` something stands. */
  const touched = new Int32Array(MOST_OF_ALL);
  const best = new Int32Array(SHARING);

  return (reading) => {
    const base = window.oldestSerial();
    if (window.nextSerial() - base > shared.length) shared = new Float64Array((window.nextSerial() - base) * 2);
    const sums = shared;
    const serials = window.using.packed();
    let touches = 0;
    let left = MOST_OF_ALL;
    for (const key of rarestFirst(reading, vocabulary)) {
      if (left <= 0) break;
      const term = termIn(key);
      const worth = (vocabulary.rarity(term) * (isInTitle(key) ? IN_TITLE : 1)) ** 2;
      const begin = window.using.at(term);
      const size = window.using.size(term);
      const from = Math.max(0, size - Math.min(MOST_OF_A_TERM, left));
      left -= size - from;
      for (let place = begin + size - 1; place >= begin + from; place -= 1) {
        const slot = (serials[place] ?? base) - base;
        if (slot < 0) continue;
        const sum = sums[slot] ?? 0;
        if (sum === 0) {
          touched[touches] = slot;
          touches += 1;
        }
        sums[slot] = sum + worth;
      }
    }
    const found: { readonly story: LiveStory; readonly share: number }[] = [];
    const count = pickLargest(touched, touches, sums, best);
    for (let at = 0; at < count; at += 1) {
      const slot = best[at] ?? 0;
      const story = window.withSerial(slot + base);
      if (story !== undefined) found.push({ story, share: (sums[slot] ?? 0) / Math.sqrt(story.mass + PLUS) });
    }
    for (let at = 0; at < touches; at += 1) sums[touched[at] ?? 0] = 0;
    found.sort((a, b) => b.share - a.share || b.story.serial - a.story.serial);
    return found.slice(0, COMPARED).map(({ story }) => story);
  };
}

// A term with how often it is used before it and whether the headline has it after it, in one number: these sort fast.
const TERMS = 2 ** 24;
const termIn = (key: number): number => Math.floor(key / 2) % TERMS;
const isInTitle = (key: number): boolean => key % 2 === 1;

function rarestFirst({ terms, titleSize }: Reading, vocabulary: Vocabulary): Float64Array {
  const keys = new Float64Array(terms.length);
  for (let at = 0; at < terms.length; at += 1) {
    const term = terms[at] ?? 0;
    keys[at] = (vocabulary.uses(term) * TERMS + term) * 2 + (at < titleSize ? 1 : 0);
  }
  return keys.sort();
}

/** Puts the slots with the most shared mass into `best`, most first, the younger story first where they tie; answers how many. */
function pickLargest(slots: Int32Array, size: number, mass: Float64Array, best: Int32Array): number {
  let count = 0;
  let least = 0;
  let leastSlot = 0;
  for (let place = 0; place < size; place += 1) {
    const slot = slots[place] ?? 0;
    const own = mass[slot] ?? 0;
    if (count === SHARING && (own < least || (own === least && slot < leastSlot))) continue;
    let at = Math.min(count, SHARING - 1);
    for (; at > 0; at -= 1) {
      const other = best[at - 1] ?? 0;
      const difference = own - (mass[other] ?? 0);
      if (difference < 0 || (difference === 0 && slot < other)) break;
      best[at] = other;
    }
    best[at] = slot;
    count = Math.min(count + 1, SHARING);
    leastSlot = best[count - 1] ?? 0;
    least = mass[leastSlot] ?? 0;
  }
  return count;
}
