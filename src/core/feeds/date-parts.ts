// A date read by its parts, whatever their order and language: a clock, a zone, then a month's name or three numbers.
import type { EpochMs } from '../text/instant.ts';
import { type Clock, type Day, fullYear, instant, MIDNIGHT } from './calendar.ts';
import { monthOf } from './months.ts';
import { letterOffset, zoneOffset } from './zones.ts';

const CLOCK =
  /(?<![\d:])(\d{1,2})\s?[:.h시時时点]\s?(\d\d)(?:\s?[:.分분]\s?(\d\d)(?:[.,](\d{1,9}))?\s?[초秒]?)?(?![\d:])/u;
const AFTERNOON = /(?:^|[\s\d])(?:p\.?\s?m\.?)(?![\p{L}])|오후|下午|午後|μ\.?μ\.?|م(?![\p{L}])/iu;
const FORENOON = /(?:^|[\s\d])(?:a\.?\s?m\.?)(?![\p{L}])|오전|上午|午前|π\.?μ\.?|ص(?![\p{L}])/iu;

/** A Korean clock is read in the one zone where it is used. */
const KOREAN = /\p{Script=Hangul}/u;
const KOREAN_OFFSET = 9 * 60;

/** Reads a date by its parts: a clock, a zone, then a month's name or three numbers. */
export function timeFromParts(text: string, language: string | undefined): EpochMs | undefined {
  if (!/\d/.test(text)) return undefined;
  const clockAt = findClock(text);
  const before = clockAt === undefined ? text : text.slice(0, clockAt.start);
  const after = clockAt === undefined ? '' : text.slice(clockAt.end);
  const named = /(?:^|\s)([A-Z][A-Za-z_]{1,20}(?:\/[A-Z][A-Za-z_]{1,30}){1,2})(?=\s|$)/.exec(after);
  const zone = zoneAfter(named === null ? after : after.replace(named[0], ' '));
  const day = dayOf(`${before} ${zone.rest}`, language);
  if (day === undefined) return undefined;
  const clock = clockAt === undefined ? MIDNIGHT : twelveHours(clockAt.clock, text);
  if (named !== null) return inNamedZone(day, clock, named[1] ?? '');
  return instant(day, clock, zone.offset ?? (KOREAN.test(text) ? KOREAN_OFFSET : 0));
}

/** `America/New_York` and the like: the offset depends on the day. */
function inNamedZone(day: Day, clock: Clock, zone: string): EpochMs | undefined {
  const universal = instant(day, clock, 0);
  if (universal === undefined) return undefined;
  try {
    const local = Temporal.Instant.fromEpochMilliseconds(universal).toZonedDateTimeISO('UTC').toPlainDateTime();
    return local.toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return universal;
  }
}

function findClock(text: string): { readonly clock: Clock; readonly start: number; readonly end: number } | undefined {
  // A clock with colons is sure; one with dots could be the date itself.
  const match =
    /(?<![\d:])(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,:](\d{1,9}))?)?(?![\d:])/.exec(text) ??
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
  const letter = letterOffset(/^ ?([A-Z])$/.exec(text)?.[1] ?? '');
  if (letter !== undefined) return { offset: letter, rest: '' };
  for (const word of text.match(/[A-Za-z]+/g) ?? []) {
    const offset = /^[ap]m$/i.test(word) ? undefined : zoneOffset(word);
    if (offset !== undefined) return { offset, rest: text.replace(word, ' ') };
  }
  return { rest: text };
}

/** The offset of a text that is a zone and nothing else. */
export function zoneOf(text: string): number | undefined {
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

/** No date is a speech. */
const MOST_WORDS = 12;

/** `10 juin 2003`, `Jun 10, 2003`, `2004-július-13`: a month's name and two numbers. */
function namedDay(text: string, language: string | undefined): Day | undefined {
  const words = (text.match(/\p{L}[\p{L}\p{M}.'’]*/gu) ?? []).slice(0, MOST_WORDS);
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
