// Finds what people mean by a name they typed, and the nearest names when they mean nothing we know.
import { distance } from 'fastest-levenshtein';
import type { Topic } from '../core/stories/topic.ts';
import { takePart } from '../core/stories/topics.ts';
import { partiesToFollow } from '../core/summits/followed.ts';
import type { Summit } from '../core/summits/summit.ts';
import { textKey } from '../core/text/normalise.ts';

type Named<T> = { readonly value: T; readonly names: readonly string[] };

/** An exact name, else what has a name with all the typed words (the last may be unfinished). */
function findNamed<T>(typed: string, all: readonly Named<T>[]): readonly T[] {
  const wanted = keyOf(typed);
  if (wanted === '') return [];
  const exact = all.filter(({ names }) => names.some((name) => keyOf(name) === wanted));
  if (exact.length > 0) return exact.map(({ value }) => value);
  const words = wanted.split(' ');
  return all
    .filter(({ names }) => names.some((name) => hasWords(keyOf(name).split(' '), words)))
    .map(({ value }) => value);
}

function hasWords(known: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((word, index) =>
    known.some((each) => each === word || (index === wanted.length - 1 && word.length > 1 && each.startsWith(word))),
  );
}

function keyOf(name: string): string {
  return textKey(name.replace(/[-_–]/g, ' '));
}

/** At most three names that somebody may have meant. */
export function nearest(typed: string, names: readonly string[]): readonly string[] {
  const wanted = keyOf(typed);
  return [...new Set(names)]
    .map((name) => ({ name, far: distance(wanted, keyOf(name)) / Math.max(wanted.length, keyOf(name).length, 1) }))
    .filter(({ far }) => far <= 0.5)
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ name }) => name);
}

function topicNames(topic: Topic): readonly string[] {
  return [topic.id, topic.name, ...topic.aliases];
}

export function findTopics(typed: string, topics: readonly Topic[]): readonly Topic[] {
  return findNamed(
    typed,
    topics.map((topic) => ({ value: topic, names: topicNames(topic) })),
  );
}

/** Names of topics near what was typed, as they are written in the list of topics. */
export function nearestTopics(typed: string, topics: readonly Topic[]): readonly string[] {
  const owner = new Map(topics.flatMap((topic) => topicNames(topic).map((name) => [name, topic.name] as const)));
  const near = nearest(typed, [...owner.keys()]).map((name) => owner.get(name) ?? name);
  return near.length > 0 ? [...new Set(near)] : topics.slice(0, 3).map(({ name }) => name);
}

/** Summits that a topic follows, in the order given. */
export function summitsOfTopic(topic: Topic, summits: readonly Summit[]): readonly Summit[] {
  if (topic.kind !== 'summit') return [];
  return summits.filter((summit) => takePart(topic, partiesToFollow(summit)));
}

export type FoundSummits = {
  readonly summits: readonly Summit[];
  /** The topic whose name was typed. */
  readonly topic?: Topic;
};

/** By id, by a topic's name, or by words of the summit's own name, place and participants. */
export function findSummits(
  typed: string,
  summits: readonly Summit[],
  topics: readonly Topic[],
  nameOf: (key: string) => string,
): FoundSummits {
  const byId = summits.filter(({ id }) => id === typed.trim());
  if (byId.length > 0) return { summits: byId };
  const named = findTopics(typed, topics);
  const [topic] = named.length === 1 ? named : [];
  const followed = topic === undefined ? [] : summitsOfTopic(topic, summits);
  if (followed.length > 0) return { summits: followed, ...(topic && { topic }) };
  const byName = findNamed(
    typed,
    summits.map((summit) => ({ value: summit, names: [summitWords(summit, nameOf), summit.name] })),
  );
  if (byName.length > 0) return { summits: byName };
  const related = new Set(named.flatMap((each) => summitsOfTopic(each, summits)));
  return { summits: summits.filter((summit) => related.has(summit)), ...(topic && { topic }) };
}

function summitWords(summit: Summit, nameOf: (key: string) => string): string {
  const place = summit.place === undefined ? [] : [summit.place.value.name, summit.place.value.country ?? ''];
  return [summit.name, ...[...summit.parties, ...summit.possibleParties].map(nameOf), ...place].join(' ');
}
