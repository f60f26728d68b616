// How long a round of polls takes with everything behind it, cold and warm: `npm run bench:poll [-- WARM-ROUNDS]`.
// The desk is the service's own, with the topics and leaders we ship.
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config/config.ts';
import type { Feed, FeedId } from '../../src/core/feeds/feed.ts';
import { languageOf } from '../../src/core/languages/language.ts';
import { createStoryIndex } from '../../src/core/stories/gather.ts';
import { createTopicMatcher } from '../../src/core/stories/topics.ts';
import { createSummitBook } from '../../src/core/summits/book.ts';
import { DAY, MINUTE } from '../../src/core/text/instant.ts';
import { openFetcher, userAgent } from '../../src/fetch/fetch-feed.ts';
import { readFeed } from '../../src/fetch/read-feed.ts';
import { addressPolicy } from '../../src/fetch/safe-address.ts';
import { createIngest } from '../../src/jobs/ingest.ts';
import { openNewsroom } from '../../src/jobs/newsroom.ts';
import { pollFeeds } from '../../src/jobs/poll-feeds.ts';
import { createLog } from '../../src/ops/log.ts';
import { openStore } from '../../src/storage/open.ts';

const FEEDS = 1_000;
const ITEMS = 30;
const HOSTS = 250;
const LATENCY = 50;
const rounds = Number(process.argv[2] ?? 3);
const write = (line: string): void => void process.stdout.write(`${line}\n`);

const loaded = await loadConfig(join(import.meta.dirname, '../../config'));
if ('faults' in loaded) throw new Error(loaded.faults.join('; '));
const { config } = loaded;

const publisher = fork(join(import.meta.dirname, 'publisher.ts'), [FEEDS, ITEMS, LATENCY].map(String));
const [port] = (await once(publisher, 'message')) as [number];
const hostOf = (n: number): string => `127.1.0.${(n % HOSTS) + 1}`;
const feeds = Array.from(
  { length: FEEDS },
  (_, n): Feed => ({
    id: `feed-${n}` as FeedId,
    url: `http://${hostOf(n)}:${port}/${n}`,
    title: `Feed ${n}`,
    trust: 'press',
    every: 15 * MINUTE,
    origin: 'config',
  }),
);

const folder = mkdtempSync(join(tmpdir(), 'bench-poll-'));
let now = Date.UTC(2026, 0, 20);
const store = await openStore(`file:${join(folder, 'store.db')}`, { now: () => now });
await store.feeds.sync(feeds, now, 0);
const newsroom = await openNewsroom({
  store,
  openStories: createStoryIndex,
  openBook: () => createSummitBook(config.leaders),
  topics: createTopicMatcher(config.topics),
  now: () => now,
});
const ingest = createIngest({
  newsroom,
  tell: { plan: async () => 0, wake() {} },
  hash: (text) => createHash('sha256').update(text).digest('hex').slice(0, 32),
  detect: languageOf,
  onItems() {},
});
const fetcher = openFetcher({ allow: addressPolicy(['127.0.0.0/8']), userAgent: userAgent('bench') });

async function round(name: string): Promise<void> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  const parts = {
    store,
    fetcher,
    read: readFeed,
    ingest,
    now: () => now,
    random: Math.random,
    log: createLog('error', write),
  };
  const report = await pollFeeds({ ...parts, concurrency: 50 }, new AbortController().signal);
  const wall = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const seen = await (await fetch(`http://127.0.0.1:${port}/seen`)).text();
  globalThis.gc?.();
  const heap = Math.round(process.memoryUsage().heapUsed / 1e6);
  const memory = `heap ${heap} MB, ${Math.round(process.memoryUsage().rss / 1e6)} MB now, ${Math.round(process.resourceUsage().maxRSS / 1_000)} MB at most`;
  write(`${name}: ${wall.toFixed(2)} s, CPU ${((user + system) / 1e6).toFixed(2)} s, ${memory}`);
  write(`  ${JSON.stringify(Object.fromEntries(report.endings))} publishers saw ${seen}`);
  now += DAY;
}

// As the service does once it has started.
globalThis.gc?.();
try {
  await round('cold');
  for (let n = 1; n <= rounds; n++) await round(`warm ${n}`);
} finally {
  await fetcher.close();
  await store.close();
  publisher.disconnect();
  rmSync(folder, { recursive: true, force: true });
}
