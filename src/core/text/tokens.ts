// Cuts text into words as they are written, in order.
import { isAscii, plainPunctuation } from './normalise.ts';

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
const SENTENCE_ENDS = '.!?:"(|';

/** The tokens of a text, at most `limit` of them. */
export function tokensOf(text: string, limit = 400): Token[] {
  const plain = plainPunctuation(text);
  return isAscii(plain) ? asciiTokens(plain, limit) : anyTokens(plain, limit);
}

function anyTokens(plain: string, limit: number): Token[] {
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

/** The same for texts without other letters, several times faster: most news there is. */
function asciiTokens(plain: string, limit: number): Token[] {
  const lower = plain.toLowerCase();
  const tokens: Token[] = [];
  let end = 0;
  for (let at = 0; at < plain.length && tokens.length < limit; at += 1) {
    const kind = kindAt(plain, at);
    if (kind === OTHER) continue;
    const before = end;
    end = wordEnd(plain, at, kind);
    const isEnding = at - before === 1 && end - at <= 2 && plain.charCodeAt(before) === APOSTROPHE;
    if (!isEnding) {
      const initial = tokens.length === 0 || (at - before > 1 && endsSentence(plain, before, at));
      tokens.push(asciiToken(plain, lower, at, end, initial));
    }
    at = end - 1;
  }
  return tokens;
}

const OTHER = 0;
const CAPITAL = 1;
const SMALL = 2;
const DIGIT = 3;
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const letter = String.fromCharCode(code);
  return /[A-Z]/.test(letter) ? CAPITAL : /[a-z]/.test(letter) ? SMALL : /\d/.test(letter) ? DIGIT : OTHER;
});
const APOSTROPHE = 39;
const COMMA = 44;
const POINT = 46;

function kindAt(text: string, at: number): number {
  return at < text.length ? (KINDS[text.charCodeAt(at)] ?? OTHER) : OTHER;
}

function wordEnd(text: string, from: number, kind: number): number {
  if (kind === DIGIT) {
    const end = numberEnd(text, from);
    if (end > from + 1) return end;
  } else if (kind === CAPITAL && text.charCodeAt(from + 1) === POINT) {
    let end = from;
    while (kindAt(text, end) === CAPITAL && text.charCodeAt(end + 1) === POINT) end += 2;
    if (end > from + 2) return end;
  }
  let end = from + 1;
  while (kindAt(text, end) !== OTHER) end += 1;
  return end;
}

/** A number ends with a digit, whatever separators it has. */
function numberEnd(text: string, from: number): number {
  let end = from + 1;
  for (let at = end; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (KINDS[code] === DIGIT) end = at + 1;
    else if (code !== POINT && code !== COMMA) break;
  }
  return end;
}

function endsSentence(text: string, from: number, to: number): boolean {
  let last = to - 1;
  while (last >= from && isSpace(text.charCodeAt(last))) last -= 1;
  return last >= from && SENTENCE_ENDS.includes(text.charAt(last));
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

function asciiToken(plain: string, lower: string, from: number, to: number, initial: boolean): Token {
  const kind = kindAt(plain, from);
  if (kind === DIGIT) return { text: plainNumber(plain.slice(from, to)), capital: false, initial, capitals: false };
  const text = lower.slice(from, to);
  if (kind === SMALL) return { text, capital: false, initial, capitals: false };
  let capitals = to - from > 1;
  for (let at = from + 1; at < to && capitals; at += 1) capitals = kindAt(plain, at) !== SMALL;
  return capitals ? shortName(text, initial) : { text, capital: true, initial, capitals };
}

function tokenOf(written: string, initial: boolean): Token {
  const first = written.charCodeAt(0);
  if (first >= 48 && first <= 57) return { text: plainNumber(written), capital: false, initial, capitals: false };
  const text = withoutDots(written.toLowerCase());
  const capital = written.charAt(0) !== text.charAt(0);
  const capitals = capital && written.length > 1 && written === written.toUpperCase();
  return capitals ? shortName(text, initial) : { text, capital, initial, capitals };
}

function shortName(text: string, initial: boolean): Token {
  const bare = withoutDots(text);
  // The country and the pronoun differ only in how they are written.
  return { text: bare === 'us' ? 'usa' : bare, capital: true, initial, capitals: true };
}

function withoutDots(text: string): string {
  return text.includes('.') ? text.replaceAll('.', '') : text;
}

/** 1,500 and 1.500 and 1500 are one number; 2.5 keeps its point. */
function plainNumber(written: string): string {
  if (!/[.,]/.test(written)) return written;
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
