// Chance that can be had again: the same seed, the same run of accidents.
export type Chance = {
  /** In [0, 1). */
  readonly next: () => number;
  readonly between: (from: number, to: number) => number;
  readonly happens: (probability: number) => boolean;
  readonly oneOf: <T>(all: readonly [T, ...T[]]) => T;
};

export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  /** Mulberry32. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (from, to) => from + next() * (to - from),
    happens: (probability) => next() < probability,
    oneOf: (all) => all[Math.floor(next() * all.length)] ?? all[0],
  };
}

const SYLLABLES = [
  'ba',
  'dor',
  'fi',
  'gul',
  'hem',
  'jo',
  'kra',
  'lus',
  'mi',
  'nev',
  'pol',
  'qua',
  'ri',
  'sto',
  'tu',
  'vash',
  'wen',
  'xi',
  'yor',
  'zem',
] as const;

/** Shares no factor with the number of words there are, so that each comes up once. */
const STRIDE = 7_919;

/** A headline of its own for each number, in words that no other has, so that no two are of one story. */
export function makeHeadline(number: number): string {
  const word = (index: number): string => {
    const places = [1, 2, 3, 4].map((place) => Math.floor((index * STRIDE) / SYLLABLES.length ** (place - 1)));
    return places.map((digits) => SYLLABLES[digits % SYLLABLES.length]).join('');
  };
  return `Minister ${[1, 2, 3, 4].map((place) => word(number * 4 + place)).join(' ')}`;
}
