// What somebody wants muted: a topic, a summit, a source, a kind of change, or else any words.

import { isChangeKind } from '../core/alerts/mutes.ts';
import type { Mute, MuteKind } from '../core/alerts/subscription.ts';
import { topicIn } from '../core/messages/names.ts';
import { fill, type Wording } from '../core/messages/wording.ts';
import { compileQuery } from '../core/stories/keywords.ts';
import type { QueryFault } from '../core/stories/query.ts';
import type { StoryId } from '../core/stories/story.ts';
import { textKey } from '../core/text/normalise.ts';
import type { CommandParts } from './command.ts';
import { findSummits, findTopics } from './lookup.ts';

/** `shown`: the value as people know it. */
export type Mutable = Pick<Mute, 'kind' | 'value'> & { readonly shown: string };
export type MutableFault =
  | { readonly fault: 'topic' | 'summit' }
  | { readonly fault: 'query'; readonly where: QueryFault };

const KINDS: readonly MuteKind[] = ['topic', 'summit', 'story', 'source', 'keyword', 'change'];

/** `topic:…`, `source:…` and so on say the kind; without one it is guessed, and the answer tells what was understood. */
export async function readMutable(what: string, parts: CommandParts): Promise<Mutable | MutableFault> {
  const { kind, value } = splitKind(what);
  switch (kind) {
    case 'topic':
      return readTopic(value, parts) ?? { fault: 'topic' };
    case 'summit':
      return (await readSummit(value, parts)) ?? { fault: 'summit' };
    case 'source':
      return { kind, value, shown: (await sourceNamed(value, parts)) ?? value };
    case 'story':
      return { kind, value, shown: await headlineOf(value, parts) };
    case 'change': {
      const named = changeKind(value, parts.words);
      return named ?? { fault: 'query', where: { at: 1, message: parts.words.answers.changeKindUnknown } };
    }
    case 'keyword':
      return readKeyword(value);
    case undefined:
      return guess(value, parts);
    default:
      return kind satisfies never;
  }
}

function splitKind(what: string): { readonly kind: MuteKind | undefined; readonly value: string } {
  const colon = what.indexOf(':');
  const kind = KINDS.find((each) => each === what.slice(0, Math.max(colon, 0)).trim().toLowerCase());
  return kind === undefined ? { kind, value: what.trim() } : { kind, value: what.slice(colon + 1).trim() };
}

async function guess(value: string, parts: CommandParts): Promise<Mutable | MutableFault> {
  const named = changeKind(value, parts.words) ?? readTopic(value, parts);
  if (named !== undefined) return named;
  const source = await sourceNamed(value, parts);
  if (source !== undefined) return { kind: 'source', value: source, shown: source };
  return (await readSummit(value, parts)) ?? readKeyword(value);
}

function changeKind(value: string, words: Wording): Mutable | undefined {
  const kind = value.toLowerCase();
  return isChangeKind(kind) ? { kind: 'change', value: kind, shown: words.changeKinds[kind] } : undefined;
}

function readTopic(value: string, { topics, words, nameOf }: CommandParts): Mutable | undefined {
  const found = findTopics(value, topics);
  const [topic] = found;
  if (topic === undefined || found.length > 1) return undefined;
  return { kind: 'topic', value: topic.id, shown: topicIn(words, topic, nameOf) };
}

async function readSummit(value: string, { store, topics, nameOf }: CommandParts): Promise<Mutable | undefined> {
  const { summits } = findSummits(value, await store.summits.list(), topics, nameOf);
  const [summit] = summits;
  return summit === undefined || summits.length > 1
    ? undefined
    : { kind: 'summit', value: summit.id, shown: summit.name };
}

function readKeyword(value: string): Mutable | MutableFault {
  const compiled = compileQuery(value);
  return 'fault' in compiled ? { fault: 'query', where: compiled.fault } : { kind: 'keyword', value, shown: value };
}

async function sourceNamed(value: string, { store }: CommandParts): Promise<string | undefined> {
  const wanted = textKey(value);
  const feeds = await store.feeds.list();
  return feeds.map(({ feed }) => feed.title).find((title) => textKey(title) === wanted);
}

export function muteInWords(kind: MuteKind, shown: string, words: Wording): string {
  return fill(words.muteKinds[kind], { value: shown });
}

/** A stored mute as people know it. */
export async function storedMuteInWords(mute: Mute, { store, topics, words }: CommandParts): Promise<string> {
  if (mute.kind === 'change' && isChangeKind(mute.value)) return words.changeKinds[mute.value];
  if (mute.kind === 'topic') {
    return muteInWords('topic', topics.find(({ id }) => id === mute.value)?.name ?? mute.value, words);
  }
  if (mute.kind === 'summit') {
    const summits = await store.summits.list({ dormant: true });
    return muteInWords('summit', summits.find(({ id }) => id === mute.value)?.name ?? mute.value, words);
  }
  if (mute.kind === 'story') return muteInWords('story', await headlineOf(mute.value, { store }), words);
  return muteInWords(mute.kind, mute.value, words);
}

async function headlineOf(id: string, { store }: Pick<CommandParts, 'store'>): Promise<string> {
  return (await store.stories.byId(id as StoryId))?.headline ?? id;
}
