// Gradient-boosted trees on logistic loss: small, exact to the digit, with features that may only speak in one direction.

export type Samples = {
  /** One row of features after another. */
  readonly rows: Float64Array;
  readonly width: number;
  /** From 0 to 1. */
  readonly targets: Float64Array;
  readonly weights: Float64Array;
};

export type BoostingPlan = {
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
  /** Least sum of second derivatives in a leaf. */
  readonly leastLeaf: number;
  readonly ridge: number;
  readonly directions: readonly number[];
  /** Share of the features and of the rows that each tree gets to see: trees that see different things err differently. */
  readonly featureShare: number;
  readonly rowShare: number;
};

type Node =
  | { readonly kind: 'leaf'; readonly value: number }
  | {
      readonly kind: 'split';
      readonly feature: number;
      readonly threshold: number;
      readonly left: Node;
      readonly right: Node;
    };

const BINS = 64;

export type Boosted = { readonly base: number; readonly trees: readonly string[] };

export function boost(samples: Samples, plan: BoostingPlan): Boosted {
  const count = samples.targets.length;
  const { bins, edges } = binned(samples);
  const mean = weightedMean(samples.targets, samples.weights);
  const base = round(Math.log(mean / (1 - mean)));
  const scores = new Float64Array(count).fill(base);
  const slope = new Float64Array(count);
  const curve = new Float64Array(count);
  const trees: string[] = [];
  const random = sequence(11);
  const all = Int32Array.from({ length: count }, (_, row) => row);
  for (let round = 0; round < plan.trees; round += 1) {
    for (let row = 0; row < count; row += 1) {
      const likely = 1 / (1 + Math.exp(-(scores[row] ?? 0)));
      const weight = samples.weights[row] ?? 0;
      slope[row] = weight * ((samples.targets[row] ?? 0) - likely);
      curve[row] = weight * Math.max(likely * (1 - likely), 1e-6);
    }
    const seen = Int32Array.from(all.filter(() => random() < plan.rowShare));
    const features = Int32Array.from(edges.keys()).filter(() => random() < plan.featureShare);
    const tree = grow({ bins, edges, slope, curve, width: samples.width, plan, features }, seen, 0, -1e9, 1e9);
    for (let row = 0; row < count; row += 1) scores[row] = (scores[row] ?? 0) + answer(tree, samples, row);
    trees.push(written(tree));
  }
  return { base, trees };
}

type Growth = {
  readonly bins: Uint8Array;
  readonly edges: readonly (readonly number[])[];
  readonly slope: Float64Array;
  readonly curve: Float64Array;
  readonly width: number;
  readonly plan: BoostingPlan;
  readonly features: Int32Array;
};

function grow(growth: Growth, rows: Int32Array, depth: number, low: number, high: number): Node {
  const { plan } = growth;
  let slopes = 0;
  let curves = 0;
  for (const row of rows) {
    slopes += growth.slope[row] ?? 0;
    curves += growth.curve[row] ?? 0;
  }
  const split = depth < plan.depth ? bestSplit(growth, rows, slopes, curves, low, high) : undefined;
  if (split === undefined) {
    const value = round(plan.rate * clamp(slopes / (curves + plan.ridge), low, high));
    return { kind: 'leaf', value };
  }
  const { feature, bin, middle } = split;
  const isLeft = (row: number): boolean => (growth.bins[row * growth.width + feature] ?? 0) <= bin;
  const direction = plan.directions[feature] ?? 0;
  return {
    kind: 'split',
    feature,
    threshold: growth.edges[feature]?.[bin] ?? 0,
    left: grow(growth, rows.filter(isLeft), depth + 1, direction < 0 ? middle : low, direction > 0 ? middle : high),
    right: grow(
      growth,
      rows.filter((row) => !isLeft(row)),
      depth + 1,
      direction > 0 ? middle : low,
      direction < 0 ? middle : high,
    ),
  };
}

function bestSplit(growth: Growth, rows: Int32Array, slopes: number, curves: number, low: number, high: number) {
  const { width, plan } = growth;
  const slopeIn = new Float64Array(width * BINS);
  const curveIn = new Float64Array(width * BINS);
  for (const row of rows) {
    const slope = growth.slope[row] ?? 0;
    const curve = growth.curve[row] ?? 0;
    const from = row * width;
    for (const feature of growth.features) {
      const cell = feature * BINS + (growth.bins[from + feature] ?? 0);
      slopeIn[cell] = (slopeIn[cell] ?? 0) + slope;
      curveIn[cell] = (curveIn[cell] ?? 0) + curve;
    }
  }
  const whole = gainOf(slopes, curves, plan.ridge);
  let best: { feature: number; bin: number; middle: number; gain: number } | undefined;
  for (const feature of growth.features) {
    const direction = plan.directions[feature] ?? 0;
    let leftSlope = 0;
    let leftCurve = 0;
    const edges = growth.edges[feature]?.length ?? 0;
    for (let bin = 0; bin < edges; bin += 1) {
      leftSlope += slopeIn[feature * BINS + bin] ?? 0;
      leftCurve += curveIn[feature * BINS + bin] ?? 0;
      if (leftCurve < plan.leastLeaf) continue;
      if (curves - leftCurve < plan.leastLeaf) break;
      const left = clamp(leftSlope / (leftCurve + plan.ridge), low, high);
      const right = clamp((slopes - leftSlope) / (curves - leftCurve + plan.ridge), low, high);
      if (direction * (right - left) < 0) continue;
      const gain =
        gainOf(leftSlope, leftCurve, plan.ridge) + gainOf(slopes - leftSlope, curves - leftCurve, plan.ridge) - whole;
      if (gain > (best?.gain ?? 1e-6)) best = { feature, bin, middle: (left + right) / 2, gain };
    }
  }
  return best;
}

/** What the tree says of one row; the rows it was not grown on are told as well. */
function answer(tree: Node, { rows, width }: Samples, row: number): number {
  let node = tree;
  while (node.kind === 'split') {
    node = (rows[row * width + node.feature] ?? 0) < node.threshold ? node.left : node.right;
  }
  return node.value;
}

/** A fixed sequence, so that the same data give the same rule. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

function gainOf(slope: number, curve: number, ridge: number): number {
  return (slope * slope) / (curve + ridge);
}

function binned({ rows, width, targets }: Samples) {
  const count = targets.length;
  const bins = new Uint8Array(count * width);
  const edges: number[][] = [];
  for (let feature = 0; feature < width; feature += 1) {
    const column = new Float64Array(count);
    for (let row = 0; row < count; row += 1) column[row] = rows[row * width + feature] ?? 0;
    const sorted = column.slice().sort();
    const cuts: number[] = [];
    for (let cut = 1; cut < BINS; cut += 1) {
      const edge = shortNumber(sorted[Math.floor((cut * count) / BINS)] ?? 0);
      if (edge > (cuts.at(-1) ?? Number.NEGATIVE_INFINITY) && edge > (sorted[0] ?? 0)) cuts.push(edge);
    }
    edges.push(cuts);
    for (let row = 0; row < count; row += 1) bins[row * width + feature] = binOf(cuts, column[row] ?? 0);
  }
  return { bins, edges };
}

/** The first bin whose upper edge lies above the value. */
function binOf(cuts: readonly number[], value: number): number {
  let from = 0;
  let to = cuts.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (value < (cuts[middle] ?? 0)) to = middle;
    else from = middle + 1;
  }
  return from;
}

function written(node: Node): string {
  if (node.kind === 'leaf') return String(node.value);
  return `${node.feature}<${node.threshold} ${written(node.left)} ${written(node.right)}`;
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let mass = 0;
  for (let at = 0; at < values.length; at += 1) {
    sum += (values[at] ?? 0) * (weights[at] ?? 0);
    mass += weights[at] ?? 0;
  }
  return sum / mass;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

function shortNumber(value: number): number {
  return Number(value.toPrecision(4));
}
