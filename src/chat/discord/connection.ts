// The connection to Discord's gateway: opened until it stands, its health told on, and never opened again once it is refused.
import { type Client, Events, type Interaction } from 'discord.js';
import { MINUTE, SECOND } from '../../core/text/instant.ts';
import type { ChatHealth, Membership } from '../chat.ts';
import { describeError, isTokenRefused } from './outcome.ts';

export type Say = (message: string, context?: Readonly<Record<string, unknown>>) => void;

export type ConnectionParts = {
  readonly token: string;
  /** A client cannot be used again after a login that failed, so each attempt has its own. */
  readonly build: () => Client;
  readonly warn: Say;
  readonly onInteraction: (interaction: Interaction) => void;
  readonly onHealth: (health: ChatHealth) => void;
  readonly onFatal: (why: string) => void;
  readonly onMembership: (membership: Membership) => void;
};

export type Connection = {
  /** Undefined when it was refused, or closed before it stood. */
  open(): Promise<Client<true> | undefined>;
  close(): Promise<void>;
};

const LONGEST_WAIT = MINUTE;

export const TOKEN_REFUSED =
  'Discord refuses DISCORD_TOKEN: copy the bot token anew from the Developer Portal (your application, Bot, Reset Token)';

export const LEFT = 'the bot was removed from the server';

/** Anything else could not even be sent. */
export const TOKEN_FORM = /^(Bot )?[\w.~+/=-]+$/;

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes */
const FATAL_CLOSES: ReadonlyMap<number, string> = new Map([
  [4004, TOKEN_REFUSED],
  [4010, 'Discord refuses the gateway connection: invalid shard (4010); unset SHARDS and SHARD_COUNT'],
  [
    4011,
    'Discord refuses the gateway connection: the bot is in too many servers for so few shards (4011); unset DISCORD_SHARDS',
  ],
  [4012, 'Discord refuses the gateway connection: the API version is no longer served (4012); update Summit Watch'],
  [4013, 'Discord refuses the gateway connection: invalid intents (4013); update Summit Watch'],
  [
    4014,
    'Discord refuses the gateway connection: intents that are not granted (4014), though only Guilds is asked for, which is not privileged; update Summit Watch',
  ],
]);

export function connectionTo(parts: ConnectionParts): Connection {
  const { warn } = parts;
  const ending = Promise.withResolvers<void>();
  let over = false;
  let client: Client | undefined;

  function fail(why: string): void {
    if (over) return;
    over = true;
    ending.resolve();
    parts.onFatal(why);
  }

  function listen(fresh: Client): void {
    fresh.on(Events.InteractionCreate, parts.onInteraction);
    fresh.on(Events.GuildCreate, ({ id }) => parts.onMembership({ workspace: id, state: 'in' }));
    fresh.on(Events.GuildDelete, ({ id }) => parts.onMembership({ workspace: id, state: 'out', why: LEFT }));
    const lost = new Set<number>();
    const found = (shardId: number) => {
      lost.delete(shardId);
      if (lost.size === 0 && fresh.isReady()) parts.onHealth({ state: 'connected' });
    };
    fresh.on(Events.ShardReady, found);
    fresh.on(Events.ShardResume, found);
    fresh.on(Events.ShardReconnecting, (shardId) => {
      lost.add(shardId);
      parts.onHealth({ state: 'connecting', why: 'the gateway connection was lost' });
    });
    fresh.on(Events.ShardDisconnect, ({ code }) =>
      fail(FATAL_CLOSES.get(code) ?? `Discord closed the gateway connection for good (${code})`),
    );
    fresh.on(Events.ShardError, (error) => warn('trouble with the gateway connection', { why: describeError(error) }));
    fresh.on(Events.Error, (error) => warn('trouble in the client', { why: describeError(error) }));
    fresh.on(Events.Warn, (message) => warn(message));
    fresh.rest.on('invalidRequestWarning', ({ count }) =>
      warn('Discord refused many requests; it blocks an address after 10000 in 10 minutes', { count }),
    );
  }

  return {
    async open() {
      const token = parts.token.trim();
      if (!TOKEN_FORM.test(token)) fail(TOKEN_REFUSED);
      for (let wait = SECOND; !over; wait = Math.min(wait * 2, LONGEST_WAIT)) {
        const fresh = parts.build();
        listen(fresh);
        const ready = new Promise<Client<true>>((resolve) => fresh.once(Events.ClientReady, resolve));
        client = fresh;
        try {
          await Promise.race([fresh.login(token), ending.promise]);
          const connected = await Promise.race([ready, ending.promise]);
          return over ? undefined : (connected ?? undefined);
        } catch (error) {
          if (isTokenRefused(error)) fail(TOKEN_REFUSED);
          if (over) return undefined;
          parts.onHealth({ state: 'connecting', why: describeError(error) });
          warn('no connection yet, trying again', { why: describeError(error), inSeconds: wait / SECOND });
        }
        await pause(wait, ending.promise);
      }
      return undefined;
    },

    async close() {
      over = true;
      ending.resolve();
      await client?.destroy();
    },
  };
}

/** Until the time is over or `event` has come; the timer holds nobody back. */
export async function pause(milliseconds: number, event: Promise<unknown>): Promise<void> {
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(() => over.resolve(), milliseconds);
  try {
    await Promise.race([over.promise, event.catch(() => {})]);
  } finally {
    clearTimeout(timer);
  }
}
