// Words as they were written, each with the stem it was found to have: stemming is dear and words come again.
import type { Language } from '../languages/lexicon.ts';
import { foldCase } from '../text/normalise.ts';

/** A word that is not compared. */
export const NO_TERM = -1;
/** The word's term was not noted yet. */
export const NOT_NOTED = -2;

export type Spellings = {
  /** Where the written word is kept, good until the next one is asked for. */
  of(text: string, language: Language): number;
  /** Empty for a word that is not compared. */
  stem(spelling: number): string;
  /** The term that its stem had when it was last noted. */
  term(spelling: number): number;
  /** How often that term had been given back by then. */
  age(spelling: number): number;
  note(spelling: number, term: number, age: number): void;
};

const MOST = 200_000;
const FEWEST_SLOTS = 4096;

// A slot's four numbers, side by side because memory is fetched so: the word's second hash, its number plus one, its term
// and how often that had been given back.
const SLOT = 4;
const NUMBER = 1;
const TERM = 2;
const AGE = 3;

/** Looks words up by two hashes, in one place of memory: finding its words is a good part of what an item costs. */
export function createSpellings(): Spellings {
  const stems: string[] = [];
  const hashes: number[] = [];
  let slots = new Int32Array(FEWEST_SLOTS * SLOT);
  let mask = FEWEST_SLOTS - 1;
  let lastCode = '';
  let seed = 0;

  const freeFrom = (hash: number): number => {
    let slot = hash & mask;
    while (slots[slot * SLOT + NUMBER] !== 0) slot = (slot + 1) & mask;
    return slot * SLOT;
  };

  const rebuild = (size: number): void => {
    const old = slots;
    slots = new Int32Array(size * SLOT);
    mask = size - 1;
    for (let from = 0; stems.length > 0 && from < old.length; from += SLOT) {
      const number = old[from + NUMBER] ?? 0;
      if (number > 0) slots.set(old.subarray(from, from + SLOT), freeFrom(hashes[number - 1] ?? 0));
    }
  };

  const add = (text: string, language: Language, hash: number, check: number): number => {
    if (stems.length >= MOST) {
      stems.length = hashes.length = 0;
      rebuild(FEWEST_SLOTS);
    } else if (stems.length * 2 >= mask) rebuild((mask + 1) * 2);
    const stem = readStem(text, language);
    stems.push(stem);
    hashes.push(hash);
    const at = freeFrom(hash);
    slots[at] = check;
    slots[at + NUMBER] = stems.length;
    slots[at + TERM] = stem === '' ? NO_TERM : NOT_NOTED;
    return at;
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
      for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
        const at = slot * SLOT;
        if (slots[at + NUMBER] === 0) return add(text, language, hash, check);
        if (slots[at] === check) return at;
      }
    },
    stem: (spelling) => stems[(slots[spelling + NUMBER] ?? 0) - 1] ?? '',
    term: (spelling) => slots[spelling + TERM] ?? NO_TERM,
    age: (spelling) => slots[spelling + AGE] ?? 0,
    note(spelling, term, age) {
      slots[spelling + TERM] = term;
      slots[spelling + AGE] = age;
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
