// Replays labelled items through the story index and keeps what was compared on the way, with the answer that would have been right.
import type { Item } from '../../src/core/feeds/item.ts';
import type { Rule } from '../../src/core/stories/decide.ts';
import { type Comparison, FEATURES } from '../../src/core/stories/features.ts';
import { createStoryIndex } from '../../src/core/stories/gather.ts';
import type { Labelled } from '../eval/labelled-items.ts';
import type { Folded } from '../eval/score.ts';

export type TrainingSet = {
  readonly name: string;
  readonly weight: number;
  /** The file follows time: the earlier half is replayed alone. Else all of it is, and only the earlier stories teach. */
  readonly inOrder: boolean;
};

export type TrainingRow = { readonly features: Float64Array; readonly target: number; readonly weight: number };

/** Stories by the order in which they begin: the first half and the second. */
export function halves(rows: readonly Labelled[]) {
  const order = [...new Set(rows.map((row) => row.cluster))];
  const middle = Math.floor(order.length / 2);
  return { earlier: new Set(order.slice(0, middle)), later: new Set(order.slice(middle)) };
}

export function collectRows(
  rows: readonly Labelled[],
  set: TrainingSet,
  all: boolean,
  rule: Rule = SIMPLEST,
): TrainingRow[] {
  const { earlier } = halves(rows);
  const taught = (cluster: string): boolean => all || earlier.has(cluster);
  const replayed = all || !set.inOrder ? rows : rows.filter((row) => taught(row.cluster));
  const clusterOf = new Map(replayed.map((row) => [row.item.id, row.cluster]));
  /** Half of the other news that an item meets is of stories that do not teach; the rest must stand for it. */
  const leftOut = !all && !set.inOrder;
  const kept: TrainingRow[] = [];
  const begun = new Set<string>();
  let passed = 0;
  const watch = (compared: readonly Comparison[], item: Item): void => {
    const cluster = clusterOf.get(item.id) ?? '';
    if (!taught(cluster)) return;
    const begins = begun.has(cluster) ? 1 : BEGINS;
    for (const { story, features } of compared) {
      let same = 0;
      let known = 0;
      for (const id of story.itemIds) {
        const other = clusterOf.get(id) ?? '';
        if (other === cluster) same += 1;
        if (taught(other)) known += 1;
      }
      if (known * 2 < story.size) continue;
      const target = same / story.itemIds.length;
      // Of the many that are plainly other news a few teach as much as all.
      const plain = target === 0 && (features[CENTRE] ?? 0) < PLAINLY_OTHER;
      if (plain) passed += 1;
      if (plain && passed % ONE_IN !== 0) continue;
      const others = target === 0 && leftOut ? 2 : 1;
      kept.push({ features: features.slice(), target, weight: set.weight * (plain ? ONE_IN : 1) * others * begins });
    }
  };
  const index = createStoryIndex({ ...rule, watch });
  for (const { item, cluster } of replayed) {
    index.place(item);
    begun.add(cluster);
  }
  return kept;
}

/** Likeness to the centre below which other news is plainly so, and how many of those stand for all. */
const PLAINLY_OTHER = 0.08;
const ONE_IN = 4;

/** What the first item of a story counts: taken for other news, it may leave its story untold. */
const BEGINS = 2;

/** What the first round joins by, before anything was learned: likeness to the centre of the story alone. */
const CENTRE = FEATURES.findIndex(([name]) => name === 'textCentroid');
const SIMPLEST: Rule = { likelihood: (features) => Math.min(0.79, features[CENTRE] ?? 0), joinFrom: [0.23, 0.23] };

export function replay(rows: readonly Labelled[], rule: Rule): Folded[] {
  const index = createStoryIndex(rule);
  return rows.map(({ item, cluster }) => ({ cluster, storyId: index.place(item).storyId }));
}
