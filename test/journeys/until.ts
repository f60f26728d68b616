// Waits for what will be true, with a deadline and a word on what was waited for.
import { setTimeout as pause } from 'node:timers/promises';

const DEADLINE = 20_000;

export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  /** Told when it was in vain. */
  seen: () => unknown = () => '',
  within = DEADLINE,
): Promise<void> {
  const end = performance.now() + within;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}: ${JSON.stringify(seen(), undefined, 1)}`);
    await pause(10);
  }
}
