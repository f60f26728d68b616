// Measures the summit book on labelled headline streams.
// usage: npm run eval:summits -- [DATA_DIR...] [--only NAME] [--errors N] [--replay FOLDER]
//   without a folder of streams/ and labels/ on the streams in our own words
//   --replay  also write what `replay --json` would say
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseLeaders } from '../../src/config/leaders.ts';
import type { StoryId } from '../../src/core/stories/story.ts';
import { createSummitBook } from '../../src/core/summits/book.ts';
import { ownStreams, ownTimelines } from './own-streams.ts';
import {
  measureChanges,
  measureLinking,
  measureRelevance,
  measureStages,
  type Timeline,
  type Told,
} from './summit-measures.ts';
import { type Label, readStreams, type Stream } from './summit-streams.ts';

function print(...parts: readonly unknown[]): void {
  process.stdout.write(`${parts.join(' ')}\n`);
}

function replay(stream: Stream): readonly Told[] {
  const read = parseLeaders(readFileSync(new URL('../../config/leaders.yaml', import.meta.url), 'utf8'));
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  const book = createSummitBook(read.leaders);
  return stream.items.map((item) => {
    book.pass(item.publishedAt);
    const verdict = book.take(item, { storyId: item.id as string as StoryId, joined: false }, item.publishedAt);
    return {
      id: item.id,
      relevant: verdict.relevant,
      summit: verdict.summitId ?? null,
      stage: verdict.stage,
      reason: verdict.reason,
      // A change of another field than the stage says no new stage.
      changes: verdict.changes.map((change) => ({
        summit: change.summitId,
        stage: change.field === 'stage' ? change.stage : null,
        field: change.field,
        before: change.before,
        after: change.after,
      })),
    };
  });
}

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

const errorsShown = Number(option('--errors') ?? 0);
const target = option('--replay');
const only = option('--only');
const folders = process.argv
  .slice(2)
  .filter((argument, index, all) => !argument.startsWith('--') && !(all[index - 1] ?? '').startsWith('--'));
const sources = folders.length === 0 ? [ownSource()] : folders.map(sourceIn);

for (const { name, streams, timelines } of sources) {
  const labels = new Map<string, Label>();
  const told = new Map<string, Told>();
  const languages = new Map<string, Set<string>>();
  let rows = 0;
  const start = performance.now();
  for (const stream of streams) {
    const said = replay(stream);
    rows += said.length;
    for (const each of said) told.set(each.id, each);
    for (const label of stream.labels.values()) labels.set(label.id, label);
    const language = stream.items[0]?.language ?? 'en';
    const ids = languages.get(language) ?? new Set<string>();
    for (const id of stream.labels.keys()) ids.add(id);
    languages.set(language, ids);
    if (target) {
      mkdirSync(target, { recursive: true });
      writeFileSync(join(target, `${stream.name}.jsonl`), `${said.map((each) => JSON.stringify(each)).join('\n')}\n`);
    }
  }
  const seconds = (performance.now() - start) / 1000;
  print(`== ${name}: ${rows} items, ${Math.round(rows / seconds)} a second`);
  const reports = [
    measureRelevance(labels, told),
    measureStages(labels, told),
    measureLinking(labels, told),
    measureChanges(labels, told, timelines),
  ];
  for (const report of reports) for (const line of report.lines) print(line);
  if (languages.size > 1) {
    for (const [language, ids] of languages) {
      const own = new Map([...labels].filter(([id]) => ids.has(id)));
      const lines = [
        ...measureRelevance(own, new Map([...told].filter(([id]) => ids.has(id)))).lines.slice(0, 1),
        ...measureStages(own, told).lines,
        ...measureLinking(own, told).lines,
      ];
      for (const line of lines) print(`${language}  ${line}`);
    }
  }
  for (const report of reports) for (const error of report.errors.slice(0, errorsShown)) print(`- ${error}`);
}

type Source = {
  readonly name: string;
  readonly streams: readonly Stream[];
  readonly timelines: readonly Timeline[];
};

function isWanted(name: string): boolean {
  return only === undefined || name.includes(only);
}

function ownSource(): Source {
  const streams = ownStreams().filter(({ name }) => isWanted(name));
  return { name: 'our own words', streams, timelines: ownTimelines(streams) };
}

function sourceIn(folder: string): Source {
  const streams = readStreams([folder], isWanted);
  return { name: folder, streams, timelines: readTimelines(folder, streams) };
}

function readTimelines(folder: string, streams: readonly Stream[]): readonly Timeline[] {
  const present = new Set(streams.map((stream) => stream.name));
  try {
    return readdirSync(join(folder, 'timelines'))
      .sort()
      .map((file) => JSON.parse(readFileSync(join(folder, 'timelines', file), 'utf8')) as Timeline)
      .filter((timeline) => timeline.streams.every((name) => present.has(name)));
  } catch {
    return [];
  }
}
