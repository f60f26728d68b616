// The words of the live window: each has a number, and how many live items and stories use it.
import type { Language } from '../languages/lexicon.ts';
import { foldCase } from '../text/normalise.ts';
import type { Token } from '../text/tokens.ts';

/** A word that is not compared. */
export const NO_TERM = -1;

/** Stories that the window is taken to hold before the first one, so that a young window does not take every word for a rare one. */
const PRIOR_STORIES = 1000;
const PRIOR_USE = 0.5;
const DAYS = new Set(['mondai', 'tuesdai', 'wednesdai', 'thursdai', 'fridai', 'saturdai', 'sundai']);
const MOST_SPELLINGS = 200_000;

export type Vocabulary = {
  /** The number of the word's stem; `NO_TERM` for a stop word. */
  numberOf(token: Token, language: Language): number;
  /** Notes whether the word was written with a capital where an ordinary word would not be. */
  noteCapital(term: number, capital: boolean): void;
  /** Counts one more item that uses the term, and one more story if the term is new to its story. */
  use(term: number, newToStory: boolean): void;
  /** Takes back the uses of a term by a story's items; a term nobody uses is forgotten. */
  release(term: number, uses: number): void;
  /** Counts a story that began (1) or is over (-1). */
  countStory(change: 1 | -1): void;
  /** How much sharing the term tells: the fewer stories use it, the more (a word of one big story stays rare). */
  rarity(term: number): number;
  /** Share of stories that use it, never zero. */
  frequency(term: number): number;
  /** From 0 for an ordinary word to 1 for a name; ½ when nothing is known. */
  properness(term: number): number;
  isNumber(term: number): boolean;
  isDay(term: number): boolean;
  uses(term: number): number;
  spelling(term: number): string;
  size(): number;
};

export function createVocabulary(): Vocabulary {
  const stemBySpelling = new Map<string, Map<string, string>>();
  const byStem = new Map<string, number>();
  const stems: string[] = [];
  const spellings: string[] = [];
  const use: number[] = [];
  const spread: number[] = [];
  const prior: number[] = [];
  const capitals: number[] = [];
  const smalls: number[] = [];
  const free: number[] = [];
  let stories = 0;
  let cached = 0;

  const stemOf = (text: string, language: Language): string => {
    let known = stemBySpelling.get(language.code);
    if (known === undefined || cached > MOST_SPELLINGS) {
      if (cached > MOST_SPELLINGS) stemBySpelling.clear();
      cached = 0;
      known = new Map();
      stemBySpelling.set(language.code, known);
    }
    let stem = known.get(text);
    if (stem === undefined) {
      stem = readStem(text, language);
      known.set(text, stem);
      cached += 1;
    }
    return stem;
  };

  return {
    numberOf(token, language) {
      const stem = stemOf(token.text, language);
      if (stem === '') return NO_TERM;
      const known = byStem.get(stem);
      if (known !== undefined) return known;
      const term = free.pop() ?? stems.length;
      byStem.set(stem, term);
      stems[term] = stem;
      spellings[term] = token.text;
      use[term] = 0;
      spread[term] = 0;
      prior[term] = Math.max(PRIOR_USE, PRIOR_STORIES * (language.common?.get(stem) ?? 0));
      capitals[term] = 0;
      smalls[term] = 0;
      return term;
    },
    noteCapital(term, capital) {
      const counts = capital ? capitals : smalls;
      counts[term] = (counts[term] ?? 0) + 1;
    },
    use(term, newToStory) {
      use[term] = (use[term] ?? 0) + 1;
      if (newToStory) spread[term] = (spread[term] ?? 0) + 1;
    },
    release(term, uses) {
      const left = (use[term] ?? 0) - uses;
      use[term] = left;
      spread[term] = (spread[term] ?? 0) - 1;
      if (left > 0) return;
      byStem.delete(stems[term] ?? '');
      free.push(term);
    },
    countStory(change) {
      stories += change;
    },
    rarity: (term) => Math.log((stories + PRIOR_STORIES) / ((spread[term] ?? 0) + (prior[term] ?? PRIOR_USE))),
    frequency: (term) => ((spread[term] ?? 0) + (prior[term] ?? PRIOR_USE)) / (stories + PRIOR_STORIES),
    properness: (term) => ((capitals[term] ?? 0) + 1) / ((capitals[term] ?? 0) + (smalls[term] ?? 0) + 2),
    isNumber: (term) => isDigit((stems[term] ?? '').charCodeAt(0)),
    isDay: (term) => DAYS.has(stems[term] ?? ''),
    uses: (term) => use[term] ?? 0,
    spelling: (term) => spellings[term] ?? '',
    size: () => stems.length,
  };
}

/** Empty for a word that is not compared. */
function readStem(text: string, language: Language): string {
  if (language.stopWords.has(text)) return '';
  const stem = foldCase(language.stem(language.sameAs.get(text) ?? text));
  return stem.length < 2 && !isDigit(stem.charCodeAt(0)) ? '' : stem;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
