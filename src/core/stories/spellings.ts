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

export function createSpellings(): Spellings {
  const byLanguage = new Map<string, Map<string, number>>();
  let stems: string[] = [];
  let terms: number[] = [];
  let lastCode = '';
  let lastKnown = new Map<string, number>();

  const forgetAll = (): void => {
    byLanguage.clear();
    stems = [];
    terms = [];
    lastCode = '';
  };

  const knownIn = (code: string): Map<string, number> => {
    const known = byLanguage.get(code) ?? new Map<string, number>();
    byLanguage.set(code, known);
    lastCode = code;
    return known;
  };

  return {
    of(text, language) {
      if (stems.length > MOST) forgetAll();
      // Text comes in one language for many words on end.
      if (language.code !== lastCode) lastKnown = knownIn(language.code);
      const known = lastKnown.get(text);
      if (known !== undefined) return known;
      const spelling = stems.length;
      lastKnown.set(text, spelling);
      stems.push(readStem(text, language));
      terms.push(NO_TERM);
      return spelling;
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
