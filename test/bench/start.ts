// `npm run bench:start`: how long `run` takes until /healthz answers, and how much memory it holds with 40 feeds read and both platforms connected.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openLoopbackDiscord } from '../loopback/discord.ts';
import { openPublisher, rss, serveWithEtag } from '../loopback/feeds.ts';
import { openSlack } from '../loopback/slack.ts';

const FEEDS = 40;
const ITEMS = 30;
const ROUNDS = Number(process.argv[2] ?? 3);
const root = join(import.meta.dirname, '../..');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

function residentMb(pid: number): number {
  const line = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Math.round(Number(line?.[1] ?? 0) / 1024);
}

async function until<T>(look: () => Promise<T | undefined>, within: number): Promise<T> {
  const end = performance.now() + within;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error('the service did not get there in time');
    await pause(10);
  }
}

async function round(): Promise<{ healthMs: number; readyMs: number; rssMb: number; polledMb: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'summit-watch-start-'));
  const numbers = Array.from({ length: ITEMS }, (_, index) => index);
  const publisher = await openPublisher((request, response, path) =>
    serveWithEtag(request, response, rss(`A paper at ${path}`, numbers), `"${path}"`),
  );
  const [discord, slack] = [await openLoopbackDiscord(), await openSlack()];
  const feeds = Array.from({ length: FEEDS }, (_, n) => ({
    url: publisher.url(`/feed/${n}.xml`, `127.0.1.${(n % 20) + 1}`),
    every: '1m',
  }));
  writeFileSync(join(folder, 'feeds.yaml'), JSON.stringify({ feeds }));
  writeFileSync(join(folder, 'topics.yaml'), readFileSync(join(root, 'config/topics.yaml')));
  writeFileSync(join(folder, 'settings.yaml'), JSON.stringify({ poll: { cron: '*/5 * * * * *' } }));
  const port = await freePort();
  const began = performance.now();
  // The flags of `npm start`, from where it is written.
  const scripts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
  const words = scripts.scripts.start.split(' ').slice(1);
  const service = spawn(process.execPath, words, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: `file:${join(folder, 'store.db')}`,
      CONFIG_DIR: folder,
      PORT: String(port),
      FETCH_ALLOW: '127.0.0.0/8',
      LOG_LEVEL: 'error',
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
    },
  });
  const ask = async (path: string): Promise<true | undefined> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined);
    return answer?.ok ? true : undefined;
  };
  await until(() => ask('/healthz'), 30_000);
  const healthMs = performance.now() - began;
  await until(() => ask('/readyz'), 30_000);
  const readyMs = performance.now() - began;
  const pid = service.pid ?? 0;
  const rssMb = residentMb(pid);
  await until(async () => (new Set(publisher.asked.map(({ path }) => path)).size >= FEEDS ? true : undefined), 60_000);
  await pause(3_000);
  const polledMb = residentMb(pid);
  service.kill('SIGTERM');
  await new Promise((resolve) => service.once('exit', resolve));
  await Promise.all([discord.close(), slack.close(), publisher.close()]);
  rmSync(folder, { recursive: true });
  return { healthMs, readyMs, rssMb, polledMb };
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
for (let number = 1; number <= ROUNDS; number++) {
  const { healthMs, readyMs, rssMb, polledMb } = await round();
  say(
    `round ${number}: /healthz after ${Math.round(healthMs)} ms, ready after ${Math.round(readyMs)} ms, resident ${rssMb} MB then and ${polledMb} MB once ${FEEDS} feeds were read`,
  );
}
