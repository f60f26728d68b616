// One sentence with everything the grammar needs found in it: who is named, which notions, in which clause.
import type { EpochMs } from '../text/instant.ts';
import type { LeaderBook } from './leaders.ts';
import { bestName, dropWeak, type Mark, type Mention, withRoles } from './mentions.ts';
import { type Found, PhraseTable } from './phrases.ts';
import type { Notion, Wording } from './wording/wording.ts';
import { wordingOf } from './wording/wordings.ts';
import { isUncased, type Word, wordsOf } from './words.ts';

export type SegmentKind = 'main' | 'before' | 'after' | 'during' | 'as' | 'if';

export type Reading = {
  readonly language: string;
  readonly text: string;
  readonly words: readonly Word[];
  readonly uncased: boolean;
  readonly mentions: readonly Mention[];
  readonly marks: readonly Mark[];
  readonly notions: ReadonlySet<Notion>;
  /** Segment of each word: clauses, cut again where one is subordinate. */
  readonly segments: readonly number[];
  /** How each segment stands to the main statement. */
  readonly kinds: readonly SegmentKind[];
};

const tables = new Map<string, PhraseTable<Notion>>();

function tableOf(wording: Wording): PhraseTable<Notion> {
  const known = tables.get(wording.language);
  if (known) return known;
  const table = new PhraseTable<Notion>();
  for (const [notion, phrases] of Object.entries(wording.words) as [Notion, readonly string[]][]) {
    for (const phrase of phrases) table.add(phrase, notion);
  }
  for (const name of wording.weekdays) table.add(name, 'day');
  for (const name of wording.months) if (name !== 'may') table.add(name, 'month');
  tables.set(wording.language, table);
  return table;
}

const CLAUSE_GAP = /[:;–—|(]|,|\.\.\.|…|[.!?]["”»’']?$/u;
const SUBORDINATE: Partial<Readonly<Record<Notion, SegmentKind>>> = {
  before: 'before',
  after: 'after',
  during: 'during',
  amid: 'during',
  as: 'as',
  if: 'if',
};

function segment(
  words: readonly Word[],
  marks: readonly Mark[],
  mentions: readonly Mention[],
): { segments: readonly number[]; kinds: readonly SegmentKind[] } {
  const openers = new Map<number, SegmentKind>();
  for (const mark of marks) {
    const kind = SUBORDINATE[mark.notion];
    if (kind) openers.set(mark.from, kind);
  }
  // "Trump, Xi meet": a comma between two names joins them.
  const joins = (index: number): boolean =>
    words[index]?.gap === ',' &&
    mentions.some((left) => left.to === index) &&
    mentions.some((right) => right.from === index);
  const kinds: SegmentKind[] = ['main'];
  const segments = words.map((word, index) => {
    const kind = openers.get(index);
    if (kind) kinds.push(kind);
    else if (index > 0 && CLAUSE_GAP.test(word.gap) && !joins(index)) kinds.push('main');
    return kinds.length - 1;
  });
  return { segments, kinds };
}

export function readSentence(text: string, language: string, at: EpochMs, book: LeaderBook): Reading {
  const words = wordsOf(text);
  const uncased = isUncased(words);
  const wording = wordingOf(language);
  const table = tableOf(wording);
  const mentions: Mention[] = [];
  const marks: Mark[] = [];
  const found: Found<Notion>[] = [];
  let named = 0;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (!word) break;
    if (index >= named) {
      const mention = bestName(book.namesAt(words, index, uncased), words, at);
      if (mention) {
        mentions.push(mention);
        named = mention.to;
      }
    }
    found.length = 0;
    table.at(words, index, found);
    for (const { value, from, to } of found) marks.push({ notion: value, from, to });
  }
  const kept = withoutSpeakers(
    overruled(longestMarks(marks)).filter((mark) => !mentions.some((mention) => covers(mention, mark))),
  );
  const certain = withRoles(dropWeak(mentions, kept, words), kept, words, at, book, language);
  const all = [...kept, ...seenAbroad(certain, kept)];
  const notions = new Set(all.map((mark) => mark.notion));
  return { language, text, words, uncased, mentions: certain, marks: all, notions, ...segment(words, all, certain) };
}

/** With one of these a sentence says for itself what happens. */
export const EVENTFUL: ReadonlySet<Notion> = new Set([
  'summit',
  'meeting',
  'talks',
  'visit',
  'state_visit',
  'meal',
  'meet',
  'meet_now',
  'meet_past',
  'meet_will',
  'host_now',
  'host_past',
  'host_will',
  'visit_now',
  'visit_will',
  'arrive',
  'travel',
  'attend',
  'gather',
  'sidelines',
]);

/** "Obama in Berlin": where a leader is at another's seat, he visits, and needs no verb for it. */
function seenAbroad(mentions: readonly Mention[], marks: readonly Mark[]): readonly Mark[] {
  if (mentions.length < 2 || marks.some((mark) => EVENTFUL.has(mark.notion))) return [];
  return mentions.flatMap((person, index): readonly Mark[] => {
    if (person.kind !== 'leader' && person.kind !== 'role') return [];
    const where = mentions[index + 1];
    if (!where || (where.kind !== 'seat' && where.kind !== 'place') || where.country === person.country) return [];
    const joined = marks.some((mark) => mark.notion === 'at' && mark.from === person.to && mark.to === where.from);
    return joined ? [{ notion: 'visit', from: person.to, to: where.from }] : [];
  });
}

/** "Leaves for" is no leaving, "la rencontre" no verb, "does not rule out" no denial: which longer marks take the sense of what lies in them. */
const OVERRULES: Partial<Readonly<Record<Notion, readonly Notion[]>>> = {
  leave: ['travel'],
  analysis: ['confirm'],
  meet_now: ['meeting', 'talks'],
  meet: ['meeting'],
  host_now: ['host_past', 'host_will', 'invite'],
  visit_now: ['visit', 'state_visit', 'visit_will', 'travel'],
  deny: ['may'],
  not: ['may', 'ready'],
  cancel: ['revive', 'deny'],
  postpone: ['revive'],
  invite: ['accept', 'refuse', 'deny', 'stay_away'],
  attend: ['stay_away'],
  travel: ['stay_away'],
  visit_will: ['stay_away'],
  meet_will: ['meeting'],
  want: ['refuse'],
};

function overruled(marks: readonly Mark[]): readonly Mark[] {
  return marks.filter((mark) => {
    const by = OVERRULES[mark.notion];
    return !by || !marks.some((other) => by.includes(other.notion) && isInside(mark, other));
  });
}

function isInside(mark: Mark, other: Mark): boolean {
  return other.from <= mark.from && other.to >= mark.to && other.to - other.from > mark.to - mark.from;
}

/** A name that is also a common word is no notion; but "EU summit" is a name and a summit. */
function covers(mention: Mention, mark: Mark): boolean {
  if (mention.kind === 'institution' && (mark.notion === 'summit' || mark.notion === 'leaders')) return false;
  return mark.from >= mention.from && mark.to <= mention.to && mention.to - mention.from >= mark.to - mark.from;
}

/** "…, aide says": whoever only speaks of a meeting does not meet. */
function withoutSpeakers(marks: readonly Mark[]): readonly Mark[] {
  if (!marks.some((mark) => mark.notion === 'say')) return marks;
  const speaks = (mark: Mark) =>
    marks.some((other) => other.notion === 'say' && other.from >= mark.to && other.from - mark.to <= 1);
  return marks.filter((mark) => mark.notion !== 'lower' || !speaks(mark));
}

/** Of the marks of one notion that begin at one word only the longest counts. */
function longestMarks(marks: readonly Mark[]): readonly Mark[] {
  if (marks.length < 2) return marks;
  return marks.filter(
    (mark, at) =>
      !marks.some(
        (other, index) =>
          index !== at &&
          other.notion === mark.notion &&
          other.from <= mark.from &&
          other.to >= mark.to &&
          (other.to - other.from > mark.to - mark.from || index < at),
      ),
  );
}
