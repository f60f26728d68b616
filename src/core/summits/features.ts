// What a sentence looks like to the models: named features, each with a meaning a person can check.
import type { Surroundings } from './identify.ts';
import type { Mark, Mention } from './mentions.ts';
import type { Reading } from './reading.ts';
import type { Sides } from './sides.ts';
import { bondOf, meetingSigns } from './signs.ts';
import type { Notion } from './wording/wording.ts';

/** Notions without which an item is hardly about a meeting. */
const EVENTFUL: readonly Notion[] = [
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
  'invite',
  'leave',
  'stay_away',
];

/** A cheap look: most news is turned away here. */
export function mayConcern(reading: Reading, around: Surroundings, sides: Sides): boolean {
  const eventful = EVENTFUL.some((notion) => reading.notions.has(notion));
  const parties = sides.leaders.length + sides.implied.length + (sides.institution ? 1 : 0);
  if (reading.notions.has('summit')) return true;
  if (sides.usual || sides.leaders.length >= 2) return true;
  if (eventful && parties >= 1) return true;
  if (reading.notions.has('leaders') && (eventful || sides.institution)) return true;
  return around.relation !== 'none' && parties >= 1;
}

type Add = (name: string) => void;

export function relevanceFeatures(reading: Reading, sides: Sides, around: Surroundings): readonly string[] {
  const names: string[] = [];
  const add: Add = (name) => names.push(name);
  for (const notion of reading.notions) add(`has ${notion}`);
  const leaders = Math.min(3, sides.leaders.length);
  const others = countriesBesides(reading);
  const group = sides.institution ? (sides.usual ? 'usual' : 'named') : 'no';
  const parties = `${leaders} leaders`;
  add(parties);
  add(`${parties}, ${Math.min(2, others)} countries`);
  add(`event ${sides.event}`);
  add(`event ${sides.event}, ${parties}`);
  add(`event ${sides.event}, ${Math.min(2, others)} countries, ${parties}`);
  add(`institution ${group}`);
  add(`institution ${group}, event ${sides.event}`);
  if (sides.implied.length > 0) add(`implied ${sides.implied.length}, event ${sides.event}`);
  if (reading.mentions.some((mention) => mention.kind === 'official')) {
    add('official named');
    add(`official named, ${parties}`);
  }
  if (reading.mentions.some((mention) => mention.kind === 'role')) add('role stands for leader');
  if (reading.mentions.some((mention) => mention.kind === 'seat' || mention.kind === 'place')) {
    add('meeting place named');
    add(`meeting place, ${parties}, event ${sides.event}`);
  }
  for (const notion of [
    'phone',
    'lower',
    'domestic',
    'business',
    'sport',
    'climate',
    'theme',
    'culture',
    'former',
    'other_sense',
    'leaders',
  ] as const) {
    if (reading.notions.has(notion)) {
      add(`${notion}, ${parties}`);
      add(`${notion}, event ${sides.event}`);
    }
  }
  const bond = bondOf(reading, sides);
  for (const name of meetingSigns(reading, sides, bond)) add(name);
  add(`bond: ${bond}, around ${around.relation}`);
  add(`bond: ${bond}, ${around.bustle} reports`);
  pairFeatures(reading, add);
  journeyFeatures(reading, add);
  if (sides.institution) institutionFeatures(reading, sides, add);
  if (sides.eventMark) eventFeatures(reading, sides.eventMark, sides, add);
  add(`around ${around.relation} ${around.standing}`);
  add(`around ${around.relation}, event ${sides.event}`);
  add(`around ${around.relation}, ${parties}`);
  if (around.relation !== 'none') {
    add(`around ${around.relation}, day ${around.days}`);
    for (const notion of BACK) if (reading.notions.has(notion)) add(`around ${around.relation}, ${notion}`);
  }
  add(`around ${around.relation}, ${around.bustle} reports`);
  add(`around ${around.relation}, ${around.bustle} reports, event ${sides.event}`);
  if (reading.uncased) {
    add('no capitals');
    add(`no capitals, event ${sides.event}`);
  }
  return names;
}

const BACK: readonly Notion[] = ['arrive', 'travel', 'leave', 'result', 'deal', 'open', 'end'];

function countriesBesides(reading: Reading): number {
  const led = new Set(
    reading.mentions
      .filter((mention) => mention.kind === 'leader' || mention.kind === 'role')
      .map((mention) => mention.country),
  );
  return new Set(
    reading.mentions
      .filter((mention) => (mention.kind === 'country' || mention.kind === 'seat') && !led.has(mention.key))
      .map((mention) => mention.key),
  ).size;
}

const MEETS: readonly Notion[] = [
  'meet',
  'meet_now',
  'meet_past',
  'meet_will',
  'host_now',
  'host_past',
  'host_will',
  'visit_now',
  'visit_will',
  'invite',
  'gather',
];

/** How two leaders stand to each other in the sentence. */
function pairFeatures(reading: Reading, add: Add): void {
  const named = reading.mentions.filter((mention) => mention.kind === 'leader' || mention.kind === 'role');
  for (let index = 0; index + 1 < named.length; index++) {
    const [left, right] = [named[index], named[index + 1]];
    if (!left || !right || left.key === right.key) continue;
    const gap = right.from - left.to;
    const word = reading.words[right.from];
    if (gap === 0 && word && /[-–—]/u.test(word.gap)) add('pair joined by a dash');
    else if (gap <= 1 && reading.marks.some((mark) => mark.notion === 'with' && mark.from === left.to))
      add('pair joined by and');
    else if (gap === 0 && word?.gap.includes(',')) add('pair joined by a comma');
    else if (gap <= 1) add('pair side by side');
    if (reading.marks.some((mark) => MEETS.includes(mark.notion) && mark.from >= left.to && mark.to <= right.from))
      add('leader meets leader');
    if (reading.segments[left.from] === reading.segments[right.from]) add('pair in one clause');
  }
  for (const mark of reading.marks) {
    if (!MEETS.includes(mark.notion)) continue;
    const object = reading.mentions.find((mention) => mention.from >= mark.to && mention.from - mark.to <= 4);
    add(`meeting verb, then ${object?.kind ?? 'no name'}`);
    const subject = reading.mentions.findLast((mention) => mention.to <= mark.from && mark.from - mention.to <= 3);
    add(`meeting verb, ${subject?.kind ?? 'no name'} before, ${object?.kind ?? 'no name'} after`);
    break;
  }
}

function eventFeatures(reading: Reading, event: Mark, sides: Sides, add: Add): void {
  const before = neighbour(reading, event.from - 1);
  const after = neighbour(reading, event.to);
  const second = neighbour(reading, event.to + 1);
  add(`event ${sides.event} after ${before}`);
  add(`event ${sides.event} then ${after}`);
  if (after === 'with') add(`event with ${second}`);
  const clause = reading.segments[event.from];
  const inClause = (from: number) => reading.segments[from] === clause;
  const leaders = new Set(
    reading.mentions
      .filter((mention) => (mention.kind === 'leader' || mention.kind === 'role') && inClause(mention.from))
      .map((mention) => mention.key),
  ).size;
  add(`event ${sides.event} in ${reading.kinds[clause ?? 0] ?? 'main'} clause`);
  add(`event ${sides.event} clause has ${Math.min(2, leaders)} leaders`);
  if (reading.marks.some((mark) => mark.notion === 'lower' && inClause(mark.from)))
    add(`lower level in clause of ${sides.event}`);
  if (reading.mentions.some((mention) => mention.kind === 'official' && inClause(mention.from)))
    add(`official in clause of ${sides.event}`);
}

const TELLING: readonly Notion[] = [
  'theme',
  'lower',
  'domestic',
  'business',
  'sport',
  'climate',
  'leaders',
  'head',
  'phone',
  'with',
  'first',
  'before',
  'after',
  'at',
  'state_visit',
  'end',
  'open',
  'former',
  'video',
];

function neighbour(reading: Reading, index: number): string {
  if (index < 0) return 'start';
  if (index >= reading.words.length) return 'end';
  const named = reading.mentions.find((mention: Mention) => index >= mention.from && index < mention.to);
  if (named) return named.kind;
  const mark = reading.marks.find((each) => index >= each.from && index < each.to && TELLING.includes(each.notion));
  return mark?.notion ?? 'other word';
}

const GOES: readonly Notion[] = ['travel', 'arrive', 'visit_now', 'visit_will', 'visit', 'at', 'leave', 'state_visit'];

/** A leader, or leaders, on the way to the seat of another. */
function journeyFeatures(reading: Reading, add: Add): void {
  const people = reading.mentions.filter((mention) => mention.kind === 'leader' || mention.kind === 'role');
  for (const where of reading.mentions) {
    if (where.kind !== 'seat' && where.kind !== 'country' && where.kind !== 'place') continue;
    const guest = people.findLast((person) => person.to <= where.from && person.country !== where.country);
    const verb = reading.marks.find((mark) => GOES.includes(mark.notion) && mark.to === where.from);
    if (guest && verb) add(`leader, ${verb.notion}, ${where.kind} of another`);
    if (guest && verb && reading.segments[guest.from] === reading.segments[where.from])
      add(`leader goes to ${where.kind} of another`);
    if (where.kind === 'seat' && reading.notions.has('leaders')) add('leaders and a seat');
  }
  if (reading.notions.has('deal') || reading.notions.has('result')) {
    for (const [index, left] of people.entries()) {
      const right = people[index + 1];
      if (
        right &&
        right.from === left.to &&
        reading.marks.some(
          (mark) =>
            (mark.notion === 'deal' || mark.notion === 'result') && mark.from >= right.to && mark.from - right.to <= 2,
        )
      )
        add('pair, then what it brought');
    }
  }
}

const BESIDE: readonly Notion[] = [
  'at',
  'before',
  'after',
  'leave',
  'travel',
  'leaders',
  'lower',
  'to_do',
  'summit',
  'meeting',
  'head',
  'result',
  'deal',
  'with',
  'attend',
  'countries',
  'domestic',
  'business',
  'theme',
  'will',
  'during',
  'invite',
  'say',
  'demand',
];

/** The words next to an institution tell whether its summit is meant or its countries. */
function institutionFeatures(reading: Reading, sides: Sides, add: Add): void {
  const mention = reading.mentions.find((each) => each.kind === 'institution' && each.key === sides.institution);
  if (!mention) return;
  const usual = sides.usual ? 'usual' : 'named';
  const before =
    reading.marks.find((mark) => mark.to === mention.from && BESIDE.includes(mark.notion))?.notion ??
    (mention.from === 0 ? 'start' : 'other word');
  const after =
    reading.marks.find((mark) => mark.from === mention.to && BESIDE.includes(mark.notion))?.notion ??
    (mention.to >= reading.words.length ? 'end' : 'other word');
  add(`${usual} institution after ${before}`);
  add(`${usual} institution, then ${after}`);
  const next = reading.words[mention.to];
  if (next?.gap.includes(':')) add(`${usual} institution, then a colon`);
}
