// The scene of the fault journey: two platforms behind unruly proxies, a newsstand, and the program with its lives.
import { openStore } from '../../src/storage/open.ts';
import { openDiscordPlatform, openSlackPlatform, type Room } from '../journeys/platforms.ts';
import { makePlace, type Place, type Program } from '../journeys/program.ts';
import { until } from '../journeys/until.ts';
import { type Newsstand, OUTLETS, openNewsstand } from '../loopback/newsstand.ts';
import { createStoreLock, DISTURBANCES, makeFault, nameOf } from './accidents.ts';
import type { Chance } from './random.ts';
import { type Fault, openUnrulyProxy, type UnrulyProxy } from './unruly-proxy.ts';
import type { Life, Seen } from './verdict.ts';
import { invite } from './visitor.ts';

export const ROOMS: readonly Room[] = ['news', 'other'];
const TOPICS = 'topics: [{id: ministers, name: Ministers, kind: keyword, query: minister}]\n';
const SETTINGS = 'poll: {cron: "* * * * * *", timeout: 1s}\nalerts: {groupWait: 0s, budgetPerHour: 1000}\n';
const POSTS = /^(POST \/channels\/\d+\/messages|chat\.postMessage|conversations\.history)/;

export type SceneOptions = {
  /** Of a PostgreSQL database; else SQLite is used. */
  readonly store?: string;
  /** Of requests that post something, or look for what was posted. */
  readonly faultRate: number;
  /** The longest that an answer hangs, the store is locked or a clock is ahead. */
  readonly longest: { readonly hang: number; readonly lock: number; readonly ahead: number };
};

export type Scene = Awaited<ReturnType<typeof openScene>>;

export async function openScene(options: SceneOptions, chance: Chance) {
  const place = makePlace(options.store);
  const newsstand = await openNewsstand(Date.now);
  writeConfig(place, newsstand);
  const discord = await openDiscordPlatform();
  const slack = await openSlackPlatform('Socket Mode', Date.now);
  const platforms = [discord, slack];
  const faults: Record<string, number> = {};
  const disturbances: Record<string, number> = {};
  const lives: Life[] = [];
  const logs: (() => string)[] = [];
  const lock = createStoreLock(place.databaseUrl);
  let wild = false;
  let posts = 0;

  const faultFor = (bucket: string): Fault | undefined => {
    if (!wild || !POSTS.test(bucket) || !chance.happens(options.faultRate)) return undefined;
    const fault = makeFault(bucket, chance, options.longest.hang);
    faults[nameOf(fault)] = (faults[nameOf(fault)] ?? 0) + 1;
    return fault;
  };
  const onRequest = (bucket: string): void => {
    if (POSTS.test(bucket)) posts += 1;
  };
  const discordProxy = await openUnrulyProxy(discord.discord.apiUrl, {
    faultFor,
    onRequest,
    bucketOf: (method, path) => `${method} ${path.replace(/^\/api\/v10/, '').replace(/\?.*$/, '')}`,
  });
  const slackProxy = await openUnrulyProxy(slack.slack.apiUrl, {
    faultFor,
    onRequest,
    bucketOf: (_method, path, body) =>
      `${path.replace(/^\/api\//, '')} ${new URLSearchParams(body).get('channel') ?? ''}`.trim(),
  });
  const env = {
    ...discord.env,
    ...slack.env,
    DISCORD_API_URL: `${discordProxy.url}/api`,
    SLACK_API_URL: `${slackProxy.url}/api/`,
  };

  const seen: Seen[] = [];
  const counted = new Map<string, number>();
  const look = setInterval(() => {
    for (const platform of platforms) {
      for (const room of ROOMS) {
        const key = `${platform.name} ${room}`;
        const all = platform.posts(room);
        for (const text of all.slice(counted.get(key) ?? 0)) {
          seen.push({ room: key, number: numberIn(text), at: Date.now(), text });
        }
        counted.set(key, all.length);
      }
    }
  }, 20);

  let program: Program;
  let step = 0;
  const begin = (ahead: number): void => {
    const aheadMs = Math.round(ahead);
    step = Math.round(chance.between(-1, 1) * options.longest.ahead);
    const steps = step === 0 ? undefined : { CLOCK_STEP_MS: String(step) };
    program = place.start(['run'], { ...env, ...steps }, aheadMs);
    logs.push(program.stderr);
    const from = Date.now();
    lives.push({ from, to: Number.POSITIVE_INFINITY, clock: [{ from, aheadMs }] });
  };
  /** Only of a program that has begun: before, the signal would end it. */
  const setClock = (): void => {
    const life = lives.at(-1);
    const now = Date.now();
    if (step === 0 || life === undefined || now - life.from < 1_500 || life.to < now) return;
    program.kill('SIGUSR2');
    life.clock.push({ from: now, aheadMs: (life.clock.at(-1)?.aheadMs ?? 0) + step });
    step = -step;
  };
  const over = (): void => {
    const life = lives.at(-1);
    if (life) life.to = Date.now();
  };

  // Asked are only those who have been back for a while: a start takes its time.
  const isBack = (): boolean => discord.isReady() && (lives.at(-1)?.from ?? Date.now()) < Date.now() - 3_000;
  const visitor = invite(discord.discord, () => (isBack() ? lives.length : undefined));

  let disturbing: NodeJS.Timeout | undefined;
  const disturb = (): void => {
    const name = chance.oneOf(Object.keys(DISTURBANCES) as [string, ...string[]]);
    disturbances[name] = (disturbances[name] ?? 0) + 1;
    DISTURBANCES[name]?.({
      discord: discord.discord,
      slack: slack.slack,
      lock: () => void lock.hold(chance.between(0, options.longest.lock)),
      setClock,
    });
    disturbing = setTimeout(disturb, chance.between(1_000, 6_000));
  };
  return {
    place,
    newsstand,
    platforms,
    lives,
    seen,
    faults,
    disturbances,
    acknowledged: visitor.acknowledged,
    posts: () => posts,
    passed: () => [...discordProxy.passed, ...slackProxy.passed],
    log: () => logs.map((read) => read()).join('\n'),
    program: {
      async first(): Promise<void> {
        begin(0);
        for (const platform of platforms) {
          await until(`${platform.name} to be ready`, platform.isReady, program.stderr);
          for (const room of ROOMS) {
            await until(
              'the commands',
              async () => {
                const { text } = await platform.type(
                  'summit-subscribe',
                  { topic: 'ministers', alerts: 'all' },
                  { room },
                );
                return /now follows|Settings changed/.test(text);
              },
              program.stderr,
            );
          }
        }
        await until('the first poll', () => newsstand.asked('wire') > 0, program.stderr);
        await until(
          'the welcomes',
          () => platforms.every(({ posts }) => ROOMS.every((room) => posts(room).length === 1)),
          program.stderr,
        );
      },
      kill(): void {
        program.kill('SIGKILL');
        over();
      },
      async stop(): Promise<void> {
        program.kill('SIGTERM');
        await program.ended;
        over();
      },
      again: begin,
      async end(): Promise<number | null> {
        program.kill('SIGTERM');
        const { code } = await program.ended;
        over();
        return code;
      },
    },
    unleash(): void {
      wild = true;
      disturb();
    },
    calm(): void {
      wild = false;
      clearTimeout(disturbing);
    },
    async held(): Promise<ReadonlySet<string>> {
      const held = await fromStore(place, (store) => store.deliveries.list({ state: 'held', limit: 10_000 }));
      return new Set(
        held.map(({ channel, message }) => {
          const platform = platforms.find(({ channel: of }) => of('news').platform === channel.platform);
          const room = ROOMS.find((each) => platform?.channel(each).id === channel.id);
          return `${platform?.name} ${room} ${numberIn(message.url ?? '')}`;
        }),
      );
    },
    isIdle: (): Promise<boolean> =>
      fromStore(place, async (store) => (await store.deliveries.nextDueAt()) === undefined),
    async close(): Promise<void> {
      clearTimeout(disturbing);
      clearInterval(look);
      visitor.leave();
      await until('the store to be free', () => !lock.isHeld());
      for (const part of [discordProxy, slackProxy, discord, slack, newsstand] satisfies {
        close: UnrulyProxy['close'];
      }[])
        await part.close();
    },
  };
}

function writeConfig(place: Place, newsstand: Newsstand): void {
  const { title, trust } = OUTLETS.wire;
  place.write('topics.yaml', TOPICS);
  place.write('settings.yaml', SETTINGS);
  place.write(
    'feeds.yaml',
    `feeds: [{url: "${newsstand.url('wire')}", title: ${title}, language: en, trust: ${trust}, every: 1s}]\n`,
  );
}

/** Of the news that a post tells. */
function numberIn(text: string): number | undefined {
  const number = /\/n-(\d+)-/.exec(text)?.[1];
  return number === undefined ? undefined : Number(number);
}

async function fromStore<T>(
  place: Place,
  ask: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>,
): Promise<T> {
  const store = await openStore(place.databaseUrl, { now: Date.now });
  try {
    return await ask(store);
  } finally {
    await store.close();
  }
}
