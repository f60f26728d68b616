// What a feed asks of those who poll it: ttl, syndication period, hours and days to stay away.
import type { PollHints } from '../core/feeds/feed.ts';
import { DAY, HOUR, MINUTE } from '../core/text/instant.ts';
import { childrenOf, type FeedNode, textOf } from './markup.ts';

const PERIODS: Readonly<Record<string, number>> = {
  hourly: HOUR,
  daily: DAY,
  weekly: 7 * DAY,
  monthly: 30 * DAY,
  yearly: 365 * DAY,
};
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

export function readHints(head: FeedNode): PollHints {
  const ttl = count(textOf(head, 'ttl'));
  const period = PERIODS[textOf(head, 'sy:updateperiod')?.toLowerCase() ?? ''];
  const frequency = count(textOf(head, 'sy:updatefrequency')) ?? 1;
  const skipHours = inner(head, 'skiphours', 'hour')
    .map((hour) => (/^\d{1,2}$/.test(hour) ? Number(hour) % 24 : -1))
    .filter((hour) => hour >= 0);
  const skipDays = inner(head, 'skipdays', 'day')
    .map((day) => DAYS.find((name) => name.toLowerCase() === day.toLowerCase()))
    .filter((day) => day !== undefined);
  return {
    ...(ttl !== undefined && { ttl: ttl * MINUTE }),
    ...(period !== undefined && { updatePeriod: Math.round(period / frequency) }),
    ...(skipHours.length > 0 && { skipHours: [...new Set(skipHours)] }),
    ...(skipDays.length > 0 && { skipDays: [...new Set(skipDays)] }),
  };
}

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text) && Number(text) > 0 ? Number(text) : undefined;
}

function inner(head: FeedNode, list: string, name: string): readonly string[] {
  return childrenOf(head, list).flatMap((node) => childrenOf(node, name).map(({ text }) => text.trim()));
}
