// Multinomial logistic regression with a quadratic penalty over named features: one weight for each feature and class.
import { ALWAYS, descend, type Settings } from './logistic.ts';

export type Row = {
  readonly features: readonly string[];
  readonly weight: number;
  /** Which class it is. */
  readonly gold: number;
};
export type Weights = ReadonlyMap<string, readonly number[]>;

type Point = { readonly ids: Int32Array; readonly gold: number; readonly weight: number };

export function fitMultinomial(rows: readonly Row[], classes: number, { decay, atLeast }: Settings): Weights {
  const weighed = rows.filter((row) => row.weight > 0);
  const counts = new Map<string, number>();
  for (const row of weighed) for (const name of row.features) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [ALWAYS, ...[...counts].filter(([, count]) => count >= atLeast).map(([name]) => name)];
  const ids = new Map(names.map((name, id) => [name, id]));
  const points = weighed.map(
    ({ features, gold, weight }): Point => ({
      ids: Int32Array.from([0, ...features.flatMap((name) => ids.get(name) ?? [])]),
      gold,
      weight,
    }),
  );
  const chances = new Float64Array(classes);
  const least = descend(names.length * classes, (at, slope) => {
    slope.fill(0);
    let total = 0;
    for (const { ids: own, gold, weight } of points) {
      chancesOf(own, at, chances);
      total -= weight * Math.log(Math.max(1e-12, chances[gold] ?? 0));
      chances[gold] = (chances[gold] ?? 0) - 1;
      for (const id of own)
        for (let each = 0, cell = id * classes; each < classes; each++, cell++)
          slope[cell] = (slope[cell] ?? 0) + weight * (chances[each] ?? 0);
    }
    for (let cell = classes; cell < at.length; cell++) {
      const value = at[cell] ?? 0;
      total += (decay / 2) * value * value;
      slope[cell] = (slope[cell] ?? 0) + decay * value;
    }
    return total;
  });
  return new Map(names.map((name, id) => [name, [...least.subarray(id * classes, (id + 1) * classes)]]));
}

function chancesOf(ids: Int32Array, at: Float64Array, chances: Float64Array): void {
  const classes = chances.length;
  chances.fill(0);
  for (const id of ids)
    for (let each = 0, cell = id * classes; each < classes; each++, cell++)
      chances[each] = (chances[each] ?? 0) + (at[cell] ?? 0);
  const most = Math.max(...chances);
  let sum = 0;
  for (let each = 0; each < classes; each++) sum += Math.exp((chances[each] ?? 0) - most);
  for (let each = 0; each < classes; each++) chances[each] = Math.exp((chances[each] ?? 0) - most) / sum;
}
