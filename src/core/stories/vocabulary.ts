// The words of the live window: each has a number, and how many live items and stories use it.
import type { Language } from '../languages/lexicon.ts';
import { foldCase } from '../text/normalise.ts';
import type { Token } from '../text/tokens.ts';

/** A word that is not compared. */
export const NO_TERM = -1;

/** Stories that the window is taken to hold before the first one, so that a young window does not take every word for a rare one. */
const PRIOR_STORIES = 1000;
const PRIOR_USE = 0.5;
/** Share of stories. */
const EVERYWHERE = 1 / 60;
const MOST_SPELLINGS = 200_000;

/** What a written word was found to be. */
type Spelling = { readonly stem: string; term: number };

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
  /** So many stories are live. */
  stories(): number;
  /** How much sharing the term tells: the fewer stories use it, the more (a word of one big story stays rare). */
  rarity(term: number): number;
  /** Share of stories that use it, never zero. */
  frequency(term: number): number;
  /** From 0 for an ordinary word to 1 for a name; ½ when nothing is known. */
  properness(term: number): number;
  /** Stands in so many stories of any time that it leads to none. */
  isEverywhere(term: number): boolean;
  isNumber(term: number): boolean;
  isDay(term: number): boolean;
  uses(term: number): number;
  spelling(term: number): string;
  size(): number;
};

export function createVocabulary(): Vocabulary {
  const bySpelling = new Map<string, Map<string, Spelling>>();
  const byStem = new Map<string, number>();
  const stems: string[] = [];
  const spellings: string[] = [];
  const use: number[] = [];
  const spread: number[] = [];
  const prior: number[] = [];
  const capitals: number[] = [];
  const smalls: number[] = [];
  const free: number[] = [];
  const logSpread: number[] = [];
  const isNumber: boolean[] = [];
  const isDay: boolean[] = [];
  let stories = 0;
  let logStories = Math.log(PRIOR_STORIES);
  let cached = 0;
  let lastCode = '';
  let lastKnown = new Map<string, Spelling>();

  const setSpread = (term: number, count: number): void => {
    spread[term] = count;
    logSpread[term] = Math.log(count + (prior[term] ?? PRIOR_USE));
  };

  /** Text comes in one language for many words on end. */
  const spellingsOf = (code: string): Map<string, Spelling> => {
    if (cached > MOST_SPELLINGS) {
      bySpelling.clear();
      cached = 0;
    }
    const known = bySpelling.get(code) ?? new Map<string, Spelling>();
    bySpelling.set(code, known);
    lastCode = code;
    return known;
  };

  const spelled = (text: string, language: Language): Spelling => {
    if (language.code !== lastCode || cached > MOST_SPELLINGS) lastKnown = spellingsOf(language.code);
    let spelling = lastKnown.get(text);
    if (spelling === undefined) {
      spelling = { stem: readStem(text, language), term: NO_TERM };
      lastKnown.set(text, spelling);
      cached += 1;
    }
    return spelling;
  };

  return {
    numberOf(token, language) {
      const spelling = spelled(token.text, language);
      const { stem } = spelling;
      // A number that was given back may serve another stem by now.
      if (stem === '' || (spelling.term !== NO_TERM && stems[spelling.term] === stem)) return spelling.term;
      const known = byStem.get(stem);
      if (known !== undefined) {
        spelling.term = known;
        return known;
      }
      const term = free.pop() ?? stems.length;
      byStem.set(stem, term);
      spelling.term = term;
      stems[term] = stem;
      spellings[term] = token.text;
      use[term] = 0;
      prior[term] = Math.max(PRIOR_USE, PRIOR_STORIES * (language.common?.get(stem) ?? 0));
      setSpread(term, 0);
      isNumber[term] = isDigit(stem.charCodeAt(0));
      isDay[term] = language.days.has(token.text);
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
      if (newToStory) setSpread(term, (spread[term] ?? 0) + 1);
    },
    release(term, uses) {
      const left = (use[term] ?? 0) - uses;
      use[term] = left;
      setSpread(term, (spread[term] ?? 0) - 1);
      if (left > 0) return;
      byStem.delete(stems[term] ?? '');
      stems[term] = '';
      free.push(term);
    },
    stories: () => stories,

    countStory(change) {
      stories += change;
      logStories = Math.log(stories + PRIOR_STORIES);
    },
    rarity: (term) => logStories - (logSpread[term] ?? 0),
    frequency: (term) => ((spread[term] ?? 0) + (prior[term] ?? PRIOR_USE)) / (stories + PRIOR_STORIES),
    properness: (term) => ((capitals[term] ?? 0) + 1) / ((capitals[term] ?? 0) + (smalls[term] ?? 0) + 2),
    isEverywhere: (term) => (prior[term] ?? 0) >= EVERYWHERE * PRIOR_STORIES,
    isNumber: (term) => isNumber[term] ?? false,
    isDay: (term) => isDay[term] ?? false,
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
