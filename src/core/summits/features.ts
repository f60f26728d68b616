// What a sentence looks like to the models: named features, each with a meaning a person can check.

import { institutionFeatures } from './bodies.ts';
import type { Surroundings } from './identify.ts';
import { journeyFeatures, pairFeatures } from './pairs.ts';
import { type Add, eventFeatures, turnFeatures } from './phrasing.ts';
import { EVENTFUL, type Reading } from './reading.ts';
import type { Sides } from './sides.ts';
import { bondOf, meetingSigns } from './signs.ts';
import type { Notion } from './wording/wording.ts';

/** Notions without which an item is hardly about a meeting. */
const CONCERNING: readonly Notion[] = [...EVENTFUL, 'invite', 'leave', 'stay_away'];

/** A cheap look: most news is turned away here. */
export function mayConcern(reading: Reading, around: Surroundings, sides: Sides): boolean {
  const eventful = CONCERNING.some((notion) => reading.notions.has(notion));
  const parties = sides.leaders.length + sides.implied.length + (sides.institution ? 1 : 0);
  if (reading.notions.has('summit')) return true;
  if (sides.usual || sides.leaders.length >= 2) return true;
  if (eventful && parties >= 1) return true;
  if (reading.notions.has('leaders') && (eventful || sides.institution)) return true;
  return around.relation !== 'none' && parties >= 1;
}

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
  if (sides.institution) institutionFeatures(reading, sides, around, add);
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
  if (around.relation !== 'none') {
    for (const least of LATE) if (around.reports.late >= least) addReports(add, `${least} reports in days`, around);
    for (const least of LONG) if (around.reports.long >= least) addReports(add, `${least} reports in weeks`, around);
  }
  turnFeatures(reading, sides, add);
  if (reading.uncased) {
    add('no capitals');
    add(`no capitals, event ${sides.event}`);
  }
  return names;
}

const LATE = [1, 2, 3, 5, 9, 17];
const LONG = [1, 2, 3, 5, 9, 17, 33];

function addReports(add: Add, name: string, around: Surroundings): void {
  add(name);
  add(`${name}, around ${around.relation}`);
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
