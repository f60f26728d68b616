// Dates as feeds write them → an instant. Strict grammars first; then a reading of the parts, in many languages.
// The platform's own Date.parse is not asked: it takes junk for a date without a word.
import { DAY, type EpochMs, SECOND } from '../text/instant.ts';
import { type Day, fullYear, instant } from './calendar.ts';
import { timeFromParts, zoneOf } from './date-parts.ts';

const LONGEST = 120;
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

/** Digits of other scripts and full-width forms become ASCII; comments and doubled white space go. */
function tidied(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replaceAll(/[\u0966-\u096f\u09e6-\u09ef]/g, (digit) => String((digit.charCodeAt(0) & 0xf) - 6))
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/[\u200e\u200f\u061c]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?=Z?$)/, '$1-$2-$3T$4:$5:$6');
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
