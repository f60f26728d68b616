// Names of months and of the halves of the day in the languages that feeds are written in, taken from the Unicode CLDR.

const LANGUAGES =
  `en fr de es it pt nl sv da nb fi is et lv lt pl cs sk sl hr sr bs bg mk uk ru be ro hu el tr az sq ca eu gl ga cy mt
   ar fa he hi bn ur id ms tl vi sw af hy ka kk uz`.split(/\s+/);

/** Spellings that feeds use and CLDR does not list. */
const MORE: Readonly<Record<string, number>> = {
  sept: 9,
  juil: 7,
  janv: 1,
  fevr: 2,
  avr: 4,
  mrz: 3,
  maerz: 3,
  mrt: 3,
  mart: 3,
  okt: 10,
  dez: 12,
  des: 12,
  ιον: 6,
  ιολ: 7,
  μαω: 5,
};

type Table = { readonly exact: ReadonlyMap<string, number>; readonly long: readonly (readonly [string, number])[] };
const tables = new Map<string, Table>();

/** The month (1–12) that a word names; `language` is asked first where two languages disagree. */
export function monthOf(word: string, language?: string): number | undefined {
  const folded = fold(word);
  if (folded.length < 2) return undefined;
  // Hebrew writes `in` onto the month.
  if (folded.startsWith('ב') && folded.length > 3) return monthOf(folded.slice(1), language);
  const own = language?.slice(0, 2).toLowerCase();
  const order = own !== undefined && LANGUAGES.includes(own) ? [own, ...LANGUAGES] : LANGUAGES;
  for (const each of order) {
    const month = tableOf(each).exact.get(folded);
    if (month !== undefined) return month;
  }
  if (MORE[folded] !== undefined) return MORE[folded];
  if (folded.length < 3) return undefined;
  for (const each of order) {
    const found = tableOf(each).long.filter(([name]) => name.startsWith(folded));
    if (found.length === 1) return found[0]?.[1];
  }
  return undefined;
}

/** Lower case without accents and dots, so that `Août`, `aout` and `AOÛT.` are one. */
export function fold(word: string): string {
  return word
    .normalize('NFD')
    .replaceAll(/[\p{M}.'’׳]/gu, '')
    .toLowerCase();
}

function tableOf(language: string): Table {
  const known = tables.get(language);
  if (known !== undefined) return known;
  const exact = new Map<string, number>();
  const long: [string, number][] = [];
  for (const style of ['long', 'short'] as const) {
    for (const shape of [{ month: style }, { month: style, day: 'numeric' }] as const) {
      const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, { ...shape, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month += 1) {
        const part = format.formatToParts(Date.UTC(2001, month - 1, 15)).find(({ type }) => type === 'month');
        const name = fold(part?.value ?? '').replace(/^ב/, '');
        if (name.length < 2 || /\d/.test(name)) continue;
        if (!exact.has(name)) exact.set(name, month);
        if (style === 'long') long.push([name, month]);
      }
    }
  }
  const table = { exact, long: long.filter(([name], i) => long.findIndex(([other]) => other === name) === i) };
  tables.set(language, table);
  return table;
}
