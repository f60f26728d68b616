// Dates as news writes them → an interval: a day, a weekday, a week, a month; always meant ahead unless the words say otherwise.
import type { EpochMs } from '../text/instant.ts';
import type { DateInterval } from './summit.ts';
import type { Wording } from './wording/wording.ts';
import type { Word } from './words.ts';
import { fold } from './words.ts';

const DAY = 86_400_000;
const WEEK = 7 * DAY;

function midnight(at: EpochMs): EpochMs {
  return Math.floor(at / DAY) * DAY;
}

function span(from: EpochMs, days: number, words: string): DateInterval {
  return { from, to: from + days * DAY - 1, words };
}

/** When the last day of it has ended everywhere: days are counted in UTC, and end twelve hours later at its western edge. */
export function endOf({ to }: DateInterval): EpochMs {
  return to + DAY / 2;
}

type Reader = (words: readonly Word[], index: number, wording: Wording, today: EpochMs) => DateInterval | undefined;

/** The date that the words name, seen from the day they were written; the most exact one where there are several. */
export function dateIn(words: readonly Word[], wording: Wording, at: EpochMs): DateInterval | undefined {
  const today = midnight(at);
  for (const read of READERS) {
    for (let index = 0; index < words.length; index++) {
      const found = read(words, index, wording, today);
      if (found) return found;
    }
  }
  return undefined;
}

function monthAt(words: readonly Word[], index: number, wording: Wording): number {
  const text = words[index]?.text;
  if (text === undefined) return -1;
  return wording.months.findIndex((name) => {
    if (name.endsWith('*')) return text.startsWith(fold(name.slice(0, -1)));
    const month = fold(name);
    return text === month || (text.length >= 3 && text.length <= 4 && month.startsWith(text));
  });
}

function numberAt(words: readonly Word[], index: number): number | undefined {
  const match = /^(\d{1,2})(?:st|nd|rd|th|er|º)?$/u.exec(words[index]?.text ?? '');
  const value = Number(match?.[1]);
  return match && value >= 1 && value <= 31 ? value : undefined;
}

function dayOfMonth(words: readonly Word[], index: number, wording: Wording, today: EpochMs): DateInterval | undefined {
  const day = numberAt(words, index);
  if (day !== undefined) {
    const skip = words[index + 1]?.text === 'de' ? 1 : 0;
    const month = monthAt(words, index + 1 + skip, wording);
    if (month >= 0)
      return onDay(today, month, day, yearAt(words, index + 2 + skip), rawOf(words, index, index + 2 + skip));
    return undefined;
  }
  const month = monthAt(words, index, wording);
  const dayAfter = month >= 0 ? numberAt(words, index + 1) : undefined;
  if (dayAfter === undefined) return undefined;
  return onDay(today, month, dayAfter, yearAt(words, index + 2), rawOf(words, index, index + 2));
}

function yearAt(words: readonly Word[], index: number): number | undefined {
  const match = /^20\d\d$/u.exec(words[index]?.text ?? '');
  return match ? Number(match[0]) : undefined;
}

function onDay(today: EpochMs, month: number, day: number, year: number | undefined, words: string): DateInterval {
  const now = new Date(today);
  let from = Date.UTC(year ?? now.getUTCFullYear(), month, day);
  if (year === undefined && from < today - 120 * DAY) from = Date.UTC(now.getUTCFullYear() + 1, month, day);
  return span(from, 1, words);
}

function weekday(words: readonly Word[], index: number, wording: Wording, today: EpochMs): DateInterval | undefined {
  const text = words[index]?.text ?? '';
  const named = wording.weekdays.findIndex((name) =>
    name.endsWith('*') ? text.startsWith(fold(name.slice(0, -1))) : text === fold(name),
  );
  if (named < 0) return undefined;
  const current = (new Date(today).getUTCDay() + 6) % 7;
  const ahead = (named - current + 7) % 7;
  const week = ahead === 0 && NEXT.has(words[index - 1]?.text ?? '') ? 7 : ahead;
  return span(today + week * DAY, 1, words[index]?.raw ?? '');
}

function relative(words: readonly Word[], index: number, wording: Wording, today: EpochMs): DateInterval | undefined {
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * DAY;
  const phrase = (list: readonly string[]) => list.find((each) => startsHere(words, index, each));
  const day = phrase(wording.tomorrow);
  if (day) return span(today + DAY, 1, day);
  const now = phrase(wording.today);
  if (now) return span(today, 1, now);
  const days = phrase(wording.comingDays);
  if (days) return span(today, 7, days);
  const next = phrase(wording.nextWeek);
  if (next) return span(monday + WEEK, 7, next);
  const week = phrase(wording.thisWeek);
  if (week) return span(today, Math.max(1, Math.round((monday + WEEK - today) / DAY)), week);
  const weekend = phrase(wording.weekend);
  if (weekend) return span(Math.max(today, monday + 5 * DAY), today > monday + 5 * DAY ? 1 : 2, weekend);
  const rest = phrase(wording.thisMonth);
  if (rest) return { ...monthSpan(new Date(today).getUTCFullYear(), new Date(today).getUTCMonth(), rest), from: today };
  const month = phrase(wording.nextMonth);
  return month ? monthSpan(new Date(today).getUTCFullYear(), new Date(today).getUTCMonth() + 1, month) : undefined;
}

/** "Within two weeks", "in the next 10 days": from today until then. */
function within(words: readonly Word[], index: number, wording: Wording, today: EpochMs): DateInterval | undefined {
  for (const before of wording.within) {
    if (!startsHere(words, index, before)) continue;
    const at = index + before.split(' ').length;
    const count = countAt(words, at, wording);
    const unit = count && unitAt(words, at + 1, wording);
    if (unit) return span(today, count * unit.days + 1, rawOf(words, index, at + 1 + unit.length));
  }
  return undefined;
}

function countAt(words: readonly Word[], index: number, wording: Wording): number | undefined {
  const text = words[index]?.text;
  if (text === undefined) return undefined;
  const named = wording.numbers.findIndex((spellings) => spellings.split('|').some((each) => fold(each) === text));
  return named >= 0 ? named + 1 : numberAt(words, index);
}

function unitAt(words: readonly Word[], index: number, wording: Wording) {
  const phrase = (list: readonly string[]) => list.find((each) => startsHere(words, index, each));
  const [day, week] = [phrase(wording.days), phrase(wording.weeks)];
  if (day) return { days: 1, length: day.split(' ').length };
  return week ? { days: 7, length: week.split(' ').length } : undefined;
}

function startsHere(words: readonly Word[], index: number, phrase: string): boolean {
  return phrase.split(' ').every((part, offset) => words[index + offset]?.text === fold(part));
}

const NEXT = new Set(['next', 'nachsten', 'prochain', 'proximo']);
const BEFORE_MONTH = new Set([
  'in',
  'im',
  'en',
  'for',
  'this',
  'next',
  'end',
  'mid',
  'until',
  'early',
  'late',
  'в',
  'у',
  'на',
  'by',
]);

function wholeMonth(words: readonly Word[], index: number, wording: Wording, today: EpochMs): DateInterval | undefined {
  const month = monthAt(words, index, wording);
  const before = words[index - 1]?.text;
  if (month < 0 || before === undefined || !BEFORE_MONTH.has(before)) return undefined;
  const now = new Date(today);
  const year =
    yearAt(words, index + 1) ?? (month < now.getUTCMonth() ? now.getUTCFullYear() + 1 : now.getUTCFullYear());
  return monthSpan(year, month, rawOf(words, index - 1, index + 1));
}

function monthSpan(year: number, month: number, words: string): DateInterval {
  return { from: Date.UTC(year, month, 1), to: Date.UTC(year, month + 1, 1) - 1, words };
}

function rawOf(words: readonly Word[], from: number, to: number): string {
  return words
    .slice(Math.max(0, from), to)
    .map((word) => word.raw)
    .join(' ');
}

const READERS: readonly Reader[] = [dayOfMonth, weekday, within, relative, wholeMonth];
