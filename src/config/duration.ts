// Durations as operators write them: a number with s, m, h or d.
import { DAY, HOUR, MINUTE, SECOND } from '../core/text/instant.ts';

const UNITS: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY };

/** Milliseconds; undefined when it is not written so. */
export function readDuration(text: string): number | undefined {
  const [, number, unit] = /^(\d{1,9}(?:\.\d{1,3})?)([smhd])$/.exec(text.trim()) ?? [];
  const size = UNITS[unit ?? ''];
  return number === undefined || size === undefined ? undefined : Math.round(Number(number) * size);
}
