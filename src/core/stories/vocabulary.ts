// The words of the live window: each has a number, and how many live items and stories use it.
import type { Language } from '../languages/lexicon.ts';
import { createSpellings, isDigit, NO_TERM } from './spellings.ts';

/** Stories that the window is taken to hold before the first one, so that a young window does not take every word for a rare one. */
const PRIOR_STORIES = 1000;
const PRIOR_USE = 0.5;
/** Share of stories. */
const EVERYWHERE = 1 / 60;

/** What most words ask for again and again. */
const LOG_OF_RARE = Float64Array.from({ length: 256 }, (_, count) => Math.log(count + PRIOR_USE));

export type Vocabulary = {
  /** The number of the word's stem; `NO_TERM` for a stop word. */
  numberOf(text: string, language: Language): number;
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
  const spellings = createSpellings();
  const byStem = new Map<string, number>();
  const stems: string[] = [];
  const written: string[] = [];
  const free: number[] = [];
  let counts = countsFor(4096);
  let stories = 0;
  let logStories = Math.log(PRIOR_STORIES);

  const setSpread = (term: number, count: number): void => {
    counts.spread[term] = count;
    const prior = counts.prior[term] ?? PRIOR_USE;
    const known = prior === PRIOR_USE ? LOG_OF_RARE[count] : undefined;
    counts.logSpread[term] = known ?? Math.log(count + prior);
  };

  const makeTerm = (stem: string, text: string, language: Language): number => {
    const term = free.pop() ?? stems.length;
    if (term >= counts.use.length) counts = countsFor(term * 2, counts);
    byStem.set(stem, term);
    stems[term] = stem;
    written[term] = text;
    counts.use[term] = 0;
    counts.prior[term] = Math.max(PRIOR_USE, PRIOR_STORIES * (language.common?.get(stem) ?? 0));
    setSpread(term, 0);
    counts.kind[term] = isDigit(stem.charCodeAt(0)) ? NUMBER : language.days.has(text) ? DAY : 0;
    counts.capitals[term] = 0;
    counts.smalls[term] = 0;
    return term;
  };

  return {
    numberOf(text, language) {
      const spelling = spellings.of(text, language);
      const known = spellings.term(spelling);
      // A number that was given back may serve another stem by now.
      if (known === NO_TERM || (known >= 0 && counts.age[known] === spellings.age(spelling))) return known;
      const stem = spellings.stem(spelling);
      const term = byStem.get(stem) ?? makeTerm(stem, text, language);
      spellings.note(spelling, term, counts.age[term] ?? 0);
      return term;
    },
    noteCapital(term, capital) {
      const noted = capital ? counts.capitals : counts.smalls;
      noted[term] = (noted[term] ?? 0) + 1;
    },
    use(term, newToStory) {
      counts.use[term] = (counts.use[term] ?? 0) + 1;
      if (newToStory) setSpread(term, (counts.spread[term] ?? 0) + 1);
    },
    release(term, uses) {
      const left = (counts.use[term] ?? 0) - uses;
      counts.use[term] = left;
      setSpread(term, (counts.spread[term] ?? 0) - 1);
      if (left > 0) return;
      byStem.delete(stems[term] ?? '');
      stems[term] = '';
      counts.age[term] = (counts.age[term] ?? 0) + 1;
      free.push(term);
    },
    stories: () => stories,
    countStory(change) {
      stories += change;
      logStories = Math.log(stories + PRIOR_STORIES);
    },
    rarity: (term) => logStories - (counts.logSpread[term] ?? 0),
    frequency: (term) => ((counts.spread[term] ?? 0) + (counts.prior[term] ?? PRIOR_USE)) / (stories + PRIOR_STORIES),
    properness: (term) =>
      ((counts.capitals[term] ?? 0) + 1) / ((counts.capitals[term] ?? 0) + (counts.smalls[term] ?? 0) + 2),
    isEverywhere: (term) => (counts.prior[term] ?? 0) >= EVERYWHERE * PRIOR_STORIES,
    isNumber: (term) => counts.kind[term] === NUMBER,
    isDay: (term) => counts.kind[term] === DAY,
    uses: (term) => counts.use[term] ?? 0,
    spelling: (term) => written[term] ?? '',
    size: () => stems.length,
  };
}

const NUMBER = 1;
const DAY = 2;

/** What is known of each term, by its number. */
type Counts = {
  readonly use: Int32Array;
  readonly spread: Int32Array;
  readonly capitals: Int32Array;
  readonly smalls: Int32Array;
  readonly prior: Float64Array;
  readonly logSpread: Float64Array;
  readonly kind: Uint8Array;
  /** How often the number was given back. */
  readonly age: Int32Array;
};

function countsFor(terms: number, old?: Counts): Counts {
  const larger = {
    use: new Int32Array(terms),
    spread: new Int32Array(terms),
    capitals: new Int32Array(terms),
    smalls: new Int32Array(terms),
    prior: new Float64Array(terms),
    logSpread: new Float64Array(terms),
    kind: new Uint8Array(terms),
    age: new Int32Array(terms),
  };
  if (old === undefined) return larger;
  larger.use.set(old.use);
  larger.spread.set(old.spread);
  larger.capitals.set(old.capitals);
  larger.smalls.set(old.smalls);
  larger.prior.set(old.prior);
  larger.logSpread.set(old.logSpread);
  larger.kind.set(old.kind);
  larger.age.set(old.age);
  return larger;
}
