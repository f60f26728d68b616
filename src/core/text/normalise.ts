// Brings text to the form in which it is compared: one case, no accents on Latin letters, plain quotes and dashes.

const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

const ASCII = /^\p{ASCII}*$/u;
const NO_ASCII_WORD = /[^a-zA-Z0-9]+/g;
const NO_WORD = /[^\p{L}\p{M}\p{N}]+/gu;
// Only accents over Latin and Greek go: й and ї are letters of their own, not и and і with a mark.
const ACCENTED = /([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu;

export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

/** Letters of western, central and eastern Europe; no mark stands by itself among them, so each is folded by itself. */
const EUROPEAN = /^[\p{ASCII}\u0080-\u017f\u0400-\u045f]*$/u;
const LATIN = /[\u0080-\u017f]/g;
const FOLDED: ReadonlyMap<string, string> = new Map(
  Array.from({ length: 0x100 }, (_, at) => String.fromCharCode(0x80 + at)).map((letter) => [letter, foldFully(letter)]),
);

/** One word or text in lower case without accents. */
export function foldCase(text: string): string {
  const lower = text.toLowerCase();
  if (ASCII.test(lower)) return lower;
  if (EUROPEAN.test(lower)) return lower.replace(LATIN, (letter) => FOLDED.get(letter) ?? letter);
  return foldFully(lower);
}

function foldFully(lower: string): string {
  return lower
    .normalize('NFKD')
    .replace(ACCENTED, '$1')
    .normalize('NFC')
    .replace(/[ßæœøłđðþı]/g, (letter) => PLAIN[letter] ?? letter);
}

const FANCY =
  /[\u2018\u2019\u201b\u02bc\u2032\u201c\u201d\u201e\u00ab\u00bb\u2010-\u2015\u2212\u2026\u00a0\u2000-\u200a\u202f\u3000]|\p{Cf}/gu;
const PUNCTUATION: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "'": '\u2018\u2019\u201b\u02bc\u2032',
    '"': '\u201c\u201d\u201e\u00ab\u00bb',
    '-': '\u2010\u2011\u2012\u2013\u2014\u2015\u2212',
    '...': '\u2026',
    ' ': '\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000',
  }).flatMap(([plain, fancy]) => [...fancy].map((mark) => [mark, plain] as const)),
);

/** Curly quotes, odd dashes, odd spaces and invisible characters in their plain form; case and accents stay. */
export function plainPunctuation(text: string): string {
  if (ASCII.test(text)) return text;
  return text.normalize('NFC').replace(FANCY, (mark) => PUNCTUATION.get(mark) ?? '');
}

/** A whole text as a key: equal for texts that differ in case, accents, punctuation or spacing only. */
export function textKey(text: string): string {
  const folded = foldCase(plainPunctuation(text));
  return folded.replace(ASCII.test(folded) ? NO_ASCII_WORD : NO_WORD, ' ').trim();
}

/** A 53-bit hash of a text, so that long keys cost eight bytes to remember. */
export function hashText(text: string): number {
  const hash = new Hash();
  for (let at = 0; at < text.length; at += 1) hash.add(text.charCodeAt(at));
  return hash.value();
}

/** The hash of the keys of two texts with a line's end between them, without a key being built where letters are plain. */
export function hashKeys(title: string, text: string): number {
  const hash = new Hash();
  addKey(title, hash);
  hash.add(LINE_END);
  addKey(text, hash);
  return hash.value();
}

const LINE_END = 10;
const SPACE = 32;

class Hash {
  high = 0xdeadbeef | 0;
  low = 0x41c6ce57;

  add(code: number): void {
    this.high = Math.imul(this.high ^ code, 2654435761);
    this.low = Math.imul(this.low ^ code, 1597334677);
  }

  value(): number {
    const { high: before, low: beside } = this;
    const high = Math.imul(before ^ (before >>> 16), 2246822507) ^ Math.imul(beside ^ (beside >>> 13), 3266489909);
    const low = Math.imul(beside ^ (beside >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
    return 4294967296 * (2097151 & low) + (high >>> 0);
  }
}

function addKey(text: string, hash: Hash): void {
  const folded = foldCase(plainPunctuation(text));
  if (!ASCII.test(folded)) {
    const key = textKey(text);
    for (let at = 0; at < key.length; at += 1) hash.add(key.charCodeAt(at));
    return;
  }
  let begun = false;
  let gap = false;
  for (let at = 0; at < folded.length; at += 1) {
    const code = folded.charCodeAt(at);
    if (WORD_CODES[code] !== 1) gap = begun;
    else {
      if (gap) hash.add(SPACE);
      hash.add(code);
      begun = true;
      gap = false;
    }
  }
}

const WORD_CODES = Uint8Array.from({ length: 128 }, (_, code) =>
  /[a-zA-Z0-9]/.test(String.fromCharCode(code)) ? 1 : 0,
);
