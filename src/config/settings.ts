// settings.yaml: what holds for the whole service; every value has a default.
import { z } from 'zod';
import { type ConfigText, type Read, readDocument } from './document.ts';
import { channel, clock, cron, durationBetween, oneOf, text, timeZone, wholeNumber, workspace } from './values.ts';

const group = { error: 'must be a group of names with values' };

const schema = z.strictObject(
  {
    poll: z
      .strictObject(
        {
          cron: cron.default('* * * * *'),
          every: durationBetween('15m', '1d').prefault('1h'),
          concurrency: wholeNumber(1, 200).default(50),
          timeout: durationBetween('1s', '5m').prefault('30s'),
          maxBytes: wholeNumber(10_000, 200_000_000).default(10_485_760),
          contact: text(200).optional(),
        },
        group,
      )
      .prefault({}),
    alerts: z
      .strictObject(
        {
          groupWait: durationBetween('0s', '1h').prefault('30s'),
          budgetPerHour: wholeNumber(1, 1_000).default(6),
          operatorChannel: channel.optional(),
        },
        group,
      )
      .prefault({}),
    digest: z.strictObject({ at: clock.default('08:00'), timeZone: timeZone.default('UTC') }, group).prefault({}),
    slack: z.strictObject({ manage: oneOf(['full-members', 'admins']).default('full-members') }, group).prefault({}),
    overrule: z
      .strictObject({ workspaces: z.array(workspace, { error: 'must be a list of workspaces' }).optional() }, group)
      .prefault({}),
    keep: z
      .strictObject(
        {
          items: durationBetween('7d', '3650d').prefault('180d'),
          deliveries: durationBetween('7d', '3650d').prefault('90d'),
          departed: durationBetween('1h', '365d').prefault('30d'),
        },
        group,
      )
      .prefault({}),
  },
  group,
);

/** Durations in milliseconds. */
export type Settings = z.output<typeof schema>;

/** An empty file asks for the defaults. */
export function readSettings(from: ConfigText): Read<Settings> {
  const onlyComments = from.text.split('\n').every((line) => /^\s*(#.*)?$/.test(line));
  return readDocument(onlyComments ? { ...from, text: '{}' } : from, schema);
}
