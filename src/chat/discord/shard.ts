// One shard in a process of its own, started by discord.js's manager: holds a gateway connection, hands every question to the
// service and its answer to who asked. It keeps nothing, polls nothing, serves nothing.
import { ChannelType, type Client, Events } from 'discord.js';
import type { Handlers } from '../chat.ts';
import { answerInteraction } from './answers.ts';
import { buildClient, specialChannel } from './client.ts';
import { connectionTo, pause, type Say } from './connection.ts';
import { describeError } from './outcome.ts';
import { show } from './presence.ts';
import { type FromShard, isTalk, type ToShard } from './shard-talk.ts';

const FINISH_WITHIN = 5_000;

let asked = 0;
const waiting = new Map<number, (reply: ToShard) => void>();
const inFlight = new Set<Promise<unknown>>();
let client: Client<true> | undefined;
let line: string | undefined;
let stop: (() => Promise<void>) | undefined;

function tell(message: FromShard): void {
  if (process.connected) process.send?.(message);
}

const say =
  (level: 'debug' | 'info' | 'warn' | 'error'): Say =>
  (message, context) =>
    tell({ kind: 'log', level, message, ...(context && { context }) });

function question(write: (number: number) => FromShard): Promise<ToShard> {
  asked += 1;
  const number = asked;
  return new Promise((resolve) => {
    waiting.set(number, resolve);
    tell(write(number));
  });
}

const handlers: Handlers = {
  async answer(call) {
    const reply = await question((number) => ({ kind: 'ask', number, call }));
    if (reply.kind !== 'answer') throw new Error('the service gave no answer');
    return reply.message;
  },
  async complete(call, option, typed) {
    const reply = await question((number) => ({ kind: 'suggest', number, call, option, typed }));
    return reply.kind === 'offer' ? reply.choices : [];
  },
};

async function begin({ token, apiUrl, timeout, specs, ...given }: Extract<ToShard, { kind: 'begin' }>): Promise<void> {
  line = given.line;
  const connection = connectionTo({
    token,
    warn: say('warn'),
    build() {
      const onStumble = (error: unknown) => say('warn')('a packet was not understood', { why: describeError(error) });
      const fresh = buildClient({ apiUrl, timeout, onStumble });
      fresh.on(Events.ShardReady, (shardId) => show(fresh, line, shardId));
      for (const event of [Events.ChannelCreate, Events.ChannelDelete] as const) {
        fresh.on(event, ({ id }) => tellSpecial(fresh, [id]));
      }
      fresh.on(Events.ChannelUpdate, (_, { id }) => tellSpecial(fresh, [id]));
      fresh.on(Events.GuildCreate, ({ channels }) => tellSpecial(fresh, [...channels.cache.keys()]));
      fresh.on(Events.GuildAvailable, ({ channels }) => tellSpecial(fresh, [...channels.cache.keys()]));
      return fresh;
    },
    onInteraction(interaction) {
      const work = answerInteraction(interaction, { specs, handlers, warn: say('warn') });
      inFlight.add(work);
      void work.finally(() => inFlight.delete(work));
    },
    onHealth: (health) => tell({ kind: 'health', health }),
    onFatal: (why) => tell({ kind: 'fatal', why }),
    onMembership: (membership) => tell({ kind: 'membership', membership }),
  });
  stop = () => connection.close();
  client = await connection.open();
  if (client === undefined) return;
  show(client, line);
  const { user, application, guilds, channels } = client;
  const special = [...channels.cache.values()].filter(({ type }) => SPECIAL.has(type));
  tellSpecial(
    client,
    special.map(({ id }) => id),
  );
  const servers = [...guilds.cache.keys()];
  tell({ kind: 'standing', standing: { self: user.id, name: user.username, application: application.id, servers } });
  tell({ kind: 'health', health: { state: 'connected' } });
}

const SPECIAL: ReadonlySet<ChannelType> = new Set([
  ChannelType.GuildAnnouncement,
  ChannelType.GuildForum,
  ChannelType.GuildMedia,
]);

function tellSpecial(from: Client, ids: readonly string[]): void {
  const channels = ids.map((id) => [id, specialChannel(from, id)] as const);
  tell({ kind: 'special', channels: channels.map(([id, special]) => (special ? [id, special] : [id])) });
}

function take(message: ToShard): void {
  switch (message.kind) {
    case 'begin':
      void begin(message);
      break;
    case 'answer':
    case 'offer':
      waiting.get(message.number)?.(message);
      waiting.delete(message.number);
      break;
    case 'present':
      line = message.line;
      if (client !== undefined) show(client, line);
      break;
    case 'stop':
      void leave();
      break;
    default:
      message satisfies never;
  }
}

async function leave(): Promise<void> {
  await pause(FINISH_WITHIN, Promise.all(inFlight));
  await stop?.();
  process.exit(0);
}

process.on('message', (message: unknown) => {
  if (isTalk<ToShard>(message)) take(message);
});
// Without the service there is nobody to answer.
process.on('disconnect', () => process.exit(0));
// A signal to all of the group is the service's to carry out: it stops its shards when it has finished.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
// The SDK drops promises at times; one of them must not end the shard.
process.on('unhandledRejection', (error) => say('error')('a promise was dropped', { why: describeError(error) }));
tell({ kind: 'hello' });
