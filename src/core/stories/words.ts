// Text as a row of words for keyword queries: case and accents gone, and scripts without spaces cut character by character.

const LETTERS_WITHOUT_ACCENT: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
};

// Chinese, Japanese, Thai and their like write no spaces, so a word there is found as a run of characters.
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{N}])+/gu;

/** The words of a text as they are compared. */
export function spellingsOf(text: string): readonly string[] {
  const folded = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/[ßæœøłđðþıς]/gu, (letter) => LETTERS_WITHOUT_ACCENT[letter] ?? letter);
  return folded.match(WORD) ?? [];
}

/** Words in order, and where each stands. */
export type Words = { readonly row: readonly string[]; readonly places: ReadonlyMap<string, readonly number[]> };

/** Reads several texts at once; no phrase reaches from one into the next. */
export function readWords(...texts: readonly string[]): Words {
  const row: string[] = [];
  const places = new Map<string, number[]>();
  for (const text of texts) {
    if (row.length > 0) row.push('');
    for (const word of spellingsOf(text)) {
      const known = places.get(word);
      if (known === undefined) places.set(word, [row.length]);
      else known.push(row.length);
      row.push(word);
    }
  }
  return { row, places };
}
