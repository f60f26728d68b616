// Between whom a meeting that a sentence speaks of would be: leaders, an institution, a guest and the host's country.
import type { EpochMs } from '../text/instant.ts';
import { type EventKind, eventOf } from './events.ts';
import { impliedBy, isVenue, unique } from './implied.ts';
import type { LeaderBook } from './leaders.ts';
import type { Mark, Mention } from './mentions.ts';
import type { Reading } from './reading.ts';
import type { PartyKey } from './summit.ts';
import type { Notion } from './wording/wording.ts';

export type Sides = {
  readonly event: EventKind;
  /** The word or phrase that names the event. */
  readonly eventMark: Mark | undefined;
  /** Leaders as named, those by the event first. */
  readonly leaders: readonly PartyKey[];
  readonly institution: PartyKey | undefined;
  readonly usual: boolean;
  /** The institution deals in business: those who meet are ministers. */
  readonly business: boolean;
  /** Leaders that countries beside the event stand for ("US-North Korea summit", "Macron in Kyiv"). */
  readonly implied: readonly PartyKey[];
  readonly places: readonly Mention[];
  /** Who leads the countries that are named, whether or not they are meant. */
  readonly behind: readonly PartyKey[];
};

export function sidesOf(reading: Reading, at: EpochMs, book: LeaderBook): Sides {
  const { event, eventMark } = eventOf(reading);
  const leaders = leadersByEvent(reading, eventMark);
  const institutionMention = aside(reading, leaders, eventMark) ? undefined : institutionOf(reading, eventMark);
  const institution = institutionMention && book.institution(institutionMention.key);
  const members = (institution?.members ?? []).flatMap((country) => book.leaderOf(country, at)?.key ?? []);
  const places = reading.mentions.filter(
    (mention) =>
      mention.kind === 'place' ||
      mention.kind === 'seat' ||
      (mention.kind === 'country' && eventMark !== undefined && isVenue(reading, mention, eventMark)),
  );
  const implied = members.length > 0 ? members : impliedBy(reading, event, eventMark, leaders, at, book);
  return {
    event,
    eventMark,
    leaders,
    institution: members.length > 0 ? undefined : institution?.key,
    usual: institution?.usual === true,
    business: institution?.business === true,
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
  const group = all.length > 2 ? joinedGroup(reading, named) : undefined;
  if (group) return group;
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
  'meeting',
  'ready',
];

/** Of three and more leaders those on both sides of a meeting verb are the ones who meet. */
function pairByVerb(reading: Reading, named: readonly Mention[]): readonly PartyKey[] | undefined {
  for (const [index, left] of named.entries()) {
    const right = named[index + 1];
    if (!right || right.key === left.key || reading.segments[left.from] !== reading.segments[right.from]) continue;
    const verb = reading.marks.some(
      (mark) => MEETING_VERBS.includes(mark.notion) && mark.from >= left.to && mark.to <= right.from,
    );
    if (!verb) continue;
    const joined = groupsOf(reading, named.slice(index + 1))[0] ?? [right];
    return unique([left.key, ...joined.map((mention) => mention.key)]);
  }
  return undefined;
}

/** "X and Y accept a summit that Z proposed": those joined to each other are the ones who meet. */
function joinedGroup(reading: Reading, named: readonly Mention[]): readonly PartyKey[] | undefined {
  const joined = groupsOf(reading, named).filter((group) => new Set(group.map((mention) => mention.key)).size >= 2);
  const group = joined.length === 1 ? joined[0] : undefined;
  return group && unique([...group, ...joining(reading, named, group)].map((mention) => mention.key));
}

/** "Z to join X and Y": one more who meets. */
function joining(reading: Reading, named: readonly Mention[], group: readonly Mention[]): readonly Mention[] {
  const first = group[0];
  if (!first) return [];
  return named.filter((mention) =>
    reading.marks.some((mark) => mark.notion === 'join' && mark.from >= mention.to && mark.to <= first.from),
  );
}

/** Names side by side, or with nothing but "and" between them. */
function groupsOf(reading: Reading, named: readonly Mention[]): readonly (readonly Mention[])[] {
  const groups: Mention[][] = [];
  for (const mention of named) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const gap = last ? mention.from - last.to : Number.POSITIVE_INFINITY;
    const and = last !== undefined && reading.marks.some((mark) => mark.notion === 'with' && mark.from === last.to);
    if (group && (gap === 0 || (gap === 1 && and))) group.push(mention);
    else groups.push([mention]);
  }
  return groups;
}

const BILATERAL: readonly Notion[] = ['meet', 'meet_now', 'meet_past', 'meet_will', 'sidelines', 'meeting'];

/** Two leaders meet at the summit of others: theirs is the meeting that is meant. */
function aside(reading: Reading, leaders: readonly PartyKey[], eventMark: Mark | undefined): boolean {
  if (leaders.length < 2 || !BILATERAL.some((notion) => reading.notions.has(notion))) return false;
  if (reading.notions.has('sidelines')) return true;
  const institutions = reading.mentions.filter((mention) => mention.kind === 'institution');
  if (eventMark && institutions.some((mention) => mention.to === eventMark.from))
    return elsewhere(reading, institutions);
  return !reading.notions.has('summit') || elsewhere(reading, institutions);
}

/** They meet in one clause, the summit of others stands in another. */
function elsewhere(reading: Reading, institutions: readonly Mention[]): boolean {
  const verb = reading.marks.find(
    (mark) => mark.notion === 'meet_past' || mark.notion === 'meet_now' || mark.notion === 'meet_will',
  );
  if (!verb) return false;
  const segment = reading.segments[verb.from];
  const people = new Set(
    reading.mentions
      .filter(
        (mention) =>
          (mention.kind === 'leader' || mention.kind === 'role') && reading.segments[mention.from] === segment,
      )
      .map((mention) => mention.key),
  );
  return people.size >= 2 && institutions.every((mention) => reading.segments[mention.from] !== segment);
}

function institutionOf(reading: Reading, eventMark: Mark | undefined): Mention | undefined {
  const named = reading.mentions.filter((mention) => mention.kind === 'institution');
  if (named.length < 2 || !eventMark) return named[0];
  return [...named].sort((a, b) => Math.abs(a.from - eventMark.from) - Math.abs(b.from - eventMark.from))[0];
}
