// Lanes: work for one channel runs in order, one piece at a time; different channels run side by side.
import { type Channel, channelKey } from '../core/alerts/subscription.ts';

export type Lanes = {
  /** False for a key that is still in a lane, whose work is not added again: one message is never on its way twice. */
  readonly add: (channel: Channel, key: string, work: () => Promise<void>) => boolean;
  /** Pieces not yet ended. */
  readonly size: () => number;
  /** Channels with so many pieces or more. */
  readonly crowded: (pieces: number) => readonly Channel[];
  /** Answers when any piece ends; at once when there is none. */
  readonly oneEnded: () => Promise<void>;
  readonly allEnded: () => Promise<void>;
};

export function createLanes(onFault: (error: unknown) => void): Lanes {
  const lanes = new Map<string, { readonly channel: Channel; pieces: number; tail: Promise<void> }>();
  const keys = new Set<string>();
  let listeners: (() => void)[] = [];

  const ended = (channel: Channel, key: string): void => {
    keys.delete(key);
    const lane = lanes.get(channelKey(channel));
    if (lane !== undefined) lane.pieces -= 1;
    if (lane?.pieces === 0) lanes.delete(channelKey(channel));
    const told = listeners;
    listeners = [];
    for (const listener of told) listener();
  };

  const oneEnded = (): Promise<void> => {
    if (keys.size === 0) return Promise.resolve();
    return new Promise((resolve) => listeners.push(resolve));
  };

  return {
    add(channel, key, work) {
      if (keys.has(key)) return false;
      keys.add(key);
      const lane = lanes.get(channelKey(channel)) ?? { channel, pieces: 0, tail: Promise.resolve() };
      lanes.set(channelKey(channel), lane);
      lane.pieces += 1;
      lane.tail = lane.tail
        .then(work)
        .catch(onFault)
        .then(() => ended(channel, key));
      return true;
    },
    crowded: (pieces) => [...lanes.values()].filter((lane) => lane.pieces >= pieces).map(({ channel }) => channel),
    size: () => keys.size,
    oneEnded,
    async allEnded() {
      while (keys.size > 0) await oneEnded();
    },
  };
}
