// Boolean keyword queries: AND OR NOT, implicit AND, -word, parentheses, "exact phrase", prefix*; whole words,
// case and accents ignored. `and`, `or` and `not` are operators in any case; quoted they are words.
import { parseQuery, type QueryFault, type QueryNode, type Term } from './query.ts';
import { readWords, type Words } from './words.ts';

/** `words`: the terms that were found, as the query writes them. */
export type QueryMatch = { readonly matched: boolean; readonly words: readonly string[] };

export type Query = {
  readonly source: string;
  matches(text: string): QueryMatch;
  /** The same for words already read, so that many queries share one reading. */
  matchesWords(words: Words): QueryMatch;
  /** How what the query looks for begins: a text that holds none of it, read or not, answers like an empty one. */
  readonly beginnings: readonly string[];
};

export type CompiledQuery = { readonly query: Query } | { readonly fault: QueryFault };

export function compileQuery(text: string): CompiledQuery {
  const parsed = parseQuery(text);
  if ('fault' in parsed) return parsed;
  const matchesWords = (words: Words): QueryMatch => evaluate(parsed.tree, words, () => NO_MATCH);
  const matches = (searched: string): QueryMatch => matchesWords(readWords(searched));
  return { query: { source: text, matchesWords, matches, beginnings: beginningsOf(parsed.tree) } };
}

function beginningsOf(node: QueryNode): readonly string[] {
  switch (node.kind) {
    case 'term':
      return node.term.words.slice(0, 1);
    case 'field':
      return [];
    case 'not':
      return beginningsOf(node.of);
    default:
      return node.of.flatMap(beginningsOf);
  }
}

export const NO_MATCH: QueryMatch = { matched: false, words: [] };

/** `field` answers for `name:value` conditions, which only some queries allow. */
export function evaluate(
  node: QueryNode,
  words: Words,
  field: (name: string, value: string) => QueryMatch,
): QueryMatch {
  switch (node.kind) {
    case 'term':
      return contains(words, node.term) ? { matched: true, words: [node.term.written] } : NO_MATCH;
    case 'field':
      return field(node.name, node.value);
    case 'not':
      return { matched: !evaluate(node.of, words, field).matched, words: [] };
    case 'and': {
      const found: string[] = [];
      for (const part of node.of) {
        const match = evaluate(part, words, field);
        if (!match.matched) return NO_MATCH;
        found.push(...match.words);
      }
      return { matched: true, words: found };
    }
    case 'or': {
      let found: string[] | undefined;
      for (const part of node.of) {
        const match = evaluate(part, words, field);
        if (!match.matched) continue;
        found ??= [];
        found.push(...match.words);
      }
      return found === undefined ? NO_MATCH : { matched: true, words: found };
    }
    default:
      return node satisfies never;
  }
}

function contains({ row, known }: Words, term: Term): boolean {
  const [first] = term.words;
  if (first === undefined) return false;
  if (term.words.length === 1) return term.prefix ? row.some((word) => word.startsWith(first)) : known.has(first);
  if (!known.has(first)) return false;
  for (let start = row.indexOf(first); start >= 0; start = row.indexOf(first, start + 1)) {
    if (goesOn(row, start, term)) return true;
  }
  return false;
}

/** Whether the whole of a phrase stands from `start` on. */
function goesOn(row: readonly string[], start: number, { words, prefix }: Term): boolean {
  return words.every((word, index) => {
    const there = row[start + index];
    if (there === undefined) return false;
    return prefix && index === words.length - 1 ? there.startsWith(word) : there === word;
  });
}
