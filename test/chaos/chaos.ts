// The fault journey: the real program, killed again and again, between a newsstand and two platforms that misbehave.
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { openStore } from '../../src/storage/open.ts';
import { openDiscordPlatform, openSlackPlatform, type Room } from '../journeys/platforms.ts';
import { makePlace, type Place, type Program } from '../journeys/program.ts';
import { until } from '../journeys/until.ts';
import { type Newsstand, OUTLETS, openNewsstand } from '../loopback/newsstand.ts';
import { type Chance, createChance, makeHeadline } from './random.ts';
import { type Fault, openUnrulyProxy, type UnrulyProxy } from './unruly-proxy.ts';
import { judge, type Life, type Published, type Seen, type Verdict } from './verdict.ts';

export type ChaosOptions = {
  readonly seed: number;
  readonly kills: number;
  /** Of requests that post something. */
  readonly faultRate: number;
  /** The last life goes on in the storm until so many have happened. */
  readonly leastFaults: number;
  /** How long, after the last kill, the last message may take. */
  readonly settleWithin: number;
  /** The longest that an answer hangs, the store is locked or a clock is ahead. */
  readonly longest: { readonly hang: number; readonly lock: number; readonly ahead: number };
  /** By how much the clock of the last life is ahead: what was leased to the dead need not be waited for. */
  readonly lastAhead: number;
  readonly say: (line: string) => void;
};

export type ChaosReport = Verdict & {
  readonly kills: number;
  readonly published: number;
  readonly expected: number;
  readonly held: readonly string[];
  readonly heldToldOf: boolean;
  readonly faults: Readonly<Record<string, number>>;
  readonly disturbances: Readonly<Record<string, number>>;
  readonly exitCode: number | null;
  /** Lines of the log at level error, each once, with how often. */
  readonly errors: ReadonlyMap<string, number>;
};

const ROOMS: readonly Room[] = ['news', 'other'];
const TOPICS = 'topics: [{id: ministers, name: Ministers, kind: keyword, query: minister}]\n';
const SETTINGS = 'poll: {cron: "* * * * * *", timeout: 1s}\nalerts: {groupWait: 0s, budgetPerHour: 1000}\n';
const POSTS = /^(POST \/channels\/\d+\/messages|chat\.postMessage|conversations\.history)/;

export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { say } = options;
  const chance = createChance(options.seed);
  const scene = await openScene(options, chance);
  const { place, program: start, platforms, lives } = scene;
  try {
    await start.first();
    const published: Published[] = [];
    let publishing = true;
    const publisher = (async () => {
      for (let number = 1; publishing; number += 1) {
        scene.newsstand.publish('wire', { slug: `n-${number}-`, title: makeHeadline(number) });
        published.push({ number, at: Date.now() });
        await pause(chance.between(700, 2_200));
      }
    })();
    scene.unleash();
    for (let kill = 1; kill <= options.kills; kill += 1) {
      await untilItStrikes(scene, chance);
      start.kill();
      if (kill % 20 === 0) say(`${kill} kills, ${published.length} pieces of news, ${scene.seen.length} posts`);
      if (chance.happens(0.3)) await pause(chance.between(0, 1_500));
      const stepped = chance.happens(0.15) ? chance.between(0, options.longest.ahead) : 0;
      start.again(kill < options.kills ? stepped : options.lastAhead);
    }
    const happened = (): number => Object.values(scene.faults).reduce((sum, count) => sum + count, 0);
    await until('enough faults', () => happened() >= options.leastFaults, scene.log, options.settleWithin);
    publishing = false;
    await publisher;
    scene.calm();
    const expected = published.length * ROOMS.length * platforms.length;
    const rooms = platforms.flatMap(({ name }) => ROOMS.map((room) => `${name} ${room}`));
    const verdictNow = async (): Promise<Verdict> =>
      judge({ published, rooms, seen: scene.seen, held: await scene.held(), passed: scene.passed(), lives });
    await until(
      'every message',
      async () => (await verdictNow()).lost.length === 0,
      () => ({ posts: scene.seen.length, expected }),
      options.settleWithin,
    ).catch((error: unknown) => say(String(error).slice(0, 200)));
    // A second copy would come as late as the next lease or repeat; none may be under way any more.
    await until('the outbox to be empty', scene.isIdle, () => '', options.settleWithin).catch(() =>
      say('the outbox is not empty'),
    );
    const exitCode = await start.end();
    return {
      ...(await verdictNow()),
      kills: options.kills,
      published: published.length,
      expected,
      held: [...(await scene.held())],
      heldToldOf: scene.log().includes('"state":"held"'),
      faults: scene.faults,
      disturbances: scene.disturbances,
      exitCode,
      errors: errorsIn(scene.log()),
    };
  } finally {
    await scene.close();
    await place.clear();
  }
}

/** Sometimes after a while, sometimes in the middle of a request, a poll, or the start itself. */
async function untilItStrikes(scene: Scene, chance: Chance): Promise<void> {
  const posts = scene.posts();
  const polls = scene.newsstand.asked('wire');
  switch (chance.oneOf(['while', 'request', 'request', 'poll', 'start'])) {
    case 'start':
      return void (await pause(chance.between(50, 1_200)));
    case 'while':
      return void (await pause(chance.between(1_500, 5_000)));
    case 'request':
      await until(
        'a post',
        () => scene.posts() > posts,
        () => '',
        6_000,
      ).catch(() => {});
      return void (await pause(chance.between(0, 40)));
    case 'poll':
      await until(
        'a poll',
        () => scene.newsstand.asked('wire') > polls,
        () => '',
        6_000,
      ).catch(() => {});
      return void (await pause(chance.between(0, 80)));
  }
}

type Scene = Awaited<ReturnType<typeof openScene>>;

async function openScene(options: ChaosOptions, chance: Chance) {
  const place = makePlace();
  const newsstand = await openNewsstand(Date.now);
  writeConfig(place, newsstand);
  const discord = await openDiscordPlatform();
  const slack = await openSlackPlatform('Socket Mode', Date.now);
  const platforms = [discord, slack];
  const faults: Record<string, number> = {};
  const disturbances: Record<string, number> = {};
  const lives: Life[] = [];
  const logs: (() => string)[] = [];
  let wild = false;
  let posts = 0;

  const faultFor = (bucket: string): Fault | undefined => {
    if (!wild || !POSTS.test(bucket) || !chance.happens(options.faultRate)) return undefined;
    const fault = makeFault(bucket, chance, options.longest.hang);
    const name = [
      fault.kind,
      'applied' in fault && fault.applied && 'applied',
      'global' in fault && fault.global && 'global',
    ];
    const label = name.filter(Boolean).join(', ');
    faults[label] = (faults[label] ?? 0) + 1;
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
          const number = /\/n-(\d+)-/.exec(text)?.[1];
          if (/now follows Ministers/.test(text)) continue;
          seen.push({ room: key, number: number === undefined ? undefined : Number(number), at: Date.now(), text });
        }
        counted.set(key, all.length);
      }
    }
  }, 20);

  let program: Program;
  const begin = (aheadMs: number): void => {
    program = place.start(['run'], env, Math.round(aheadMs));
    logs.push(program.stderr);
    lives.push({ from: Date.now(), to: Number.POSITIVE_INFINITY, aheadMs });
  };
  const over = (): void => {
    const life = lives.at(-1);
    if (life) life.to = Date.now();
  };

  let disturbing: NodeJS.Timeout | undefined;
  const disturb = (): void => {
    const name = chance.oneOf(Object.keys(DISTURBANCES) as [string, ...string[]]);
    disturbances[name] = (disturbances[name] ?? 0) + 1;
    DISTURBANCES[name]?.({
      discord: discord.discord,
      slack: slack.slack,
      lock: () => void lockFor(chance.between(0, options.longest.lock)),
    });
    disturbing = setTimeout(disturb, chance.between(1_000, 6_000));
  };
  const path = place.databaseUrl.replace('file:', '');
  let locked = false;
  async function lockFor(ms: number): Promise<void> {
    if (locked) return;
    locked = true;
    const database = new DatabaseSync(path, { timeout: 0 });
    try {
      database.exec('BEGIN IMMEDIATE');
      await pause(ms);
      database.exec('ROLLBACK');
    } catch {
      // Busy with the program's own write: then it is not locked this time.
    } finally {
      database.close();
      locked = false;
    }
  }

  return {
    place,
    newsstand,
    platforms,
    lives,
    seen,
    faults,
    disturbances,
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
          return `${platform?.name} ${room} ${/\/n-(\d+)-/.exec(message.url ?? '')?.[1]}`;
        }),
      );
    },
    isIdle: (): Promise<boolean> =>
      fromStore(place, async (store) => (await store.deliveries.nextDueAt()) === undefined),
    async close(): Promise<void> {
      clearTimeout(disturbing);
      clearInterval(look);
      await until('the store to be free', () => !locked);
      for (const part of [discordProxy, slackProxy, discord, slack, newsstand] satisfies {
        close: UnrulyProxy['close'];
      }[])
        await part.close();
    },
  };
}

type Disturbed = {
  readonly discord: Awaited<ReturnType<typeof openDiscordPlatform>>['discord'];
  readonly slack: Awaited<ReturnType<typeof openSlackPlatform>>['slack'];
  readonly lock: () => void;
};

const DISTURBANCES: Readonly<Record<string, (on: Disturbed) => void>> = {
  'gateway dropped': ({ discord }) => discord.gateway.closeAll(1006),
  'gateway closed (4000)': ({ discord }) => discord.gateway.closeAll(4000),
  'gateway asks to reconnect': ({ discord }) => discord.gateway.askToReconnect(),
  'session invalid': ({ discord }) => discord.gateway.invalidate(false),
  'session invalid, resumable': ({ discord }) => discord.gateway.invalidate(true),
  'sockets dropped': ({ slack }) => slack.dropSockets(),
  'sockets refreshed': ({ slack }) => slack.refreshSockets(),
  'database locked': ({ lock }) => lock(),
};

function makeFault(bucket: string, chance: Chance, longestHang: number): Fault {
  const applied = !bucket.startsWith('conversations.history') && chance.happens(0.5);
  switch (chance.oneOf(['rate-limit', 'status', 'status', 'drop', 'drop', 'hang'])) {
    case 'status':
      return { kind: 'status', applied };
    case 'drop':
      return { kind: 'drop', applied };
    case 'hang':
      return { kind: 'hang', applied, ms: chance.between(500, longestHang) };
    default:
      return {
        kind: 'rate-limit',
        seconds: Math.ceil(chance.between(0, 4)),
        global: bucket.startsWith('POST') && chance.happens(0.25),
      };
  }
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

function errorsIn(log: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of log.split('\n')) {
    if (!line.includes('"level":"error"') && (line === '' || line.startsWith('{'))) continue;
    const said = /"message":"([^"]*)"}$/.exec(line)?.[1] ?? line;
    const why = /"error":\{[^}]*"message":"([^"]*)"/.exec(line)?.[1] ?? '';
    const text = `${said}${why && `: ${why}`}`.slice(0, 160);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}
