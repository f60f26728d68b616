// Lanes: work for one channel runs in order, one piece at a time; different channels run side by side.

export type Lanes = {
  /** Work under a key that is still in a lane is not added again: one message is never on its way twice. */
  readonly add: (lane: string, key: string, work: () => Promise<void>) => void;
  /** Pieces not yet ended. */
  readonly size: () => number;
  /** Answers when any piece ends; at once when there is none. */
  readonly oneEnded: () => Promise<void>;
  readonly allEnded: () => Promise<void>;
};

export function createLanes(onFault: (error: unknown) => void): Lanes {
  const tails = new Map<string, Promise<void>>();
  const keys = new Set<string>();
  let listeners: (() => void)[] = [];

  const ended = (lane: string, key: string, tail: Promise<void>): void => {
    keys.delete(key);
    if (tails.get(lane) === tail) tails.delete(lane);
    const told = listeners;
    listeners = [];
    for (const listener of told) listener();
  };

  const oneEnded = (): Promise<void> => {
    if (keys.size === 0) return Promise.resolve();
    return new Promise((resolve) => listeners.push(resolve));
  };

  return {
    add(lane, key, work) {
      if (keys.has(key)) return;
      keys.add(key);
      const before = tails.get(lane) ?? Promise.resolve();
      const tail: Promise<void> = before
        .then(work)
        .catch(onFault)
        .then(() => ended(lane, key, tail));
      tails.set(lane, tail);
    },
    size: () => keys.size,
    oneEnded,
    async allEnded() {
      while (keys.size > 0) await oneEnded();
    },
  };
}
