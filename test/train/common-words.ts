// Finds the stems that turn up in news of every kind, so that a young window does not take them for rare: common:words DATA_DIR [--all] [--out FILE]
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { languageNamed } from '../../src/core/languages/language.ts';
import { bareHeadline } from '../../src/core/stories/headline.ts';
import { foldCase } from '../../src/core/text/normalise.ts';
import { tokensOf } from '../../src/core/text/tokens.ts';
import { type Labelled, readLabelled } from '../eval/labelled-items.ts';
import { halves } from './replays.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean', default: false }, out: { type: 'string' }, sets: { type: 'string' } },
});
const [folder] = positionals;
if (folder === undefined) {
  process.stderr.write('usage: common:words DATA_DIR [--all] [--out FILE]\n');
  process.exit(2);
}
const SETS = (options.sets ?? 'uci_feeds,allsides_dated,allsides_undated,basil,ecbplus_hard').split(',');
/** A stem of fewer than one story in so many may be a name of the season. */
const ONE_STORY_IN = 220;
const english = languageNamed('en');

const stories = new Map<string, { size: number; stems: Set<string> }>();
for (const name of SETS) {
  const rows = readLabelled(`${folder}/${name}.jsonl`);
  const { earlier } = halves(rows);
  for (const row of rows) {
    if (!options.all && !earlier.has(row.cluster)) continue;
    const key = `${name} ${row.cluster}`;
    const story = stories.get(key) ?? { size: 0, stems: new Set<string>() };
    story.size += 1;
    for (const stem of stemsOf(row)) story.stems.add(stem);
    stories.set(key, story);
  }
}

const spread = new Map<string, { count: number; mass: number }>();
let whole = 0;
for (const { size, stems } of stories.values()) {
  // A story of many items has many words by chance; it counts for less.
  const weight = 1 / (1 + Math.log2(size));
  whole += weight;
  for (const stem of stems) {
    const known = spread.get(stem) ?? { count: 0, mass: 0 };
    known.count += 1;
    known.mass += weight;
    spread.set(stem, known);
  }
}
const bands = new Map<number, string[]>();
for (const [stem, { count, mass }] of spread) {
  if (count * ONE_STORY_IN < stories.size || /\d/.test(stem)) continue;
  const band = Math.round(-2 * Math.log2(mass / whole));
  bands.set(band, [...(bands.get(band) ?? []), stem]);
}
const table = Object.fromEntries(
  [...bands].sort(([a], [b]) => a - b).map(([band, stems]) => [String(band), stems.sort().join(' ')]),
);
if (options.out !== undefined) writeFileSync(options.out, `${JSON.stringify(table, undefined, 2)}\n`);
process.stdout.write(
  `${[...bands.values()].flat().length} stems in ${bands.size} bands from ${stories.size} stories\n`,
);

function stemsOf({ item }: Labelled): string[] {
  const tokens = [...tokensOf(bareHeadline(item.title, item.source)), ...tokensOf(item.summary, 80)];
  return tokens
    .filter((token) => !english.stopWords.has(token.text))
    .map((token) => foldCase(english.stem(english.sameAs.get(token.text) ?? token.text)));
}
