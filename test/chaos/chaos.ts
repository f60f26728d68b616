// The fault journey: the real program, killed again and again, between a newsstand and two platforms that misbehave.
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../journeys/until.ts';
import { type Chance, createChance, makeHeadline } from './random.ts';
import { openScene, ROOMS, type Scene, type SceneOptions } from './scene.ts';
import { judge, type Published, type Verdict } from './verdict.ts';

export type ChaosOptions = SceneOptions & {
  readonly seed: number;
  readonly kills: number;
  /** From one piece of news to the next, in ms, on average. */
  readonly newsEvery: number;
  /** The last life goes on in the storm until so many have happened. */
  readonly leastFaults: number;
  /** How long, after the last kill, the last message may take. */
  readonly settleWithin: number;
  /** By how much the clock of the last life is ahead: what was leased to the dead need not be waited for. */
  readonly lastAhead: number;
  readonly say: (line: string) => void;
};

export type ChaosReport = Verdict & {
  readonly kills: number;
  /** In good order, between the kills. */
  readonly restarts: number;
  /** Lives that began with a clock that was ahead. */
  readonly clockAhead: number;
  readonly published: number;
  readonly expected: number;
  readonly held: readonly string[];
  readonly heldToldOf: boolean;
  readonly faults: Readonly<Record<string, number>>;
  readonly disturbances: Readonly<Record<string, number>>;
  readonly exitCode: number | null;
  /** How soon questions were acknowledged, in ms. */
  readonly acknowledged: readonly (number | undefined)[];
  /** Lines of the log at level error, each once, with how often. */
  readonly errors: ReadonlyMap<string, number>;
};

/** It may be killed in the middle of any of so many posts. */
const MOST_POSTS = 8;
/** How often the program is stopped as a supervisor stops it, before it is killed the next time. */
const ORDERLY = 0.1;

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
        await pause(chance.between(0.5, 1.5) * options.newsEvery);
      }
    })();
    scene.unleash();
    let restarts = 0;
    let clockAhead = 0;
    for (let kill = 1; kill <= options.kills; kill += 1) {
      await untilItStrikes(scene, chance);
      if (chance.happens(ORDERLY)) {
        await start.stop();
        restarts += 1;
        start.again(0);
        await untilItStrikes(scene, chance);
      }
      start.kill();
      if (kill % 20 === 0) say(`${kill} kills, ${published.length} pieces of news, ${scene.seen.length} posts`);
      if (chance.happens(0.3)) await pause(chance.between(0, 1_500));
      const stepped = chance.happens(0.15) ? chance.between(0, options.longest.ahead) : 0;
      if (stepped > 0) clockAhead += 1;
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
      restarts,
      clockAhead,
      published: published.length,
      expected,
      held: [...(await scene.held())],
      heldToldOf: scene.log().includes('"state":"held"'),
      faults: scene.faults,
      disturbances: scene.disturbances,
      exitCode,
      acknowledged: scene.acknowledged,
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
    case 'request': {
      const some = Math.floor(chance.between(0, MOST_POSTS));
      await until(
        'posts',
        () => scene.posts() > posts + some,
        () => '',
        6_000,
      ).catch(() => {});
      return void (await pause(chance.between(0, 40)));
    }
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
