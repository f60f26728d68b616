// The kinds of value that configuration files are made of, each saying what it must be.
import { z } from 'zod';
import type { Channel } from '../core/alerts/subscription.ts';
import { cronFault } from './cron.ts';
import { readDuration } from './duration.ts';
import { nearestName } from './faults.ts';

export const DURATION = 'must be a number with s, m, h or d, such as 30m';

export function text(longest: number) {
  const error = `must be text of 1 to ${longest} characters`;
  return z.string({ error }).trim().min(1, { error }).max(longest, { error });
}

export const duration = z.string({ error: DURATION }).transform((written, context) => {
  const read = readDuration(written);
  if (read !== undefined) return read;
  context.addIssue({ code: 'custom', message: DURATION });
  return z.NEVER;
});

/** A duration between two others, as written in messages. */
export function durationBetween(shortest: string, longest: string) {
  const error = `must be a duration from ${shortest} to ${longest}, such as ${shortest}`;
  const [from = 0, to = 0] = [readDuration(shortest), readDuration(longest)];
  return duration.refine((read) => read >= from && read <= to, { error });
}

export function wholeNumber(from: number, to: number) {
  const error = `must be a whole number from ${from} to ${to}`;
  return z.int({ error }).min(from, { error }).max(to, { error });
}

export function oneOf<const T extends readonly string[]>(values: T) {
  return z.enum(values, { error: `must be one of ${values.join(', ')}` });
}

export const cron = z
  .string({ error: 'must be a cron expression, such as "* * * * *"' })
  .superRefine((written, context) => {
    const fault = cronFault(written);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  });

const CLOCK = 'must be a time of day as HH:MM, such as 08:00, in quotes';
export const clock = z.string({ error: CLOCK }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: CLOCK });

export const timeZone = z
  .string({ error: 'must be the name of a time zone, such as Europe/Kyiv' })
  .superRefine((written, context) => {
    if (isTimeZone(written)) return;
    const near = nearestName(written, Intl.supportedValuesOf('timeZone'));
    const message = `must be the name of a time zone, such as ${near ?? 'Europe/Kyiv'}`;
    context.addIssue({ code: 'custom', message });
  });

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // Offsets such as +02:00 are accepted there too, but know no summer time.
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}

const LANGUAGE = 'must be a language tag, such as en or uk';
export const language = z
  .string({ error: LANGUAGE })
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/i, { error: LANGUAGE })
  .transform((tag) => tag.toLowerCase().split('-')[0] ?? tag);

const ADDRESS = 'must be an http or https address, such as https://example.org/feed.xml';
export const webAddress = z.string({ error: ADDRESS }).transform((written, context) => {
  const url = URL.parse(written.trim());
  if (url !== null && /^https?:$/.test(url.protocol) && url.hostname !== '') {
    url.hash = '';
    return url.href;
  }
  context.addIssue({ code: 'custom', message: ADDRESS });
  return z.NEVER;
});

const WORKSPACE = 'must be discord:GUILD or slack:TEAM, by their ids';
/** A server or workspace, written as one word. */
export const workspace = z.string({ error: WORKSPACE }).regex(/^(?:discord|slack):\w{1,40}$/, { error: WORKSPACE });

const CHANNEL = 'must be discord:GUILD:CHANNEL or slack:TEAM:CHANNEL, by their ids';
/** A place to post in, written as one word. */
export const channel = z.string({ error: CHANNEL }).transform((written, context): Channel => {
  const [, platform, workspace, id] = /^(discord|slack):(\w{1,40}):(\w{1,40})$/.exec(written.trim()) ?? [];
  if ((platform === 'discord' || platform === 'slack') && workspace && id) return { platform, workspace, id };
  context.addIssue({ code: 'custom', message: CHANNEL });
  return z.NEVER;
});
