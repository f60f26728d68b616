// The one line of text after a command, as Slack and a terminal have it, read into the command's options.
// Words come in the order of the options, `key:value` pairs in any; a last free-text option takes what is left of the line.
import { fill, type Wording } from '../core/messages/wording.ts';
import { en } from '../core/messages/words/en.ts';
import type { CommandSpec, OptionSpec } from './chat.ts';

type Words = Wording['platform'];

export type ReadOptions =
  | { readonly kind: 'options'; readonly options: Readonly<Record<string, string>> }
  /** One sentence for the author: what is wrong and how to mend it. */
  | { readonly kind: 'fault'; readonly why: string };

/** `raw` as typed, `value` without its quotes. */
type Word = { readonly raw: string; readonly value: string; readonly key?: string };

/** As much as Slack lets anyone type. */
const LONGEST_LINE = 4000;

export function readOptions(spec: CommandSpec, typed: string, words: Words = en.platform): ReadOptions {
  const given = new Map<string, string>();
  const pairs = new Map<string, Word>();
  const bare: Word[] = [];
  const open = spec.options.find(({ toEnd }) => toEnd);
  for (const word of splitWords(typed.slice(0, LONGEST_LINE), spec)) {
    const begun = open && pairs.get(open.name);
    if (word.key === undefined) {
      if (begun) given.set(open.name, `${given.get(open.name)} ${word.raw}`);
      else bare.push(word);
      continue;
    }
    if (given.has(word.key)) return fault(fill(words.givenTwice, { option: word.key }));
    if (word.value === '') return fault(fill(words.noValue, { option: word.key }));
    given.set(word.key, word.value);
    pairs.set(word.key, word);
  }
  return fillInOrder(spec, { given, pairs, bare }, words) ?? check(spec, given, words);
}

/** `[topic] [alerts: changes|stories|all]`: what to show beside the command. */
export function usageHint(spec: CommandSpec): string {
  return spec.options
    .map((option, index) => {
      const name = option.choices ? `${option.name}: ${option.choices.join('|')}` : option.name;
      const first = index === 0 && option.choices ? option.choices.join('|') : name;
      return option.required ? first : `[${first}]`;
    })
    .join(' ');
}

type Typed = {
  readonly given: Map<string, string>;
  readonly pairs: ReadonlyMap<string, Word>;
  readonly bare: readonly Word[];
};

function fillInOrder(spec: CommandSpec, { given, pairs, bare }: Typed, words: Words): ReadOptions | undefined {
  const last = spec.options.at(-1);
  let next = 0;
  for (const option of spec.options) {
    if (next >= bare.length) return undefined;
    if (given.has(option.name)) continue;
    const takesRest = option === last && isFree(option);
    const taken = takesRest ? bare.slice(next) : bare.slice(next, next + 1);
    const misspelt = takesRest ? undefined : taken.map((word) => misspeltKey(spec, word, words)).find(Boolean);
    if (misspelt) return fault(misspelt);
    given.set(option.name, joinWords(taken, takesRest && (!option.complete || option.keepsQuotes === true)));
    next += taken.length;
  }
  if (next >= bare.length) return undefined;
  const left = bare.slice(next);
  const begun = last && isFree(last) ? given.get(last.name) : undefined;
  if (last && begun !== undefined) {
    // `rule:trump AND moscow`: only the first word hangs on the key, the rest belongs to it all the same.
    // Its quotes then are part of it: `rule:"prisoner swap" AND moscow`.
    const first = pairs.get(last.name)?.raw.slice(last.name.length + 1) ?? begun;
    given.set(last.name, [first, ...left.map((word) => word.raw)].join(' '));
    return undefined;
  }
  const misspelt = left.map((word) => misspeltKey(spec, word, words)).find(Boolean);
  if (misspelt) return fault(misspelt);
  if (spec.options.length === 0) return fault(fill(words.takesNoWords, { command: spec.name }));
  return fault(fill(words.wordTooMany, { word: left[0]?.raw ?? '', usage: usageOf(spec) }));
}

function usageOf(spec: CommandSpec): string {
  return `/${spec.name} ${usageHint(spec)}`;
}

function check(spec: CommandSpec, given: Map<string, string>, words: Words): ReadOptions {
  const options: Record<string, string> = {};
  for (const option of spec.options) {
    const value = given.get(option.name);
    if (value === undefined) {
      if (option.required) return fault(fill(words.optionMissing, { option: option.name, usage: usageOf(spec) }));
      continue;
    }
    const read = readValue(option, value, words);
    if (read.kind === 'fault') return read;
    options[option.name] = read.value;
  }
  return { kind: 'options', options };
}

function readValue(
  option: OptionSpec,
  value: string,
  words: Words,
): { readonly kind: 'value'; readonly value: string } | { readonly kind: 'fault'; readonly why: string } {
  if (option.choices) {
    const choice = option.choices.find((each) => each.toLowerCase() === value.toLowerCase());
    if (choice !== undefined) return { kind: 'value', value: choice };
    return fault(fill(words.notAChoice, { typed: value, choices: option.choices.join(', '), option: option.name }));
  }
  if (option.type === 'integer' && !/^[+-]?\d{1,15}$/.test(value)) {
    return fault(fill(words.notANumber, { typed: value, option: option.name }));
  }
  return { kind: 'value', value };
}

function fault(why: string): { readonly kind: 'fault'; readonly why: string } {
  return { kind: 'fault', why };
}

function isFree(option: OptionSpec): boolean {
  return option.type === 'text' && option.choices === undefined;
}

/** Quotes mean something inside a free text (a phrase of a rule); elsewhere they only hold a name together. */
function joinWords(words: readonly Word[], keepQuotes: boolean): string {
  const [only] = words;
  if (words.length === 1 && only && !keepQuotes) return only.value;
  return words.map((word) => word.raw).join(' ');
}

/** `alert:all` means `alerts:all`; but `source:BBC` is a word like any other, where no option is called nearly so. */
function misspeltKey(spec: CommandSpec, word: Word, words: Words): string | undefined {
  const pair = /^([a-z][a-z_-]*):(?!\/\/)\S/i.exec(word.raw);
  const typed = pair?.[1]?.toLowerCase().replaceAll('_', '-');
  if (typed === undefined || typed.length < 3) return undefined;
  const meant = spec.options.find(({ name }) => isNearly(typed, name));
  return meant && fill(words.noSuchOption, { typed: pair?.[1] ?? '', option: meant.name });
}

/** The same but for hyphens, an ending, or one letter. */
function isNearly(typed: string, name: string): boolean {
  const [a, b] = [typed.replaceAll('-', ''), name.replaceAll('-', '')];
  if (a === b || (Math.abs(a.length - b.length) <= 2 && (b.startsWith(a) || a.startsWith(b)))) return true;
  if (a.length !== b.length) return false;
  return [...a].filter((letter, index) => letter !== b[index]).length === 1;
}

/** Splits at blanks outside quotes; typographic quotes count, since Slack's own editor puts them in. */
function splitWords(line: string, spec: CommandSpec): readonly Word[] {
  const words: Word[] = [];
  for (const [raw] of line.replace(/[\u201c\u201d\u201e]/g, '"').matchAll(/(?:"[^"]*"?|[^\s"])+/g)) {
    const pair = /^([a-z][a-z-]*):(.*)$/is.exec(raw);
    const option = pair ? spec.options.find((each) => each.name === pair[1]?.toLowerCase()) : undefined;
    words.push(
      pair && option
        ? { raw, value: unquote(pair[2] ?? ''), key: option.name }
        : { raw: closeQuote(raw), value: unquote(raw) },
    );
  }
  return words;
}

function unquote(raw: string): string {
  return raw.replaceAll('"', '').trim();
}

function closeQuote(raw: string): string {
  return (raw.match(/"/g)?.length ?? 0) % 2 === 1 ? `${raw}"` : raw;
}
