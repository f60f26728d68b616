// The gateway held by several processes, one a shard, under discord.js's own manager. Only this process knows commands,
// registers them, posts, polls and serves; the others hold connections, and are begun anew when they die.
import { fileURLToPath } from 'node:url';
import { type Shard, ShardingManager } from 'discord.js';
import { MINUTE, SECOND } from '../../core/text/instant.ts';
import type { ChatHealth } from '../chat.ts';
import type { Gateway, GatewayParts, Standing } from './gateway.ts';
import { describeError } from './outcome.ts';
import type { SpecialChannel } from './posts.ts';
import type { Shards } from './recommended.ts';
import { type FromShard, isTalk, type ToShard } from './shard-talk.ts';

const SHARD = fileURLToPath(new URL('./shard.ts', import.meta.url));
/** Discord lets so many identify themselves in this time, and a little more for the clocks. */
const IDENTIFY_EVERY = 5.5 * SECOND;
const KILL_AFTER = 2 * SECOND;
const LONG_LIFE = MINUTE;
const LONGEST_PAUSE = MINUTE;

export function gatewayElsewhere(parts: GatewayParts, { count, together }: Shards): Gateway {
  const { log, handlers } = parts;
  const special = new Map<string, SpecialChannel>();
  const health = new Map<number, ChatHealth>();
  const standing = new Map<number, Standing>();
  const complete = Promise.withResolvers<Standing | undefined>();
  const begun = new Map<number, number>();
  const died = new Map<number, number>();
  let line: string | undefined;
  let over = false;

  const manager = new ShardingManager(SHARD, {
    token: parts.token,
    totalShards: count,
    mode: 'process',
    // Begun anew here, and later each time: one that dies at once must not be begun without end.
    respawn: false,
    execArgv: [],
  });

  function reckon(): void {
    const lacking = Array.from({ length: count }, (_, id) => health.get(id)).find(
      (each) => each?.state !== 'connected',
    );
    const all = health.size === count && lacking === undefined;
    parts.onHealth(
      all ? { state: 'connected' } : (lacking ?? { state: 'connecting', why: 'shards are being started' }),
    );
    const [first] = standing.values();
    if (!all || standing.size < count || first === undefined) return;
    complete.resolve({ ...first, servers: [...standing.values()].flatMap(({ servers }) => servers) });
  }

  function end(why: string): void {
    if (over) return;
    over = true;
    complete.resolve(undefined);
    parts.onFatal(why);
  }

  function send(shard: Shard, message: ToShard): void {
    // A shard that has just died asks anew when it lives again.
    shard.send(message).catch((error: unknown) => log.debug('a shard heard nothing', { why: describeError(error) }));
  }

  function begin(shard: Shard): void {
    begun.set(shard.id, Date.now());
    log.info('a shard’s process is up', { shard: shard.id, pid: shard.process?.pid });
    const { token, apiUrl, timeout, specs } = parts;
    send(shard, { kind: 'begin', token, apiUrl, timeout, specs, ...(line !== undefined && { line }) });
  }

  function take(shard: Shard, message: FromShard): void {
    switch (message.kind) {
      case 'hello':
        begin(shard);
        break;
      case 'standing':
        standing.set(shard.id, message.standing);
        reckon();
        break;
      case 'health':
        health.set(shard.id, message.health);
        reckon();
        break;
      case 'fatal':
        end(message.why);
        break;
      case 'membership':
        parts.onMembership(message.membership);
        break;
      case 'special':
        for (const [id, told] of message.channels) {
          if (told === undefined) special.delete(id);
          else special.set(id, told);
        }
        break;
      case 'ask':
      case 'suggest':
        parts.track(reply(shard, message));
        break;
      case 'log':
        log[message.level](message.message, { ...message.context, shard: shard.id });
        break;
      default:
        message satisfies never;
    }
  }

  async function reply(shard: Shard, asked: Extract<FromShard, { kind: 'ask' | 'suggest' }>): Promise<void> {
    const { number, call } = asked;
    if (asked.kind === 'ask') send(shard, { kind: 'answer', number, message: await handlers.answer(call) });
    else send(shard, { kind: 'offer', number, choices: await handlers.complete(call, asked.option, asked.typed) });
  }

  manager.on('shardCreate', (shard) => {
    shard.on('message', (message: unknown) => {
      if (isTalk<FromShard>(message)) take(shard, message);
    });
    // One that the manager begins while all ends would be left behind.
    shard.on('spawn', () => {
      if (over) shard.process?.kill('SIGKILL');
    });
    shard.on('error', (error) =>
      log.warn('trouble with a shard’s process', { shard: shard.id, why: describeError(error) }),
    );
    shard.on('death', () => {
      if (over) return;
      log.warn('a shard’s process died and is begun anew', { shard: shard.id });
      health.set(shard.id, { state: 'connecting', why: 'a shard’s process died' });
      reckon();
      again(shard);
    });
  });

  function again(shard: Shard): void {
    const lived = Date.now() - (begun.get(shard.id) ?? 0);
    const deaths = lived > LONG_LIFE ? 0 : (died.get(shard.id) ?? 0);
    died.set(shard.id, deaths + 1);
    const timer = setTimeout(
      () => {
        if (!over)
          shard
            .spawn(-1)
            .catch((error: unknown) =>
              log.error('a shard’s process could not be started', { why: describeError(error) }),
            );
      },
      Math.min(LONGEST_PAUSE, SECOND * 2 ** deaths),
    );
    timer.unref();
  }

  async function spawn(): Promise<void> {
    const delay = count <= together ? 0 : IDENTIFY_EVERY;
    try {
      // Whether a shard is ready is heard from itself; one that waits for Discord must not keep the others waiting.
      await manager.spawn({ amount: count, delay, timeout: -1 });
    } catch (error) {
      if (!over) log.error('a shard’s process could not be started', { why: describeError(error) });
    }
  }

  return {
    open() {
      log.info('shards in processes of their own', { shards: count });
      void spawn();
      return complete.promise;
    },
    special: (channelId) => special.get(channelId),
    present(next) {
      line = next;
      for (const shard of manager.shards.values())
        send(shard, { kind: 'present', ...(line !== undefined && { line }) });
    },
    async close() {
      over = true;
      complete.resolve(undefined);
      await Promise.all([...manager.shards.values()].map(leave));
    },
  };

  async function leave(shard: Shard): Promise<void> {
    const gone = new Promise<void>((resolve) => shard.once('death', () => resolve()));
    if (shard.process === null) return;
    send(shard, { kind: 'stop' });
    // A shard leaves other signals to the service, and discord.js's own kill takes it for dead at once.
    const patience = setTimeout(() => shard.process?.kill('SIGKILL'), KILL_AFTER);
    await gone;
    clearTimeout(patience);
  }
}
