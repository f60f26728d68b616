// Headline → words: folded, with the punctuation before each and whether it carried a possessive.

export type Word = {
  /** Lower case, without Latin accents; what names and wording are looked up by. */
  readonly text: string;
  readonly raw: string;
  /** What stands between the word before and this one, without blanks. */
  readonly gap: string;
  readonly possessive: boolean;
};

const WORD = /[\p{L}\p{N}]+(?:['’ʼ.][\p{L}\p{N}]+)*/gu;
const POSSESSIVE = /['’](?:s|S)$/u;
const ELISION = /^(?:l|d|qu|n|s|c|j|m|dell|all|un|sull|nell)['’]/iu;
const ASCII = /^\p{ASCII}*$/u;
const LATIN_ACCENT = /([a-z])[̀-ͯ]+/gu;
const MAX_WORDS = 600;

const folded = new Map<string, string>();
const FOLDED_LIMIT = 20_000;

/** One spelling for look-ups: lower case, Latin letters without accents, ё as е, one kind of apostrophe. */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  if (ASCII.test(lower)) return lower.replaceAll('`', "'");
  return lower
    .normalize('NFD')
    .replace(LATIN_ACCENT, '$1')
    .normalize('NFC')
    .replaceAll('ё', 'е')
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')
    .replace(/[’ʼ`]/gu, "'");
}

/** A word's spelling for look-ups; what costs more than lower case is remembered. */
export function fold(word: string): string {
  if (ASCII.test(word)) return foldText(word);
  const known = folded.get(word);
  if (known !== undefined) return known;
  const text = foldText(word);
  if (folded.size >= FOLDED_LIMIT) folded.clear();
  folded.set(word, text);
  return text;
}

export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  let end = 0;
  for (const match of text.matchAll(WORD)) {
    if (words.length >= MAX_WORDS) break;
    let raw = match[0];
    let start = match.index;
    const elided = ELISION.exec(raw);
    if (elided) {
      raw = raw.slice(elided[0].length);
      start += elided[0].length;
    }
    const possessive = POSSESSIVE.test(raw);
    if (possessive) raw = raw.slice(0, -2);
    const gap = elided ? text.slice(end, match.index) : text.slice(end, start);
    words.push({ text: fold(raw), raw, gap: gap.replace(/\s+/gu, ''), possessive });
    end = match.index + match[0].length;
  }
  return words;
}

/** A text without any capital letter says nothing by its lower case. */
export function isUncased(words: readonly Word[]): boolean {
  return words.every((word) => word.raw === word.raw.toLowerCase());
}
