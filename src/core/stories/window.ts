// The live window: stories that can still be joined, and which of them use a term.
import type { ItemId } from '../feeds/item.ts';
import { DAY, type EpochMs, HOUR } from '../text/instant.ts';
import { createPostings, type Postings } from './postings.ts';
import type { Reading } from './reading.ts';
import { createRows } from './rows.ts';
import type { StoryId } from './story.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A story nobody writes about for this long is over. */
export const SILENCE_THAT_CLOSES = 72 * HOUR;
/** However busy, a story is over after this long: what comes then is a saga. */
export const LONGEST_STORY = 7 * DAY;

// Lists of a story are replaced, not pushed to: what grows by pushing holds room for sixteen more.
export type NewStory = {
  readonly id: StoryId;
  headline: string;
  language: string;
  itemIds: ItemId[];
  outlets: string[];
  /** Wires and outlets whose words its items are. */
  origins: string[];
  firstSeenAt: EpochMs;
  lastSeenAt: EpochMs;
  /** Stands alone: a round-up or a live page that takes nothing in. */
  alone: boolean;
  follows?: StoryId;
  toldBy?: StoryId;
  takesIn?: readonly StoryId[];
  corrected?: true;
};

export type LiveStory = NewStory & {
  readonly serial: number;
  size: number;
  /** Where the window's rows hold what was read of its items: the first ones and the latest. */
  readings: number[];
  /** Where they hold its terms; of a story of one item that is the item's own row. */
  termsAt: number;
  termCount: number;
  /** Where they hold, per term, what `usesOf` and `titleUsesOf` tell; unset for a story of one item. */
  countsAt?: number;
  /** How much there is to share with it: its terms' rarity when they came, squared. */
  mass: number;
};

/** Two counts in one number. */
const IN_TITLE = 2 ** 15;
export const usesOf = (count: number): number => count & (IN_TITLE - 1);
export const titleUsesOf = (count: number): number => count >>> 15;

/** The count of a term that one item uses. */
export const once = (at: number, titleSize: number): number => (at < titleSize ? 1 + IN_TITLE : 1);

// A reading's row: both sizes in one number, whose words they are (a place in the story's `origins`), then its terms.
const HEAD = 2;
const TITLE_SIZE = 2 ** 16;
export const termsOf = (reading: number): number => reading + HEAD;
export const sizeOf = (rows: Int32Array, reading: number): number => (rows[reading] ?? 0) & (TITLE_SIZE - 1);
export const titleSizeOf = (rows: Int32Array, reading: number): number => (rows[reading] ?? 0) >>> 16;
export const originIn = (rows: Int32Array, reading: number): number => rows[reading + 1] ?? -1;

/** What was kept of an item's reading; which of its words were turns is forgotten. */
export function readingIn(rows: Int32Array, reading: number): Reading {
  const from = termsOf(reading);
  return {
    terms: [...rows.subarray(from, from + sizeOf(rows, reading))],
    titleSize: titleSizeOf(rows, reading),
    turns: [],
  };
}

/** Title size of the only item of a story that has but one. */
export function onlyTitleSize(rows: Int32Array, { readings }: LiveStory): number {
  return titleSizeOf(rows, readings[0] ?? 0);
}

export type LiveWindow = {
  open(story: NewStory): LiveStory;
  /** Adds an item's words to its story; `origin`: whose words they are, as a place in the story's `origins`. */
  enrich(story: LiveStory, reading: Reading, origin: number): void;
  /** Every live story, in order of their beginnings. */
  stories(): Iterable<LiveStory>;
  withId(id: StoryId): LiveStory | undefined;
  withSerial(serial: number): LiveStory | undefined;
  /** Live stories that use a term; may name stories that are gone. */
  readonly using: Pick<Postings, 'packed' | 'at' | 'size'>;
  /** What the places that stories name lie in; to be asked for again after stories changed. */
  rows(): Int32Array;
  oldestSerial(): number;
  nextSerial(): number;
  remove(story: LiveStory): void;
  expire(now: EpochMs, forgotten: (story: LiveStory) => void): void;
};

/** How many readings a story keeps for comparing single items: its first ones and its latest. */
const FIRST_READINGS = 5;
const MOST_READINGS = 16;

export function createWindow(vocabulary: Vocabulary): LiveWindow {
  const bySerial = new Map<number, LiveStory>();
  const byId = new Map<StoryId, LiveStory>();
  const rows = createRows();
  const postings = createPostings();
  /** By term: its place in the story being extended, plus one. */
  let place = new Int32Array(4096);
  let next = 0;

  const post = (term: number, story: LiveStory): void => {
    vocabulary.use(term, true);
    // A word of every kind of news finds nothing; it is compared but not searched by.
    if (story.alone || vocabulary.isEverywhere(term)) return;
    story.mass += vocabulary.rarity(term) ** 2;
    postings.add(term, story.serial);
  };

  const keep = ({ terms, titleSize }: Reading, origin: number): number => {
    const at = rows.take(HEAD + terms.length);
    const packed = rows.packed();
    packed[at] = terms.length + titleSize * TITLE_SIZE;
    packed[at + 1] = origin;
    packed.set(terms, termsOf(at));
    return at;
  };

  const giveReading = (reading: number): void => rows.give(reading, HEAD + sizeOf(rows.packed(), reading));

  const begin = (story: LiveStory, { terms }: Reading, reading: number): void => {
    story.termsAt = termsOf(reading);
    story.termCount = terms.length;
    for (const term of terms) post(term, story);
  };

  /** Rows of the story's own for terms and counts, with room for so many. */
  const moveTerms = (story: LiveStory, room: number): void => {
    const { termsAt, termCount, countsAt } = story;
    const to = rows.take(room);
    const counts = rows.take(room);
    const packed = rows.packed();
    packed.copyWithin(to, termsAt, termsAt + termCount);
    if (countsAt === undefined) {
      const titleSize = onlyTitleSize(packed, story);
      for (let at = 0; at < termCount; at += 1) packed[counts + at] = once(at, titleSize);
    } else {
      packed.copyWithin(counts, countsAt, countsAt + termCount);
      rows.give(termsAt, termCount);
      rows.give(countsAt, termCount);
    }
    story.termsAt = to;
    story.countsAt = counts;
    story.termCount = room;
  };

  const extend = (story: LiveStory, { terms, titleSize }: Reading): void => {
    if (vocabulary.size() > place.length) place = new Int32Array(vocabulary.size() * 2);
    const known = story.termCount;
    const before = rows.packed();
    for (let at = 0; at < known; at += 1) place[before[story.termsAt + at] ?? 0] = at + 1;
    const fresh = terms.reduce((sum, term) => sum + (place[term] === 0 ? 1 : 0), 0);
    if (fresh > 0 || story.countsAt === undefined) moveTerms(story, known + fresh);
    const { termsAt, countsAt = 0 } = story;
    const packed = rows.packed();
    let next = known;
    for (let at = 0; at < terms.length; at += 1) {
      const term = terms[at] ?? 0;
      const count = once(at, titleSize);
      const here = (place[term] ?? 0) - 1;
      if (here < 0) {
        packed[termsAt + next] = term;
        packed[countsAt + next] = count;
        next += 1;
        post(term, story);
      } else {
        packed[countsAt + here] = (packed[countsAt + here] ?? 0) + count;
        vocabulary.use(term, false);
      }
    }
    for (let at = 0; at < known; at += 1) place[packed[termsAt + at] ?? 0] = 0;
  };

  const isLive = (serial: number): boolean => bySerial.has(serial);

  const forget = (story: LiveStory): void => {
    bySerial.delete(story.serial);
    byId.delete(story.id);
    vocabulary.countStory(-1);
    const packed = rows.packed();
    const { termsAt, termCount, countsAt } = story;
    for (let at = 0; at < termCount; at += 1) {
      const term = packed[termsAt + at] ?? 0;
      vocabulary.release(term, countsAt === undefined ? 1 : usesOf(packed[countsAt + at] ?? 0));
      postings.noteGone(term, isLive);
    }
    for (const reading of story.readings) giveReading(reading);
    if (countsAt === undefined) return;
    rows.give(termsAt, termCount);
    rows.give(countsAt, termCount);
  };

  return {
    open(begun) {
      const story: LiveStory = { ...begun, serial: next, size: 0, readings: [], termsAt: 0, termCount: 0, mass: 0 };
      next += 1;
      bySerial.set(story.serial, story);
      byId.set(story.id, story);
      vocabulary.countStory(1);
      return story;
    },
    enrich(story, reading, origin) {
      const kept = keep(reading, origin);
      story.size += 1;
      if (story.size === 1) begin(story, reading, kept);
      else extend(story, reading);
      story.readings = story.readings.concat(kept);
      if (story.readings.length <= MOST_READINGS) return;
      for (const left of story.readings.splice(FIRST_READINGS, 1)) giveReading(left);
    },
    stories: () => bySerial.values(),
    withId: (id) => byId.get(id),
    withSerial: (serial) => bySerial.get(serial),
    using: postings,
    rows: rows.packed,
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
