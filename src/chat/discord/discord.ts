// Discord through discord.js: one bot, slash commands only. Holds the connection and its health; the rest is beside it.
import { type Client, Events } from 'discord.js';
import { type EpochMs, MINUTE, SECOND } from '../../core/text/instant.ts';
import { type Chat, type ChatHealth, ChatRefused, type CommandSpec, type Handlers } from '../chat.ts';
import { answerInteraction } from './answers.ts';
import { buildClient, specialChannel } from './client.ts';
import { type Facts, registerCommands } from './commands.ts';
import { type Keepsakes, keepsakesInMemory } from './forum.ts';
import type { LookOf } from './looks.ts';
import { describeError, isTokenRefused } from './outcome.ts';
import { createPosts, type Posts } from './posts.ts';

type Say = (message: string, context?: Readonly<Record<string, unknown>>) => void;

export type DiscordOptions = {
  readonly token: string;
  /** Without the version: `https://discord.com/api`. */
  readonly apiUrl: string;
  readonly log: { readonly debug: Say; readonly info: Say; readonly warn: Say; readonly error: Say };
  readonly now: () => EpochMs;
  readonly facts?: Facts;
  /** Which post of a forum is whose; kept in memory where nothing outlives the process. */
  readonly keepsakes?: Keepsakes;
  /** How the channel's messages look. */
  readonly lookOf?: LookOf;
  /** How long one request may take until its answer begins, in milliseconds; as long again until it is complete. */
  readonly timeout?: number;
};

const REQUEST_TIMEOUT = 10 * SECOND;
const LONGEST_WAIT = MINUTE;
/** How long a stop lets answers, posts and the gateway's farewell take. */
const FINISH_WITHIN = 6 * SECOND;
const FAREWELL_WITHIN = 2 * SECOND;

const TOKEN_REFUSED =
  'Discord refuses DISCORD_TOKEN: copy the bot token anew from the Developer Portal (your application, Bot, Reset Token)';

/** Anything else could not even be sent. */
const TOKEN_FORM = /^(Bot )?[\w.~+/=-]+$/;

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes */
const FATAL_CLOSES: ReadonlyMap<number, string> = new Map([
  [4004, TOKEN_REFUSED],
  [4010, 'Discord refuses the gateway connection: invalid shard (4010); unset SHARDS and SHARD_COUNT'],
  [4011, 'Discord refuses the gateway connection: the bot is in too many servers for one shard (4011)'],
  [4012, 'Discord refuses the gateway connection: the API version is no longer served (4012); update Summit Watch'],
  [4013, 'Discord refuses the gateway connection: invalid intents (4013); update Summit Watch'],
  [4014, 'Discord refuses the gateway connection: intents that are not granted (4014); update Summit Watch'],
]);

export function createDiscordChat(options: DiscordOptions): Chat {
  const { log, now, timeout = REQUEST_TIMEOUT } = options;
  let health: ChatHealth = { state: 'connecting', why: 'not started' };
  let client: Client<boolean> | undefined;
  let posts: Posts | undefined;
  const fatalListeners: ((why: string) => void)[] = [];
  const inFlight = new Set<Promise<unknown>>();
  const ending = Promise.withResolvers<void>();
  let started = false;
  const ended = () => health.state === 'stopped' || health.state === 'fatal';

  function turn(next: ChatHealth): void {
    if (ended()) return;
    health = next;
  }

  function fail(why: string): void {
    if (ended()) return;
    health = { state: 'fatal', why };
    ending.resolve();
    // A start that is refused tells it by itself.
    if (started) for (const listener of fatalListeners) listener(why);
  }

  function track<T>(work: Promise<T>): Promise<T> {
    const settled = work.then(
      () => {},
      () => {},
    );
    inFlight.add(settled);
    void settled.then(() => inFlight.delete(settled));
    return work;
  }

  function listen(
    fresh: Client,
    answer: { readonly specs: readonly CommandSpec[]; readonly handlers: Handlers },
  ): void {
    const warn: Say = (message, context) => log.warn(message, context);
    fresh.on(Events.InteractionCreate, (interaction) => {
      void track(answerInteraction(interaction, { ...answer, warn }));
    });
    const lost = new Set<number>();
    const found = (shardId: number) => {
      lost.delete(shardId);
      if (lost.size === 0 && fresh.isReady()) turn({ state: 'connected' });
    };
    fresh.on(Events.ShardReady, found);
    fresh.on(Events.ShardResume, found);
    fresh.on(Events.ShardReconnecting, (shardId) => {
      lost.add(shardId);
      turn({ state: 'connecting', why: 'the gateway connection was lost' });
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

  /** A client cannot be used again after a login that failed, so each attempt has its own. */
  async function connect(answer: Parameters<typeof listen>[1]): Promise<Client<true> | undefined> {
    for (let wait = SECOND; !ended(); wait = Math.min(wait * 2, LONGEST_WAIT)) {
      if (!TOKEN_FORM.test(options.token.trim())) fail(TOKEN_REFUSED);
      if (ended()) return undefined;
      const fresh = buildClient(options.apiUrl, timeout, (error) =>
        log.warn('a packet was not understood', { why: describeError(error) }),
      );
      listen(fresh, answer);
      const ready = new Promise<Client<true>>((resolve) => fresh.once(Events.ClientReady, resolve));
      client = fresh;
      try {
        await Promise.race([fresh.login(options.token.trim()), ending.promise]);
        const connected = await Promise.race([ready, ending.promise]);
        return ended() ? undefined : (connected ?? undefined);
      } catch (error) {
        if (isTokenRefused(error)) fail(TOKEN_REFUSED);
        if (ended()) return undefined;
        health = { state: 'connecting', why: describeError(error) };
        log.warn('no connection yet, trying again', { why: describeError(error), inSeconds: wait / SECOND });
      }
      await pause(wait, ending.promise);
    }
    return undefined;
  }

  async function register(connected: Client<true>, specs: readonly CommandSpec[]): Promise<void> {
    for (let wait = 2 * SECOND; !ended(); wait = Math.min(wait * 2, 10 * MINUTE)) {
      try {
        const done = await registerCommands(connected.rest, connected.application.id, specs, options.facts);
        if (done === 'registered') log.info('commands registered', { count: specs.length });
        return;
      } catch (error) {
        if (isTokenRefused(error)) return fail(TOKEN_REFUSED);
        log.error('commands could not be registered, trying again', { why: describeError(error) });
      }
      await pause(wait, ending.promise);
    }
  }

  function notNow() {
    return { kind: 'later', at: now() + 15 * SECOND, why: health.why ?? 'Discord is not connected' } as const;
  }

  return {
    platform: 'discord',
    health: () => health,
    onFatal: (listener) => void fatalListeners.push(listener),

    async start(specs, handlers) {
      const connected = await connect({ specs, handlers });
      if (health.state === 'fatal') throw new ChatRefused(health.why);
      if (connected === undefined) return;
      posts = createPosts({
        rest: connected.rest,
        special: (channelId) => specialChannel(connected, channelId),
        lookOf: options.lookOf ?? (async () => 'embeds'),
        keepsakes: options.keepsakes ?? keepsakesInMemory(),
        self: connected.user.id,
        now,
        deadline: 2 * timeout,
        aside: (work) => void track(work),
        onError: (error) => isTokenRefused(error) && fail(TOKEN_REFUSED),
        debug: (message) => log.debug(message),
      });
      started = true;
      turn({ state: 'connected' });
      log.info('connected', { servers: connected.guilds.cache.size, as: connected.user.username });
      // Without its commands the bot still posts, so they hold up the start only for so long.
      await Promise.race([register(connected, specs), pause(timeout, ending.promise)]);
    },

    send(to, message, key) {
      if (posts === undefined || ended()) return Promise.resolve(notNow());
      return track(posts.send(to, message, key));
    },

    edit(to, messageId, message) {
      if (posts === undefined || ended()) return Promise.resolve(notNow());
      return track(posts.edit(to, messageId, message));
    },

    async find(to, _key, since, message) {
      if (posts === undefined || ended()) return notNow();
      return track(posts.find(to, message, since));
    },

    pin(to, messageId) {
      if (posts === undefined || ended()) return Promise.resolve(false);
      return track(posts.pin(to, messageId));
    },

    async stop() {
      if (health.state !== 'fatal') health = { state: 'stopped' };
      ending.resolve();
      await pause(FINISH_WITHIN, Promise.all(inFlight));
      await pause(FAREWELL_WITHIN, client?.destroy() ?? Promise.resolve());
    },
  };
}

/** Until the time is over or `event` has come; the timer holds nobody back. */
async function pause(milliseconds: number, event: Promise<unknown>): Promise<void> {
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(() => over.resolve(), milliseconds);
  try {
    await Promise.race([over.promise, event.catch(() => {})]);
  } finally {
    clearTimeout(timer);
  }
}
