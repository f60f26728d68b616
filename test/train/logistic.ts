// Logistic regression with a quadratic penalty over named features, solved by limited-memory BFGS: the same data give the same weights.

export type Row = { readonly features: readonly string[]; readonly weight: number; readonly relevant: boolean };
export type Model = ReadonlyMap<string, number>;
export type Settings = {
  /** How strongly weights are drawn to nothing. */
  readonly decay: number;
  /** A feature seen in fewer rows says nothing of the next year. */
  readonly atLeast: number;
};

const STEPS = 80;
const MEMORY = 10;
const CLOSE_ENOUGH = 1e-5;
export const ALWAYS = '(always)';

export function chanceOf(model: Model, features: Iterable<string>): number {
  let sum = model.get(ALWAYS) ?? 0;
  for (const name of features) sum += model.get(name) ?? 0;
  return 1 / (1 + Math.exp(-sum));
}

export function fitLogistic(rows: readonly Row[], { decay, atLeast }: Settings): Model {
  const weighed = rows.filter((row) => row.weight > 0);
  const names = [ALWAYS, ...frequent(weighed, atLeast)];
  const ids = new Map(names.map((name, id) => [name, id]));
  const points = weighed.map((row) => ({
    ids: [0, ...row.features.flatMap((name) => ids.get(name) ?? [])],
    gold: row.relevant ? 1 : 0,
    weight: row.weight,
  }));
  const loss = (at: Float64Array, slope: Float64Array): number => {
    slope.fill(0);
    let total = 0;
    for (const { ids: own, gold, weight } of points) {
      let sum = 0;
      for (const id of own) sum += at[id] ?? 0;
      const chance = 1 / (1 + Math.exp(-sum));
      total -= weight * Math.log(Math.max(1e-12, gold === 1 ? chance : 1 - chance));
      const pull = weight * (chance - gold);
      for (const id of own) slope[id] = (slope[id] ?? 0) + pull;
    }
    for (let id = 1; id < at.length; id++) {
      const value = at[id] ?? 0;
      total += (decay / 2) * value * value;
      slope[id] = (slope[id] ?? 0) + decay * value;
    }
    return total;
  };
  const least = descend(names.length, loss);
  return new Map(names.map((name, id) => [name, least[id] ?? 0]));
}

function frequent(rows: readonly Row[], atLeast: number): readonly string[] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const name of row.features) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= atLeast).map(([name]) => name);
}

export type Loss = (at: Float64Array, slope: Float64Array) => number;
type Pair = { readonly moved: Float64Array; readonly bent: Float64Array; readonly curve: number };

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let id = 0; id < a.length; id++) sum += (a[id] ?? 0) * (b[id] ?? 0);
  return sum;
}

/** a + factor · b */
function plus(a: Float64Array, b: Float64Array, factor: number): Float64Array {
  return a.map((value, id) => value + factor * (b[id] ?? 0));
}

/** Where the loss is least, from nothing on. */
export function descend(size: number, loss: Loss): Float64Array {
  let at: Float64Array = new Float64Array(size);
  let slope: Float64Array = new Float64Array(size);
  let value = loss(at, slope);
  const memory: Pair[] = [];
  for (let step = 0; step < STEPS; step++) {
    const way = direction(slope, memory);
    const steepness = dot(slope, way);
    let length = 1;
    let next: Float64Array = at;
    let nextSlope: Float64Array = slope;
    let nextValue = value;
    for (let halving = 0; halving < 20; halving++) {
      next = plus(at, way, -length);
      nextSlope = new Float64Array(size);
      nextValue = loss(next, nextSlope);
      if (nextValue <= value - 1e-4 * length * steepness) break;
      length /= 2;
    }
    const moved = plus(next, at, -1);
    const bent = plus(nextSlope, slope, -1);
    const product = dot(moved, bent);
    if (product > 1e-12) memory.push({ moved, bent, curve: 1 / product });
    if (memory.length > MEMORY) memory.shift();
    const gained = Math.abs(value - nextValue);
    [at, slope, value] = [next, nextSlope, nextValue];
    if (gained < CLOSE_ENOUGH * Math.abs(value)) break;
  }
  return at;
}

/** The slope, bent by what the last steps taught of the curvature. */
function direction(slope: Float64Array, memory: readonly Pair[]): Float64Array {
  let way: Float64Array = Float64Array.from(slope);
  const shares: number[] = [];
  for (const { moved, bent, curve } of memory.toReversed()) {
    const share = curve * dot(moved, way);
    shares.push(share);
    way = plus(way, bent, -share);
  }
  const last = memory.at(-1);
  const scale = last ? dot(last.moved, last.bent) / dot(last.bent, last.bent) : 1 / Math.sqrt(dot(slope, slope));
  way = way.map((each) => each * scale);
  for (const { moved, bent, curve } of memory) {
    const share = shares.pop() ?? 0;
    way = plus(way, moved, share - curve * dot(bent, way));
  }
  return way;
}
