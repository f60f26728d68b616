// A channel's filter rules: a keyword query that may also ask for source:, language:, trust: and sources:2 (at least two).
import { evaluate, NO_MATCH, type QueryMatch } from '../stories/keywords.ts';
import { parseQuery, type QueryFault, type QueryNode } from '../stories/query.ts';
import { readWords, spellingsOf, type Words } from '../stories/words.ts';

/** What a rule is held against. */
export type FilterSubject = {
  readonly words: Words;
  readonly sources: readonly string[];
  readonly language?: string;
  readonly trust?: string;
  readonly independentSources: number;
};

export type Rule = { readonly source: string; readonly passes: (subject: FilterSubject) => QueryMatch };
export type CompiledRule = { readonly rule: Rule } | { readonly fault: QueryFault };

const FIELDS = ['source', 'language', 'trust', 'sources'] as const;
const TRUSTS = ['official', 'agency', 'press', 'state'];

export function compileRule(text: string): CompiledRule {
  const parsed = parseQuery(text, FIELDS);
  if ('fault' in parsed) return parsed;
  const fault = faultOfFields(parsed.tree);
  if (fault !== undefined) return { fault };
  return {
    rule: {
      source: text,
      passes: (subject) => evaluate(parsed.tree, subject.words, (name, value) => fieldMatches(subject, name, value)),
    },
  };
}

function faultOfFields(node: QueryNode): QueryFault | undefined {
  if (node.kind === 'term') return undefined;
  if (node.kind === 'not') return faultOfFields(node.of);
  if (node.kind === 'field') return faultOfField(node.name, node.value, node.at);
  for (const part of node.of) {
    const fault = faultOfFields(part);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function faultOfField(name: string, value: string, at: number): QueryFault | undefined {
  if (name === 'sources' && leastSources(value) === undefined) {
    return { at, message: 'After sources: comes the least number of independent sources, as in sources:2.' };
  }
  if (name === 'trust' && !TRUSTS.includes(value.toLowerCase())) {
    return { at, message: `After trust: comes one of ${TRUSTS.join(', ')}.` };
  }
  return undefined;
}

/** `2`, `2+`, `>=2` and `>1` are all ways to say at least two. */
function leastSources(value: string): number | undefined {
  const read = /^(>=|>)?(\d{1,3})\+?$/.exec(value);
  if (read === null) return undefined;
  return Number(read[2]) + (read[1] === '>' ? 1 : 0);
}

function fieldMatches(subject: FilterSubject, name: string, value: string): QueryMatch {
  const found = (matched: boolean): QueryMatch => (matched ? { matched, words: [`${name}:${value}`] } : NO_MATCH);
  switch (name) {
    case 'source':
      return found(subject.sources.some((source) => namesSource(source, value)));
    case 'language':
      return found(subject.language?.toLowerCase().split('-')[0] === value.toLowerCase().split('-')[0]);
    case 'trust':
      return found(subject.trust === value.toLowerCase());
    default:
      return found(subject.independentSources >= (leastSources(value) ?? 0));
  }
}

/** Whether `name` is how somebody would call the publisher: the same words, or the words it begins with. */
export function namesSource(publisher: string, name: string): boolean {
  const wanted = spellingsOf(name);
  const known = readWords(publisher).row;
  return wanted.length > 0 && wanted.every((word, index) => known[index] === word);
}
