// Discord through discord.js: one bot, slash commands only. Puts the gateway, the posts and the commands together.
import { REST } from 'discord.js';
import type { SendOutcome } from '../../core/alerts/delivery.ts';
import { type EpochMs, MINUTE, SECOND } from '../../core/text/instant.ts';
import { type Calendar, type Chat, type ChatHealth, ChatRefused, type CommandSpec, type Membership } from '../chat.ts';
import { createCalendar } from './calendar.ts';
import { restOptions } from './client.ts';
import { type Facts, registerCommands } from './commands.ts';
import { LEFT, pause, type Say, TOKEN_REFUSED } from './connection.ts';
import { type Keepsakes, keepsakesInMemory } from './forum.ts';
import type { Gateway, Standing } from './gateway.ts';
import type { LookOf } from './looks.ts';
import { gatewayHere } from './one-process.ts';
import { describeError, isTokenRefused } from './outcome.ts';
import { createPosts, type Posts } from './posts.ts';
import { gatewayElsewhere } from './processes.ts';
import { howManyShards } from './recommended.ts';

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
  /** Servers that something is kept for, and whether the bot is known to be out, to find out who came and went meanwhile. */
  readonly servers?: () => Promise<readonly { readonly id: string; readonly out: boolean }[]>;
  /** Gateway connections, each in a process of its own if there are several; as many as Discord recommends by itself. */
  readonly shards?: number;
  /** How long one request may take until its answer begins, in milliseconds; as long again until it is complete. */
  readonly timeout?: number;
};

const REQUEST_TIMEOUT = 10 * SECOND;
/** How long a stop lets answers, posts and the gateway's farewell take. */
const FINISH_WITHIN = 6 * SECOND;
const FAREWELL_WITHIN = 2 * SECOND;

export function createDiscordChat(options: DiscordOptions): Chat {
  const { log, now, timeout = REQUEST_TIMEOUT } = options;
  const rest = new REST(restOptions(options.apiUrl, timeout));
  let health: ChatHealth = { state: 'connecting', why: 'not started' };
  let gateway: Gateway | undefined;
  let posts: Posts | undefined;
  let calendar: Calendar | undefined;
  let line: string | undefined;
  const fatalListeners: ((why: string) => void)[] = [];
  const membershipListeners: ((membership: Membership) => void)[] = [];
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

  function tellMembership(membership: Membership): void {
    for (const listener of membershipListeners) listener(membership);
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

  async function connect(
    parts: Pick<Parameters<typeof gatewayHere>[0], 'specs' | 'handlers'>,
  ): Promise<Standing | undefined> {
    const token = options.token.trim();
    const told = { ...parts, token, apiUrl: options.apiUrl, timeout, log, onFatal: fail, onMembership: tellMembership };
    const all = { ...told, onHealth: turn, track: (work: Promise<unknown>) => void track(work) };
    const shards = await howManyShards({ ...all, rest, wanted: options.shards, ended, ending: ending.promise });
    if (shards === undefined || ended()) return undefined;
    gateway = shards.count === 1 ? gatewayHere(all, 'auto') : gatewayElsewhere(all, shards);
    gateway.present(line);
    return gateway.open();
  }

  async function register(application: string, specs: readonly CommandSpec[]): Promise<void> {
    for (let wait = 2 * SECOND; !ended(); wait = Math.min(wait * 2, 10 * MINUTE)) {
      try {
        const done = await registerCommands(rest, application, specs, options.facts);
        if (done === 'registered') log.info('commands registered', { count: specs.length });
        return;
      } catch (error) {
        if (isTokenRefused(error)) return fail(TOKEN_REFUSED);
        log.error('commands could not be registered, trying again', { why: describeError(error) });
      }
      await pause(wait, ending.promise);
    }
  }

  /** Who came or went while nobody listened. */
  async function compareServers({ servers }: Standing): Promise<void> {
    const there = new Set(servers);
    for (const { id: workspace, out } of (await options.servers?.()) ?? []) {
      if (out && there.has(workspace)) tellMembership({ workspace, state: 'in' });
      if (!out && !there.has(workspace)) tellMembership({ workspace, state: 'out', why: LEFT });
    }
  }

  function notNow() {
    return { kind: 'later', at: now() + 15 * SECOND, why: health.why ?? 'Discord is not connected' } as const;
  }

  const whenOpen = (act: (open: Calendar) => Promise<SendOutcome>): Promise<SendOutcome> =>
    calendar === undefined || ended() ? Promise.resolve(notNow()) : track(act(calendar));

  return {
    platform: 'discord',
    health: () => health,
    onFatal: (listener) => void fatalListeners.push(listener),
    onMembership: (listener) => void membershipListeners.push(listener),

    async start(specs, handlers) {
      const standing = await connect({ specs, handlers });
      if (health.state === 'fatal') throw new ChatRefused(health.why);
      if (standing === undefined) return;
      const onError = (error: unknown) => void (isTokenRefused(error) && fail(TOKEN_REFUSED));
      posts = createPosts({
        rest,
        special: (channelId) => gateway?.special(channelId),
        lookOf: options.lookOf ?? (async () => 'embeds'),
        keepsakes: options.keepsakes ?? keepsakesInMemory(),
        self: standing.self,
        now,
        deadline: 2 * timeout,
        aside: (work) => void track(work),
        onError,
        debug: (message) => log.debug(message),
      });
      const signal = () => AbortSignal.timeout(2 * timeout);
      calendar = createCalendar({ rest, self: standing.self, signal, now, onError });
      started = true;
      turn({ state: 'connected' });
      log.info('connected', { servers: standing.servers.length, as: standing.name });
      await compareServers(standing);
      // Without its commands the bot still posts, so they hold up the start only for so long.
      await Promise.race([register(standing.application, specs), pause(timeout, ending.promise)]);
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

    calendar: {
      create: (server, event) => whenOpen((open) => open.create(server, event)),
      change: (server, id, event) => whenOpen((open) => open.change(server, id, event)),
      cancel: (server, id, hasBegun) => whenOpen((open) => open.cancel(server, id, hasBegun)),
      async find(server, event) {
        if (calendar === undefined || ended()) throw new Error('Discord is not connected');
        return track(calendar.find(server, event));
      },
    },

    present(next) {
      line = next;
      gateway?.present(next);
    },

    async stop() {
      if (health.state !== 'fatal') health = { state: 'stopped' };
      ending.resolve();
      await pause(FINISH_WITHIN, Promise.all(inFlight));
      await pause(FAREWELL_WITHIN, gateway?.close() ?? Promise.resolve());
    },
  };
}
