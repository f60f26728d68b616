// How fast, how linear and how unshakeable reading is. Prints one table; run it with `npm run bench:read`.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import Parser from 'rss-parser';
import { readFeed } from '../../src/fetch/read-feed.ts';
import { HOSTILE, ordinaryFeed } from './read/made-feeds.ts';
import { readMutated } from './read/mutations.ts';

const ROUNDS = 9;
const MUTATED = 20_000;
const MEGABYTE = 2 ** 20;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function measureSpeed(): Promise<void> {
  const small = Buffer.from(ordinaryFeed(30));
  const five = Buffer.from(ordinaryFeed(5_000));
  const ten = Buffer.from(ordinaryFeed(10_000));
  const parser = new Parser();
  const times = { alone: [] as number[], five: [] as number[], ten: [] as number[], small: [] as number[] };
  // The first two rounds warm up both sides.
  for (let round = 0; round < ROUNDS + 2; round += 1) {
    const alone = await timed(() => parser.parseString(five.toString()));
    const fiveThousand = await timed(() => readFeed(five, {}));
    const tenThousand = await timed(() => readFeed(ten, {}));
    const thirty = await timed(() => readFeed(small, {}));
    if (round < 2) continue;
    times.alone.push(alone);
    times.five.push(fiveThousand);
    times.ten.push(tenThousand);
    times.small.push(thirty);
  }
  print('Speed (medians, same run)');
  print(`  30 items, ${(small.length / 1000).toFixed(0)} KB: ${median(times.small).toFixed(1)} ms`);
  print(
    `  5,000 items, ${(five.length / 1e6).toFixed(1)} MB: ${median(times.five).toFixed(0)} ms; rss-parser alone ${median(times.alone).toFixed(0)} ms`,
  );
  // Round by round, for what else the machine does changes from one to the next.
  const ratio = (one: readonly number[], other: readonly number[]): string =>
    median(one.map((ms, round) => ms / (other[round] ?? Number.NaN))).toFixed(2);
  print(`  ms(5,000) / rss-parser alone: ${ratio(times.five, times.alone)} (goal <= 1.3)`);
  print(`  ms(10,000) / ms(5,000): ${ratio(times.ten, times.five)} (goal < 2.5)`);
}

/** How long the main thread is away at most while a large document is read. */
async function measureResponsiveness(): Promise<void> {
  const ten = Buffer.from(ordinaryFeed(10_000));
  let last = performance.now();
  let longest = 0;
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 1);
  await readFeed(ten, {});
  clearInterval(beat);
  print(`\nLongest pause of the main thread while 10,000 items are read: ${longest.toFixed(0)} ms`);
}

async function measureHostile(): Promise<void> {
  print('\nHostile documents, each in a process of its own (goal < 5 s, < 300 MB more)');
  const folder = await mkdtemp(join(tmpdir(), 'bench-read-'));
  let worst = { ms: 0, megabytes: 0 };
  for (const [name, make] of Object.entries(HOSTILE)) {
    const file = join(folder, 'document');
    await writeFile(file, make());
    const { ms, megabytes, outcome } = await inChild(file);
    worst = { ms: Math.max(worst.ms, ms), megabytes: Math.max(worst.megabytes, megabytes) };
    print(`  ${name.padEnd(40)} ${ms.toFixed(0).padStart(5)} ms ${megabytes.toFixed(0).padStart(4)} MB  ${outcome}`);
  }
  await rm(folder, { recursive: true });
  print(`  worst: ${worst.ms.toFixed(0)} ms, ${worst.megabytes.toFixed(0)} MB`);
}

type Measured = { readonly ms: number; readonly megabytes: number; readonly outcome: string };

function inChild(file: string): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [file]);
    let measured: Measured | undefined;
    child.on('message', (message: Measured) => {
      measured = message;
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      resolve(measured ?? { ms: Number.NaN, megabytes: Number.NaN, outcome: `DIED with ${code}` });
    });
  });
}

/** Watches the memory of the whole process from a thread that no document can block. */
async function watchMemory(): Promise<{ peak(): number; stop(): Promise<unknown> }> {
  const peak = new Float64Array(new SharedArrayBuffer(8));
  const watcher = new Worker(
    `const { parentPort, workerData: peak } = require('node:worker_threads');
     setInterval(() => { peak[0] = Math.max(peak[0], process.memoryUsage.rss()); }, 2);
     parentPort.postMessage('watching');`,
    { eval: true, workerData: peak },
  );
  await once(watcher, 'message');
  return { peak: () => Math.max(peak[0] ?? 0, process.memoryUsage.rss()), stop: () => watcher.terminate() };
}

async function measureOne(file: string): Promise<void> {
  await readFeed(Buffer.from(ordinaryFeed(3)), {});
  const bytes = await readFile(file);
  // The document itself is no part of what reading it takes.
  const memory = await watchMemory();
  const before = process.memoryUsage.rss();
  const start = performance.now();
  const read = await readFeed(bytes, {});
  const ms = performance.now() - start;
  const megabytes = (memory.peak() - before) / MEGABYTE;
  await memory.stop();
  const outcome = read.kind === 'read' ? `${read.feed.items.length} items` : read.why;
  const polluted = 'polluted' in {} ? ' POLLUTED' : '';
  process.send?.({ ms, megabytes, outcome: outcome + polluted }, () => process.exit());
}

const document = process.argv[2];
if (document !== undefined) await measureOne(document);
else {
  await measureSpeed();
  await measureResponsiveness();
  await measureHostile();
  const mutated = await readMutated(MUTATED);
  print(
    `\nMutated documents: ${mutated.documents} read, ${mutated.read} as feeds, ${mutated.unreadable} as none, slowest ${mutated.slowest.toFixed(0)} ms, no fault`,
  );
}
