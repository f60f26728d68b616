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

export type LiveStory = {
  readonly serial: number;
  readonly id: StoryId;
  headline: string;
  language: string;
  itemIds: ItemId[];
  outlets: string[];
  origins: string[];
  readings: Reading[];
  terms: number[];
  /** Per term: items that use it, and items that use it in the title. */
  uses: number[];
  titleUses: number[];
  size: number;
  firstSeenAt: EpochMs;
  lastSeenAt: EpochMs;
  /** Stands alone: a round-up or a live page that takes nothing in. */
  alone: boolean;
  follows?: StoryId;
  corrected?: true;
};

export type LiveWindow = {
  open(story: Omit<LiveStory, 'serial'>): LiveStory;
  /** Adds an item's words to its story. */
  enrich(story: LiveStory, reading: Reading): void;
  withId(id: StoryId): LiveStory | undefined;
  withSerial(serial: number): LiveStory | undefined;
  /** Live stories that use the term, in order of first use; may name stories that are gone. */
  using(term: number): readonly number[];
  oldestSerial(): number;
  nextSerial(): number;
  expire(now: EpochMs, forgotten: (story: LiveStory) => void): void;
};

/** How many readings a story keeps for comparing single items: its first ones and its latest. */
const FIRST_READINGS = 6;
const MOST_READINGS = 30;

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

  const addTerms = (story: LiveStory, reading: Reading): void => {
    place.clear();
    for (let at = 0; at < story.terms.length; at += 1) place.set(story.terms[at] ?? -1, at);
    for (let at = 0; at < reading.terms.length; at += 1) {
      const term = reading.terms[at] ?? -1;
      const inTitle = at < reading.titleSize ? 1 : 0;
      const known = place.get(term);
      if (known !== undefined) {
        story.uses[known] = (story.uses[known] ?? 0) + 1;
        story.titleUses[known] = (story.titleUses[known] ?? 0) + inTitle;
        vocabulary.use(term, false);
        continue;
      }
      vocabulary.use(term, true);
      story.terms.push(term);
      story.uses.push(1);
      story.titleUses.push(inTitle);
      if (story.alone) continue;
      const list = postings[term];
      if (list === undefined) postings[term] = [story.serial];
      else list.push(story.serial);
    }
  };

  const forget = (story: LiveStory): void => {
    bySerial.delete(story.serial);
    byId.delete(story.id);
    vocabulary.countStory(-1);
    for (let at = 0; at < story.terms.length; at += 1) {
      const term = story.terms[at] ?? -1;
      vocabulary.release(term, story.uses[at] ?? 0);
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
    enrich(story, reading) {
      story.size += 1;
      addTerms(story, reading);
      story.readings.push(reading);
      if (story.readings.length > MOST_READINGS) story.readings.splice(FIRST_READINGS, 1);
    },
    withId: (id) => byId.get(id),
    withSerial: (serial) => bySerial.get(serial),
    using: (term) => postings[term] ?? [],
    oldestSerial: () => bySerial.keys().next().value ?? next,
    nextSerial: () => next,
    expire(now, forgotten) {
      for (const story of bySerial.values()) {
        if (now - story.lastSeenAt <= SILENCE_THAT_CLOSES && now - story.firstSeenAt <= LONGEST_STORY) continue;
        forget(story);
        forgotten(story);
      }
    },
  };
}
