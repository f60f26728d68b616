// Reads a learned rule (boosted trees written as text) and says how likely it holds for one set of features.

/** Trees in preorder: `feature<threshold` with its two branches after it, or a leaf's value. */
export type TreeRule = {
  readonly features: readonly string[];
  readonly base: number;
  readonly trees: readonly string[];
};

export type Likelihood = (features: Float64Array) => number;

/** `names` gives the order in which features will come; a rule that asks for others is refused. */
export function readTrees(rule: TreeRule, names: readonly string[]): Likelihood {
  const feature: number[] = [];
  const value: number[] = [];
  const right: number[] = [];
  const roots: number[] = [];
  const placeOf = (written: string): number => {
    const name = rule.features[Number(written)];
    const place = names.indexOf(name ?? '');
    if (place < 0)
      throw new Error(`The learned rule asks for "${name ?? written}", which is not measured: train it again.`);
    return place;
  };
  for (const tree of rule.trees) {
    roots.push(feature.length);
    const tokens = tree.split(' ');
    let next = 0;
    const readNode = (): void => {
      const token = tokens[next] ?? '0';
      next += 1;
      const here = feature.length;
      const sign = token.indexOf('<');
      feature.push(sign < 0 ? -1 : placeOf(token.slice(0, sign)));
      value.push(Number(token.slice(sign + 1)));
      right.push(0);
      if (sign < 0) return;
      readNode();
      right[here] = feature.length;
      readNode();
    };
    readNode();
  }
  const features = Int16Array.from(feature);
  const values = Float64Array.from(value);
  const rights = Int32Array.from(right);
  return (measured) => {
    let sum = rule.base;
    for (const root of roots) {
      let at = root;
      for (let place = features[at] ?? -1; place >= 0; place = features[at] ?? -1) {
        at = (measured[place] ?? 0) < (values[at] ?? 0) ? at + 1 : (rights[at] ?? 0);
      }
      sum += values[at] ?? 0;
    }
    return 1 / (1 + Math.exp(-sum));
  };
}
