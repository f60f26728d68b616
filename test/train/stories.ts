// Trains the rule that folds items into stories: train:stories DATA_DIR [--all] [--out FILE]
// Learns from the earlier half of each labelled set (from all of it with --all) and reports both halves.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { FEATURES } from '../../src/core/stories/features.ts';
import { readTrees, type TreeRule } from '../../src/core/stories/trees.ts';
import { hashText } from '../../src/core/text/normalise.ts';
import { type Labelled, readLabelled } from '../eval/labelled-items.ts';
import { scoreFolding } from '../eval/score.ts';
import { type BoostingPlan, boost, type Samples } from './boosting.ts';
import { collectRows, halves, replay, type TrainingRow, type TrainingSet } from './replays.ts';

/** Where precision is safe on every set, as the held-out halves say; `--at title/text,…` shows others. */
const JOIN_FROM = { title: 0.7, text: 0.56 };
/** While learning a little looser: doubtful joins teach most. */
const TAUGHT_FROM = [0.77, 0.64] as const;

const NAMES = FEATURES.map(([name]) => name);

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: 'boolean', default: false },
    out: { type: 'string' },
    uci: { type: 'string', default: 'uci_feeds' },
    trees: { type: 'string', default: '160' },
    depth: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '2' },
    drop: { type: 'string', default: '' },
    'leave-out': { type: 'string', default: '' },
    rate: { type: 'string', default: '0.12' },
    ridge: { type: 'string', default: '10' },
    leaf: { type: 'string', default: '40' },
    features: { type: 'string', default: '0.5' },
    share: { type: 'string', default: '0.7' },
    orders: { type: 'string', default: '4' },
    at: { type: 'string', default: `${JOIN_FROM.title}/${JOIN_FROM.text}` },
  },
});
const [folder] = positionals;
if (folder === undefined) {
  process.stderr.write('usage: train:stories DATA_DIR [--all] [--out FILE]\n');
  process.exit(2);
}

/** `weight`: what one item of a set counts, so that the few with a lede are heard beside the many without. */
const SETS: readonly TrainingSet[] = [
  { name: options.uci, weight: 1, inOrder: true },
  { name: 'allsides_dated', weight: 8, inOrder: true },
  { name: 'allsides_undated', weight: 2.5, inOrder: false },
  { name: 'basil', weight: 8, inOrder: false },
  { name: 'ecbplus_hard', weight: 6, inOrder: false },
];
const dropped = new Set(options.drop.split(','));
const PLAN: BoostingPlan = {
  trees: Number(options.trees),
  depth: Number(options.depth),
  rate: Number(options.rate),
  leastLeaf: Number(options.leaf),
  ridge: Number(options.ridge),
  featureShare: Number(options.features),
  rowShare: Number(options.share),
  directions: FEATURES.map(([, direction]) => direction),
};

const data = SETS.map((set) => ({ set, rows: readLabelled(`${folder}/${set.name}.jsonl`) }));
let rule: TreeRule | undefined;
const gathered: TrainingRow[] = [];
const rounds = Number(options.rounds);
for (let round = 0; round < rounds; round += 1) {
  const known = rule && { likelihood: readTrees(rule, NAMES), joinFrom: TAUGHT_FROM };
  for (const { set, rows } of data) {
    if (set.name === options['leave-out']) continue;
    // What has no order of its own is read in several, each a story told in another way.
    const orders = set.inOrder || round === 0 ? 1 : Number(options.orders);
    for (let order = 0; order < orders; order += 1) {
      const weighed = { ...set, weight: set.weight / orders };
      for (const row of collectRows(reordered(rows, order), weighed, options.all, known)) gathered.push(row);
    }
  }
  const begun = performance.now();
  rule = { features: NAMES, ...boost(samplesOf(gathered), PLAN) };
  process.stdout.write(
    `round ${round + 1}: ${gathered.length} comparisons, ${Math.round(performance.now() - begun)} ms\n`,
  );
}
if (rule !== undefined) {
  if (options.out !== undefined)
    writeFileSync(options.out, `${JSON.stringify({ joinFrom: JOIN_FROM, ...rule }, undefined, 2)}\n`);
  report(rule);
}

/** The same rows in another order, the same one for the same number; order 0 is that of the file. */
function reordered(rows: readonly Labelled[], order: number): readonly Labelled[] {
  if (order === 0) return rows;
  const at = rows[0]?.item.seenAt ?? 0;
  return rows.toSorted(
    (a, b) => hashText(`${order} ${a.item.id}`) - hashText(`${order} ${b.item.id}`) || a.item.seenAt - at,
  );
}

function samplesOf(rows: readonly TrainingRow[]): Samples {
  const width = NAMES.length;
  const flat = new Float64Array(rows.length * width);
  rows.forEach((row, at) => {
    flat.set(row.features, at * width);
  });
  if (dropped.size > 0) {
    NAMES.forEach((name, feature) => {
      if (dropped.has(name)) for (let at = 0; at < rows.length; at += 1) flat[at * width + feature] = 0;
    });
  }
  return {
    rows: flat,
    width,
    targets: Float64Array.from(rows, (row) => row.target),
    weights: Float64Array.from(rows, (row) => row.weight),
  };
}

function report(trained: TreeRule): void {
  const likelihood = readTrees(trained, NAMES);
  for (const threshold of options.at.split(',')) {
    const [title = JOIN_FROM.title, text = title] = threshold.split('/').map(Number);
    const bounds = [title, text] as const;
    process.stdout.write(`joining from ${threshold}\n`);
    for (const { set, rows } of data) {
      const { earlier, later } = halves(rows);
      const folded = replay(rows, { likelihood, joinFrom: bounds });
      const both = [earlier, later].map((half) => {
        const score = scoreFolding(folded, half);
        const figures = [score.precision, score.recall, score.f1, score.lost].map((value) => value.toFixed(3));
        return `${figures.join(' ')} a ${score.alerts.toFixed(2)}`;
      });
      process.stdout.write(`  ${set.name.padEnd(17)} earlier ${both[0]}   later ${both[1]}\n`);
    }
  }
}
