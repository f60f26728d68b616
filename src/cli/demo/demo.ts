// `summit-watch demo`: the real service on recorded feeds, served to itself over loopback, with a clock that runs fast.
import { PassThrough } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { createConsoleChat } from '../../chat/console/console.ts';
import type { Config } from '../../config/config.ts';
import type { Feed, FeedId } from '../../core/feeds/feed.ts';
import { DAY, HOUR, MINUTE } from '../../core/text/instant.ts';
import { createLog } from '../../ops/log.ts';
import { openStore } from '../../storage/open.ts';
import { EXIT } from '../exit.ts';
import { type Lines, loadConfigOrFail } from '../load.ts';
import { version } from '../version.ts';
import { startWatch } from '../watch.ts';
import { createDemoClock } from './clock.ts';
import { startDemoFeeds } from './feed-server.ts';
import { END, FEEDS, ITEMS, START } from './script.ts';

const ZONE = 'Europe/Kyiv';
/** Real time between two pieces of news: enough to read along, short enough to end within the minute. */
const PACE = 740;

/** 08:00 in Kyiv. */
const FIRST_DIGEST = '2025-08-06T05:00Z';

/** What a person in the channel types, and when. */
const TYPED: readonly { readonly at: string; readonly line: string }[] = [
  { at: '2025-08-05T15:00Z', line: `/summit-subscribe trump-putin alerts:all digest:daily at:08:00 time-zone:${ZONE}` },
  { at: '2025-08-07T04:00Z', line: '/summit-status trump-putin' },
  { at: '2025-08-09T13:00Z', line: '/summit-status trump-putin' },
  { at: '2025-08-14T12:00Z', line: '/summit-status trump-putn' },
  { at: '2025-08-19T09:00Z', line: '/summit-timeline trump-putin' },
  { at: '2025-08-19T12:00Z', line: '/summit-status' },
];

export async function demoCommand(lines: Lines, pace = PACE): Promise<number> {
  const shipped = await loadConfigOrFail(undefined, lines);
  if (!shipped) return EXIT.fault;
  const now = createDemoClock(marks(), pace, () => performance.now());
  const feeds = await startDemoFeeds(now);
  const input = new PassThrough();
  const chat = createConsoleChat({ write: lines.write, input, now, layout: { timeZone: ZONE } });
  const store = await openStore('file::memory:', { now });
  const log = createLog('warn', lines.fail);
  lines.write('Summit Watch, demo: two weeks of August 2025, retold, at high speed. You are in one channel; watch it.');
  lines.write('');
  const watch = await startWatch({
    config: demoConfig(shipped, feeds.url),
    store,
    chats: async () => ({ chats: [chat] }),
    http: { host: '127.0.0.1', port: 0 },
    fetchAllow: ['127.0.0.0/8'],
    version: version(),
    log,
    now,
    random: Math.random,
    ticks: { poll: '* * * * * *', minute: '* * * * * *' },
    spread: 0,
  });
  for (const { at, line } of TYPED) {
    await reach(now, Date.parse(at));
    lines.write(`> ${line}`);
    input.write(`${line}\n`);
  }
  await reach(now, Date.parse(END));
  await watch.stop();
  await store.close();
  await feeds.stop();
  lines.write('That was the demo. README.md tells how to connect Slack or Discord.');
  return EXIT.done;
}

/** The demo's clock takes its time for every piece of news, for whatever is typed, and for the hour of each digest. */
function marks(): readonly number[] {
  const told = [START, END, ...ITEMS.map(({ at }) => at), ...TYPED.map(({ at }) => at)].map((text) => Date.parse(text));
  const digests: number[] = [];
  for (let at = Date.parse(FIRST_DIGEST); at < Date.parse(END); at += DAY) digests.push(at, at + HOUR);
  const instants = [...told, ...digests];
  return [...new Set(instants)].sort((a, b) => a - b);
}

async function reach(now: () => number, at: number): Promise<void> {
  while (now() < at) await pause(20);
}

function demoConfig(shipped: Config, url: string): Config {
  const feeds = Object.entries(FEEDS).map(
    ([name, feed]): Feed => ({
      id: `demo-${name}` as FeedId,
      url: url + feed.path,
      title: feed.title,
      language: feed.language,
      trust: feed.trust,
      every: MINUTE,
      origin: 'config',
    }),
  );
  const alerts = { ...shipped.settings.alerts, groupWait: 0, budgetPerHour: 1_000 };
  return {
    ...shipped,
    feeds,
    settings: {
      ...shipped.settings,
      alerts,
      keep: { ...shipped.settings.keep, items: 365 * 24 * HOUR, deliveries: 365 * 24 * HOUR },
    },
  };
}
