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
// The same in texts that hold nothing else, found many times faster.
const ASCII_WORD = /[A-Za-z0-9]+(?:['.][A-Za-z0-9]+)*/g;
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
  const ascii = ASCII.test(text);
  let end = 0;
  for (const match of text.matchAll(ascii ? ASCII_WORD : WORD)) {
    if (words.length >= MAX_WORDS) break;
    const written = match[0];
    const gap = text.slice(end, match.index);
    words.push(wordOf(written, gap === ' ' ? '' : gap.replace(/\s+/gu, ''), ascii));
    end = match.index + written.length;
  }
  return words;
}

function wordOf(written: string, gap: string, ascii: boolean): Word {
  if (ascii && !written.includes("'")) return { text: written.toLowerCase(), raw: written, gap, possessive: false };
  const whole = written.replace(ELISION, '');
  const possessive = POSSESSIVE.test(whole);
  const raw = possessive ? whole.slice(0, -2) : whole;
  return { text: fold(raw), raw, gap, possessive };
}

/** A text without any capital letter says nothing by its lower case. */
export function isUncased(words: readonly Word[]): boolean {
  return words.every((word) => word.raw === word.raw.toLowerCase());
}
