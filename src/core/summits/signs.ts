// The few signs that hold in any year and any source: what binds those named into one meeting, and what speaks against it.
import type { Mark, Mention } from './mentions.ts';
import type { Reading } from './reading.ts';
import type { Sides } from './sides.ts';
import type { Notion } from './wording/wording.ts';

/** What makes one meeting of those named; the firmest that holds. */
export type Bond =
  | 'one meets another'
  | 'body and summit'
  | 'meeting of two named'
  | 'countries and summit'
  | 'leaders gather'
  | 'one goes to another'
  | 'one visits'
  | 'two and what it brought'
  | 'body'
  | 'two beside each other'
  | 'two named'
  | 'one and event'
  | 'event'
  | 'none';

export type Objection =
  | 'a body of business'
  | 'sport'
  | 'phone'
  | 'those below meet'
  | 'those below named'
  | 'only talked of'
  | 'former'
  | 'domestic'
  | 'business'
  | 'subject'
  | 'another sense'
  | 'none';

const VERBS: readonly Notion[] = ['meet', 'meet_now', 'meet_past', 'meet_will', 'host_now', 'host_past', 'host_will'];
const NOUNS: readonly Notion[] = ['summit', 'meeting', 'talks', 'meal', 'state_visit'];
const GOING: readonly Notion[] = ['travel', 'arrive', 'visit_now', 'visit_will', 'visit', 'state_visit'];
const BROUGHT: readonly Notion[] = ['deal', 'result', 'agree'];

export function meetingSigns(reading: Reading, sides: Sides, bond: Bond): readonly string[] {
  const against = objectionTo(reading, sides);
  const names = [`bond: ${bond}`, `against: ${against}`, `bond: ${bond}, against: ${against}`];
  if (reading.uncased) names.push(`bond: ${bond}, no capitals`);
  return names;
}

export function bondOf(reading: Reading, sides: Sides): Bond {
  const people = reading.mentions.filter((mention) => mention.kind === 'leader' || mention.kind === 'role');
  const countries = new Set(people.map((mention) => mention.country)).size;
  const has = (...notions: readonly Notion[]): boolean => notions.some((notion) => reading.notions.has(notion));
  if (oneMeetsAnother(reading, people)) return 'one meets another';
  if (bodyAndSummit(reading)) return 'body and summit';
  if (countries >= 2 && has(...NOUNS)) return 'meeting of two named';
  if (sides.event === 'summit' && sides.leaders.length + sides.implied.length >= 2) return 'countries and summit';
  if (has('leaders') && has('summit', 'gather', 'meet', 'meet_now', 'meeting', 'talks', 'host_now'))
    return 'leaders gather';
  const guest = people.find((person) => goesAbroad(reading, person));
  if (guest) return countries >= 2 ? 'one goes to another' : 'one visits';
  if (countries >= 2 && has(...BROUGHT)) return 'two and what it brought';
  if (sides.institution !== undefined) return 'body';
  if (countries >= 2) return besideEachOther(people) ? 'two beside each other' : 'two named';
  if (sides.event === 'none') return 'none';
  return people.length > 0 ? 'one and event' : 'event';
}

/** "X meets Y", "X and Y meet". */
function oneMeetsAnother(reading: Reading, people: readonly Mention[]): boolean {
  return reading.marks.some((mark) => {
    if (!VERBS.includes(mark.notion)) return false;
    const here = people.filter((person) => reading.segments[person.from] === reading.segments[mark.from]);
    const before = here.filter((person) => person.to <= mark.from);
    const object = here.find((person) => person.from >= mark.to && person.from - mark.to <= 4);
    if (object && !ownedBy(reading, object)) return before.some((person) => person.country !== object.country);
    return new Set(before.map((person) => person.country)).size >= 2;
  });
}

/** "meets Trump envoy", "meets Putin's aide": the one named is not the one who is met. */
function ownedBy(reading: Reading, person: Mention): boolean {
  if (reading.words[person.to - 1]?.possessive) return true;
  return reading.marks.some((mark) => mark.notion === 'lower' && mark.from === person.to);
}

/** A body's name stands beside the word for its summit or its leaders. */
export function bodyAndSummit(reading: Reading): boolean {
  const bodies = reading.mentions.filter((mention) => mention.kind === 'institution');
  return bodies.some((body) =>
    reading.marks.some(
      (mark) =>
        (mark.notion === 'summit' || mark.notion === 'leaders') && mark.from <= body.to + 1 && mark.to >= body.from - 2,
    ),
  );
}

function goesAbroad(reading: Reading, person: Mention): boolean {
  return reading.mentions.some(
    (where) =>
      (where.kind === 'country' || where.kind === 'seat') &&
      where.key !== person.country &&
      where.from >= person.to &&
      reading.marks.some((mark) => GOING.includes(mark.notion) && mark.from >= person.to && where.from - mark.to <= 1),
  );
}

function besideEachOther(people: readonly Mention[]): boolean {
  return people.some((left, index) => {
    const right = people[index + 1];
    return right !== undefined && right.country !== left.country && right.from - left.to <= 1;
  });
}

export function objectionTo(reading: Reading, sides: Sides): Objection {
  const has = (notion: Notion): boolean => reading.notions.has(notion);
  const nobody = sides.leaders.length === 0;
  if (sides.business) return 'a body of business';
  if (has('sport')) return 'sport';
  if (has('phone') && !isCallBefore(reading, sides)) return 'phone';
  if (belowMeet(reading)) return 'those below meet';
  if (has('discuss') && sides.event === 'none') return 'only talked of';
  if (has('former')) return 'former';
  if (lowMarks(reading).length > 0 || reading.mentions.some((mention) => mention.kind === 'official'))
    return 'those below named';
  if (has('domestic')) return 'domestic';
  if (has('business')) return 'business';
  if (nobody && (has('theme') || has('climate'))) return 'subject';
  // "Une rencontre avec" may be an interview; between two leaders it is none.
  return has('other_sense') && sides.leaders.length < 2 ? 'another sense' : 'none';
}

/** "Agree to meet after phone call": the call is over, the meeting is what is news. */
function isCallBefore(reading: Reading, { eventMark }: Sides): boolean {
  const calls = reading.marks.filter((mark) => mark.notion === 'phone');
  const meetings = reading.marks.filter(
    (mark) => (VERBS.includes(mark.notion) || mark === eventMark) && !calls.some((call) => call.from === mark.from),
  );
  return calls.every(
    (call) =>
      reading.marks.some((mark) => mark.notion === 'after' && call.from >= mark.to && call.from - mark.to <= 2) &&
      meetings.some((mark) => mark.to <= call.from),
  );
}

/** Somebody below the level of a leader stands right beside the word for the meeting. */
function belowMeet(reading: Reading): boolean {
  const events = reading.marks.filter((mark) => VERBS.includes(mark.notion) || NOUNS.includes(mark.notion));
  const near = (from: number, to: number): boolean =>
    events.some((event) => (from >= event.to && from - event.to <= 2) || (to <= event.from && event.from - to <= 1));
  return (
    lowMarks(reading).some((mark) => near(mark.from, mark.to)) ||
    reading.mentions.some((mention) => mention.kind === 'official' && near(mention.from, mention.to))
  );
}

/** "Leaders hold ceasefire talks": what is else held by those below is theirs. */
function lowMarks(reading: Reading): readonly Mark[] {
  const low = reading.marks.filter((mark) => mark.notion === 'lower');
  if (low.length === 0) return low;
  const people = new Set(
    reading.mentions.filter((mention) => mention.kind === 'role').map((mention) => mention.country),
  );
  if (people.size < 2 && !reading.notions.has('leaders')) return low;
  const talks = reading.marks.filter((mark) => mark.notion === 'talks');
  return low.filter((mark) => !talks.some((other) => other.from < mark.to && other.to > mark.from));
}
