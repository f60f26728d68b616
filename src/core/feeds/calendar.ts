// Days and clocks as dates are put together from them, and the check that they make an instant.
import { type EpochMs, HOUR, MINUTE, SECOND } from '../text/instant.ts';

const EARLIEST_YEAR = 1900;
const LATEST_YEAR = 2200;

export type Day = { readonly year: number; readonly month: number; readonly day: number };
export type Clock = {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
};
export const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0, millisecond: 0 };

/** Two digits of a year: no feed is older than 1990. */
export function fullYear(year: number): number {
  if (year >= 100) return year;
  return year < 90 ? 2000 + year : 1900 + year;
}

/** The instant, or nothing where day, clock or offset cannot be. A day beyond its month's end runs over. */
export function instant(day: Day, clock: Clock, offsetMinutes: number): EpochMs | undefined {
  // Thai feeds count from the Buddha's year.
  const year = day.year > 2400 && day.year < 2700 ? day.year - 543 : day.year;
  const sane =
    year >= EARLIEST_YEAR && year <= LATEST_YEAR && day.month >= 1 && day.month <= 12 && day.day >= 1 && day.day <= 31;
  if (!sane || clock.hour > 24 || clock.minute > 59 || clock.second > 60 || Math.abs(offsetMinutes) > 26 * 60) {
    return undefined;
  }
  return (
    Date.UTC(year, day.month - 1, day.day) +
    clock.hour * HOUR +
    clock.minute * MINUTE +
    clock.second * SECOND +
    clock.millisecond -
    offsetMinutes * MINUTE
  );
}
