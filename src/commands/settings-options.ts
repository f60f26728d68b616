// What people type after /summit-settings, read into a channel's settings, or one sentence about what is wrong with it.
import type { CommandCall, OptionSpec } from '../chat/chat.ts';
import { type ChannelSettings, LOOKS, type Ping, type PingKind } from '../core/alerts/channel-settings.ts';
import { isChangeKind } from '../core/alerts/mutes.ts';
import { readDays, readQuietHours } from '../core/alerts/quiet-hours.ts';
import type { Platform } from '../core/alerts/subscription.ts';
import { LANGUAGES } from '../core/messages/words/languages.ts';
import type { AnswerKey } from './command.ts';

const MOST_AN_HOUR = 60;
const MOST_PINGS = 10;
const ON_OFF = ['on', 'off'] as const;

export const SETTINGS_OPTIONS: readonly OptionSpec[] = [
  { name: 'quiet', description: 'Hours without messages, e.g. 22:00-07:00, or off', required: false, type: 'text' },
  { name: 'days', description: 'Days with messages, e.g. mon-fri, or all', required: false, type: 'text' },
  {
    name: 'urgent',
    description: 'Whether urgent changes pass quiet hours',
    required: false,
    type: 'text',
    choices: ON_OFF,
  },
  { name: 'budget', description: 'Messages an hour at the most, or default', required: false, type: 'text' },
  {
    name: 'card',
    description: 'Whether a message per meeting is kept up to date',
    required: false,
    type: 'text',
    choices: ON_OFF,
  },
  {
    name: 'language',
    description: 'In which language this channel is told',
    required: false,
    type: 'text',
    choices: LANGUAGES,
  },
  {
    name: 'events',
    description: 'Whether the server’s calendar shows meetings whose day is known',
    required: false,
    type: 'text',
    choices: ON_OFF,
    on: 'discord',
  },
  {
    name: 'look',
    description: 'How messages look here',
    required: false,
    type: 'text',
    choices: LOOKS,
    on: 'discord',
  },
  {
    name: 'ping',
    description: 'Whom to call: ROLE for changes, ROLE off, or off',
    required: false,
    type: 'text',
    toEnd: true,
  },
];

type Wrong = { readonly wrong: AnswerKey; readonly typed: string };
type Read = ChannelSettings | Wrong;
type Reader = (typed: string, before: ChannelSettings) => Read;

const OFF: ReadonlySet<string> = new Set(['off', 'none', 'no']);

const READERS: Readonly<Record<string, Reader>> = {
  quiet(typed, { quiet: _, ...before }) {
    if (OFF.has(typed.toLowerCase())) return before;
    const quiet = readQuietHours(typed);
    return quiet === undefined ? { wrong: 'wrongQuiet', typed } : { ...before, quiet };
  },
  days(typed, { days: _, ...before }) {
    if (['all', 'off', 'daily'].includes(typed.toLowerCase())) return before;
    const days = readDays(typed);
    if (days === undefined) return { wrong: 'wrongDays', typed };
    return days.length === 7 ? before : { ...before, days };
  },
  urgent: (typed, before) => onOff(typed, (urgentPasses) => ({ ...before, urgentPasses })),
  card: (typed, before) => onOff(typed, (card) => ({ ...before, card })),
  budget(typed, { budgetPerHour: _, ...before }) {
    if (OFF.has(typed.toLowerCase()) || typed.toLowerCase() === 'default') return before;
    const budgetPerHour = /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
    const fits = budgetPerHour >= 1 && budgetPerHour <= MOST_AN_HOUR;
    return fits ? { ...before, budgetPerHour } : { wrong: 'wrongBudget', typed };
  },
  events: (typed, before) => onOff(typed, (events) => ({ ...before, events })),
  look(typed, before) {
    const look = LOOKS.find((each) => each === typed.toLowerCase());
    return look === undefined ? { wrong: 'wrongLook', typed } : { ...before, look };
  },
  ping: readPings,
  language(typed, before) {
    const language = LANGUAGES.find((each) => each === typed.toLowerCase());
    return language === undefined ? { wrong: 'wrongLanguage', typed } : { ...before, language };
  },
};

/** The settings as they are after what was typed; the first mistake ends the reading. */
export function readSettings({ options }: CommandCall, before: ChannelSettings): Read {
  let settings = before;
  for (const [name, read] of Object.entries(READERS)) {
    const typed = options[name]?.trim();
    if (typed === undefined) continue;
    const after = read(typed, settings);
    if ('wrong' in after) return after;
    settings = after;
  }
  return settings;
}

function onOff(typed: string, set: (on: boolean) => ChannelSettings): Read {
  const on = ON_OFF.find((each) => each === typed.toLowerCase());
  return on === undefined ? { wrong: 'wrongOnOff', typed } : set(on === 'on');
}

/** `ROLE for changes`, `ROLE for dates, places`, `ROLE off`, `off`. */
function readPings(typed: string, before: ChannelSettings): Read {
  if (OFF.has(typed.toLowerCase())) return { ...before, pings: [] };
  const [, written = '', ending = 'for changes'] = /^(\S+)(?:\s+(off|for\s.+))?$/is.exec(typed) ?? [];
  const role = readRole(written, before);
  if (role === undefined) return { wrong: before.channel.platform === 'slack' ? 'wrongGroup' : 'wrongRole', typed };
  const others = before.pings.filter((ping) => ping.role !== role);
  if (ending.toLowerCase() === 'off') return { ...before, pings: others };
  const kinds = ending
    .slice('for'.length)
    .toLowerCase()
    .split(/[\s,]+|\band\b/)
    .filter((word) => word !== '');
  if (kinds.length === 0 || !kinds.every(isPingKind)) return { wrong: 'wrongPingKind', typed };
  const pings: readonly Ping[] = [...others, ...new Set(kinds)].map((each) =>
    typeof each === 'string' ? { role, kind: each } : each,
  );
  return pings.length > MOST_PINGS ? { wrong: 'tooManyPings', typed } : { ...before, pings };
}

function isPingKind(word: string): word is PingKind {
  return word === 'changes' || word === 'urgent' || isChangeKind(word);
}

/** As each platform writes a role or group that was picked, or its bare id. Never a role that is everybody. */
const ROLES: Readonly<Record<Platform, RegExp>> = {
  discord: /^(?:<@&)?(\d{15,21})>?$/,
  slack: /^(?:<!subteam\^)?(S[A-Z0-9]{2,20})(?:\|[^>]*)?>?$/,
  console: /^@?([\w-]{1,40})$/,
};

function readRole(written: string, { channel }: ChannelSettings): string | undefined {
  const role = ROLES[channel.platform].exec(written)?.[1];
  // On Discord the role of the server's own id is @everyone.
  return role === channel.workspace ? undefined : role;
}
