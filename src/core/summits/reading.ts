// One sentence with everything the grammar needs found in it: who is named, which notions, in which clause.
import type { EpochMs } from '../text/instant.ts';
import { type LeaderBook, type Named, nearOffice } from './leaders.ts';
import { type Found, PhraseTable } from './phrases.ts';
import type { PartyKey } from './summit.ts';
import type { Notion, Wording } from './wording/wording.ts';
import { wordingOf } from './wording/wordings.ts';
import { isUncased, type Word, wordsOf } from './words.ts';

/** Somebody or somewhere named. */
export type Mention = {
  readonly kind: 'leader' | 'country' | 'seat' | 'institution' | 'official' | 'place' | 'role';
  /** The leader, country or institution; of a role the leader it resolves to. */
  readonly key: PartyKey;
  readonly country?: PartyKey;
  readonly region?: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
};

export type Mark = { readonly notion: Notion; readonly from: number; readonly to: number };

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
    longestMarks(marks).filter((mark) => !mentions.some((mention) => covers(mention, mark))),
  );
  const notions = new Set(kept.map((mark) => mark.notion));
  const certain = withRoles(dropWeak(mentions, kept, words), kept, words, at, book, language);
  return { language, text, words, uncased, mentions: certain, marks: kept, notions, ...segment(words, kept, certain) };
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

type Candidate = Mention & { readonly weak?: boolean };

function bestName(names: readonly Found<Named>[], words: readonly Word[], at: EpochMs): Candidate | undefined {
  let best: Candidate | undefined;
  for (const { value, from, to } of names) {
    if (best && to - from < best.to - best.from) break;
    const mention = toMention(value, from, to, at);
    if (!mention) continue;
    if (best && rank(best) >= rank(mention)) continue;
    best = mention;
  }
  if (
    best?.kind === 'leader' &&
    best.weak &&
    words[best.from]?.raw.toLowerCase() === words[best.from]?.raw &&
    !isUncased(words)
  )
    return undefined;
  return best;
}

const ORDER = ['official', 'place', 'seat', 'country', 'institution', 'leader'];
function rank(mention: Candidate): number {
  return ORDER.indexOf(mention.kind) * 2 + (mention.weak ? 0 : 1);
}

function toMention(named: Named, from: number, to: number, at: EpochMs): Candidate | undefined {
  switch (named.kind) {
    case 'leader':
      if (!nearOffice(named.leader, at)) return undefined;
      return {
        kind: 'leader',
        key: named.leader.key,
        country: named.leader.country,
        name: named.leader.name,
        from,
        to,
        weak: named.weak,
      };
    case 'country':
      return {
        kind: 'country',
        key: named.country.key,
        country: named.country.key,
        name: named.country.name,
        from,
        to,
      };
    case 'seat':
      return { kind: 'seat', key: named.country.key, country: named.country.key, name: named.name, from, to };
    case 'institution':
      return { kind: 'institution', key: named.institution.key, name: named.institution.name, from, to };
    case 'official':
      return { kind: 'official', key: named.side, country: named.side, name: named.name, from, to };
    case 'place':
      return {
        kind: 'place',
        key: named.place.country,
        country: named.place.country,
        name: named.place.name,
        ...(named.place.region === '' ? {} : { region: named.place.region }),
        from,
        to,
      };
  }
}

/** Right before a surname these make it a partner's. */
const PARTNER: ReadonlySet<Notion> = new Set([
  'with',
  'meet',
  'meet_now',
  'meet_past',
  'meet_will',
  'host_now',
  'invite',
]);

/** A surname that is also a common word counts only beside a title, its country, or another leader. */
function dropWeak(mentions: readonly Candidate[], marks: readonly Mark[], words: readonly Word[]): readonly Mention[] {
  return mentions.filter((mention) => {
    if (mention.kind !== 'leader' || !mention.weak) return true;
    const before = (mark: { from: number; to: number }) => mark.to <= mention.from && mention.from - mark.to <= 1;
    if (marks.some((mark) => (mark.notion === 'head' || mark.notion === 'monarch') && before(mark))) return true;
    if (
      mentions.some(
        (other) => other.country === mention.country && other !== mention && Math.abs(other.from - mention.from) <= 3,
      )
    )
      return true;
    if (
      mentions.some((other) => other !== mention && other.kind === 'leader') &&
      marks.some((mark) => PARTNER.has(mark.notion) && mark.to === mention.from)
    )
      return true;
    return mentions.some(
      (other) =>
        other !== mention && other.kind === 'leader' && Math.abs(other.from - mention.from) <= 5 && words.length > 1,
    );
  });
}

/** "the South Korean leader", "president of Brazil", "Germany's chancellor": the one in office then. */
function withRoles(
  mentions: readonly Mention[],
  marks: readonly Mark[],
  words: readonly Word[],
  at: EpochMs,
  book: LeaderBook,
  language: string,
): readonly Mention[] {
  const roles: Mention[] = [];
  for (const mark of marks) {
    if (mark.notion !== 'head' && mark.notion !== 'leaders') continue;
    const nearest = mentions.find(
      (mention) => mention.kind === 'country' && besideRole(mention, mark, words, language),
    );
    if (!nearest) continue;
    const countries = mark.notion === 'leaders' ? [nearest, ...coordinated(nearest, mentions)] : [nearest];
    for (const country of countries) {
      const leader = book.leaderOf(country.key, at);
      const named = mentions.some(
        (mention) =>
          mention.kind === 'leader' && mention.country === country.key && Math.abs(mention.from - mark.to) <= 3,
      );
      if (!leader || named) continue;
      roles.push({
        kind: 'role',
        key: leader.key,
        country: country.key,
        name: leader.name,
        from: Math.min(country.from, mark.from),
        to: Math.max(country.to, mark.to),
      });
    }
  }
  if (roles.length === 0) return mentions;
  return [...mentions, ...roles].sort((a, b) => a.from - b.from);
}

/** "Thai and Cambodian leaders": the countries joined to the one beside the role. */
function coordinated(country: Mention, mentions: readonly Mention[]): readonly Mention[] {
  return mentions.filter(
    (other) =>
      other.kind === 'country' &&
      other.key !== country.key &&
      country.from - other.to >= 0 &&
      country.from - other.to <= 1,
  );
}

function besideRole(country: Mention, role: Mark, words: readonly Word[], language: string): boolean {
  const between = country.to <= role.from ? words.slice(country.to, role.from) : words.slice(role.to, country.from);
  if (country.to <= role.from) return between.length <= 1 && !between.some((word) => /[,:;]/u.test(word.gap));
  return between.length <= 2 && between.length > 0
    ? OF.has(between[0]?.text ?? '')
    : between.length === 0 && country.from === role.to && adjectiveFollows(language, words[country.from]?.text ?? '');
}

const OF = new Set(['of', 'von', 'de', 'du', 'des', 'del', 'der']);
const CYRILLIC = /\p{Script=Cyrillic}/u;

/** "le chancelier autrichien", "Президент Польщі": the country comes after the office. */
function adjectiveFollows(language: string, country: string): boolean {
  return language === 'fr' || language === 'es' || CYRILLIC.test(country);
}
