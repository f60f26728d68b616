// When a digest falls due: a local hour in an IANA zone, right also on the two days a year when clocks change.
import type { EpochMs } from '../text/instant.ts';
import type { Subscription } from './subscription.ts';

type Timetable = Pick<Subscription, 'digest' | 'at' | 'timeZone'>;

/** First digest after `now`; weekly ones come on Mondays, hourly ones at the minute of `at`. */
export function nextDigest(timetable: Timetable, now: EpochMs): EpochMs | undefined {
  if (timetable.digest === 'off') return undefined;
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timetable.timeZone);
  for (let step = 0; ; step += 1) {
    const slot = slotNear(timetable, here, step);
    if (slot > now) return slot;
  }
}

/** Last digest at or before `now`: where the window of the next one begins. */
export function lastDigest(timetable: Timetable, now: EpochMs): EpochMs | undefined {
  if (timetable.digest === 'off') return undefined;
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timetable.timeZone);
  for (let step = 1; ; step -= 1) {
    const slot = slotNear(timetable, here, step);
    if (slot <= now) return slot;
  }
}

/** The slot of the hour, day or week that lies `step` after the present one. */
function slotNear(timetable: Timetable, here: Temporal.ZonedDateTime, step: number): EpochMs {
  const at = Temporal.PlainTime.from(timetable.at);
  if (timetable.digest === 'hourly') {
    const hour = here.round({ smallestUnit: 'hour', roundingMode: 'floor' }).add({ hours: step });
    return hour.add({ minutes: at.minute }).epochMilliseconds;
  }
  const day = here.toPlainDate();
  const first = timetable.digest === 'daily' ? day : day.subtract({ days: day.dayOfWeek - 1 });
  const date = first.add(timetable.digest === 'daily' ? { days: step } : { weeks: step });
  // An hour that the spring skips moves on by one; an hour that the autumn repeats is its first.
  return date.toZonedDateTime({ timeZone: timetable.timeZone, plainTime: at }).epochMilliseconds;
}

/** `8`, `8:00`, `08.00`, `08:00` → `08:00`. */
export function readLocalTime(text: string): string | undefined {
  const read = /^(\d{1,2})(?:[:.h](\d{2}))?$/.exec(text.trim());
  const [hour, minute] = [Number(read?.[1]), Number(read?.[2] ?? 0)];
  if (read === null || hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** The zone's own spelling (`europe/kyiv` → `Europe/Kyiv`), or undefined when there is none of that name. */
export function readTimeZone(text: string): string | undefined {
  try {
    return new Temporal.ZonedDateTime(0n, text.trim()).timeZoneId;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
