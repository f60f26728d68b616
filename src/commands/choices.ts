// What a user is offered while typing: topics, summits, and things that can be muted.
import type { Choice, CommandCall } from '../chat/chat.ts';
import { CHANGE_KINDS } from '../core/alerts/mutes.ts';
import { clip } from '../core/text/clip.ts';
import { textKey } from '../core/text/normalise.ts';
import type { CommandParts } from './command.ts';
import { muteInWords } from './muting.ts';

/** The most that Discord shows; Slack has no such lists for commands. */
const MOST = 25;
const LONGEST = 100;

export function offer(all: readonly Choice[], typed: string): readonly Choice[] {
  const wanted = textKey(typed);
  return all
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
