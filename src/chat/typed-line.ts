// The one line of text after a command, as Slack and a terminal have it, read into the command's options.
// Words come in the order of the options, `key:value` pairs in any; a last free-text option takes what is left of the line.
import type { CommandSpec, OptionSpec } from './chat.ts';

export type ReadOptions =
  | { readonly kind: 'options'; readonly options: Readonly<Record<string, string>> }
  /** One sentence for the author: what is wrong and how to mend it. */
  | { readonly kind: 'fault'; readonly why: string };

/** `raw` as typed, `value` without its quotes. */
type Word = { readonly raw: string; readonly value: string; readonly key?: string };

/** As much as Slack lets anyone type. */
const LONGEST_LINE = 4000;

export function readOptions(spec: CommandSpec, typed: string): ReadOptions {
  const words = splitWords(typed.slice(0, LONGEST_LINE), spec);
  const given = new Map<string, string>();
  const pairs = new Map<string, Word>();
  const bare: Word[] = [];
  for (const word of words) {
    if (word.key === undefined) {
      bare.push(word);
      continue;
    }
    if (given.has(word.key)) return fault(`\u201c${word.key}\u201d is given twice; say it once.`);
    if (word.value === '') return fault(`\u201c${word.key}:\u201d has no value; write ${word.key}:VALUE.`);
    given.set(word.key, word.value);
    pairs.set(word.key, word);
  }
  return fillInOrder(spec, given, pairs, bare) ?? check(spec, given);
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

function fillInOrder(
  spec: CommandSpec,
  given: Map<string, string>,
  pairs: ReadonlyMap<string, Word>,
  bare: readonly Word[],
): ReadOptions | undefined {
  const last = spec.options.at(-1);
  let next = 0;
  for (const option of spec.options) {
    if (next >= bare.length) return undefined;
    if (given.has(option.name)) continue;
    const takesRest = option === last && isFree(option);
    const words = takesRest ? bare.slice(next) : bare.slice(next, next + 1);
    const misspelt = takesRest ? undefined : words.map((word) => misspeltKey(spec, word)).find(Boolean);
    if (misspelt) return fault(misspelt);
    given.set(option.name, joinWords(words, takesRest && !option.complete));
    next += words.length;
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
  const misspelt = left.map((word) => misspeltKey(spec, word)).find(Boolean);
  if (misspelt) return fault(misspelt);
  if (spec.options.length === 0) return fault(`/${spec.name} takes no words after it.`);
  return fault(
    `\u201c${left[0]?.raw ?? ''}\u201d is one word too many; put words that belong together in quotes: /${spec.name} ${usageHint(spec)}.`,
  );
}

function check(spec: CommandSpec, given: Map<string, string>): ReadOptions {
  const options: Record<string, string> = {};
  for (const option of spec.options) {
    const value = given.get(option.name);
    if (value === undefined) {
      if (option.required) return fault(`\u201c${option.name}\u201d is missing: /${spec.name} ${usageHint(spec)}.`);
      continue;
    }
    const read = readValue(option, value);
    if (read.kind === 'fault') return read;
    options[option.name] = read.value;
  }
  return { kind: 'options', options };
}

function readValue(
  option: OptionSpec,
  value: string,
): { readonly kind: 'value'; readonly value: string } | { readonly kind: 'fault'; readonly why: string } {
  if (option.choices) {
    const choice = option.choices.find((each) => each.toLowerCase() === value.toLowerCase());
    if (choice !== undefined) return { kind: 'value', value: choice };
    return fault(`\u201c${value}\u201d is not one of ${option.choices.join(', ')} for ${option.name}.`);
  }
  if (option.type === 'integer' && !/^[+-]?\d{1,15}$/.test(value)) {
    return fault(`\u201c${value}\u201d is not a whole number for ${option.name}.`);
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
function misspeltKey(spec: CommandSpec, word: Word): string | undefined {
  const pair = /^([a-z][a-z_-]*):(?!\/\/)\S/i.exec(word.raw);
  const typed = pair?.[1]?.toLowerCase().replaceAll('_', '-');
  if (typed === undefined || typed.length < 3) return undefined;
  const meant = spec.options.find(({ name }) => isNearly(typed, name));
  return meant && `There is no option \u201c${pair?.[1]}\u201d; write ${meant.name}:VALUE.`;
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
