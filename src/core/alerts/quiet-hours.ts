// When a channel wants to hear nothing: hours of the day and days of the week, in its own zone.
import type { EpochMs } from '../text/instant.ts';
import type { Delivery } from './delivery.ts';
import { readLocalTime } from './schedule.ts';

/** Local times, `HH:MM`; a span that ends before it begins goes over midnight. */
export type QuietHours = { readonly from: string; readonly to: string };

export type QuietTimes = {
  readonly quiet?: QuietHours;
  /** Days on which the channel is told, 1 (Monday) to 7; every day where none are named. */
  readonly days?: readonly number[];
};

export const QUIET = 'the channel’s quiet hours';

export function waitsForQuiet({ why, attempts }: Delivery): boolean {
  return why === QUIET && attempts === 0;
}

/** Beyond this many steps from quiet to quiet there is no loud moment in a week. */
const MOST_STEPS = 20;

/** `now`, or the next moment at which the channel is told again. */
export function nextLoudMoment({ quiet, days }: QuietTimes, zone: string, now: EpochMs): EpochMs {
  let here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = endOfQuiet(here, { ...(quiet && { quiet }), ...(days && { days }) });
    if (next === undefined) return here.epochMilliseconds;
    here = next;
  }
  return now;
}

/** When the quiet that reigns here ends, by what makes it quiet; undefined when it is not quiet. */
function endOfQuiet(here: Temporal.ZonedDateTime, { quiet, days }: QuietTimes): Temporal.ZonedDateTime | undefined {
  if (days !== undefined && days.length > 0 && !days.includes(here.dayOfWeek))
    return here.add({ days: 1 }).startOfDay();
  if (quiet === undefined) return undefined;
  const time = here.toPlainTime();
  const from = Temporal.PlainTime.from(quiet.from);
  const to = Temporal.PlainTime.from(quiet.to);
  const isPast = (other: Temporal.PlainTime) => Temporal.PlainTime.compare(time, other) >= 0;
  const overMidnight = Temporal.PlainTime.compare(from, to) > 0;
  const isQuiet = overMidnight ? isPast(from) || !isPast(to) : isPast(from) && !isPast(to);
  if (!isQuiet) return undefined;
  const endsTomorrow = overMidnight && isPast(from);
  const day = here.toPlainDate().add({ days: endsTomorrow ? 1 : 0 });
  const end = day.toZonedDateTime({ timeZone: here.timeZoneId, plainTime: to });
  // In the hour that autumn repeats, the end may seem to lie behind.
  return Temporal.ZonedDateTime.compare(end, here) > 0 ? end : undefined;
}

/** `22:00-07:00`, `22–7`, `22:00 to 07:00`. */
export function readQuietHours(text: string): QuietHours | undefined {
  const parts = text.trim().split(/\s*(?:-|–|—|\bto\b)\s*/i);
  const [from, to] = parts.map(readLocalTime);
  return parts.length !== 2 || from === undefined || to === undefined || from === to ? undefined : { from, to };
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** `mon-fri`, `mon,wed,fri`, `weekdays`, `fri-mon`. */
export function readDays(text: string): readonly number[] | undefined {
  const written = text.trim().toLowerCase();
  if (written === 'weekdays') return [1, 2, 3, 4, 5];
  const days = written.split(/[\s,]+/).flatMap(readSpan);
  const known = days.filter((day) => day !== undefined);
  return known.length === 0 || known.length < days.length ? undefined : [...new Set(known)].sort((a, b) => a - b);
}

function readSpan(written: string): readonly (number | undefined)[] {
  const ends = written.split(/[-–—]/).map((name) => DAYS.indexOf(name.slice(0, 3)) + 1);
  const [from = 0, to = from] = ends;
  if (ends.length > 2 || from === 0 || to === 0) return [undefined];
  const length = ((to - from + DAYS.length) % DAYS.length) + 1;
  return Array.from({ length }, (_, step) => ((from - 1 + step) % DAYS.length) + 1);
}
