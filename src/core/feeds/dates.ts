// Dates as feeds write them → an instant. Strict grammars first; then a reading of the parts, in many languages.
// The platform's own Date.parse is not asked: it takes junk for a date without a word.
import { DAY, type EpochMs, HOUR, MINUTE, SECOND } from '../text/instant.ts';
import { monthOf } from './months.ts';
import { zoneOffset } from './zones.ts';

const LONGEST = 120;
const EARLIEST_YEAR = 1900;
const LATEST_YEAR = 2200;

const RFC_822 =
  /^(?:[A-Za-z]{3},? )?(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) (\d\d):(\d\d)(?::(\d\d))? (?:GMT|UTC?|Z|([+-])(\d\d):?(\d\d))$/;
const W3C = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)? ?(?:[Zz]|([+-])(\d\d):?(\d\d))?)?$/;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** The instant a feed's date means, or nothing. Without a zone it is taken as UTC; `language` settles `10/06` and month names. */
export function parseFeedDate(written: string, language?: string): EpochMs | undefined {
  if (written.length > 4 * LONGEST) return undefined;
  const plain = written.trim();
  const mail = RFC_822.exec(plain);
  if (mail !== null) {
    const [, day, month = '', year, hour, minute, second, sign, zoneHours, zoneMinutes] = mail;
    const offset = (sign === '-' ? -1 : 1) * (Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0));
    return instant(
      { year: Number(year), month: MONTHS.indexOf(month) / 3 + 1, day: Number(day) },
      { hour: Number(hour), minute: Number(minute), second: Number(second ?? 0), millisecond: 0 },
      offset,
    );
  }
  const text = tidied(plain);
  if (text === '' || text.length > LONGEST) return undefined;
  return unixTime(text) ?? w3cTime(text) ?? compactTime(text) ?? timeFromParts(text, language);
}

type Day = { readonly year: number; readonly month: number; readonly day: number };
type Clock = { readonly hour: number; readonly minute: number; readonly second: number; readonly millisecond: number };
const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0, millisecond: 0 };

/** Digits of other scripts and full-width forms become ASCII; comments and doubled white space go. */
function tidied(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replaceAll(/[\u0966-\u096f\u09e6-\u09ef]/g, (digit) => String((digit.charCodeAt(0) & 0xf) - 6))
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/[\u200e\u200f\u061c]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function unixTime(text: string): EpochMs | undefined {
  const match = /^(\d{9,10})(?:\.\d+)?$|^(\d{12,13})$/.exec(text);
  if (match === null) return undefined;
  return match[1] === undefined ? Number(match[2]) : Number(match[1]) * SECOND;
}

function w3cTime(text: string): EpochMs | undefined {
  const match = W3C.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, sign, zoneHours, zoneMinutes] = match;
  const offset = (sign === '-' ? -1 : 1) * (Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0));
  const clock = {
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: fraction === undefined ? 0 : Math.trunc(Number(`0.${fraction}`) * 1000),
  };
  return instant({ year: Number(year), month: Number(month), day: Number(day) }, clock, offset);
}

// The rest of ISO 8601: without dashes, by day of the year, with two digits of the year, or only a month or a year.
const COMPACT: readonly (readonly [RegExp, (parts: readonly number[]) => Day])[] = [
  [/^(\d{4})-?(\d\d)-?(\d\d)$/, ([year = 0, month = 0, day = 0]) => ({ year, month, day })],
  [/^(\d{4})-0(\d\d)-(\d\d)$/, ([year = 0, month = 0, day = 0]) => ({ year, month, day })],
  [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, ([year = 0, month = 0, day = 0]) => ({ year, month, day })],
  [/^(\d{4})-(\d\d?)$/, ([year = 0, month = 0]) => ({ year, month, day: 1 })],
  [/^(\d{4})-?(\d{3})$/, ([year = 0, ordinal = 0]) => ofYear(year, ordinal)],
  [/^(\d{2})-?(\d\d)-?(\d\d)$/, ([year = 0, month = 0, day = 0]) => ({ year: fullYear(year), month, day })],
  [/^(\d{2})-?(\d{3})$/, ([year = 0, ordinal = 0]) => ofYear(fullYear(year), ordinal)],
  [/^(\d{4})-?[Ww](\d\d)(?:-?(\d))?$/, ([year = 0, week = 0, day = 1]) => ofWeek(year, week, day)],
  [/^(\d{4})$/, ([year = 0]) => ({ year, month: 1, day: 1 })],
  [/^-(\d\d)-?(\d\d)$/, ([year = 0, month = 0]) => ({ year: fullYear(year), month, day: 1 })],
  [/^-(\d\d)$/, ([year = 0]) => ({ year: fullYear(year), month: 1, day: 1 })],
];

function compactTime(text: string): EpochMs | undefined {
  const match = /^([\d-]*?(?:[Ww]\d\d(?:-?\d)?)?)(?:[Tt ]+(\d{1,2}):?(\d\d)?(?::?(\d\d)(?:[.,](\d+))?)? ?(.*))?$/.exec(
    text,
  );
  if (match === null) return undefined;
  const [, date = '', hour, minute, second, , zone = ''] = match;
  const day = COMPACT.map(([shape, build]) => {
    const parts = shape.exec(date);
    return parts === null ? undefined : build(parts.slice(1).map((part) => (part === undefined ? 1 : Number(part))));
  }).find((each) => each !== undefined);
  if (day === undefined) return undefined;
  const offset = zone === '' ? 0 : zoneOf(zone);
  // A zone that is not understood may be a 12-hour clock's `PM`: left to the reading of parts.
  if (offset === undefined) return undefined;
  return instant(
    day,
    { hour: Number(hour ?? 0), minute: Number(minute ?? 0), second: Number(second ?? 0), millisecond: 0 },
    offset,
  );
}

const CLOCK =
  /(?<![\d:])(\d{1,2})\s?[:.h시時时点]\s?(\d\d)(?:\s?[:.分분]\s?(\d\d)(?:[.,](\d{1,9}))?\s?[초秒]?)?(?![\d:])/u;
const AFTERNOON = /(?:^|[\s\d])(?:p\.?\s?m\.?)(?![\p{L}])|오후|下午|午後|μ\.?μ\.?|م(?![\p{L}])/iu;
const FORENOON = /(?:^|[\s\d])(?:a\.?\s?m\.?)(?![\p{L}])|오전|上午|午前|π\.?μ\.?|ص(?![\p{L}])/iu;

/** A Korean clock is read in the one zone where it is used. */
const KOREAN = /\p{Script=Hangul}/u;
const KOREAN_OFFSET = 9 * 60;

/** Reads a date by its parts: a clock, a zone, then a month's name or three numbers. */
function timeFromParts(text: string, language: string | undefined): EpochMs | undefined {
  const clockAt = findClock(text);
  const before = clockAt === undefined ? text : text.slice(0, clockAt.start);
  const after = clockAt === undefined ? '' : text.slice(clockAt.end);
  const zone = zoneAfter(after);
  const day = dayOf(`${before} ${zone.rest}`, language);
  if (day === undefined) return undefined;
  const clock = clockAt === undefined ? MIDNIGHT : twelveHours(clockAt.clock, text);
  return instant(day, clock, zone.offset ?? (KOREAN.test(text) ? KOREAN_OFFSET : 0));
}

function findClock(text: string): { readonly clock: Clock; readonly start: number; readonly end: number } | undefined {
  // A clock with colons is sure; one with dots could be the date itself.
  const match =
    /(?<![\d:])(\d{1,2}):(\d\d)(?::(\d{1,2})(?:[.,:](\d{1,9}))?)?(?![\d:])/.exec(text) ??
    CLOCK.exec(withoutDottedDate(text));
  if (match === null) return undefined;
  const [all, hour, minute, second, fraction] = match;
  const clock = {
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second ?? 0),
    millisecond: fraction === undefined ? 0 : Math.trunc(Number(`0.${fraction}`) * 1000),
  };
  if (clock.hour > 24 || clock.minute > 59) return undefined;
  return { clock, start: match.index, end: match.index + all.length };
}

/** Blanks out dates written with dots, length kept. */
function withoutDottedDate(text: string): string {
  return text.replaceAll(/\d{1,4}\.\s?\d{1,2}\.\s?\d{1,4}\.?/g, (date) => ' '.repeat(date.length));
}

function twelveHours(clock: Clock, text: string): Clock {
  if (clock.hour > 12) return clock;
  if (AFTERNOON.test(text)) return { ...clock, hour: clock.hour === 12 ? 12 : clock.hour + 12 };
  if (FORENOON.test(text) && clock.hour === 12) return { ...clock, hour: 0 };
  return clock;
}

function zoneAfter(text: string): { readonly offset?: number; readonly rest: string } {
  const numeric = /(?:^|[\s(])(?:GMT|UTC?|Z)?\s?([+-])\s?(\d{1,2}):?(\d\d)?(?![\d-])/i.exec(text);
  if (numeric !== null) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
    return { offset: numeric[1] === '-' ? -minutes : minutes, rest: text.replace(numeric[0], ' ') };
  }
  for (const word of text.match(/[A-Za-z]+/g) ?? []) {
    const offset = /^[ap]m$/i.test(word) ? undefined : zoneOffset(word);
    if (offset !== undefined) return { offset, rest: text.replace(word, ' ') };
  }
  return { rest: text };
}

function zoneOf(text: string): number | undefined {
  const zone = zoneAfter(text);
  return /[\p{L}\d]/u.test(zone.rest) ? undefined : (zone.offset ?? 0);
}

function dayOf(text: string, language: string | undefined): Day | undefined {
  return eastAsianDay(text) ?? namedDay(text, language) ?? numericDay(text, language);
}

function eastAsianDay(text: string): Day | undefined {
  const match = /(\d{2,4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})/u.exec(text);
  if (match === null) return undefined;
  return { year: fullYear(Number(match[1])), month: Number(match[2]), day: Number(match[3]) };
}

/** `10 juin 2003`, `Jun 10, 2003`, `2004-július-13`: a month's name and two numbers. */
function namedDay(text: string, language: string | undefined): Day | undefined {
  const words = text.match(/\p{L}[\p{L}\p{M}.'’]*/gu) ?? [];
  // A day of the week may look like a month (`mar. 10 juin`), but it stands before it.
  const month = words.map((word) => monthOf(word, language)).findLast((found) => found !== undefined);
  if (month === undefined) return undefined;
  const numbers = text.match(/\d+/g) ?? [];
  const yearAt = numbers.findIndex((number) => number.length === 4);
  if (yearAt >= 0) {
    const day = numbers.find((number, at) => at !== yearAt && number.length <= 2);
    return { year: Number(numbers[yearAt]), month, day: day === undefined ? 1 : Number(day) };
  }
  const [first, second] = numbers;
  if (first === undefined || second === undefined || first.length > 2 || second.length > 2) return undefined;
  return Number(first) > 31
    ? { year: fullYear(Number(first)), month, day: Number(second) }
    : { year: fullYear(Number(second)), month, day: Number(first) };
}

/** `2006/09/15`, `15.09.2006`, `09/15/2006`: slashes are American unless the numbers or the language say otherwise. */
function numericDay(text: string, language: string | undefined): Day | undefined {
  const match = /(?<!\d)(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?!\d)/.exec(text);
  if (match === null) return undefined;
  const [, a = '', separator, b = '', c = ''] = match;
  const [first, second, third] = [Number(a), Number(b), Number(c)];
  if (a.length >= 3) return { year: first, month: second, day: third };
  if (c.length < 3 && first > 31) return { year: fullYear(first), month: second, day: third };
  const year = fullYear(third);
  const english = language === undefined || /^en(?:[-_]us)?$/i.test(language);
  const monthFirst = second > 12 || (first <= 12 && separator === '/' && english);
  return monthFirst ? { year, month: first, day: second } : { year, month: second, day: first };
}

/** Two digits of a year: no feed is older than 1990. */
function fullYear(year: number): number {
  if (year >= 100) return year;
  return year < 90 ? 2000 + year : 1900 + year;
}

function ofYear(year: number, ordinal: number): Day {
  return dayAt(Date.UTC(year, 0, 1) + (ordinal - 1) * DAY);
}

function ofWeek(year: number, week: number, day: number): Day {
  const fourth = Date.UTC(year, 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY;
  return dayAt(monday + ((week - 1) * 7 + day - 1) * DAY);
}

function dayAt(at: EpochMs): Day {
  const date = new Date(at);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function instant(day: Day, clock: Clock, offsetMinutes: number): EpochMs | undefined {
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
