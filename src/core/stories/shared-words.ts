// The words that an item shares with a story, for people: the rarest few.
import type { Reading } from './reading.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { LiveStory, LiveWindow } from './window.ts';

export type SharedWords = (reading: Reading, story: LiveStory) => string[];

const SHOWN = 4;

export function createSharedWords(vocabulary: Vocabulary, window: Pick<LiveWindow, 'rows'>): SharedWords {
  /** By term: its place in the item, plus one. */
  let place = new Uint16Array(4096);

  return ({ terms }, { termsAt, termCount }) => {
    if (vocabulary.size() > place.length) place = new Uint16Array(vocabulary.size() * 2);
    terms.forEach((term, at) => {
      place[term] = at + 1;
    });
    const rows = window.rows();
    const shared: number[] = [];
    for (let at = termsAt; at < termsAt + termCount; at += 1) {
      const term = rows[at] ?? 0;
      if ((place[term] ?? 0) > 0) shared.push(term);
    }
    const rarestFirst = (a: number, b: number): number =>
      vocabulary.rarity(b) - vocabulary.rarity(a) || (place[a] ?? 0) - (place[b] ?? 0);
    const shown = shared.sort(rarestFirst).slice(0, SHOWN);
    for (const term of terms) place[term] = 0;
    return shown.map((term) => vocabulary.spelling(term));
  };
}
