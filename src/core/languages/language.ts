// What differs between languages when news is compared, as data; and which language a text is in.
// The light profile: the full one costs 45 MB of memory, for texts that stop words and letters settle anyway.
import { detect, detectAll } from 'tinyld/light';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import type { Language } from './lexicon.ts';
import { pl } from './pl.ts';
import { ru } from './ru.ts';
import { uk } from './uk.ts';

export const LANGUAGES: readonly Language[] = [en, de, fr, es, it, pl, uk, ru];

const BY_CODE: ReadonlyMap<string, Language> = new Map(LANGUAGES.map((language) => [language.code, language]));

/** Any other language is read with its words as they are written. */
const UNKNOWN: Omit<Language, 'code'> = {
  stopWords: new Set(),
  stem: (word) => word,
  sameAs: new Map(),
  days: new Set(),
};

export function languageNamed(code: string): Language {
  const known = BY_CODE.get(code);
  if (known !== undefined) return known;
  const primary = code.toLowerCase().split(/[-_]/, 1)[0] ?? '';
  return BY_CODE.get(primary) ?? { code: primary, ...UNKNOWN };
}

const ASCII = /^\p{ASCII}*$/u;
/** Few headlines of other languages do without any letter of their own; of those the detector must be sure. */
const SURE_OF_ASCII = 0.7;
const WORDS = /[\p{L}\p{M}]+/gu;
const CYRILLIC = /\p{Script=Cyrillic}/u;
const OTHER_SCRIPT = /[^\p{Script=Latin}\p{Script=Cyrillic}\P{L}]/u;
const isCyrillic = ({ stopWords }: Language): boolean => CYRILLIC.test([...stopWords].join(''));
const CYRILLIC_ONES = LANGUAGES.filter(isCyrillic);
const LATIN_ONES = LANGUAGES.filter((language) => !isCyrillic(language));

/**
 * The language of a headline or a longer text, as a primary tag; `und` when nothing tells.
 * Headlines are short and full of names, on which trained detectors guess wildly: one stop word says more.
 */
export function languageOf(text: string): string {
  const sample = text.length > 400 ? text.slice(0, 400) : text;
  if (OTHER_SCRIPT.test(sample)) return detect(sample) || 'und';
  const words = sample.toLowerCase().match(WORDS) ?? [];
  if (words.length === 0) return 'und';
  if (CYRILLIC.test(sample)) return cyrillicLanguage(sample, words);
  const isAscii = ASCII.test(sample);
  const { best, most, second } = byStopWords(words, LATIN_ONES);
  if (most > second && (isAscii || most > second + 1)) return best;
  const [likeliest] = detectAll(sample);
  if (likeliest !== undefined && (!isAscii || likeliest.accuracy >= SURE_OF_ASCII)) return likeliest.lang;
  return best || 'en';
}

function cyrillicLanguage(text: string, words: readonly string[]): string {
  if (/[іїєґ]|[бпвмфкр]['’ʼ][яюєї]/i.test(text) && !/[ыэъё]/i.test(text)) return 'uk';
  if (/[ыэъё]/i.test(text) && !/[іїєґў]/i.test(text)) return 'ru';
  // Hardly any Ukrainian headline does without a letter of its own, many a Russian one does.
  const { best, most, second } = byStopWords(words, CYRILLIC_ONES);
  return most > second ? best : 'ru';
}

function byStopWords(words: readonly string[], among: readonly Language[]) {
  let best = '';
  let most = 0;
  let second = 0;
  for (const { code, stopWords } of among) {
    let hits = 0;
    for (const word of words) if (stopWords.has(word)) hits += Math.min(word.length - 1, 2);
    if (hits > most) {
      second = most;
      most = hits;
      best = code;
    } else if (hits > second) second = hits;
  }
  return { best, most, second };
}
