// Cuts text into words as they are written, in order.
import { plainPunctuation } from './normalise.ts';

export type Token = {
  /** Lower case, accents kept (stemmers need them). */
  readonly text: string;
  /** Begins with a capital letter. */
  readonly capital: boolean;
  /** First word of the text or of a sentence in it: its capital says nothing. */
  readonly initial: boolean;
  /** Capitals throughout, as short names are written. */
  readonly capitals: boolean;
};

// Initials with dots (U.S.), numbers with their separators, runs of unspaced scripts, ordinary words.
const WORD =
  /(?:\p{Lu}\.){2,}|\p{N}[\p{N}.,]*\p{N}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+|[\p{L}\p{M}\p{N}]+/gu;
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const ENDS_SENTENCE = /[.!?:"“(|]\s*$/;

/** The tokens of a text, at most `limit` of them. */
export function tokensOf(text: string, limit = 400): Token[] {
  const plain = plainPunctuation(text);
  const tokens: Token[] = [];
  let end = 0;
  for (const match of plain.matchAll(WORD)) {
    if (tokens.length >= limit) break;
    const written = match[0];
    const before = plain.slice(end, match.index);
    end = match.index + written.length;
    // What follows an apostrophe inside a word (it's, Biden's, l'accord) is an ending or an article, too short to tell anything.
    if (before === "'" && written.length <= 2) continue;
    const initial = tokens.length === 0 || (before.length > 1 && ENDS_SENTENCE.test(before));
    if (UNSPACED.test(written)) pushPairs(tokens, written);
    else tokens.push(tokenOf(written, initial));
  }
  return tokens;
}

function tokenOf(written: string, initial: boolean): Token {
  const first = written.charCodeAt(0);
  if (first >= 48 && first <= 57) return { text: plainNumber(written), capital: false, initial, capitals: false };
  const text = written.includes('.') ? written.replaceAll('.', '').toLowerCase() : written.toLowerCase();
  // The country and the pronoun differ only in how they are written.
  if (text === 'us' && /^U\.?S\.?$/.test(written)) return { text: 'usa', capital: true, initial, capitals: true };
  const capital = written.charAt(0) !== text.charAt(0);
  return { text, capital, initial, capitals: capital && written.length > 1 && written === written.toUpperCase() };
}

/** 1,500 and 1.500 and 1500 are one number; 2.5 keeps its point. */
function plainNumber(written: string): string {
  return written.replace(/[.,](?=\p{N}{3}(?:\D|$))/gu, '').replace(',', '.');
}

/** Scripts without spaces are read as overlapping pairs of characters. */
function pushPairs(tokens: Token[], run: string): void {
  const letters = [...run];
  if (letters.length === 1) tokens.push(unspaced(run));
  for (let at = 0; at + 1 < letters.length; at += 1) {
    tokens.push(unspaced(`${letters[at]}${letters[at + 1]}`));
  }
}

function unspaced(text: string): Token {
  return { text, capital: false, initial: false, capitals: false };
}
