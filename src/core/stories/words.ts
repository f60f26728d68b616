// Text as a row of words for keyword queries: case and accents gone, and scripts without spaces cut character by character.
import { foldCase } from '../text/normalise.ts';

// Chinese, Japanese, Thai and their like write no spaces, so a word there is found as a run of characters.
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{N}])+/gu;

const ASCII = /^\p{ASCII}*$/u;
// The same words in texts that hold nothing else, found many times faster.
const ASCII_WORD = /[a-zA-Z0-9]+/g;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const SPACED_WORD = /[\p{L}\p{N}]+/gu;

/** A text as it is compared. Stricter folding than a story's: nobody should miss news over ё or a final sigma. */
export function comparedForm(text: string): string {
  const folded = foldCase(text);
  if (ASCII.test(folded)) return folded;
  return folded
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replaceAll('ς', 'σ');
}

/** The words of a text as they are compared. */
export function spellingsOf(text: string): readonly string[] {
  const compared = comparedForm(text);
  if (ASCII.test(compared)) return compared.match(ASCII_WORD) ?? [];
  return compared.match(UNSPACED.test(compared) ? WORD : SPACED_WORD) ?? [];
}

/** Words in order, and which of them there are. */
export type Words = { readonly row: readonly string[]; readonly known: ReadonlySet<string> };

/** Reads several texts at once; no phrase reaches from one into the next. */
export function readWords(...texts: readonly string[]): Words {
  const row: string[] = [];
  for (const text of texts) {
    if (row.length > 0) row.push('');
    for (const word of spellingsOf(text)) row.push(word);
  }
  return { row, known: new Set(row) };
}
