// An item's sentences, each read against what is running: the title, the lede, and the text where a feed gives it.
import type { Item } from '../feeds/item.ts';
import type { EpochMs } from '../text/instant.ts';
import { type Around, look, NO_SURROUNDINGS, type Surroundings } from './identify.ts';
import type { LeaderBook } from './leaders.ts';
import { type Reading, readSentence } from './reading.ts';
import { type Sides, sidesOf } from './sides.ts';

/** One sentence, read against what is running. */
export type Sentence = {
  readonly reading: Reading;
  readonly sides: Sides;
  readonly around: Surroundings;
  readonly at: EpochMs;
};

/** Longest text of an article that is read. */
const MAX_SENTENCES = 60;
const SENTENCE_END = /(?<=[.!?…]["”»’']?)\s+(?=["“«„‘'(]?[\p{Lu}\p{N}])|\n+/u;

export function readOne(text: string, language: string, at: EpochMs, book: LeaderBook, running: Around): Sentence {
  const reading = readSentence(text, language, at, book);
  const sides = sidesOf(reading, at, book);
  const idle = sides.event === 'none' && sides.leaders.length === 0 && !sides.institution;
  return { reading, sides, at, around: idle ? NO_SURROUNDINGS : look(reading, sides, running, at) };
}

export function readTitle(item: Item, at: EpochMs, book: LeaderBook, running: Around): Sentence {
  return readOne(item.title, item.language, at, book, running);
}

export function readText(
  text: string,
  language: string,
  at: EpochMs,
  book: LeaderBook,
  running: Around,
): readonly Sentence[] {
  return sentencesOf(text).map((sentence) => readOne(sentence, language, at, book, running));
}

export function sentencesOf(text: string): readonly string[] {
  return text
    .split(SENTENCE_END)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
    .slice(0, MAX_SENTENCES);
}
