// Short names and the long ones they stand for: known beforehand, or learned from texts that write one or the other.
import type { Language } from '../languages/lexicon.ts';
import { foldCase } from '../text/normalise.ts';
import type { Token } from '../text/tokens.ts';

export type ShortNames = {
  /** What these words say in the other form: the short names of long ones, the words of long names for short ones. */
  otherForms(tokens: readonly Token[], language: Language): readonly string[];
};

/** Fewer letters stand for too much, unless they are known beforehand or explained on the spot. */
const FEWEST_LETTERS = 3;
const MOST_WORDS = 6;
const MOST_KEPT = 5_000;
const NONE: readonly string[] = [];

export function createShortNames(): ShortNames {
  /** By the short name; no words where texts mean different things by it. */
  const longOf = createRecent<readonly string[]>();
  const seenShort = createRecent<true>();

  const learn = (short: string, words: readonly string[], isExplained: boolean): void => {
    const known = longOf.get(short);
    const isOther = known !== undefined && known.join(' ') !== words.join(' ');
    longOf.set(short, isOther && !isExplained ? NONE : words);
  };

  return {
    otherForms(tokens, language) {
      let shouted = 0;
      for (const { capitals } of tokens) if (capitals) shouted += 1;
      // Where nearly all is in capitals, they mark nothing.
      if (shouted * 2 > tokens.length) return NONE;
      const known = knownNames(language);
      const forms: string[] = [];
      for (const { words, short, next } of longNames(tokens, language)) {
        known.addShort(words, forms);
        const isExplained = next === short;
        if (short.length < FEWEST_LETTERS && !isExplained) continue;
        learn(short, words, isExplained);
        if (isExplained || seenShort.get(short)) forms.push(short);
      }
      for (const { text, capitals } of tokens) {
        if (!capitals && (text.length <= FEWEST_LETTERS || text.length > known.longest)) continue;
        const long = language.shortNames?.get(text);
        if (!capitals && long === undefined) continue;
        seenShort.set(text, true);
        forms.push(...(long ?? longOf.get(text) ?? NONE));
      }
      return forms.length > 1 ? [...new Set(forms)] : forms;
    },
  };
}

/** Keeps what was noted last; the oldest goes first. */
function createRecent<T>() {
  const map = new Map<string, T>();
  let newest: string | undefined;
  return {
    get: (key: string): T | undefined => map.get(key),
    set(key: string, value: T): void {
      if (key !== newest) map.delete(key);
      map.set(key, value);
      newest = key;
      if (map.size <= MOST_KEPT) return;
      for (const oldest of map.keys()) {
        map.delete(oldest);
        break;
      }
    },
  };
}

type LongName = { readonly words: readonly string[]; readonly short: string; readonly next: string | undefined };

/** Runs of words with capitals, small words between them left out; headlines that capitalise every word have none. */
function longNames(tokens: readonly Token[], { nameLinks }: Language): LongName[] {
  const names: LongName[] = [];
  if (!tokens.some(({ capital, text }) => !capital && text.length > 3)) return names;
  for (let at = 0; at < tokens.length; at += 1) {
    if (!isNamePart(tokens[at])) continue;
    const words: string[] = [];
    let end = at;
    for (let look = at; look < tokens.length; look += 1) {
      const token = tokens[look];
      if (isNamePart(token)) {
        words.push(token?.text ?? '');
        end = look;
      } else if (token === undefined || !nameLinks?.has(token.text)) break;
    }
    const next = tokens[end + 1]?.text;
    names.push(longName(words, next));
    // The capital of a sentence's first word may be no part of the name.
    if (tokens[at]?.initial) names.push(longName(words.slice(1), next));
    at = end;
  }
  return names.filter(({ words }) => words.length > 1 && words.length <= MOST_WORDS);
}

function longName(words: readonly string[], next: string | undefined): LongName {
  return { words, short: foldCase(words.map((word) => word.charAt(0)).join('')), next };
}

function isNamePart(token: Token | undefined): boolean {
  return token?.capital === true && !token.capitals && token.text.length > 1;
}

type KnownNames = {
  /** Letters of the longest known short name. */
  readonly longest: number;
  /** Adds the known short names of what a run of words holds, whatever their case endings. */
  addShort(words: readonly string[], to: string[]): void;
};

const namesOf = new WeakMap<Language, KnownNames>();

function knownNames(language: Language): KnownNames {
  const names = namesOf.get(language) ?? readNames(language);
  namesOf.set(language, names);
  return names;
}

/** Stemming is dear, and names come again. */
const MOST_STEMS = 4_000;

function readNames({ shortNames = new Map<string, readonly string[]>(), stem }: Language): KnownNames {
  const shortOf = new Map([...shortNames].map(([short, long]) => [long.map(stem).join(' '), short]));
  const parts = new Set([...shortOf.keys()].flatMap((long) => long.split(' ')));
  const stems = new Map<string, string>();
  const stemOf = (word: string): string => {
    let found = stems.get(word);
    if (found !== undefined) return found;
    found = stem(word);
    if (stems.size >= MOST_STEMS) stems.clear();
    stems.set(word, found);
    return found;
  };
  return {
    longest: Math.max(0, ...[...shortNames.keys()].map((short) => short.length)),
    addShort(words, to) {
      if (shortOf.size === 0) return;
      const stemmed = words.map(stemOf);
      for (let from = 0; from < stemmed.length - 1; from += 1) {
        let long = stemmed[from] ?? '';
        for (let end = from + 1; end < stemmed.length && parts.has(stemmed[end - 1] ?? ''); end += 1) {
          long = `${long} ${stemmed[end]}`;
          const short = shortOf.get(long);
          if (short !== undefined) to.push(short);
        }
      }
    },
  };
}
