// One change told to many channels at the rate Discord permits, while other changes come: `npm run bench:deliveries [-- CHANNELS]`.
// Then how long a claim takes beside 10,000 and 1,000,000 deliveries that were sent already.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chat } from '../../src/chat/chat.ts';
import { createDiscordChat } from '../../src/chat/discord/discord.ts';
import { startWatch } from '../../src/cli/watch.ts';
import { loadConfig } from '../../src/config/config.ts';
import type { Channel } from '../../src/core/alerts/subscription.ts';
import { composeAlert } from '../../src/core/messages/alert.ts';
import { say } from '../../src/core/messages/message.ts';
import { en } from '../../src/core/messages/words/en.ts';
import type { SummitId } from '../../src/core/summits/summit.ts';
import { createNewsDesk } from '../../src/jobs/tell.ts';
import { createLog } from '../../src/ops/log.ts';
import { openStore } from '../../src/storage/open.ts';
import { change, changeNews, nameOf, subscription, summit, TOPICS } from '../core/alerts/samples.ts';
import { startPostgres } from '../storage/postgres-server.ts';
import { timeClaims } from './deliveries/claims.ts';

const CHANNELS = Number(process.argv[2] ?? 10_000);
const PERMITTED = 50;
const OTHERS_EVERY = 5_000;
const OTHERS_TO = 10;

const write = (line: string): void => void process.stdout.write(`${line}\n`);
const log = createLog('error', write);
const folder = mkdtempSync(join(tmpdir(), 'bench-deliveries-'));

type FromDiscord = {
  readonly apiUrl?: string;
  readonly token?: string;
  readonly guildId?: string;
  readonly posted?: readonly { readonly channelId: string; readonly title: string }[];
  readonly requests?: number;
};

const arrivals: { readonly at: number; readonly title: string }[] = [];
let requests = 0;
const child = fork(join(import.meta.dirname, 'deliveries/discord-process.ts'));
const ready = Promise.withResolvers<{ apiUrl: string; token: string; guildId: string }>();
child.on('message', ({ apiUrl, token, guildId, posted, requests: made }: FromDiscord) => {
  if (apiUrl !== undefined && token !== undefined && guildId !== undefined) ready.resolve({ apiUrl, token, guildId });
  for (const { title } of posted ?? []) arrivals.push({ at: performance.now(), title });
  requests = made ?? requests;
});
const { apiUrl, token, guildId } = await ready.promise;

const channel = (n: number): Channel => ({
  platform: 'discord',
  workspace: guildId,
  id: String(9_000_000_000_000_000 + n),
});
const store = await openStore(`file:${join(folder, 'store.db')}`, { now: Date.now });
await store.transaction(async (tx) => {
  for (let n = 0; n < CHANNELS; n += 1) {
    const made = subscription({ channel: channel(n), timeZone: 'UTC' });
    await tx.subscriptions.save({ ...made, id: `${made.id}-${n}` as typeof made.id });
  }
});

const chat = createDiscordChat({ token, apiUrl, now: Date.now, log });
const outcomes = new Map<string, number>();
const counted: Chat = {
  ...chat,
  async send(...asked) {
    const outcome = await chat.send(...asked);
    outcomes.set(outcome.kind, (outcomes.get(outcome.kind) ?? 0) + 1);
    return outcome;
  },
};
const compose = composeAlert({ words: en, nameOf });
const desk = createNewsDesk({ topics: TOPICS, groupWait: 0, compose, wake() {} });

/** A change of a summit of its own, told to those who follow the topic. */
async function news(name: string): Promise<void> {
  const made = summit({ id: name as SummitId, name });
  const changed = change(`${name}-1`, { summitId: made.id, at: Date.now() });
  await store.summits.save(made, [changed], []);
  const piece = changeNews({ summit: made, change: changed });
  await store.transaction((tx) => desk.plan(tx, [piece], Date.now()).then(() => undefined));
}

let most = 0;
const watching = setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss);
}, 200);
// The whole service, with the leaders and settings it ships with, and no feeds to poll.
const shipped = await loadConfig(join(import.meta.dirname, '../../config'), {});
if (!('config' in shipped)) throw new Error('the shipped configuration has faults');
const watch = await startWatch({
  config: { ...shipped.config, feeds: [], topics: TOPICS },
  store,
  chats: async () => ({ chats: [counted] }),
  http: { host: '127.0.0.1', port: 0 },
  fetchAllow: [],
  version: 'bench',
  log,
  now: Date.now,
  random: Math.random,
});
await watch.connected;
const planBegan = performance.now();
await news('Big summit');
write(`planned for ${CHANNELS} channels in ${((performance.now() - planBegan) / 1_000).toFixed(2)} s`);

/** Other changes go to few channels: deliveries as the desk would plan them. */
let others = 0;
const due = new Map<string, number>();
const otherNews = setInterval(() => {
  others += 1;
  const name = `Other ${others}`;
  due.set(name, performance.now());
  void store.deliveries.plan(
    Array.from({ length: OTHERS_TO }, (_, n) => {
      const to = channel((others * 997 + n * 31) % CHANNELS);
      const key = `${to.id}|${name}` as Parameters<typeof store.deliveries.byKey>[0];
      const at = Date.now();
      return {
        key,
        channel: to,
        kind: 'story',
        subject: `story:${name}`,
        message: say('on', name),
        state: 'pending',
        attempts: 0,
        dueAt: at,
        createdAt: at,
      };
    }),
  );
}, OTHERS_EVERY);

const began = performance.now();
const cpu = process.cpuUsage();
const isBig = ({ title }: { readonly title: string }) => title.startsWith('Big summit');
let bigArrived = 0;
while (bigArrived < CHANNELS) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  bigArrived = arrivals.filter(isBig).length;
}
const seconds = (performance.now() - began) / 1_000;
clearInterval(otherNews);
clearInterval(watching);
const { user, system } = process.cpuUsage(cpu);

const rate = arrivals.length / seconds;
write(
  `${arrivals.length} messages in ${seconds.toFixed(1)} s: ${rate.toFixed(2)} a second, ${((100 * rate) / PERMITTED).toFixed(1)} % of what is permitted`,
);
write(
  `attempts ${JSON.stringify(Object.fromEntries(outcomes))}, requests ${requests}, CPU ${((user + system) / 1e6).toFixed(1)} s, memory at most ${Math.round(most / 1e6)} MB`,
);
const waits = arrivals
  .flatMap(({ at, title }) => (due.has(title) ? [at - (due.get(title) ?? 0)] : []))
  .sort((a, b) => a - b);
write(
  `${others} other changes to ${OTHERS_TO} channels each: told after ${Math.round(waits[Math.floor(waits.length / 2)] ?? 0)} ms (median), ${Math.round(waits.at(-1) ?? 0)} ms (last)`,
);
await watch.stop();
await store.close();
child.disconnect();

const postgres = await startPostgres();
for (const sent of [10_000, 1_000_000]) {
  const urls = { SQLite: `file:${join(folder, `claims-${sent}.db`)}`, PostgreSQL: await postgres.createDatabase() };
  for (const [engine, url] of Object.entries(urls)) {
    const { median, slowest } = await timeClaims(url, sent);
    write(
      `${engine}: a claim of 40 of 10,000 due beside ${sent} sent: ${median.toFixed(2)} ms (median), ${slowest.toFixed(2)} ms (slowest)`,
    );
  }
}
await postgres.stop();
rmSync(folder, { recursive: true, force: true });
