// Measures the story index: items a second, memory per live item and time to rebuild, as the window fills: bench:stories [LIVE...]
import { setTimeout as pause } from 'node:timers/promises';
import type { FeedId } from '../../src/core/feeds/feed.ts';
import type { Item, ItemId } from '../../src/core/feeds/item.ts';
import { createStoryIndex } from '../../src/core/stories/gather.ts';
import { HOUR } from '../../src/core/text/instant.ts';

const WINDOW = 72 * HOUR;
const MEASURED = 4_000;
const SYLLABLES = 'ba ko ri ten mu sal vor ny ple dra chi gos fen tal ur mek'.split(' ');
const sizes = process.argv.slice(2).map(Number);

for (const live of sizes.length > 0 ? sizes : [10_000, 40_000, 160_000]) await measure(live);

/** A fixed sequence, so that every run sees the same news. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/** Made-up words, common ones far oftener than rare ones, as in any language. */
function wordMaker(random: () => number): () => string {
  return () => {
    let rank = Math.floor(60_000 ** random());
    let word = '';
    do {
      word += SYLLABLES[rank % SYLLABLES.length] ?? '';
      rank = Math.floor(rank / SYLLABLES.length);
    } while (rank > 0);
    return `${word}${word.length < 4 ? 'en' : ''}`;
  };
}

/** News in stories of about five items, each told with half of the words of the others. */
function* newsStream(count: number, step: number): Generator<Item> {
  const random = sequence(7);
  const word = wordMaker(random);
  const open: string[][] = [];
  for (let made = 0; made < count; made += 1) {
    if (open.length === 0 || random() < 0.2) open.push(Array.from({ length: 40 }, word));
    if (open.length > 400) open.shift();
    const words = open[Math.floor(random() * open.length)] ?? [];
    const said = words.map((own) => (random() < 0.5 ? own : word()));
    const at = made * step;
    yield {
      id: `i${made}` as ItemId,
      feedId: `f${made % 200}` as FeedId,
      guid: `g${made}`,
      url: `https://paper${made % 200}.example/news/article-${made}`,
      canonicalUrl: `https://paper${made % 200}.example/news/article-${made}`,
      title: said.slice(0, 9).join(' '),
      summary: said.slice(9).join(' '),
      language: 'en',
      source: `Paper ${made % 200}`,
      trust: 'press',
      publishedAt: at,
      seenAt: at,
    };
  }
}

async function measure(live: number): Promise<void> {
  const items = [...newsStream(live + MEASURED, WINDOW / live)];
  const index = createStoryIndex();
  const placed: [Item, ReturnType<typeof index.place>['storyId']][] = [];
  const before = await heapUsed();
  for (const item of items.slice(0, live)) placed.push([item, index.place(item).storyId]);
  const bytes = ((await heapUsed()) - before) / live;
  const placing = cpuSeconds(() => {
    for (const item of items.slice(live)) index.place(item);
  });
  const rebuilding = cpuSeconds(() => {
    const again = createStoryIndex();
    for (const [item, storyId] of placed) again.restore(item, storyId);
  });
  const figures = [
    `${live} live items`,
    `${Math.round(MEASURED / placing)} items/s`,
    `${Math.round(bytes)} bytes an item`,
    `rebuilt in ${rebuilding.toFixed(2)} s`,
  ];
  process.stdout.write(`${figures.join(', ')}\n`);
}

/** Time of the processor, not of the wall: other programs may be running. */
function cpuSeconds(work: () => void): number {
  const begun = process.cpuUsage();
  work();
  return process.cpuUsage(begun).user / 1e6;
}

/** Buffers that were let go are counted until the collector comes by again. */
async function heapUsed(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.();
    await pause(50);
  }
  return process.memoryUsage().heapUsed + process.memoryUsage().external;
}
