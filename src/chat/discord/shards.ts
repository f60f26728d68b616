// How the gateway's connections are held: discord.js's own shards, under a strategy that survives what would end its own.
import { createRequire } from 'node:module';
import type { IShardingStrategy, SessionInfo, WebSocketManager, WebSocketShard } from '@discordjs/ws';
import { SECOND } from '../../core/text/instant.ts';

// An import would load the package a second time, as a module, beside the one that discord.js requires.
const ws: typeof import('@discordjs/ws') = createRequire(import.meta.url)('@discordjs/ws');
const Events = ws.WebSocketShardEvents;

const FAREWELL_WITHIN = SECOND;
const CONNECTING = 0;

/**
 * Three differences to discord.js's own strategy. A packet that discord.js stumbles over is reported, where it would be
 * an unhandled rejection. A shard that waits between two connections stays down after `destroy`. And the end is swift.
 */
export function guardedShards(manager: WebSocketManager, onStumble: (error: unknown) => void): IShardingStrategy {
  const shards = new Map<number, WebSocketShard>();
  // A manager destroys and spawns anew when it settles the number of shards, so each spawn has its own end.
  let ended = { yet: false };

  class Context extends ws.SimpleContextFetchingStrategy {
    readonly #ended = ended;

    override async retrieveSessionInfo(shardId: number): Promise<SessionInfo | null> {
      // A shard asks this before it connects; once all is over, it waits for an answer for ever, and is forgotten.
      return this.#ended.yet ? new Promise(() => {}) : super.retrieveSessionInfo(shardId);
    }
  }

  function guarded(tell: () => unknown): void {
    try {
      tell();
    } catch (error) {
      onStumble(error);
    }
  }

  function forward(shard: WebSocketShard, shardId: number): void {
    shard.on(Events.Dispatch, ({ data }) => guarded(() => manager.emit(Events.Dispatch, { data, shardId })));
    shard.on(Events.Ready, ({ data }) => guarded(() => manager.emit(Events.Ready, { data, shardId })));
    shard.on(Events.Closed, ({ code }) => guarded(() => manager.emit(Events.Closed, { code, shardId })));
    shard.on(Events.Hello, () => guarded(() => manager.emit(Events.Hello, { shardId })));
    shard.on(Events.Resumed, () => guarded(() => manager.emit(Events.Resumed, { shardId })));
    shard.on(Events.Error, ({ error }) => guarded(() => manager.emit(Events.Error, { error, shardId })));
    shard.on(Events.Debug, ({ message }) => guarded(() => manager.emit(Events.Debug, { message, shardId })));
    shard.on(Events.HeartbeatComplete, (beat) =>
      guarded(() => manager.emit(Events.HeartbeatComplete, { ...beat, shardId })),
    );
  }

  /** discord.js waits half a minute for the other side's farewell, and drops a connection that is still being made unheard. */
  async function leave(shard: WebSocketShard, options: Parameters<WebSocketShard['destroy']>[0]): Promise<void> {
    const connection = shard['connection'];
    const patience = setTimeout(() => connection?.terminate(), FAREWELL_WITHIN);
    try {
      await shard.destroy(options);
    } finally {
      clearTimeout(patience);
    }
    if (connection?.readyState === CONNECTING) {
      // Its failure would be an error event that nobody listens to, and end the process.
      connection.onerror = () => {};
      connection.terminate();
    }
  }

  class GuardedSharding extends ws.SimpleShardingStrategy {
    override async spawn(shardIds: number[]): Promise<void> {
      ended = { yet: false };
      const options = await ws.managerToFetchingStrategyOptions(manager);
      for (const shardId of shardIds) {
        const shard = new ws.WebSocketShard(new Context(manager, options), shardId);
        forward(shard, shardId);
        shards.set(shardId, shard);
      }
    }

    override async connect(): Promise<void> {
      await Promise.all([...shards.values()].map((shard) => shard.connect()));
    }

    override async destroy(options?: Parameters<IShardingStrategy['destroy']>[0]): Promise<void> {
      ended.yet = true;
      await Promise.all([...shards.values()].map((shard) => leave(shard, { ...options })));
      shards.clear();
    }

    override async send(...[shardId, payload]: Parameters<IShardingStrategy['send']>): Promise<void> {
      await shards.get(shardId)?.send(payload);
    }
  }

  return new GuardedSharding(manager);
}
