// Summits as iCalendar events: one UID for good, SEQUENCE grows with every change, what is called off is cancelled there.
import ical, { ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { plainText } from '../core/messages/plain.ts';
import type { Reader } from '../core/messages/reader.ts';
import { factFields } from '../core/messages/summit-facts.ts';
import { daysOf, isSpan } from '../core/messages/when.ts';
import type { Stage, Summit } from '../core/summits/summit.ts';
import { type EpochMs, HOUR } from '../core/text/instant.ts';

/** How long between two looks a calendar program is asked to wait, in seconds. */
const LOOK_AGAIN = 15 * 60;

const STATUS: Readonly<Record<Stage, ICalEventStatus>> = {
  exploring: ICalEventStatus.TENTATIVE,
  proposed: ICalEventStatus.TENTATIVE,
  announced: ICalEventStatus.TENTATIVE,
  scheduled: ICalEventStatus.TENTATIVE,
  at_risk: ICalEventStatus.TENTATIVE,
  postponed: ICalEventStatus.TENTATIVE,
  back_on: ICalEventStatus.TENTATIVE,
  confirmed: ICalEventStatus.CONFIRMED,
  underway: ICalEventStatus.CONFIRMED,
  held: ICalEventStatus.CONFIRMED,
  outcome: ICalEventStatus.CONFIRMED,
  cancelled: ICalEventStatus.CANCELLED,
  denied: ICalEventStatus.CANCELLED,
};

export type CalendarParts = {
  readonly title: string;
  readonly reader: Reader;
  readonly now: EpochMs;
  /** The page of a summit. */
  readonly pageOf: (summit: Summit) => string;
};

/** A day, days in a row or an hour; not one day somewhere among many. */
export function hasDay({ date }: Summit): boolean {
  if (!date) return false;
  const [first, last] = daysOf(date.value);
  return first.equals(last) || isSpan(date.value);
}

/** Text of media type text/calendar. A summit without any date has no event; a vague one is marked as such and blocks no time. */
export function calendarOf(summits: readonly Summit[], parts: CalendarParts): string {
  const calendar = ical({
    name: parts.title,
    prodId: { company: 'summit-watch', product: 'summit-watch', language: 'EN' },
    ttl: LOOK_AGAIN,
  });
  for (const summit of summits) {
    if (!summit.date) continue;
    const event = calendar.createEvent({
      id: `${summit.id}@summit-watch`,
      ...spanOf(summit.date.value),
      sequence: summit.revision,
      stamp: new Date(summit.lastReportAt),
      lastModified: new Date(summit.lastReportAt),
      status: isOff(summit) ? ICalEventStatus.CANCELLED : STATUS[summit.stage.value],
      transparency: hasDay(summit) ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
      summary: summaryOf(summit, parts.reader),
      description: descriptionOf(summit, parts),
      url: parts.pageOf(summit),
    });
    if (summit.place) event.location(summit.place.value.name);
  }
  return calendar.toString();
}

/** A meeting that was put off has left its old day. */
function isOff({ stage, date }: Summit): boolean {
  return stage.value === 'postponed' && date !== undefined && date.since < stage.since;
}

function spanOf(interval: { readonly from: EpochMs; readonly to: EpochMs; readonly words: string }) {
  if (interval.from === interval.to)
    return { start: new Date(interval.from), end: new Date(interval.from + HOUR), allDay: false };
  const [first, last] = daysOf(interval);
  const midnight = (day: Temporal.PlainDate): Date => new Date(day.toZonedDateTime('UTC').epochMilliseconds);
  // DTEND is exclusive: a one-day event ends on the next day.
  return { start: midnight(first), end: midnight(last.add({ days: 1 })), allDay: true, timezone: 'UTC' };
}

function summaryOf(summit: Summit, { words }: Reader): string {
  const stage = words.stages[summit.stage.value];
  return hasDay(summit) ? `${summit.name} (${stage})` : `${summit.name} (${stage}; the day is open)`;
}

function descriptionOf(summit: Summit, { reader, now, pageOf }: CalendarParts): string {
  const facts = factFields(summit, now, reader).map(({ name, value }) => `${name}: ${plainText(value)}`);
  return [...facts, `Sources: ${summit.sources.join(', ')}`, pageOf(summit)].join('\n');
}
