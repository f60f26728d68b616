// Measures the story index as the window fills: items a second, memory per live item, and how long the service takes to
// read it from its store at start, in a process of its own under the flags of `npm start`. bench:stories [LIVE...]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Item } from '../../src/core/feeds/item.ts';
import { createStoryIndex } from '../../src/core/stories/gather.ts';
import type { StoryId, StoryIndex } from '../../src/core/stories/story.ts';
import { HOUR } from '../../src/core/text/instant.ts';
import { openStore } from '../../src/storage/open.ts';
import { newsStream } from './stories/made-news.ts';

const WINDOW = 72 * HOUR;
const MEASURED = 4_000;
const STARTS = 3;
const sizes = process.argv.slice(2).map(Number);

for (const live of sizes.length > 0 ? sizes : [10_000, 40_000, 160_000]) await measure(live);

type Placed = { readonly item: Item; readonly storyId: StoryId };

async function measure(live: number): Promise<void> {
  const items = [...newsStream(live + MEASURED, WINDOW / live)];
  const index = createStoryIndex();
  const placed: Placed[] = [];
  const before = await heapUsed();
  for (const item of items.slice(0, live)) placed.push({ item, storyId: index.place(item).storyId });
  const bytes = ((await heapUsed()) - before) / live;
  const rebuilding = await timeStarts(index, placed);
  const placing = cpuSeconds(() => {
    for (const item of items.slice(live)) index.place(item);
  });
  const figures = [
    `${live} live items`,
    `${Math.round(MEASURED / placing)} items/s`,
    `${Math.round(bytes)} bytes an item`,
    `read from the store in ${rebuilding.map(({ wall, cpu }) => `${wall.toFixed(2)} s (${cpu.toFixed(2)} s of processors)`).join(', ')}`,
  ];
  process.stdout.write(`${figures.join(', ')}\n`);
}

/** Seconds by the clock, and of all processors together: collecting garbage and compiling are done beside. */
type Start = { readonly wall: number; readonly cpu: number };

/** What starts with these stories in a store file take, without the loading of modules. */
async function timeStarts(index: StoryIndex, placed: readonly Placed[]): Promise<readonly Start[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-stories-'));
  const path = join(folder, 'store.db');
  const now = placed.at(-1)?.item.seenAt ?? 0;
  const store = await openStore(`file:${path}`, { now: () => now });
  await store.transaction(async (tx) => {
    await tx.items.save(
      placed.map((one) => ({
        ...one,
        contentHash: one.item.guid,
        placement: one.storyId === `s-${one.item.id}` ? 'opened' : 'joined',
        reason:
          'shares "summit", "harbour", "lantern" with "a headline of the story" (4 items); likeness 0.61, 97 % likely',
      })),
    );
    for (const id of new Set(placed.map(({ storyId }) => storyId))) {
      const story = index.story(id);
      if (story) await tx.stories.save(story, []);
    }
  });
  await store.close();
  const starts: Start[] = [];
  for (let start = 0; start < STARTS; start += 1) starts.push(await timeStart(path, now));
  rmSync(folder, { recursive: true });
  return starts;
}

async function timeStart(path: string, now: number): Promise<Start> {
  const manifest = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');
  const { scripts } = JSON.parse(manifest) as { readonly scripts: { readonly start: string } };
  const execArgv = scripts.start.split(' ').filter((word) => word.startsWith('--'));
  const child = fork(join(import.meta.dirname, 'stories/rebuild.ts'), [path, String(now)], { execArgv });
  const [start] = (await once(child, 'message')) as [Start];
  return start;
}

/** Time of the processor, not of the wall: other programs may be running. */
function cpuSeconds(work: () => void): number {
  const begun = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1e6;
}

/** Buffers that were let go are counted until the collector comes by again. */
async function heapUsed(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.();
    await pause(50);
  }
  return process.memoryUsage().heapUsed + process.memoryUsage().external;
}
