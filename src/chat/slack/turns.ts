// Answers are worked out a few at a time, and when no more requests are coming in just then: acknowledging them, which
// Slack wants within three seconds, must not wait behind the work for what came before.
import { setTimeout as pause } from 'node:timers/promises';

export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

const LULL_MS = 5;
/** Under a steady stream of requests the work goes on all the same. */
const LONGEST_WAIT_MS = 250;

/** `most`: at the same time. `arrived`: how many requests have come so far. */
export function createTurns(most: number, arrived: () => number): Turns {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function lull(): Promise<void> {
    const began = performance.now();
    let before: number;
    do {
      before = arrived();
      await pause(LULL_MS);
    } while (arrived() !== before && performance.now() - began < LONGEST_WAIT_MS);
  }

  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      await lull();
      return await work();
    } finally {
      // The place goes on to whoever waits longest.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
