// Words as they were written, each with the stem it was found to have: stemming is dear and words come again.
import type { Language } from '../languages/lexicon.ts';
import { foldCase } from '../text/normalise.ts';

/** A word that is not compared. */
export const NO_TERM = -1;

export type Spellings = {
  /** A number for the written word, good until the next one is asked for. */
  of(text: string, language: Language): number;
  /** Empty for a word that is not compared. */
  stem(spelling: number): string;
  /** The term that its stem had when it was last noted. */
  term(spelling: number): number;
  note(spelling: number, term: number): void;
};

const MOST = 200_000;
const FEWEST_SLOTS = 4096;

/** Looks words up by two hashes, in one place of memory: finding its words is a good part of what an item costs. */
export function createSpellings(): Spellings {
  const stems: string[] = [];
  const hashes: number[] = [];
  const checks: number[] = [];
  let terms = new Int32Array(FEWEST_SLOTS / 2);
  /** Two numbers a slot: the second hash of the word there, and its number plus one. */
  let slots = new Int32Array(FEWEST_SLOTS * 2);
  let lastCode = '';
  let seed = 0;

  const put = (hash: number, check: number, spelling: number): void => {
    const mask = slots.length / 2 - 1;
    let slot = hash & mask;
    while (slots[slot * 2 + 1] !== 0) slot = (slot + 1) & mask;
    slots[slot * 2] = check;
    slots[slot * 2 + 1] = spelling + 1;
  };

  const rebuild = (size: number): void => {
    slots = new Int32Array(size * 2);
    const larger = new Int32Array(size / 2);
    larger.set(terms.subarray(0, Math.min(terms.length, size / 2)));
    terms = larger;
    for (let spelling = 0; spelling < stems.length; spelling += 1) {
      put(hashes[spelling] ?? 0, checks[spelling] ?? 0, spelling);
    }
  };

  const add = (text: string, language: Language, hash: number, check: number): number => {
    if (stems.length >= MOST) {
      stems.length = hashes.length = checks.length = 0;
      rebuild(FEWEST_SLOTS);
    } else if (stems.length * 4 >= slots.length) rebuild(slots.length);
    const spelling = stems.length;
    stems.push(readStem(text, language));
    hashes.push(hash);
    checks.push(check);
    terms[spelling] = NO_TERM;
    put(hash, check, spelling);
    return spelling;
  };

  return {
    of(text, language) {
      if (language.code !== lastCode) {
        lastCode = language.code;
        seed = [...lastCode].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7);
      }
      let hash = 0x811c9dc5 ^ seed;
      let check = seed;
      for (let at = 0; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        hash = Math.imul(hash ^ code, 0x01000193);
        check = Math.imul(check, 0x9e3779b1) + code + at;
      }
      hash ^= hash >>> 15;
      check |= 0;
      const mask = slots.length / 2 - 1;
      for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
        const found = slots[slot * 2 + 1] ?? 0;
        if (found === 0) return add(text, language, hash, check);
        if (slots[slot * 2] === check) return found - 1;
      }
    },
    stem: (spelling) => stems[spelling] ?? '',
    term: (spelling) => terms[spelling] ?? NO_TERM,
    note(spelling, term) {
      terms[spelling] = term;
    },
  };
}

function readStem(text: string, language: Language): string {
  if (language.stopWords.has(text)) return '';
  const stem = foldCase(language.stem(language.sameAs.get(text) ?? text));
  return stem.length < 2 && !isDigit(stem.charCodeAt(0)) ? '' : stem;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
