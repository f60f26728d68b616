// Folds every labelled set through the story index and prints the scores: eval:stories DATA_DIR [SET...]
import { createStoryIndex } from '../../src/core/stories/gather.ts';
import { halves } from '../train/replays.ts';
import { readLabelled } from './labelled-items.ts';
import { type FoldingScore, scoreFolding } from './score.ts';

const SETS = ['uci5k', 'uci_feeds', 'uci_world', 'allsides_dated', 'allsides_undated', 'basil', 'ecbplus_hard'];

const [folder, ...chosen] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('usage: eval:stories DATA_DIR [SET...]\n');
  process.exit(2);
}

for (const name of chosen.length > 0 ? chosen : SETS) {
  const rows = readLabelled(`${folder}/${name}.jsonl`);
  const begun = performance.now();
  const index = createStoryIndex();
  const folded = rows.map(({ item, cluster }) => ({ cluster, storyId: index.place(item).storyId }));
  const seconds = (performance.now() - begun) / 1000;
  print(name, scoreFolding(folded), `${Math.round(rows.length / seconds)} items/s`);
  const { earlier, later } = halves(rows);
  print('  earlier half', scoreFolding(folded, earlier));
  print('  later half', scoreFolding(folded, later));
}

function print(name: string, score: FoldingScore, note = ''): void {
  const figures = [score.precision, score.recall, score.f1, score.lost].map((value) => value.toFixed(4)).join('  ');
  process.stdout.write(`${name.padEnd(18)} P R F lost  ${figures}  alerts ${score.alerts.toFixed(2)}  ${note}\n`);
}
