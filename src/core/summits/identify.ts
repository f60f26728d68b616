// Which of the running summits a sentence means: by parties, institution and place, within the time in which it can be meant.
import type { EpochMs } from '../text/instant.ts';
import type { Reading } from './reading.ts';
import type { Sides } from './sides.ts';
import { bodyAndSummit } from './signs.ts';
import { type Coarse, coarseOf } from './status.ts';
import type { PartyKey, Summit } from './summit.ts';

const DAY = 86_400_000;

/** How the nearest running summit relates to what is named. */
export type Relation = 'pair' | 'institution' | 'one' | 'place' | 'mention' | 'none';

export type Surroundings = {
  readonly relation: Relation;
  readonly summit: Summit | undefined;
  readonly standing: Coarse | 'none';
  /** How many reports the last days brought. */
  readonly bustle: 'no' | 'few' | 'some' | 'many';
  /** How many reports three days brought, and ten. */
  readonly reports: { readonly late: number; readonly long: number };
  /** Where the day stands to the summit's date or last report. */
  readonly days: 'unknown' | 'far' | 'near' | 'today' | 'past' | 'long past';
};

export const NO_SURROUNDINGS: Surroundings = {
  relation: 'none',
  summit: undefined,
  standing: 'none',
  bustle: 'no',
  reports: { late: 0, long: 0 },
  days: 'unknown',
};

const MONTHS_APART: Readonly<Record<string, number>> = { eu_council: 45, coalition_willing: 20 };

/** Until when a summit may still be meant, after its last report. */
function patience(summit: Summit): number {
  const coarse = standingOf(summit);
  if (coarse === 'done') return summit.institution ? 40 * DAY : 30 * DAY;
  if (coarse === 'called_off' || coarse === 'denied') return 30 * DAY;
  if (summit.date && summit.date.value.to > summit.lastReportAt)
    return summit.date.value.to - summit.lastReportAt + 20 * DAY;
  if (summit.presumed && !summit.institution) return 25 * DAY;
  if (summit.institution) return (MONTHS_APART[summit.institution] ?? 200) * DAY;
  return coarse === 'live' ? 20 * DAY : 75 * DAY;
}

export function mayBeMeant(summit: Summit, at: EpochMs): boolean {
  return at - summit.lastReportAt <= patience(summit);
}

export function look(reading: Reading, sides: Sides, running: Around, at: EpochMs): Surroundings {
  let best: Surroundings = NO_SURROUNDINGS;
  let bestScore = 0;
  for (const summit of running.meant) {
    if (!mayBeMeant(summit, at)) continue;
    const relation = relationOf(summit, reading, sides, at);
    if (relation === 'none') continue;
    const reports = running.reports(summit, at);
    const score =
      SCORES[relation] * 10 +
      Math.min(MOST_TALKED_OF, Math.log2(1 + reports.late)) +
      freshness(summit, at) +
      placeBonus(summit, sides) +
      sides.behind.filter((key) => summit.parties.includes(key)).length * 2;
    if (score <= bestScore) continue;
    bestScore = score;
    best = {
      relation,
      summit,
      standing: standingOf(summit),
      bustle: bustleOf(reports.late),
      reports,
      days: daysFrom(summit, at),
    };
  }
  return best;
}

/** The summits that may be meant, and how often each was reported of late. */
export type Around = {
  readonly meant: readonly Summit[];
  reports(summit: Summit, at: EpochMs): Surroundings['reports'];
};

export const NOTHING_AROUND: Around = { meant: [], reports: () => NO_SURROUNDINGS.reports };

function bustleOf(reports: number): Surroundings['bustle'] {
  if (reports === 0) return 'no';
  if (reports <= 2) return 'few';
  return reports <= 8 ? 'some' : 'many';
}

/** Of two that may be meant the one is that is talked of. */
const MOST_TALKED_OF = 4;

const SCORES: Readonly<Record<Relation, number>> = { pair: 5, institution: 5, place: 3, one: 2, mention: 1, none: 0 };

function freshness(summit: Summit, at: EpochMs): number {
  return 5 - Math.min(5, Math.log2(1 + Math.max(0, at - summit.lastReportAt) / DAY));
}

function placeBonus(summit: Summit, sides: Sides): number {
  const place = summit.place?.value;
  return place && sides.places.some((mention) => mention.name === place.name || mention.key === place.country) ? 3 : 0;
}

function relationOf(summit: Summit, reading: Reading, sides: Sides, at: EpochMs): Relation {
  if (summit.institution) {
    if (sides.institution === summit.institution) return 'institution';
    if (sides.institution) return 'none';
  }
  const named: readonly PartyKey[] = [...sides.leaders, ...sides.implied];
  const shared = named.filter((key) => summit.parties.includes(key)).length;
  if (sides.institution && !summit.institution) {
    // "Biden at the NATO summit on Russia" is no meeting with who leads Russia: two must be named themselves.
    const met = bodyAndSummit(reading) ? sides.leaders.filter((key) => summit.parties.includes(key)).length : shared;
    return met >= 2 ? 'pair' : 'none';
  }
  if (!summit.institution && shared >= 2) return 'pair';
  const fresh = at - summit.lastReportAt <= 6 * DAY || isNear(summit, at);
  if (!fresh) return 'none';
  if (sides.leaders.length >= 2 && !summit.institution)
    return summit.parties.length >= 3 && shared >= 2 ? 'pair' : 'none';
  if (placeBonus(summit, sides) > 0 && ((shared >= 1 && named.length === shared) || sides.event === 'summit'))
    return 'place';
  if (!summit.institution && shared === 1 && named.length === 1) return 'one';
  if (sides.event === 'summit' && named.length === 0) return 'mention';
  if (summit.institution && sides.leaders.length < 2 && reading.notions.has('leaders') && sides.event !== 'none')
    return 'mention';
  return 'none';
}

/** How far along it is as far as anyone has reported. */
export function standingOf(summit: Summit): Coarse | 'none' {
  return summit.presumed ? 'none' : coarseOf(summit.stage.value);
}

/** Its day is about to come, or has just gone by. */
function isNear(summit: Summit, at: EpochMs): boolean {
  const date = summit.date?.value;
  return date !== undefined && at >= date.from - 3 * DAY && at <= date.to + 3 * DAY;
}

function daysFrom(summit: Summit, at: EpochMs): Surroundings['days'] {
  const coarse = standingOf(summit);
  const date = summit.date?.value;
  if (coarse === 'done') return at - summit.stage.since > 2 * DAY ? 'long past' : 'past';
  if (!date) return 'unknown';
  if (at < date.from - 3 * DAY) return 'far';
  if (at < date.from) return 'near';
  if (at <= date.to + DAY) return 'today';
  return at <= date.to + 3 * DAY ? 'past' : 'long past';
}
