// Between whom a meeting that a sentence speaks of would be: leaders, an institution, a guest and the host's country.
import type { EpochMs } from '../text/instant.ts';
import type { LeaderBook } from './leaders.ts';
import type { Mark, Mention, Reading } from './reading.ts';
import type { PartyKey } from './summit.ts';
import type { Notion } from './wording/wording.ts';

export type EventKind = 'summit' | 'state_visit' | 'meeting' | 'talks' | 'visit' | 'meal' | 'verb' | 'none';

export type Sides = {
  readonly event: EventKind;
  /** The word or phrase that names the event. */
  readonly eventMark: Mark | undefined;
  /** Leaders as named, those by the event first. */
  readonly leaders: readonly PartyKey[];
  readonly institution: PartyKey | undefined;
  readonly usual: boolean;
  /** Leaders that countries beside the event stand for ("US-North Korea summit", "Macron in Kyiv"). */
  readonly implied: readonly PartyKey[];
  readonly places: readonly Mention[];
  /** Who leads the countries that are named, whether or not they are meant. */
  readonly behind: readonly PartyKey[];
};

const EVENTS: readonly (readonly [EventKind, readonly Notion[]])[] = [
  ['summit', ['summit']],
  ['state_visit', ['state_visit']],
  ['meeting', ['meeting']],
  ['talks', ['talks']],
  ['visit', ['visit', 'visit_now', 'visit_will']],
  ['meal', ['meal']],
  [
    'verb',
    [
      'meet_now',
      'meet_past',
      'meet_will',
      'meet',
      'host_now',
      'host_past',
      'host_will',
      'arrive',
      'travel',
      'attend',
      'gather',
      'sidelines',
    ],
  ],
];

export function eventOf(reading: Reading): { readonly event: EventKind; readonly eventMark: Mark | undefined } {
  for (const [event, notions] of EVENTS) {
    if (!notions.some((notion) => reading.notions.has(notion))) continue;
    const eventMark = reading.marks.find((mark) => notions.includes(mark.notion));
    if (eventMark) return { event, eventMark };
  }
  return { event: 'none', eventMark: undefined };
}

export function sidesOf(reading: Reading, at: EpochMs, book: LeaderBook): Sides {
  const { event, eventMark } = eventOf(reading);
  const leaders = leadersByEvent(reading, eventMark);
  const institutionMention = aside(reading, leaders, eventMark) ? undefined : institutionOf(reading, eventMark);
  const institution = institutionMention && book.institution(institutionMention.key);
  const members = (institution?.members ?? []).flatMap((country) => book.leaderOf(country, at)?.key ?? []);
  const places = reading.mentions.filter((mention) => mention.kind === 'place' || mention.kind === 'seat');
  const implied = members.length > 0 ? members : impliedBy(reading, event, eventMark, leaders, at, book);
  return {
    event,
    eventMark,
    leaders,
    institution: members.length > 0 ? undefined : institution?.key,
    usual: institution?.usual === true,
    implied: implied.filter((key) => !leaders.includes(key)),
    places,
    behind: unique(
      reading.mentions.flatMap((mention) =>
        mention.kind === 'country' ? (book.leaderOf(mention.key, at)?.key ?? []) : [],
      ),
    ),
  };
}

function leadersByEvent(reading: Reading, eventMark: Mark | undefined): readonly PartyKey[] {
  const named = reading.mentions.filter((mention) => mention.kind === 'leader' || mention.kind === 'role');
  const all = unique(named.map((mention) => mention.key));
  const pair = all.length > 2 ? pairByVerb(reading, named) : undefined;
  if (pair) return pair;
  if (all.length < 3 || !eventMark) return all;
  const here = reading.segments[eventMark.from];
  const near = unique(named.filter((mention) => reading.segments[mention.from] === here).map((mention) => mention.key));
  return near.length >= 2 ? near : all;
}

const MEETING_VERBS: readonly Notion[] = [
  'meet',
  'meet_now',
  'meet_past',
  'meet_will',
  'host_now',
  'host_past',
  'host_will',
  'invite',
];

/** Of three and more leaders the two on both sides of a meeting verb are those who meet. */
function pairByVerb(reading: Reading, named: readonly Mention[]): readonly PartyKey[] | undefined {
  for (const [index, left] of named.entries()) {
    const right = named[index + 1];
    if (!right || right.key === left.key || reading.segments[left.from] !== reading.segments[right.from]) continue;
    if (
      reading.marks.some((mark) => MEETING_VERBS.includes(mark.notion) && mark.from >= left.to && mark.to <= right.from)
    )
      return [left.key, right.key];
  }
  return undefined;
}

const BILATERAL: readonly Notion[] = ['meet', 'meet_now', 'meet_past', 'meet_will', 'sidelines', 'meeting'];

/** Two leaders meet at the summit of others: theirs is the meeting that is meant. */
function aside(reading: Reading, leaders: readonly PartyKey[], eventMark: Mark | undefined): boolean {
  if (leaders.length < 2 || !BILATERAL.some((notion) => reading.notions.has(notion))) return false;
  if (reading.notions.has('sidelines')) return true;
  const beside =
    eventMark && reading.mentions.some((mention) => mention.kind === 'institution' && mention.to === eventMark.from);
  return !beside && reading.notions.has('summit') === false;
}

function institutionOf(reading: Reading, eventMark: Mark | undefined): Mention | undefined {
  const named = reading.mentions.filter((mention) => mention.kind === 'institution');
  if (named.length < 2 || !eventMark) return named[0];
  return [...named].sort((a, b) => Math.abs(a.from - eventMark.from) - Math.abs(b.from - eventMark.from))[0];
}

function unique<T>(list: readonly T[]): readonly T[] {
  return [...new Set(list)];
}

const PAIRED: readonly EventKind[] = ['summit', 'meeting', 'talks'];

function impliedBy(
  reading: Reading,
  event: EventKind,
  eventMark: Mark | undefined,
  leaders: readonly PartyKey[],
  at: EpochMs,
  book: LeaderBook,
): readonly PartyKey[] {
  if (event === 'none' || !eventMark || leaders.length > 1) return [];
  const crown =
    event === 'state_visit' && leaders.length === 1 ? crownVisited(reading, leaders[0], at, book) : undefined;
  if (crown) return [crown];
  const host = hostOf(reading, leaders, at, book);
  if (host) return [host];
  const own = new Set(leaders.map((key) => book.leader(key)?.country));
  const others = reading.mentions.filter(
    (mention) => (mention.kind === 'country' || mention.kind === 'seat') && !own.has(mention.key),
  );
  const beside = others.filter((mention) => besideEvent(mention, eventMark, event));
  const abroad = others.filter((mention) => mention.from > eventMark.from || mention.kind === 'seat');
  const pool = PAIRED.includes(event) ? [...beside, ...(leaders.length === 1 ? abroad : [])] : abroad;
  const keys = unique(pool.flatMap((mention) => book.leaderOf(mention.key, at)?.key ?? []));
  return keys.slice(0, 2 - leaders.length);
}

function crownVisited(
  reading: Reading,
  guest: PartyKey | undefined,
  at: EpochMs,
  book: LeaderBook,
): PartyKey | undefined {
  const own = guest === undefined ? undefined : book.leader(guest)?.country;
  const hosts = reading.mentions.filter(
    (mention) => (mention.kind === 'country' || mention.kind === 'seat') && mention.key !== own,
  );
  return hosts.map((mention) => book.crownOf(mention.key, at)?.key).find((key) => key !== undefined && key !== guest);
}

const GOING: readonly Notion[] = ['travel', 'arrive', 'visit_now', 'visit_will'];

/** Whoever goes to a country or a capital meets the one who leads it. */
function hostOf(reading: Reading, leaders: readonly PartyKey[], at: EpochMs, book: LeaderBook): PartyKey | undefined {
  if (leaders.length !== 1) return undefined;
  const guest = leaders[0] && book.leader(leaders[0]);
  for (const mark of reading.marks) {
    if (!GOING.includes(mark.notion)) continue;
    const where = reading.mentions.find(
      (mention) =>
        (mention.kind === 'country' || mention.kind === 'seat') &&
        mention.from >= mark.to &&
        mention.from - mark.to <= 1,
    );
    if (where && where.key !== guest?.country) return book.leaderOf(where.key, at)?.key;
  }
  return undefined;
}

function besideEvent(mention: Mention, event: Mark, kind: EventKind): boolean {
  const before = event.from - mention.to;
  const after = mention.from - event.to;
  return (before >= 0 && before <= (kind === 'summit' ? 4 : 2)) || (after >= 0 && after <= 2);
}
