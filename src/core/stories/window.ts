// The live window: stories that can still be joined, and which of them use a term.
import type { ItemId } from '../feeds/item.ts';
import { DAY, type EpochMs, HOUR } from '../text/instant.ts';
import type { Reading } from './reading.ts';
import type { StoryId } from './story.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A story nobody writes about for this long is over. */
export const SILENCE_THAT_CLOSES = 72 * HOUR;
/** However busy, a story is over after this long: what comes then is a saga. */
export const LONGEST_STORY = 7 * DAY;

/** An item in its story; `toldBy` is the wire or the outlet whose words these are. */
export type Member = Reading & { readonly toldBy: string };

// Lists of a story are replaced, not pushed to: what grows by pushing holds room for sixteen more.
export type LiveStory = {
  readonly serial: number;
  readonly id: StoryId;
  headline: string;
  language: string;
  itemIds: ItemId[];
  outlets: string[];
  origins: string[];
  readings: Member[];
  /** Of a story of one item the item's own list, shared to save room. */
  terms: readonly number[];
  /** Per term: items that use it plus `IN_TITLE` times those that use it in the title; empty for a story of one item. */
  counts: number[];
  size: number;
  firstSeenAt: EpochMs;
  lastSeenAt: EpochMs;
  /** Stands alone: a round-up or a live page that takes nothing in. */
  alone: boolean;
  follows?: StoryId;
  toldBy?: StoryId;
  takesIn?: readonly StoryId[];
  corrected?: true;
};

/** Two counts in one number: a good part of all memory goes into them. */
export const IN_TITLE = 2 ** 15;
export const usesOf = (count: number): number => count & (IN_TITLE - 1);
export const titleUsesOf = (count: number): number => count >>> 15;

/** The count of a term that one item uses. */
export const once = (at: number, titleSize: number): number => (at < titleSize ? 1 + IN_TITLE : 1);

/** Both counts of the story's term at this place. */
export function countAt({ counts, readings }: LiveStory, at: number): number {
  return counts.length === 0 ? once(at, readings[0]?.titleSize ?? 0) : (counts[at] ?? 0);
}

export type LiveWindow = {
  open(story: Omit<LiveStory, 'serial'>): LiveStory;
  /** Adds an item's words to its story. */
  enrich(story: LiveStory, member: Member): void;
  withId(id: StoryId): LiveStory | undefined;
  withSerial(serial: number): LiveStory | undefined;
  /** Live stories that use the term, in order of first use; may name stories that are gone. */
  using(term: number): readonly number[];
  oldestSerial(): number;
  nextSerial(): number;
  remove(story: LiveStory): void;
  expire(now: EpochMs, forgotten: (story: LiveStory) => void): void;
};

/** How many readings a story keeps for comparing single items: its first ones and its latest. */
const FIRST_READINGS = 5;
const MOST_READINGS = 16;
/** Up to this length a list is copied to grow by one; most words are in few stories. */
const SHORT = 16;

export function createWindow(vocabulary: Vocabulary): LiveWindow {
  const bySerial = new Map<number, LiveStory>();
  const byId = new Map<StoryId, LiveStory>();
  const postings: number[][] = [];
  const gone: number[] = [];
  const place = new Map<number, number>();
  let next = 0;

  const compact = (term: number): void => {
    const list = postings[term];
    if (list === undefined) return;
    postings[term] = list.filter((serial) => bySerial.has(serial));
    gone[term] = 0;
  };

  const post = (term: number, story: LiveStory): void => {
    vocabulary.use(term, true);
    // A word of every kind of news finds nothing; it is compared but not searched by.
    if (story.alone || vocabulary.isEverywhere(term)) return;
    const list = postings[term];
    if (list === undefined) postings[term] = [story.serial];
    else if (list.length < SHORT) postings[term] = list.concat(story.serial);
    else list.push(story.serial);
  };

  const begin = (story: LiveStory, { terms }: Reading): void => {
    story.terms = terms;
    for (const term of terms) post(term, story);
  };

  const extend = (story: LiveStory, reading: Reading): void => {
    if (story.size === 2) story.counts = story.terms.map((_, at) => countAt(story, at));
    const { terms } = story;
    const fresh: number[] = [];
    const freshCounts: number[] = [];
    place.clear();
    for (let at = 0; at < terms.length; at += 1) place.set(terms[at] ?? -1, at);
    for (let at = 0; at < reading.terms.length; at += 1) {
      const term = reading.terms[at] ?? -1;
      const count = once(at, reading.titleSize);
      const known = place.get(term);
      if (known === undefined) {
        fresh.push(term);
        freshCounts.push(count);
        post(term, story);
      } else {
        story.counts[known] = (story.counts[known] ?? 0) + count;
        vocabulary.use(term, false);
      }
    }
    if (fresh.length === 0) return;
    story.terms = terms.concat(fresh);
    story.counts = story.counts.concat(freshCounts);
  };

  const forget = (story: LiveStory): void => {
    bySerial.delete(story.serial);
    byId.delete(story.id);
    vocabulary.countStory(-1);
    for (let at = 0; at < story.terms.length; at += 1) {
      const term = story.terms[at] ?? -1;
      vocabulary.release(term, usesOf(countAt(story, at)));
      const lost = (gone[term] ?? 0) + 1;
      gone[term] = lost;
      if (lost * 2 > (postings[term]?.length ?? 0)) compact(term);
    }
  };

  return {
    open(begun) {
      const story: LiveStory = { ...begun, serial: next };
      next += 1;
      bySerial.set(story.serial, story);
      byId.set(story.id, story);
      vocabulary.countStory(1);
      return story;
    },
    enrich(story, member) {
      story.size += 1;
      if (story.size === 1) begin(story, member);
      else extend(story, member);
      story.readings = story.readings.concat(member);
      if (story.readings.length > MOST_READINGS) story.readings.splice(FIRST_READINGS, 1);
    },
    withId: (id) => byId.get(id),
    withSerial: (serial) => bySerial.get(serial),
    using: (term) => postings[term] ?? [],
    oldestSerial: () => bySerial.keys().next().value ?? next,
    nextSerial: () => next,
    remove: forget,
    expire(now, forgotten) {
      for (const story of bySerial.values()) {
        if (now - story.lastSeenAt <= SILENCE_THAT_CLOSES && now - story.firstSeenAt <= LONGEST_STORY) continue;
        forget(story);
        forgotten(story);
      }
    },
  };
}
