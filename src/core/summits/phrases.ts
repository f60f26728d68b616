// A table of phrases to look for in words: whole words, stems (`summit*`), compound ends (`*gipfel`), declined Cyrillic nouns,
// verbs that stand apart (`sagt … ab`; `schlägt … vor.` only where the second part ends its clause).
import { fold, type Word, wordsOf } from './words.ts';

type Test = { readonly stem: string; readonly endings: ReadonlySet<string> | undefined };
type Node<T> = {
  readonly whole: Map<string, Node<T>>;
  readonly stems: Map<string, { readonly test: Test; readonly node: Node<T> }[]>;
  readonly tails: { readonly tail: string; readonly node: Node<T> }[];
  readonly values: T[];
  /** Of phrases whose last word must end its clause. */
  readonly finals: T[];
  /** What may follow some words later. */
  later?: Node<T>;
};

export type Found<T> = { readonly value: T; readonly from: number; readonly to: number };

const STEM_KEY = 3;
const MEMO_LIMIT = 30_000;
const APART = '…';
/** So many words may stand between the parts of a verb. */
const MOST_BETWEEN = 9;
const CLAUSE_END = /[.,:;!?…–—|()]/u;
const CYRILLIC = /^[\p{Script=Cyrillic}'-]+$/u;

const AFTER_CONSONANT = [
  '',
  'а',
  'у',
  'ом',
  'ем',
  'е',
  'и',
  'ы',
  'і',
  'ові',
  'еві',
  'єм',
  'ою',
  'ів',
  'ов',
  'ам',
  'ами',
  'ах',
  'ым',
  'им',
];
const AFTER_ADJECTIVE = [
  'ий',
  'ый',
  'ій',
  'ой',
  'ого',
  'ому',
  'им',
  'ым',
  'ом',
  'ім',
  'і',
  'ая',
  'а',
  'ой',
  'ую',
  'у',
  'ою',
  'ої',
  'ій',
  'ие',
  'ые',
  'ых',
  'их',
];
const AFTER_SOFT = ['й', 'ь', 'я', 'ю', 'ем', 'єм', 'е', 'є', 'и', 'і', 'ї', 'єві', 'ей', 'ями', 'ях', 'ью', 'ті', 'ю'];
const AFTER_VOWEL_A = [
  'а',
  'ы',
  'и',
  'і',
  'е',
  'у',
  'ой',
  'ою',
  'ей',
  'ею',
  'я',
  'ю',
  'ї',
  'єю',
  'ям',
  'ах',
  '',
  'ини',
  'ині',
];
const AFTER_O = ['о', 'а', 'у', 'ом', 'ові', 'ою', 'е', 'і'];

/** Stem and endings that a Cyrillic noun or surname takes in the cases. */
function declined(word: string): Test {
  if (/(?:ий|ый|ій|ой)$/u.test(word) && word.length > 5)
    return { stem: word.slice(0, -2), endings: new Set(AFTER_ADJECTIVE) };
  if (/ия$/u.test(word)) return { stem: word.slice(0, -1), endings: new Set(['я', 'и', 'ю', 'ей']) };
  if (/ія$/u.test(word)) return { stem: word.slice(0, -1), endings: new Set(['я', 'ї', 'ю', 'єю']) };
  if (/[йь]$/u.test(word) && word.length > 3) return { stem: word.slice(0, -1), endings: new Set(AFTER_SOFT) };
  if (/[ая]$/u.test(word) && word.length > 3) return { stem: word.slice(0, -1), endings: new Set(AFTER_VOWEL_A) };
  if (/о$/u.test(word) && word.length > 4) return { stem: word.slice(0, -1), endings: new Set(AFTER_O) };
  if (/[бвгґджзклмнпрстфхцчшщ]$/u.test(word) && word.length > 2 && word !== word.toUpperCase()) {
    return { stem: word, endings: new Set(AFTER_CONSONANT) };
  }
  return { stem: word, endings: new Set(['']) };
}

function emptyNode<T>(): Node<T> {
  return { whole: new Map(), stems: new Map(), tails: [], values: [], finals: [] };
}

export class PhraseTable<T> {
  private readonly root = emptyNode<T>();
  private readonly memo = new Map<string, readonly Node<T>[]>();

  /** Adds a phrase; `declines` lets its Cyrillic words take case endings. */
  add(phrase: string, value: T, declines = false): void {
    let node = this.root;
    const final = phrase.endsWith('.');
    for (const part of phrase
      .replace(/\.$/u, '')
      .split(/[\s-]+/u)
      .filter((word) => word !== '')) {
      if (part === APART) {
        node.later ??= emptyNode<T>();
        node = node.later;
        continue;
      }
      const marks = part.replace(/[^*]/gu, '') !== '';
      const text = marks ? fold(part.replaceAll('*', '')) : (wordsOf(part)[0]?.text ?? fold(part));
      node = this.step(node, part, text, declines);
    }
    if (node !== this.root) (final ? node.finals : node.values).push(value);
  }

  private step(node: Node<T>, part: string, text: string, declines: boolean): Node<T> {
    if (part.startsWith('*')) return pushTail(node, text);
    if (part.endsWith('*')) return pushStem(node, { stem: text, endings: undefined });
    if (declines && CYRILLIC.test(text) && part !== part.toUpperCase()) return pushStem(node, declined(text));
    const known = node.whole.get(text);
    if (known) return known;
    const fresh = emptyNode<T>();
    node.whole.set(text, fresh);
    return fresh;
  }

  /** All phrases that begin at word `from`. */
  at(words: readonly Word[], from: number, found: Found<T>[]): void {
    const first = words[from];
    if (!first) return;
    for (const node of this.beginnings(first.text)) collect(node, words, from, from + 1, found);
  }

  private beginnings(text: string): readonly Node<T>[] {
    const known = this.memo.get(text);
    if (known) return known;
    const nodes = next(this.root, text);
    if (this.memo.size >= MEMO_LIMIT) this.memo.clear();
    this.memo.set(text, nodes);
    return nodes;
  }
}

function pushTail<T>(node: Node<T>, tail: string): Node<T> {
  const fresh = emptyNode<T>();
  node.tails.push({ tail, node: fresh });
  return fresh;
}

function pushStem<T>(node: Node<T>, test: Test): Node<T> {
  const key = test.stem.slice(0, STEM_KEY);
  const list = node.stems.get(key) ?? [];
  const fresh = emptyNode<T>();
  list.push({ test, node: fresh });
  node.stems.set(key, list);
  return fresh;
}

function next<T>(node: Node<T>, text: string): Node<T>[] {
  const nodes: Node<T>[] = [];
  const whole = node.whole.get(text);
  if (whole) nodes.push(whole);
  if (node.stems.size > 0) {
    for (let length = 1; length <= STEM_KEY; length++) {
      for (const { test, node: child } of node.stems.get(text.slice(0, length)) ?? []) {
        if (length < STEM_KEY && test.stem.length !== length) continue;
        if (length > text.length || !text.startsWith(test.stem)) continue;
        if (!test.endings || test.endings.has(text.slice(test.stem.length))) nodes.push(child);
      }
      if (length >= text.length) break;
    }
  }
  for (const { tail, node: child } of node.tails)
    if (text.length > tail.length && text.endsWith(tail)) nodes.push(child);
  return nodes;
}

function collect<T>(node: Node<T>, words: readonly Word[], from: number, to: number, found: Found<T>[]): void {
  for (const value of node.values) found.push({ value, from, to });
  if (node.finals.length > 0 && endsClause(words, to)) for (const value of node.finals) found.push({ value, from, to });
  if (node.later) collectLater(node.later, words, from, to, found);
  const word = words[to];
  if (!word || (node.whole.size === 0 && node.stems.size === 0 && node.tails.length === 0)) return;
  for (const child of next(node, word.text)) collect(child, words, from, to + 1, found);
}

/** The second part of a verb, within the clause; what is found spans the first part only. */
function collectLater<T>(node: Node<T>, words: readonly Word[], from: number, to: number, found: Found<T>[]): void {
  const apart: Found<T>[] = [];
  for (let index = to; index <= to + MOST_BETWEEN; index++) {
    const word = words[index];
    if (!word || (index > to && CLAUSE_END.test(word.gap))) break;
    for (const child of next(node, word.text)) collect(child, words, from, index + 1, apart);
  }
  for (const { value } of apart) found.push({ value, from, to });
}

function endsClause(words: readonly Word[], to: number): boolean {
  const word = words[to];
  return word === undefined || CLAUSE_END.test(word.gap);
}
