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
  const placeOf = (written: string): number => {
    const name = rule.features[Number(written)];
    const place = names.indexOf(name ?? '');
    if (place < 0)
      throw new Error(`The learned rule asks for "${name ?? written}", which is not measured: train it again.`);
    return place;
  };
  return sumOf(
    rule.trees.map((tree) => readTree(tree, placeOf)),
    rule.base,
  );
}

type Leaf = { readonly value: number };
type Fork = { readonly feature: number; readonly threshold: number; readonly below: Node; readonly above: Node };
type Node = Leaf | Fork;

function readTree(written: string, placeOf: (feature: string) => number): Node {
  const tokens = written.split(' ').values();
  const readNode = (): Node => {
    const token = tokens.next().value ?? '0';
    const [feature = '', threshold] = token.split('<');
    if (threshold === undefined) return { value: Number(token) };
    return { feature: placeOf(feature), threshold: Number(threshold), below: readNode(), above: readNode() };
  };
  return readNode();
}

const depthOf = (node: Node): number => ('value' in node ? 0 : 1 + Math.max(depthOf(node.below), depthOf(node.above)));

/**
 * Every tree is filled up to the depth of the deepest, so that the way down is reckoned: each step asked of a processor as a
 * question that it cannot foresee costs more than the whole rest.
 */
function sumOf(trees: readonly Node[], base: number): Likelihood {
  const depth = Math.max(0, ...trees.map(depthOf));
  const leafCount = 2 ** depth;
  const forkCount = leafCount - 1;
  const features = new Uint8Array(trees.length * forkCount);
  const thresholds = new Float64Array(trees.length * forkCount);
  const leaves = new Float64Array(trees.length * leafCount);

  const place = (tree: number, at: number, node: Node): void => {
    if (at >= forkCount) {
      leaves[tree * leafCount + at - forkCount] = 'value' in node ? node.value : 0;
      return;
    }
    const [below, above] = 'value' in node ? [node, node] : [node.below, node.above];
    if ('feature' in node) {
      features[tree * forkCount + at] = node.feature;
      thresholds[tree * forkCount + at] = node.threshold;
    }
    place(tree, 2 * at + 1, below);
    place(tree, 2 * at + 2, above);
  };
  for (const [number, tree] of trees.entries()) place(number, 0, tree);

  return (measured) => {
    let sum = base;
    for (let tree = 0; tree < trees.length; tree += 1) {
      const forks = tree * forkCount;
      let at = 0;
      for (let level = 0; level < depth; level += 1) {
        const isBelow = (measured[features[forks + at] ?? 0] ?? 0) < (thresholds[forks + at] ?? 0);
        at = 2 * at + 2 - Number(isBelow);
      }
      sum += leaves[tree * leafCount + at - forkCount] ?? 0;
    }
    return 1 / (1 + Math.exp(-sum));
  };
}
