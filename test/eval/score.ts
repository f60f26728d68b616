// Scores how items were folded against labelled stories: BCubed, stories never told, stories told per true story.

export type Folded = { readonly cluster: string; readonly storyId: string };

export type FoldingScore = {
  readonly items: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly lost: number;
  readonly alerts: number;
};

/** `only`: the stories whose items are scored, against everything they were folded with. */
export function scoreFolding(rows: readonly Folded[], only?: ReadonlySet<string>): FoldingScore {
  const pairs = new Map<string, number>();
  const byCluster = new Map<string, number>();
  const byStory = new Map<string, number>();
  const opener = new Map<string, string>();
  for (const { cluster, storyId } of rows) {
    count(pairs, `${cluster}\n${storyId}`);
    count(byCluster, cluster);
    count(byStory, storyId);
    if (!opener.has(storyId)) opener.set(storyId, cluster);
  }
  let precision = 0;
  let recall = 0;
  let items = 0;
  let told = 0;
  for (const [key, together] of pairs) {
    const [cluster = '', storyId = ''] = key.split('\n');
    if (only !== undefined && !only.has(cluster)) continue;
    items += together;
    precision += together ** 2 / (byStory.get(storyId) ?? 1);
    recall += together ** 2 / (byCluster.get(cluster) ?? 1);
  }
  precision /= items;
  recall /= items;
  const openers = new Set<string>();
  for (const cluster of opener.values()) {
    if (only !== undefined && !only.has(cluster)) continue;
    told += 1;
    openers.add(cluster);
  }
  const stories = only?.size ?? byCluster.size;
  return {
    items,
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
    lost: 1 - openers.size / stories,
    alerts: told / stories,
  };
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
