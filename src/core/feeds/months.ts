// Names of months in the languages that feeds are written in, taken from the Unicode CLDR.

const LANGUAGES =
  `en fr de es it pt nl sv da nb fi is et lv lt pl cs sk sl hr sr bs bg mk uk ru be ro hu el tr az sq ca eu gl ga cy mt
   ar fa he hi bn ur id ms tl vi sw af hy ka kk uz`.split(/\s+/);

/** Spellings that feeds use and CLDR does not list. */
const MORE: ReadonlyMap<string, number> = new Map([
  ...(['janv', 'jän', 'jen'] as const).map((name) => [fold(name), 1] as const),
  ...(['févr', 'feber'] as const).map((name) => [fold(name), 2] as const),
  ...(['mrz', 'maerz', 'mrt', 'mart'] as const).map((name) => [name, 3] as const),
  ['avr', 4],
  ['μαω', 5],
  ['ιον', 6],
  ['juil', 7],
  ['ιολ', 7],
  ['sept', 9],
  ['okt', 10],
  ['dez', 12],
  ['des', 12],
]);

/** Words and unambiguous beginnings of words → month. */
type Names = ReadonlyMap<string, number>;

let english: Names | undefined;
const own = new Map<string, Names>();
let everywhere: Names | undefined;

/** The month (1–12) that a word names; `language` is asked first where two languages disagree. */
export function monthOf(word: string, language?: string): number | undefined {
  const folded = fold(word).replace(HEBREW_IN, '');
  if (folded.length < 2 || folded.length > LONGEST_NAME) return undefined;
  const code = language?.slice(0, 2).toLowerCase() ?? 'en';
  const local = code === 'en' || !LANGUAGES.includes(code) ? undefined : ownNames(code).get(folded);
  english ??= namesOf('en');
  return local ?? english.get(folded) ?? MORE.get(folded) ?? anyNames().get(folded);
}

const LONGEST_NAME = 24;
/** Hebrew writes `in` onto the month. */
const HEBREW_IN = /^ב(?=.{3})/u;

function ownNames(language: string): Names {
  const names = own.get(language) ?? namesOf(language);
  own.set(language, names);
  return names;
}

/** Of all languages together; the first in the list wins. Built when the first foreign word turns up. */
function anyNames(): Names {
  if (everywhere !== undefined) return everywhere;
  const names = new Map<string, number>();
  for (const language of LANGUAGES)
    for (const [name, month] of ownNames(language)) if (!names.has(name)) names.set(name, month);
  everywhere = names;
  return names;
}

/** Lower case without accents and dots, so that `Août`, `aout` and `AOÛT.` are one. */
export function fold(word: string): string {
  return word
    .normalize('NFD')
    .replaceAll(/[\p{M}.'’׳]/gu, '')
    .toLowerCase();
}

function namesOf(language: string): Names {
  const words = (['long', 'short'] as const).flatMap((style) => wordsOf(language, style));
  const names = new Map<string, number>();
  for (const [word, month] of words) if (!names.has(word)) names.set(word, month);
  for (const [beginning, month] of beginnings(words)) if (!names.has(beginning)) names.set(beginning, month);
  return names;
}

/** As they stand alone and as they stand in a date: `июнь`, `июня`. */
function wordsOf(language: string, style: 'long' | 'short'): readonly (readonly [string, number])[] {
  const words: [string, number][] = [];
  for (const shape of [{ month: style }, { month: style, day: 'numeric' }] as const) {
    const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, { ...shape, timeZone: 'UTC' });
    for (let month = 1; month <= 12; month += 1) {
      const part = format.formatToParts(Date.UTC(2001, month - 1, 15)).find(({ type }) => type === 'month');
      const word = fold(part?.value ?? '').replace(HEBREW_IN, '');
      if (word.length >= 2 && !/\d/.test(word)) words.push([word, month]);
    }
  }
  return words;
}

/** Beginnings of three letters and more that only one month has. */
function beginnings(words: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  const months = new Map<string, Set<number>>();
  for (const [word, month] of words) {
    for (let length = 3; length < word.length; length += 1) {
      const beginning = word.slice(0, length);
      months.set(beginning, (months.get(beginning) ?? new Set()).add(month));
    }
  }
  return new Map(
    [...months].filter(([, set]) => set.size === 1).map(([beginning, set]) => [beginning, [...set][0] ?? 0]),
  );
}
