// How a boolean query is written: text → tree, or the place where it goes wrong. keywords.ts gives the tree its meaning.
import { spellingsOf } from './words.ts';

/** One word or phrase to look for; `prefix` says that its last word may go on. */
export type Term = { readonly words: readonly string[]; readonly prefix: boolean; readonly written: string };

export type QueryNode =
  | { readonly kind: 'term'; readonly term: Term }
  | { readonly kind: 'field'; readonly name: string; readonly value: string; readonly at: number }
  | { readonly kind: 'not'; readonly of: QueryNode }
  | { readonly kind: 'and' | 'or'; readonly of: readonly QueryNode[] };

/** `at` counts characters from 1. */
export type QueryFault = { readonly at: number; readonly message: string };
export type ParsedQuery = { readonly tree: QueryNode } | { readonly fault: QueryFault };

export const MAX_QUERY_LENGTH = 2_000;
export const MAX_QUERY_TERMS = 200;
export const MAX_QUERY_DEPTH = 20;

type Token =
  | { readonly kind: 'open' | 'close' | 'and' | 'or' | 'not' | 'minus' | 'end'; readonly at: number }
  | { readonly kind: 'word' | 'phrase'; readonly text: string; readonly at: number }
  | { readonly kind: 'field'; readonly name: string; readonly text: string; readonly at: number };

class Misspelt extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

const CLOSING: Readonly<Record<string, string>> = { '"': '"', '“': '”“"', '„': '“”"', '«': '»', '”': '”"' };
const MINUS = new Set(['-', '−', '–']);
const OPERATORS: Readonly<Record<string, 'and' | 'or' | 'not'>> = { and: 'and', or: 'or', not: 'not' };

/** `fields` are the names that may stand before a colon, such as `source` in `source:Reuters`. */
export function parseQuery(text: string, fields: readonly string[] = []): ParsedQuery {
  try {
    if (text.trim() === '') throw new Misspelt(1, 'The query is empty; write at least one word.');
    const length = [...text].length;
    if (length > MAX_QUERY_LENGTH) {
      throw new Misspelt(
        MAX_QUERY_LENGTH + 1,
        `A query may have ${MAX_QUERY_LENGTH} characters; this one has ${length}.`,
      );
    }
    return { tree: parseTokens(readTokens([...text], fields)) };
  } catch (error) {
    if (error instanceof Misspelt) return { fault: { at: error.at, message: error.message } };
    throw error;
  }
}

function readTokens(characters: readonly string[], fields: readonly string[]): readonly Token[] {
  const tokens: Token[] = [];
  let i = 0;
  while (i < characters.length) {
    const character = characters[i] ?? '';
    const at = i + 1;
    if (/\s/u.test(character)) i += 1;
    else if (character === '(' || character === ')') {
      tokens.push({ kind: character === '(' ? 'open' : 'close', at });
      i += 1;
    } else if (CLOSING[character] !== undefined) {
      const quoted = readQuoted(characters, i);
      tokens.push({ kind: 'phrase', text: quoted.text, at });
      i = quoted.end;
    } else if (MINUS.has(character)) {
      tokens.push({ kind: 'minus', at });
      i += 1;
      if (i >= characters.length || /[\s)]/u.test(characters[i] ?? '')) {
        throw new Misspelt(
          at,
          'A minus must touch the word it excludes, as in -sport; write NOT if you prefer a word.',
        );
      }
    } else {
      let end = i;
      while (end < characters.length && !/[\s()"“„«]/u.test(characters[end] ?? '')) end += 1;
      const word = characters.slice(i, end).join('');
      const field = readField(word, fields);
      if (field !== undefined) {
        const quoted = field.value === '' && CLOSING[characters[end] ?? ''] ? readQuoted(characters, end) : undefined;
        tokens.push({ kind: 'field', name: field.name, text: quoted?.text ?? field.value, at });
        i = quoted?.end ?? end;
      } else {
        const operator = OPERATORS[word.toLowerCase()];
        tokens.push(operator === undefined ? { kind: 'word', text: word, at } : { kind: operator, at });
        i = end;
      }
    }
  }
  tokens.push({ kind: 'end', at: characters.length + 1 });
  return tokens;
}

function readQuoted(characters: readonly string[], start: number): { readonly text: string; readonly end: number } {
  const closing = CLOSING[characters[start] ?? ''] ?? '"';
  let end = start + 1;
  while (end < characters.length && !closing.includes(characters[end] ?? '')) end += 1;
  if (end >= characters.length)
    throw new Misspelt(start + 1, 'This quotation mark is never closed; add one at the end of the phrase.');
  return { text: characters.slice(start + 1, end).join(''), end: end + 1 };
}

function readField(
  word: string,
  fields: readonly string[],
): { readonly name: string; readonly value: string } | undefined {
  const colon = word.indexOf(':');
  const name = word.slice(0, Math.max(colon, 0)).toLowerCase();
  return fields.includes(name) ? { name, value: word.slice(colon + 1) } : undefined;
}

/** Recursive descent: OR binds weakest, then AND (written or not), then NOT. */
function parseTokens(tokens: readonly Token[]): QueryNode {
  let position = 0;
  let terms = 0;
  const END: Token = tokens.at(-1) ?? { kind: 'end', at: 1 };
  const peek = (): Token => tokens[position] ?? END;

  const parseOr = (depth: number): QueryNode => {
    const of = [parseAnd(depth)];
    while (peek().kind === 'or') {
      position += 1;
      of.push(parseAnd(depth));
    }
    return of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'or', of };
  };

  const parseAnd = (depth: number): QueryNode => {
    const of = [parseNot(depth)];
    for (;;) {
      const { kind } = peek();
      if (kind === 'and') position += 1;
      else if (kind === 'or' || kind === 'close' || kind === 'end') break;
      of.push(parseNot(depth));
    }
    return of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'and', of };
  };

  const parseNot = (depth: number): QueryNode => {
    const token = peek();
    if (depth > MAX_QUERY_DEPTH)
      throw new Misspelt(token.at, `Parentheses and NOT may be nested ${MAX_QUERY_DEPTH} deep.`);
    if (token.kind !== 'not' && token.kind !== 'minus') return parsePrimary(depth);
    position += 1;
    return { kind: 'not', of: parseNot(depth + 1) };
  };

  const parsePrimary = (depth: number): QueryNode => {
    const token = peek();
    position += 1;
    switch (token.kind) {
      case 'open': {
        if (peek().kind === 'close') throw new Misspelt(token.at, 'There is nothing between these parentheses.');
        const inner = parseOr(depth + 1);
        if (peek().kind !== 'close')
          throw new Misspelt(token.at, 'This parenthesis is never closed; add ) where the group ends.');
        position += 1;
        return inner;
      }
      case 'word':
      case 'phrase':
        terms += 1;
        if (terms > MAX_QUERY_TERMS)
          throw new Misspelt(token.at, `A query may have ${MAX_QUERY_TERMS} words and phrases.`);
        return { kind: 'term', term: readTerm(token.text, token.at) };
      case 'field':
        if (token.text === '')
          throw new Misspelt(token.at, `Write a value after ${token.name}: without a space between.`);
        return { kind: 'field', name: token.name, value: token.text, at: token.at };
      case 'close':
        throw new Misspelt(
          token.at,
          position === 1 ? 'This parenthesis was never opened.' : 'A word is missing before this parenthesis.',
        );
      case 'and':
      case 'or':
        throw new Misspelt(
          token.at,
          `${token.kind.toUpperCase()} needs a word before and after it; put it in quotes to search for the word itself.`,
        );
      case 'not':
      case 'minus':
      case 'end':
        throw new Misspelt(token.at, 'A word is missing here.');
      default:
        return token satisfies never;
    }
  };

  const tree = parseOr(0);
  const rest = peek();
  if (rest.kind === 'close') throw new Misspelt(rest.at, 'This parenthesis was never opened.');
  return tree;
}

function readTerm(text: string, at: number): Term {
  const star = text.indexOf('*');
  const prefix = star !== -1;
  if (prefix && star !== text.length - 1) {
    throw new Misspelt(at + [...text.slice(0, star)].length, 'A star may only end a word, as in sanction*.');
  }
  const words = spellingsOf(text);
  if (words.length === 0) throw new Misspelt(at, `“${text}” has no letter or digit to search for.`);
  return { words, prefix, written: text };
}
