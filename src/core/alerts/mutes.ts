// How long a mute lasts, as people write it, and which kinds of change can be muted.
import type { StatusChange } from '../summits/summit.ts';
import { DAY, type EpochMs, HOUR, MINUTE } from '../text/instant.ts';
import { readMoment } from './moments.ts';

export const DEFAULT_MUTE = 24 * HOUR;
export const LONGEST_MUTE = 365 * DAY;

export type MuteEnd = { readonly until: EpochMs } | { readonly fault: 'unreadable' | 'past' | 'too-long' };

const UNITS: Readonly<Record<string, number>> = { m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY };
const NAMED_UNITS: Readonly<Record<string, string>> = {
  min: 'm',
  mins: 'm',
  minute: 'm',
  minutes: 'm',
  hour: 'h',
  hours: 'h',
  day: 'd',
  days: 'd',
  week: 'w',
  weeks: 'w',
};

/** `1h`, `24 hours`, `1w`, `2026-01-02`, `until 2026-01-02`, `until 2026-01-02 18:00`; a day ends with that day in `zone`. */
export function readMuteEnd(text: string | undefined, now: EpochMs, zone: string): MuteEnd {
  const written = (text ?? '').trim().toLowerCase();
  if (written === '') return { until: now + DEFAULT_MUTE };
  const until = readDuration(written, now) ?? readMoment(written.replace(/^until\s+/, ''), zone);
  if (until === undefined) return { fault: 'unreadable' };
  if (until <= now) return { fault: 'past' };
  if (until - now > LONGEST_MUTE) return { fault: 'too-long' };
  return { until };
}

function readDuration(written: string, now: EpochMs): EpochMs | undefined {
  const read = /^(\d{1,4})\s*([a-z]+)$/.exec(written);
  const unit = UNITS[NAMED_UNITS[read?.[2] ?? ''] ?? read?.[2] ?? ''];
  return read === null || unit === undefined ? undefined : now + Number(read[1]) * unit;
}

/** Kinds of change that people mute by name, and the fields they stand for. */
export const CHANGE_KINDS = [
  'rumours',
  'stages',
  'dates',
  'places',
  'participants',
  'formats',
  'doubts',
  'corrections',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

const FIELDS: Readonly<Record<Exclude<ChangeKind, 'rumours'>, readonly StatusChange['field'][]>> = {
  stages: ['stage', 'confirmation'],
  dates: ['date'],
  places: ['place'],
  participants: ['participants'],
  formats: ['format'],
  doubts: ['risk', 'dispute', 'silence'],
  corrections: ['correction'],
};

export function isChangeKind(value: string): value is ChangeKind {
  return CHANGE_KINDS.some((kind) => kind === value);
}

export function inChangeKind(kind: string, change: Pick<StatusChange, 'field' | 'rumour'>): boolean {
  if (!isChangeKind(kind)) return false;
  return kind === 'rumours' ? change.rumour : FIELDS[kind].includes(change.field);
}
