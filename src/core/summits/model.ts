// Linear models over named features: a sum of weights, each of which can be shown.

export type Weights = Readonly<Record<string, number>>;

export type Judgement = {
  /** Between 0 and 1. */
  readonly chance: number;
  /** The features that weighed most, heaviest first. */
  readonly because: readonly string[];
};

export function judge(features: readonly string[], weights: Weights): Judgement {
  let sum = weights['(always)'] ?? 0;
  const seen = new Set<string>();
  const weighed: (readonly [string, number])[] = [];
  for (const name of features) {
    const weight = weights[name];
    if (weight === undefined || seen.has(name)) continue;
    seen.add(name);
    sum += weight;
    weighed.push([name, weight]);
  }
  const chance = 1 / (1 + Math.exp(-sum));
  const sign = chance >= 0.5 ? 1 : -1;
  const because = weighed
    .filter(([, weight]) => weight * sign > 0)
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
    .slice(0, 3)
    .map(([name]) => name);
  return { chance, because };
}
