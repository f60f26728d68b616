// How soon commands are acknowledged while feeds are polled: `npm run bench:commands [-- ROUNDS]`.
// The service is a process of its own; the platforms and the people who type are this one, the publishers a third.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { manager, openLoopbackDiscord } from '../loopback/discord.ts';
import { openSlack } from '../loopback/slack.ts';

const AT_ONCE = 200;
const FEEDS = 40;
const ITEMS = 30;
const HOSTS = 20;
const GOAL_MS = 500;
const ROUNDS = Number(process.argv[2] ?? 5);
const COMMANDS = ['summit-status', 'summit-topics', 'summit-settings', 'summit-help'];
const root = join(import.meta.dirname, '../..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

type Way = 'Discord' | 'Slack over Socket Mode' | 'Slack over HTTP';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

async function measure(way: Way): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-commands-'));
  const publisher = fork(join(import.meta.dirname, 'publisher.ts'), [FEEDS, ITEMS, 20].map(String));
  const [feedsPort] = (await once(publisher, 'message')) as [number];
  const discord = way === 'Discord' ? await openLoopbackDiscord() : undefined;
  const slack = way === 'Discord' ? undefined : await openSlack();
  const feeds = Array.from({ length: FEEDS }, (_, n) => ({
    url: `http://127.1.0.${(n % HOSTS) + 1}:${feedsPort}/${n}`,
    every: '1s',
  }));
  writeFileSync(join(folder, 'feeds.yaml'), JSON.stringify({ feeds }));
  writeFileSync(join(folder, 'topics.yaml'), readFileSync(join(root, 'config/topics.yaml')));
  writeFileSync(join(folder, 'leaders.yaml'), readFileSync(join(root, 'config/leaders.yaml')));
  writeFileSync(join(folder, 'settings.yaml'), JSON.stringify({ poll: { cron: '* * * * * *' } }));
  const port = await freePort();
  // The flags of `npm start`, from where it is written.
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
  const service = spawn(process.execPath, scripts.start.split(' ').slice(1), {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: `file:${join(folder, 'store.db')}`,
      CONFIG_DIR: folder,
      PORT: String(port),
      FETCH_ALLOW: '127.0.0.0/8',
      LOG_LEVEL: 'error',
      ...(discord && { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl }),
      ...(slack && { SLACK_BOT_TOKEN: slack.botToken, SLACK_API_URL: slack.apiUrl }),
      ...(slack && way === 'Slack over HTTP' && { SLACK_SIGNING_SECRET: slack.signingSecret }),
      ...(slack && way !== 'Slack over HTTP' && { SLACK_APP_TOKEN: slack.appToken }),
    },
  });
  if (way === 'Slack over HTTP') slack?.sendRequestsTo(`http://127.0.0.1:${port}/slack/events`);
  try {
    await until('the service is ready', async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok);
    await until('Discord knows the commands', () => discord === undefined || discord.commands.length > 0);
    let polls = 0;
    await until('polling runs', async () => {
      polls += await pollsSince(feedsPort);
      return polls >= FEEDS;
    });
    const took: number[] = [];
    let lost = 0;
    let cold = Number.NaN;
    for (let round = 0; round < ROUNDS; round += 1) {
      const asked = Array.from({ length: AT_ONCE }, async (_, n) => {
        const command = COMMANDS[n % COMMANDS.length] ?? 'summit-help';
        const after = discord
          ? await acknowledgedByDiscord(discord, command)
          : await acknowledgedBySlack(slack, `/${command}`);
        if (after === undefined) lost += 1;
        else took.push(after);
      });
      await Promise.all(asked);
      if (round === 0) cold = shareOf(took, 0.99);
      await pause(500);
    }
    const at = (share: number): number => shareOf(took, share);
    const reached = lost === 0 && at(0.99) < GOAL_MS && cold < GOAL_MS;
    polls = await pollsSince(feedsPort);
    say(
      `${way}: ${took.length} commands, ${AT_ONCE} at once, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (first round, cold: ${cold} ms), ` +
        `longest ${at(1)} ms, ${lost} lost, ${polls} polls meanwhile, load ${loadavg()[0]?.toFixed(1)}: ` +
        `${reached ? 'within' : 'beyond'} ${GOAL_MS} ms`,
    );
    return reached;
  } finally {
    if (service.exitCode === null) {
      service.kill('SIGTERM');
      await once(service, 'exit');
    }
    publisher.disconnect();
    await discord?.close();
    await slack?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function shareOf(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN);
}

async function acknowledgedByDiscord(
  discord: Awaited<ReturnType<typeof openLoopbackDiscord>>,
  command: string,
): Promise<number | undefined> {
  const { acknowledgedAfterMs } = await discord.type(command, {}, { person: manager });
  return acknowledgedAfterMs < 0 ? undefined : acknowledgedAfterMs;
}

async function acknowledgedBySlack(
  slack: Awaited<ReturnType<typeof openSlack>> | undefined,
  command: string,
): Promise<number | undefined> {
  const exchange = await slack?.command({ command });
  return exchange?.acknowledged === 200 ? exchange.ackAfterMs : undefined;
}

/** How many polls the publishers saw since they were asked last. */
async function pollsSince(port: number): Promise<number> {
  const seen = (await (await fetch(`http://127.0.0.1:${port}/seen`)).json()) as { readonly requests: number };
  return seen.requests;
}

async function until(what: string, look: () => Promise<boolean> | boolean): Promise<void> {
  const end = performance.now() + 60_000;
  while (performance.now() < end) {
    if (await attempt(look)) return;
    await pause(100);
  }
  throw new Error(`waited in vain until ${what}`);
}

async function attempt(look: () => Promise<boolean> | boolean): Promise<boolean> {
  try {
    return await look();
  } catch {
    return false;
  }
}

let reached = true;
for (const way of ['Discord', 'Slack over Socket Mode', 'Slack over HTTP'] as const) {
  reached = (await measure(way)) && reached;
}
process.exitCode = reached ? 0 : 1;
