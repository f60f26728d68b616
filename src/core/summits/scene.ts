// A sentence as the grammar asks about it: what is said where, who stands beside which verb, who goes where.
import type { Mark, Mention } from './mentions.ts';
import type { Reading } from './reading.ts';
import type { Sides } from './sides.ts';
import type { Notion } from './wording/wording.ts';

export type Scene = {
  readonly reading: Reading;
  readonly sides: Sides;
  /** Anywhere in the sentence. */
  has(...notions: readonly Notion[]): boolean;
  /** In the clause of the event, or in the main clause where there is no event. */
  here(...notions: readonly Notion[]): boolean;
  /** Some word of the first within `reach` words before one of the second. */
  near(first: readonly Notion[], second: readonly Notion[], reach: number): boolean;
  /** The institution is the subject of one of these. */
  actor(verbs: readonly Notion[], reach: number): boolean;
  /** "Leaders", or two beside each other, are the subject of one of these. */
  together(verbs: readonly Notion[], reach: number): boolean;
  /** "X at Y's": one leader is where the other is at home. */
  atOther(): boolean;
  /** "Trump-Xi truce": two leaders side by side and right after them one of these. */
  pairThen(nouns: readonly Notion[]): boolean;
  /** A leader, or leaders, in a place that is not their own. */
  there(): boolean;
  /** A place is named. */
  place(): boolean;
  readonly kind: string;
  readonly dated: boolean;
  /** One leader meets, hosts or visits another; leaders meet. */
  meets(): boolean;
  /** A verb stands between two leaders. */
  between(verbs: readonly Notion[]): boolean;
  /** The meeting stands in an "as" clause. */
  during(): boolean;
  /** A result is named in the clause of the event or of those who met; or that there is none. */
  resulted(): boolean;
  /** A leader goes to another's country. */
  goes(): boolean;
  readonly pair: boolean;
};

export const EVENT: readonly Notion[] = ['summit', 'meeting', 'talks', 'visit', 'state_visit', 'meal'];
export const MEET: readonly Notion[] = [
  'meet',
  'meet_now',
  'meet_will',
  'meet_past',
  'host_now',
  'host_will',
  'visit_now',
  'visit_will',
];
export const MEETS: readonly Notion[] = ['meet', 'meet_now', 'host_now', 'visit_now'];
export const COMING: readonly Notion[] = ['meet_will', 'host_will', 'visit_will'];

/** `dated`: a day or a week to come is named. */
export function sceneOf(reading: Reading, sides: Sides, dated: boolean): Scene {
  const clause = sides.eventMark ? reading.segments[sides.eventMark.from] : 0;
  const asks = /\?/u.test(reading.text);
  return {
    reading,
    sides,
    dated,
    meets: () => meets(reading, sides),
    between: (verbs) => between(reading, verbs),
    during: () =>
      reading.marks.some(
        (mark) =>
          (MEETS.includes(mark.notion) || mark.notion === 'visit_now') &&
          reading.kinds[reading.segments[mark.from] ?? 0] === 'as',
      ),
    resulted: () => resulted(reading, sides),
    goes: () => goesAbroad(reading),
    has: (...notions) => notions.some((notion) => reading.notions.has(notion) || (notion === 'analysis' && asks)),
    here: (...notions) =>
      reading.marks.some((mark) => notions.includes(mark.notion) && reading.segments[mark.from] === clause),
    near: (first, second, reach) => nearIn(reading, first, second, reach),
    actor: (verbs, reach) =>
      isSubject(
        reading,
        reading.mentions.filter((mention) => mention.kind === 'institution'),
        verbs,
        reach,
      ),
    together: (verbs, reach) =>
      isSubject(reading, [...joinedIn(reading), ...reading.marks.filter(isLeaders)], verbs, reach),
    atOther: () => isAtOther(reading),
    pairThen: (nouns) => pairThen(reading, nouns),
    there: () => isThere(reading, sides),
    place: () => sides.places.length > 0,
    kind: reading.kinds[clause ?? 0] ?? 'main',
    pair: sides.leaders.length + sides.implied.length >= 2,
  };
}

function nearIn(reading: Reading, first: readonly Notion[], second: readonly Notion[], reach: number): boolean {
  for (const mark of reading.marks) {
    if (!first.includes(mark.notion)) continue;
    for (const other of reading.marks) {
      if (!second.includes(other.notion) || other.from - mark.to > reach) continue;
      // "No meeting" is one mark with the meeting in it, "posterga la" and "la reunión" share a word.
      const within = other.from === mark.from && other.to < mark.to;
      if (other.from < mark.to && !within && (other.from <= mark.from || other.notion === mark.notion)) continue;
      if (reading.segments[other.from] === reading.segments[mark.from]) return true;
    }
  }
  return false;
}

type Span = { readonly from: number; readonly to: number };

function isLeaders({ notion }: Mark): boolean {
  return notion === 'leaders';
}

function isSubject(reading: Reading, subjects: readonly Span[], verbs: readonly Notion[], reach: number): boolean {
  return subjects.some((subject) =>
    reading.marks.some(
      (mark) =>
        verbs.includes(mark.notion) &&
        mark.from >= subject.to &&
        mark.from - subject.to <= reach &&
        reading.segments[mark.from] === reading.segments[subject.from],
    ),
  );
}

function isPerson({ kind }: Mention): boolean {
  return kind === 'leader' || kind === 'role';
}

/** "X and Y", "X, Y", "X-Y". */
export function joinedIn(reading: Reading): readonly Span[] {
  const people = reading.mentions.filter(isPerson);
  return people.flatMap((left, index) => {
    const right = people[index + 1];
    if (!right || right.key === left.key) return [];
    const and = reading.marks.some((mark) => mark.notion === 'with' && mark.from === left.to && mark.to === right.from);
    return and || right.from === left.to ? [{ from: left.from, to: right.to }] : [];
  });
}

function isAtOther(reading: Reading): boolean {
  const people = reading.mentions.filter(isPerson);
  return people.some((guest) =>
    people.some(
      (host) =>
        host.key !== guest.key &&
        reading.marks.some((mark) => mark.notion === 'at' && mark.from === guest.to && mark.to === host.from),
    ),
  );
}

function pairThen(reading: Reading, nouns: readonly Notion[]): boolean {
  const named = reading.mentions.filter((mention) => mention.kind === 'leader');
  return named.some((left, index) => {
    const right = named[index + 1];
    if (!right || right.from !== left.to || right.key === left.key) return false;
    return reading.marks.some(
      (mark) => nouns.includes(mark.notion) && mark.from >= right.to && mark.from - right.to <= 2,
    );
  });
}

function isThere(reading: Reading, sides: Sides): boolean {
  const people = [
    ...reading.mentions
      .filter((mention) => mention.kind === 'leader' || mention.kind === 'role')
      .map((mention) => ({ to: mention.to, country: mention.country })),
    ...reading.marks.filter((mark) => mark.notion === 'leaders').map((mark) => ({ to: mark.to, country: undefined })),
  ];
  return people.some(({ to, country }) => {
    const at = reading.marks.find((mark) => mark.notion === 'at' && mark.from === to);
    const where =
      at &&
      reading.mentions.find(
        (mention) =>
          mention.from === at.to && (mention.kind === 'country' || mention.kind === 'seat' || mention.kind === 'place'),
      );
    return where !== undefined && where.country !== country && (sides.event !== 'none' || country !== undefined);
  });
}

function meets(reading: Reading, sides: Sides): boolean {
  const people = reading.mentions.filter((mention) => mention.kind === 'leader' || mention.kind === 'role');
  return reading.marks.some((mark) => {
    if (!MEETS.includes(mark.notion)) return false;
    const segment = reading.segments[mark.from];
    const object = people.find((person) => person.from >= mark.to && person.from - mark.to <= 4);
    if (object && !reading.words[object.to - 1]?.possessive) return true;
    const before = new Set(
      people
        .filter((person) => person.to <= mark.from && reading.segments[person.from] === segment)
        .map((person) => person.key),
    );
    if (before.size >= 2) return true;
    const body = reading.marks.some(
      (each) => each.notion === 'leaders' && each.to <= mark.from && mark.from - each.to <= 3,
    );
    return body && (mark.notion !== 'host_now' || sides.institution !== undefined);
  });
}

function between(reading: Reading, verbs: readonly Notion[]): boolean {
  const people = reading.mentions.filter((mention) => mention.kind === 'leader' || mention.kind === 'role');
  return people.some((left, index) => {
    const right = people[index + 1];
    return (
      right !== undefined &&
      right.key !== left.key &&
      right.from - left.to <= 4 &&
      reading.marks.some((mark) => verbs.includes(mark.notion) && mark.from >= left.to && mark.to <= right.from)
    );
  });
}

function goesAbroad(reading: Reading): boolean {
  return reading.mentions.some((where) => {
    if (where.kind !== 'country' && where.kind !== 'seat' && where.kind !== 'place') return false;
    return reading.mentions.some(
      (person) => (person.kind === 'leader' || person.kind === 'role') && person.country !== where.country,
    );
  });
}

function resulted(reading: Reading, sides: Sides): boolean {
  const clauses = new Set(
    reading.mentions
      .filter((mention) => mention.kind === 'leader' || mention.kind === 'role' || mention.kind === 'institution')
      .map((mention) => reading.segments[mention.from]),
  );
  if (sides.eventMark) clauses.add(reading.segments[sides.eventMark.from]);
  const headed = headedClause(reading, sides);
  if (headed !== undefined) clauses.add(headed);
  return (
    reading.marks.some((mark) => mark.notion === 'result' && clauses.has(reading.segments[mark.from])) ||
    nearIn(reading, ['not'], ['result'], 2)
  );
}

/** "EU summit: leaders agree": the clause that the event heads. */
function headedClause(reading: Reading, { eventMark }: Sides): number | undefined {
  const head = eventMark && reading.segments[eventMark.from];
  if (head !== 0) return undefined;
  const next = reading.segments.indexOf(1);
  return /[:–—|]/u.test(reading.words[next]?.gap ?? '') ? 1 : undefined;
}
