// The whole service in this process: real chat SDKs on loopback platforms, a newsstand for feeds, a clock that can be moved.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openChats } from '../../src/cli/chats.ts';
import { startWatch, type Watch } from '../../src/cli/watch.ts';
import { type Config, loadConfig } from '../../src/config/config.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import type { Feed, FeedId } from '../../src/core/feeds/feed.ts';
import type { Topic, TopicId } from '../../src/core/stories/topic.ts';
import { createLog } from '../../src/ops/log.ts';
import { openStore } from '../../src/storage/open.ts';
import type { Store } from '../../src/storage/store.ts';
import { type Newsstand, OUTLETS, type OutletName, openNewsstand, type Report } from '../loopback/newsstand.ts';
import type { LoopbackPlatform, Room } from './platforms.ts';
import { until } from './until.ts';

export type Clock = { readonly now: () => number; readonly moveTo: (instant: string) => void };

/** Runs like any other from `start` on, and can be moved ahead. */
export function createClock(start: string): Clock {
  let zero = Date.parse(start) - performance.now();
  const now = (): number => Math.round(zero + performance.now());
  return {
    now,
    moveTo(instant) {
      const ahead = Date.parse(instant) - now();
      assert.ok(ahead >= 0, `the clock has passed ${instant}`);
      zero += ahead;
    },
  };
}

export type Rig = {
  readonly clock: Clock;
  readonly newsstand: Newsstand;
  readonly platform: LoopbackPlatform;
  readonly store: () => Store;
  readonly watch: () => Watch;
  /** Warnings and worse, as lines of the log. */
  readonly logged: readonly string[];
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Publishes at this time, and resolves once the service has read it and sent all that came of it: the new posts. */
  readonly news: (at: string, outlet: OutletName, report: Report) => Promise<readonly string[]>;
  /** New posts since it was asked last, once nothing waits to be sent. */
  readonly newPosts: (room?: Room) => Promise<readonly string[]>;
  /** Resolves when so many new posts are there. */
  readonly untilPosted: (count: number, room?: Room) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

export async function openRig(
  openPlatform: (now: () => number) => Promise<LoopbackPlatform>,
  start = '2025-08-05T12:00:00Z',
): Promise<Rig> {
  const clock = createClock(start);
  const { now } = clock;
  const folder = await mkdtemp(join(tmpdir(), 'summit-watch-journey-'));
  const platform = await openPlatform(now);
  const newsstand = await openNewsstand(now);
  const config = await configFor(newsstand);
  const logged: string[] = [];
  const seen: Record<Room, number> = { news: 0, other: 0 };
  let store: Store | undefined;
  let watch: Watch | undefined;

  const running = <T>(part: T | undefined): T => {
    assert.ok(part !== undefined, 'the service is not running');
    return part;
  };

  async function isIdle(): Promise<boolean> {
    const { deliveries } = running(store);
    const due = [
      ...(await deliveries.list({ state: 'pending', limit: 100 })),
      ...(await deliveries.list({ state: 'sending', limit: 100 })),
    ];
    return due.every(({ dueAt }) => dueAt > now() + 60_000);
  }

  /** A feed's validator is kept in the transaction that keeps its items and what is to be sent because of them. */
  async function hasRead(outlet: OutletName): Promise<boolean> {
    const row = await running(store).feeds.byId(feedIdOf(outlet));
    return row?.poll.etag === newsstand.etag(outlet);
  }

  const shown = (): unknown => ({ posts: platform.posts().slice(seen.news), logged: logged.slice(-5) });

  async function newPosts(room: Room = 'news'): Promise<readonly string[]> {
    await until('the outbox to be empty', isIdle, shown);
    const posts = platform.posts(room).slice(seen[room]);
    seen[room] += posts.length;
    return posts;
  }

  async function stop(): Promise<void> {
    await watch?.stop();
    await store?.close();
    watch = undefined;
    store = undefined;
  }

  return {
    clock,
    newsstand,
    platform,
    store: () => running(store),
    watch: () => running(watch),
    logged,
    newPosts,
    async start() {
      const read = readEnvironment({ ...platform.env, PORT: '0' });
      assert.ok('environment' in read, JSON.stringify(read));
      const { environment } = read;
      const log = createLog('warn', (line) => logged.push(line));
      store = await openStore(`file:${join(folder, 'store.db')}`, { now });
      const chats = await openChats(environment, { settings: config.settings, store, log, now, write: () => {} });
      watch = await startWatch({
        config,
        store,
        chats: async () => chats,
        http: { host: '127.0.0.1', port: 0 },
        fetchAllow: ['127.0.0.0/8'],
        version: '0.0.0',
        log,
        now,
        random: () => 0.5,
        ticks: { poll: '* * * * * *', minute: '* * * * * *' },
        spread: 0,
      });
      if (chats.slackListener) platform.reach(watch.port);
      await watch.connected;
      await until('the platform to be ready', platform.isReady, shown);
      for (const outlet of outletNames()) await until(`${outlet} to be read`, () => hasRead(outlet));
    },
    stop,
    async news(at, outlet, report) {
      clock.moveTo(at);
      newsstand.publish(outlet, report);
      await until(`${report.slug} to be read`, () => hasRead(outlet), shown);
      return newPosts();
    },
    async untilPosted(count, room = 'news') {
      await until(`${count} posts`, () => platform.posts(room).length >= seen[room] + count, shown);
      return newPosts(room);
    },
    async close() {
      await stop();
      await platform.close();
      await newsstand.close();
      await rm(folder, { recursive: true });
      assert.deepEqual(
        logged.filter((line) => /"level":"error"/.test(line)),
        [],
      );
    },
  };
}

export function outletNames(): readonly OutletName[] {
  return Object.keys(OUTLETS) as OutletName[];
}

function feedIdOf(outlet: OutletName): FeedId {
  return outlet as string as FeedId;
}

async function configFor(newsstand: Newsstand): Promise<Config> {
  const loaded = await loadConfig(join(import.meta.dirname, '../../config'));
  assert.ok('config' in loaded);
  const { config } = loaded;
  const feeds = outletNames().map((name): Feed => {
    const { title, trust } = OUTLETS[name];
    return {
      id: feedIdOf(name),
      url: newsstand.url(name),
      title,
      language: 'en',
      trust,
      // Due at each tick.
      every: 300,
      origin: 'config',
    };
  });
  const ministers: Topic = {
    id: 'ministers' as TopicId,
    name: 'Ministers',
    kind: 'keyword',
    query: 'minister',
    participants: [],
    aliases: [],
  };
  const alerts = { ...config.settings.alerts, groupWait: 0, budgetPerHour: 1_000 };
  return { ...config, feeds, topics: [...config.topics, ministers], settings: { ...config.settings, alerts } };
}
