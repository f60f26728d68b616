// What a user is offered while typing: whatever has a name.
import type { Choice, CommandCall } from '../chat/chat.ts';
import { CHANGE_KINDS } from '../core/alerts/mutes.ts';
import { clip } from '../core/text/clip.ts';
import { DAY } from '../core/text/instant.ts';
import { textKey } from '../core/text/normalise.ts';
import type { CommandParts } from './command.ts';
import { muteInWords } from './muting.ts';

/** The most that any platform shows; each takes as many as it can, from the front. */
const MOST = 100;
const LONGEST = 100;
const MOST_MESSAGES = 50;
const MOST_STORIES = 50;
const LOOK_BACK = 14 * DAY;

/** Cities that Node lists under a name they no longer go by; both are read. */
const RENAMED_ZONES: Readonly<Record<string, string>> = {
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
};

export function offer(all: readonly Choice[], typed: string): readonly Choice[] {
  const wanted = textKey(typed);
  const isMeant = ({ name, value }: Choice) => textKey(name) === wanted || textKey(value) === wanted;
  return all
    .toSorted((one, other) => Number(isMeant(other)) - Number(isMeant(one)))
    .filter(({ name, value }) => textKey(`${name} ${value}`).includes(wanted) && value.length <= LONGEST)
    .slice(0, MOST)
    .map(({ name, value }) => ({ name: clip(name, LONGEST), value }));
}

export function topicChoices({ topics, words }: CommandParts): readonly Choice[] {
  return [{ name: words.answers.allTopics, value: 'all' }, ...topics.map(({ id, name }) => ({ name, value: id }))];
}

export async function followedChoices(call: CommandCall, parts: CommandParts): Promise<readonly Choice[]> {
  const followed = await parts.store.subscriptions.ofChannel(call.channel);
  return topicChoices(parts).filter(({ value }) => followed.some(({ topic }) => topic === value));
}

export async function summitChoices({ store, topics }: CommandParts): Promise<readonly Choice[]> {
  const summits = await store.summits.list();
  return [
    ...summits.map(({ id, name }) => ({ name, value: id })),
    ...topics.filter(({ kind }) => kind === 'summit').map(({ id, name }) => ({ name, value: id })),
  ];
}

export async function mutableChoices(parts: CommandParts): Promise<readonly Choice[]> {
  const { store, topics, words } = parts;
  const summits = await store.summits.list();
  return [
    { name: words.changeKinds.rumours, value: 'rumours' },
    ...topics.map(({ id, name }) => ({ name: muteInWords('topic', name, words), value: `topic:${id}` })),
    ...summits.map(({ id, name }) => ({ name: muteInWords('summit', name, words), value: `summit:${id}` })),
    ...CHANGE_KINDS.filter((kind) => kind !== 'rumours').map((kind) => ({
      name: words.changeKinds[kind],
      value: kind,
    })),
  ];
}

/** Messages told here, then stories of late, the newest first. */
export async function toldChoices(call: CommandCall, parts: CommandParts): Promise<readonly Choice[]> {
  const sent = await parts.store.deliveries.list({ channel: call.channel, state: 'sent', limit: MOST_MESSAGES });
  return [
    ...sent.flatMap(({ message, messageId }) => (messageId ? [{ name: message.title, value: messageId }] : [])),
    ...(await storyChoices(parts)),
  ];
}

export async function storyChoices({ store, now }: CommandParts): Promise<readonly Choice[]> {
  const recent = await store.stories.begun('all', now() - LOOK_BACK, now() + 1, MOST_STORIES);
  return recent.toReversed().map(({ id, headline }) => ({ name: headline, value: id }));
}

export async function ruleChoices(call: CommandCall, { store }: CommandParts): Promise<readonly Choice[]> {
  const rules = await store.filters.ofChannel(call.channel);
  return rules.map(({ id, rule }) => ({ name: `${id}: ${rule}`, value: String(id) }));
}

export function zoneChoices(): readonly Choice[] {
  const zones = Intl.supportedValuesOf('timeZone').map((zone) => RENAMED_ZONES[zone] ?? zone);
  return ['UTC', ...zones].map((zone) => ({ name: zone, value: zone }));
}

export function lengthChoices({ words }: CommandParts): readonly Choice[] {
  const inWords = (count: number, unit: string): string =>
    new Intl.NumberFormat(words.language, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
  return [
    { name: inWords(1, 'hour'), value: '1h' },
    { name: inWords(24, 'hour'), value: '24h' },
    { name: inWords(1, 'week'), value: '1w' },
    { name: inWords(30, 'day'), value: '30d' },
  ];
}
