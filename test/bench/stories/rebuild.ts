// One start of the service's memory, in a process of its own: opens the store file named and reads its stories as `run` does.
import { join } from 'node:path';
import { loadConfig } from '../../../src/config/config.ts';
import { createStoryIndex } from '../../../src/core/stories/gather.ts';
import { createTopicMatcher } from '../../../src/core/stories/topics.ts';
import { createSummitBook } from '../../../src/core/summits/book.ts';
import { openNewsroom } from '../../../src/jobs/newsroom.ts';
import { openStore } from '../../../src/storage/open.ts';

const [path, now] = process.argv.slice(2);
const clock = (): number => Number(now);

const loaded = await loadConfig(join(import.meta.dirname, '../../../config'));
if ('faults' in loaded) throw new Error(loaded.faults.join('; '));
const { leaders, topics } = loaded.config;

const begun = { cpu: process.cpuUsage(), wall: performance.now() };
const store = await openStore(`file:${path}`, { now: clock });
await openNewsroom({
  store,
  openStories: createStoryIndex,
  openBook: () => createSummitBook(leaders),
  topics: createTopicMatcher(topics),
  now: clock,
});
const wall = (performance.now() - begun.wall) / 1000;
const { user, system } = process.cpuUsage(begun.cpu);
await store.close();
process.send?.({ wall, cpu: (user + system) / 1e6 });
