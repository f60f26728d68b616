// Leaders whom countries and places stand for: "US-North Korea summit", "Macron in Kyiv", a state visit to a crown.
import type { EpochMs } from '../text/instant.ts';
import type { EventKind } from './events.ts';
import type { LeaderBook } from './leaders.ts';
import type { Mark, Mention } from './mentions.ts';
import type { Reading } from './reading.ts';
import type { PartyKey } from './summit.ts';
import type { Notion } from './wording/wording.ts';

export function unique<T>(list: readonly T[]): readonly T[] {
  return [...new Set(list)];
}

/** "With China's leader", "for Japan's summit": what follows an owner without making it a mere subject. */
const HELD_BY_LEADERS: readonly Notion[] = ['head', 'leaders', 'summit', 'meeting', 'talks', 'visit', 'state_visit'];
const PAIRED: readonly EventKind[] = ['summit', 'meeting', 'talks'];

export function impliedBy(
  reading: Reading,
  event: EventKind,
  eventMark: Mark | undefined,
  leaders: readonly PartyKey[],
  at: EpochMs,
  book: LeaderBook,
): readonly PartyKey[] {
  if (event === 'none' || !eventMark) return [];
  if (leaders.length > 1) return event === 'visit' ? hostsOfMany(reading, leaders, at, book) : [];
  const crown =
    event === 'state_visit' && leaders.length === 1 ? crownVisited(reading, leaders[0], at, book) : undefined;
  if (crown) return [crown];
  const host = hostOf(reading, leaders, at, book);
  if (host) return [host];
  const own = new Set(leaders.map((key) => book.leader(key)?.country));
  const others = reading.mentions.filter(
    (mention) => (mention.kind === 'country' || mention.kind === 'seat') && !own.has(mention.key),
  );
  const beside = others.filter((mention) => besideEvent(reading, mention, eventMark));
  const subject = subjectFrom(reading, others, eventMark);
  const abroad = others.filter(
    (mention) =>
      mention.from < subject &&
      (mention.kind === 'seat' ||
        (mention.from > eventMark.from && !(event === 'summit' && isVenue(reading, mention, eventMark)))),
  );
  const pool = PAIRED.includes(event) ? [...beside, ...(leaders.length === 1 ? abroad : [])] : abroad;
  const keys = unique(pool.flatMap((mention) => book.leaderOf(mention.key, at)?.key ?? []));
  return keys.slice(0, 2 - leaders.length);
}

/** From where on it is said what the meeting is about: "a summit on Russia's war in Ukraine" names nobody who comes. */
function subjectFrom(reading: Reading, countries: readonly Mention[], event: Mark): number {
  const owner = countries.find(({ from, to }) => {
    if (from < event.to || !reading.words[to - 1]?.possessive) return false;
    const owned = reading.mentions.some((other) => other.from === to && other.kind !== 'country');
    return !owned && !reading.marks.some((mark) => mark.from === to && HELD_BY_LEADERS.includes(mark.notion));
  });
  return owner?.from ?? Number.POSITIVE_INFINITY;
}

/** Several leaders who travel together visit whoever leads the place. */
function hostsOfMany(
  reading: Reading,
  leaders: readonly PartyKey[],
  at: EpochMs,
  book: LeaderBook,
): readonly PartyKey[] {
  const own = new Set(leaders.map((key) => book.leader(key)?.country));
  const place = reading.mentions.find(
    (mention) =>
      (mention.kind === 'seat' || mention.kind === 'country') &&
      !own.has(mention.key) &&
      reading.marks.some((mark) => (mark.notion === 'at' || GOING.includes(mark.notion)) && mark.to === mention.from),
  );
  const host = place && book.leaderOf(place.key, at)?.key;
  return host ? [host] : [];
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

/** "The summit in Switzerland": where it is held, not who holds it. */
export function isVenue(reading: Reading, mention: Mention, event: Mark): boolean {
  return (
    mention.from > event.to &&
    reading.marks.some((mark) => mark.notion === 'at' && mark.to === mention.from && mark.from >= event.to)
  );
}

/** Countries right before the event ("US-North Korea summit") or right after it ("summit with China"). */
function besideEvent(reading: Reading, mention: Mention, event: Mark): boolean {
  const after = mention.from - event.to;
  if (after >= 0) return after <= 2 && !isVenue(reading, mention, event);
  for (let index = mention.to; index < event.from; index++) {
    const named = reading.mentions.some((other) => other.kind === 'country' && index >= other.from && index < other.to);
    const joining = reading.marks.some((mark) => mark.notion === 'with' && mark.from === index);
    if (!named && !joining) return false;
  }
  return true;
}
