// Dates in words: a day stays a day, an interval an interval; nothing is made more exact than it was said.
import type { DateInterval } from '../summits/summit.ts';
import { DAY, type EpochMs, HOUR } from '../text/instant.ts';
import { count, fill, type Wording } from './wording.ts';

export type Day = Temporal.PlainDate;

/** Beyond so many days the distance of a vague date says nothing. */
const FAR = 31;

/** `15–17 June` is an event of three days; `next week` is one day somewhere in a week. */
const SPAN_IN_WORDS = /\d\D{0,12}?(?:[-–—]|to|and|until|bis|au|al|по|до|y|et|und)\s*(?:\p{L}+\s+)?\d/iu;

/** From the start of a day in any zone from UTC−10 to UTC+13, so much later it is the same calendar day in UTC. */
const INTO_THE_DAY = 13 * HOUR;

/** The days an interval covers. Its ends are the ends of days in the place's zone, which is not known here. */
export function daysOf({ from, to }: DateInterval): readonly [first: Day, last: Day] {
  if (to - from < DAY / 2) return [dayOf(from), dayOf(from)];
  const first = dayOf(from + INTO_THE_DAY);
  return to - from <= DAY + HOUR ? [first, first] : [first, dayOf(to - DAY + INTO_THE_DAY)];
}

function dayOf(at: EpochMs): Day {
  return Temporal.Instant.fromEpochMilliseconds(Math.round(at)).toZonedDateTimeISO('UTC').toPlainDate();
}

/** `Friday 15 August 2025`, `between 11 and 17 August 2025`, `in August 2025`. */
export function intervalInWords(interval: DateInterval, words: Wording): string {
  const [first, last] = daysOf(interval);
  const long = formatter(words, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  if (first.equals(last)) {
    if (interval.from !== interval.to) return fill(words.when.day, { day: long(first) });
    const time = new Intl.DateTimeFormat(words.language, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
    return fill(words.when.moment, { day: long(first), time: time.format(interval.from) });
  }
  const month = formatter(words, { month: 'long', year: 'numeric' });
  if (first.day === 1 && last.day === last.daysInMonth) {
    if (first.toPlainYearMonth().equals(last.toPlainYearMonth()))
      return fill(words.when.inMonth, { month: month(first) });
    return fill(words.when.inMonths, { from: month(first), to: month(last) });
  }
  const short = formatter(words, { day: 'numeric', month: 'long', year: 'numeric' });
  const opening =
    first.year !== last.year
      ? short(first)
      : first.month !== last.month
        ? formatter(words, { day: 'numeric', month: 'long' })(first)
        : dayNumber(first, words);
  const form = isSpan(interval) ? words.when.span : words.when.between;
  return fill(form, { from: opening, to: short(last) });
}

/** An event of several days, not one day somewhere among them. */
export function isSpan(interval: DateInterval): boolean {
  return SPAN_IN_WORDS.test(interval.words);
}

/** The day as it stands before a month's name: `15`, German `15.` */
function dayNumber(day: Day, words: Wording): string {
  const format = new Intl.DateTimeFormat(words.language, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  const parts = format.formatToParts(day.toZonedDateTime('UTC').epochMilliseconds);
  const month = parts.findIndex(({ type }) => type === 'month');
  const before = parts.slice(0, month).map(({ value }) => value);
  return before.join('').trim() || String(day.day);
}

function formatter(words: Wording, options: Intl.DateTimeFormatOptions): (day: Day) => string {
  const format = new Intl.DateTimeFormat(words.language, { ...options, timeZone: 'UTC' });
  const write = (day: Day) => format.format(day.toZonedDateTime('UTC').epochMilliseconds);
  // In English the day of the week goes without its comma, since commas part what is said of a meeting.
  return words.language.startsWith('en') ? (day) => write(day).replace(/^(\p{L}+),/u, '$1') : write;
}

/** How far away it is: `tomorrow`, `in 3 days`, `in 5 to 11 days`; nothing for what lies within or behind. */
export function countdown(interval: DateInterval, now: EpochMs, words: Wording): string | undefined {
  const [first, last] = daysOf(interval);
  const today = dayOf(now);
  const [from, to] = [today.until(first).days, today.until(last).days];
  if (first.equals(last)) {
    if (from === 0) return words.when.today;
    if (from === 1) return words.when.tomorrow;
    if (from === -1) return words.when.yesterday;
    return from > 0 ? count(words.when.inDays, from, words.language) : count(words.when.daysAgo, -from, words.language);
  }
  return from > 0 && to <= FAR ? fill(words.when.inDaysRange, { from, to }) : undefined;
}

/** The date with its countdown, and with the words of the news where they were vague. */
export function whenInWords(interval: DateInterval, now: EpochMs, words: Wording): string {
  const date = intervalInWords(interval, words);
  const far = countdown(interval, now, words);
  const known = far === undefined ? date : fill(words.when.withCountdown, { date, countdown: far });
  const [first, last] = daysOf(interval);
  if (first.equals(last) || interval.words.trim() === '' || isSpan(interval)) return known;
  return fill(words.when.quoted, { date: known, words: interval.words.trim() });
}
