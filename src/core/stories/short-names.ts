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
  const longOf = new Map<string, readonly string[]>();
  const seenShort = new Map<string, true>();

  const learn = (short: string, words: readonly string[], isExplained: boolean): void => {
    const known = longOf.get(short);
    const isOther = known !== undefined && known.join(' ') !== words.join(' ');
    remember(longOf, short, isOther && !isExplained ? NONE : words);
  };

  return {
    otherForms(tokens, language) {
      // Where nearly all is in capitals, they mark nothing.
      if (tokens.filter(({ capitals }) => capitals).length * 2 > tokens.length) return NONE;
      const forms: string[] = [];
      for (const { words, short, next } of longNames(tokens, language)) {
        forms.push(...knownShort(words, language));
        const isExplained = next === short;
        if (short.length < FEWEST_LETTERS && !isExplained) continue;
        learn(short, words, isExplained);
        if (isExplained || seenShort.has(short)) forms.push(short);
      }
      for (const { text, capitals } of tokens) {
        const known = language.shortNames?.get(text);
        if (!capitals && (known === undefined || text.length <= FEWEST_LETTERS)) continue;
        remember(seenShort, text, true);
        forms.push(...(known ?? longOf.get(text) ?? NONE));
      }
      return [...new Set(forms)];
    },
  };
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MOST_KEPT) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    break;
  }
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

const shortByLong = new WeakMap<Language, ReadonlyMap<string, string>>();

/** The known short names of what a run of words holds, whatever their case endings. */
function knownShort(words: readonly string[], language: Language): string[] {
  if (language.shortNames === undefined) return [];
  const known =
    shortByLong.get(language) ??
    new Map([...language.shortNames].map(([short, long]) => [long.map(language.stem).join(' '), short]));
  shortByLong.set(language, known);
  const stems = words.map(language.stem);
  const found: string[] = [];
  for (let from = 0; from < stems.length - 1; from += 1) {
    for (let to = from + 2; to <= stems.length; to += 1) {
      const short = known.get(stems.slice(from, to).join(' '));
      if (short !== undefined) found.push(short);
    }
  }
  return found;
}
