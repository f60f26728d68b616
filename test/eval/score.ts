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

export function scoreFolding(rows: readonly Folded[]): FoldingScore {
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
  for (const [key, together] of pairs) {
    const [cluster = '', storyId = ''] = key.split('\n');
    precision += together ** 2 / (byStory.get(storyId) ?? 1) / rows.length;
    recall += together ** 2 / (byCluster.get(cluster) ?? 1) / rows.length;
  }
  return {
    items: rows.length,
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
    lost: 1 - new Set(opener.values()).size / byCluster.size,
    alerts: byStory.size / byCluster.size,
  };
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
