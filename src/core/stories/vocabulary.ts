// The words of the live window: each has a number, and how many live items use it.
import type { Language } from '../languages/lexicon.ts';
import { foldCase } from '../text/normalise.ts';
import type { Token } from '../text/tokens.ts';

/** A word that is not compared. */
export const NO_TERM = -1;

/** Items that the window is taken to hold before the first one, so that a young window does not take every word for a rare one. */
const PRIOR_ITEMS = 1500;
const PRIOR_USE = 0.5;
const MOST_SPELLINGS = 200_000;

export type Vocabulary = {
  /** The number of the word's stem; `NO_TERM` for a stop word. */
  numberOf(token: Token, language: Language): number;
  /** Counts one more item that uses these terms. */
  use(terms: readonly number[]): void;
  /** Takes `times` uses of a term back. */
  release(term: number, times: number): void;
  forgetItems(count: number): void;
  /** How much sharing the term tells, from its use in the window. */
  rarity(term: number): number;
  isNumber(term: number): boolean;
  uses(term: number): number;
  items(): number;
  spelling(term: number): string;
  size(): number;
};

export function createVocabulary(): Vocabulary {
  const bySpelling = new Map<string, Map<string, number>>();
  const byStem = new Map<string, number>();
  const stems: string[] = [];
  const spellings: string[] = [];
  const use: number[] = [];
  let items = 0;
  let cached = 0;

  const termOf = (stem: string, spelling: string): number => {
    const known = byStem.get(stem);
    if (known !== undefined) return known;
    const term = stems.length;
    byStem.set(stem, term);
    stems.push(stem);
    spellings.push(spelling);
    use.push(0);
    return term;
  };

  const read = (text: string, language: Language): number => {
    if (language.stopWords.has(text)) return NO_TERM;
    const meant = language.sameAs.get(text) ?? text;
    const stem = foldCase(language.stem(meant));
    if (stem.length < 2 && !isDigit(stem.charCodeAt(0))) return NO_TERM;
    return termOf(stem, text);
  };

  return {
    numberOf(token, language) {
      let spellingsHere = bySpelling.get(language.code);
      if (spellingsHere === undefined || cached > MOST_SPELLINGS) {
        if (cached > MOST_SPELLINGS) {
          bySpelling.clear();
          cached = 0;
        }
        spellingsHere = new Map();
        bySpelling.set(language.code, spellingsHere);
      }
      let term = spellingsHere.get(token.text);
      if (term === undefined) {
        term = read(token.text, language);
        spellingsHere.set(token.text, term);
        cached += 1;
      }
      return term;
    },
    use(terms) {
      items += 1;
      for (const term of terms) use[term] = (use[term] ?? 0) + 1;
    },
    release(term, times) {
      use[term] = Math.max(0, (use[term] ?? 0) - times);
    },
    forgetItems(count) {
      items = Math.max(0, items - count);
    },
    rarity: (term) => Math.log((items + PRIOR_ITEMS) / ((use[term] ?? 0) + PRIOR_USE)),
    isNumber: (term) => isDigit((stems[term] ?? '').charCodeAt(0)),
    uses: (term) => use[term] ?? 0,
    items: () => items,
    spelling: (term) => spellings[term] ?? '',
    size: () => stems.length,
  };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
