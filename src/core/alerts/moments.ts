// Days and times as people type them: `2026-01-02`, `2026-01-02 18:00`, or with a zone of their own.
import type { EpochMs } from '../text/instant.ts';

/** A day alone means its end, local to `zone`: until then a mute lasts, and by then all of that day was known. */
export function readMoment(text: string, zone: string): EpochMs | undefined {
  const read = /^(\d{4}-\d{2}-\d{2})(?:[t ](\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?(z|[+-]\d{2}:?\d{2})?)?$/i.exec(
    text.trim(),
  );
  if (read === null) return undefined;
  const [, date = '', time, offset] = read;
  try {
    const day = Temporal.PlainDate.from(date);
    if (time === undefined) return day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
    const plainTime = Temporal.PlainTime.from(time.padStart(5, '0'));
    if (offset === undefined) return day.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds;
    return Temporal.Instant.from(`${day}T${plainTime}${offset.toUpperCase()}`).epochMilliseconds;
  } catch (error) {
    // 31 February and 25:00 are slips of the writer's, not faults of ours.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
