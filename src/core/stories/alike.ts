// How surely one live story tells the news of another: its items are held against the other one by one.
import type { Comparer } from './compare.ts';
import type { Rule } from './decide.ts';
import { type LiveStory, type LiveWindow, readingIn } from './window.ts';

/** From 0 to 1: the mean likelihood that an item of the first belongs to the second. */
export type Alike = (one: LiveStory, other: LiveStory) => number;

export function createAlike(window: Pick<LiveWindow, 'rows'>, compare: Comparer, rule: Rule): Alike {
  return (one, other) => {
    const others = [other];
    let sum = 0;
    for (const row of one.readings) {
      const reading = readingIn(window.rows(), row);
      for (const { features } of compare(reading, one.lastSeenAt, others)) sum += rule.likelihood(features);
    }
    return sum / Math.max(1, one.readings.length);
  };
}
