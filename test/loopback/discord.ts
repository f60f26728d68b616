// A Discord on loopback for tests: REST and gateway with one server (guild), people who use it, and faults on demand.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type LoopbackChannels, openChannels } from './discord-channels.ts';
import { type LoopbackEvents, openEvents } from './discord-events.ts';
import { type DiscordFault, misbehave, respond } from './discord-faults.ts';
import { attachGateway, type LoopbackGateway } from './discord-gateway.ts';
import { type LoopbackPeople, openPeople } from './discord-people.ts';
import { APPLICATION, apiError, CHANNELS, describeGuild, GUILD, type Reply } from './discord-places.ts';
import { publishedFault } from './discord-published.ts';
import { commandFaults, invalidForm, isObject, type Json, type JsonObject } from './discord-rules.ts';

export type { Posted } from './discord-channels.ts';
export type { DiscordFault } from './discord-faults.ts';
export { type Answered, type From, manager, type Person, plainMember } from './discord-people.ts';
export type { MessageBody } from './discord-rules.ts';

/** `posted`: everything so far, oldest first. `threads`: forum posts by id. */
export type LoopbackDiscord = Pick<LoopbackChannels, 'posted' | 'threads' | 'forum'> &
  Pick<LoopbackPeople, 'type' | 'press' | 'suggest' | 'interact'> & {
    /** For DISCORD_API_URL and DISCORD_TOKEN. */
    readonly apiUrl: string;
    readonly token: string;
    readonly guildId: string;
    readonly channels: typeof CHANNELS;
    /** Every REST request, as `POST /channels/:id/messages`. */
    readonly requests: readonly { readonly route: string; readonly path: string; readonly body: Json }[];
    readonly commands: readonly JsonObject[];
    readonly gateway: LoopbackGateway;
    /** The server's calendar. */
    readonly events: LoopbackEvents;
    /** Route as in `requests`. Faults of one route wait in line. */
    failNext(route: string, ...faults: readonly DiscordFault[]): void;
    readonly takeOut: LoopbackChannels['takeOut'];
    readonly closeThread: LoopbackChannels['close'];
    readonly tagThread: LoopbackChannels['tag'];
    revokeToken(): void;
    /** From now on the server, with all its channels, is gone for the bot. */
    removeBot(): void;
    /** It is invited anew. */
    takeBackBot(): void;
    close(): Promise<void>;
  };

export type LoopbackOptions = {
  readonly heartbeatMs?: number;
  /** Messages a channel takes in five seconds before it answers 429. */
  readonly messagesPer5s?: number;
  /** Requests that all of the bot may make in a second, as Discord's global limit has it; else as many as it likes. */
  readonly requestsPerSecond?: number;
  /** Text channels beside the usual ones. */
  readonly isMore?: (channelId: string) => boolean;
  /** As many gateway connections as Discord recommends; the server is heard of on the first. */
  readonly shards?: number;
  /** The server is in trouble: READY names it, and no more is heard of it. */
  readonly serverUnavailable?: true;
  /** The clock by which events begin. */
  readonly now?: () => number;
};

export async function openLoopbackDiscord(options: LoopbackOptions = {}): Promise<LoopbackDiscord> {
  const token = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.Loopba.ck-token-that-no-log-may-show-0123456789';
  let valid: string | undefined = token;
  let lastId = 1_000;
  const requests: { route: string; path: string; body: Json }[] = [];
  const faults = new Map<string, DiscordFault[]>();
  let commands: JsonObject[] = [];
  let isIn = true;

  function nextId(): string {
    lastId += 1;
    return String(lastId);
  }

  const server = createServer((request, response) => {
    void receive(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const gateway = attachGateway(server, {
    token: () => valid,
    heartbeatMs: options.heartbeatMs ?? 41_250,
    ready: (shard) => ({
      v: 10,
      user: { id: APPLICATION, username: 'summit-watch', discriminator: '0', avatar: null, bot: true },
      application: { id: APPLICATION, flags: 0 },
      guilds:
        shard > 0 ? [{ id: guildOfShard(shard), unavailable: true }] : isIn ? [{ id: GUILD, unavailable: true }] : [],
      resume_gateway_url: `ws://127.0.0.1:${port}/gateway`,
    }),
    afterReady: (shard) =>
      shard > 0
        ? [{ event: 'GUILD_CREATE', data: { ...describeGuild(), id: guildOfShard(shard), channels: [], threads: [] } }]
        : options.serverUnavailable || !isIn
          ? []
          : [{ event: 'GUILD_CREATE', data: describeGuild() }],
  });

  const dispatch = gateway.dispatch;
  const channels = openChannels({
    nextId,
    dispatch,
    limit: options.messagesPer5s ?? 1_000,
    isMore: options.isMore ?? (() => false),
  });
  const events = openEvents(nextId, options.now ?? Date.now);
  const people = openPeople({ nextId, dispatch, commands: () => commands, posted: channels.posted });

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const path = decodeURIComponent(request.url ?? '')
      .replace(/^\/api\/v10/, '')
      .replace(/\?.*$/, '');
    const route = `${request.method} ${path
      .replace(/\/interactions\/\d+\/[^/]+/, '/interactions/:id/:token')
      .replace(/\/webhooks\/\d+\/[^/]+/, '/webhooks/:id/:token')
      .replace(/\/\d+/g, '/:id')}`;
    const body: Json = text === '' ? null : JSON.parse(text);
    requests.push({ route, path, body });
    const unlawful = publishedFault(request.method ?? '', path, body);
    if (unlawful !== undefined) return respond(response, apiError(400, 50035, unlawful));
    if (isTooFast()) return misbehave(response, { kind: 'rate-limit', seconds: 1, global: true });
    const fault = faults.get(route)?.shift();
    if (fault === undefined) return respond(response, handle(route, path, body, request));
    if ('applied' in fault && fault.applied) handle(route, path, body, request);
    misbehave(response, fault);
  }

  /** As many as the limit to begin with, and refilled evenly: what only this process delayed is not held against the bot. */
  const left = { requests: options.requestsPerSecond ?? 0, at: performance.now() };

  function isTooFast(): boolean {
    const most = options.requestsPerSecond;
    if (most === undefined) return false;
    const now = performance.now();
    left.requests = Math.min(most, left.requests + ((now - left.at) * most) / 1_000);
    left.at = now;
    if (left.requests < 1) return true;
    left.requests -= 1;
    return false;
  }

  function handle(route: string, path: string, body: Json, request: IncomingMessage): Reply {
    const [, , first = '', , second = ''] = path.split('/');
    // Interactions carry a token of their own in the path.
    if (route === 'POST /interactions/:id/:token/callback') return people.acknowledge(first, body);
    if (route === 'PATCH /webhooks/:id/:token/messages/@original')
      return people.editAnswer(path.split('/')[3] ?? '', body);
    if (valid === undefined || request.headers.authorization !== `Bot ${valid}`)
      return apiError(401, 0, '401: Unauthorized');
    switch (route) {
      case 'GET /gateway/bot':
        return {
          status: 200,
          body: {
            url: `ws://127.0.0.1:${port}/gateway`,
            shards: options.shards ?? 1,
            session_start_limit: {
              total: 1000,
              remaining: 999,
              reset_after: 86_400_000,
              max_concurrency: options.shards ?? 1,
            },
          },
        };
      case 'PUT /applications/:id/commands':
        return register(body);
      case 'POST /channels/:id/messages':
        return channels.post(first, body);
      case 'POST /channels/:id/threads':
        return channels.startThread(first, body);
      case 'POST /channels/:id/messages/:id/threads':
        return channels.branch(first, second, body);
      case 'PATCH /channels/:id/messages/:id':
        return channels.edit(first, second, body);
      case 'PUT /channels/:id/messages/pins/:id':
        return channels.pin(first, path.split('/')[5] ?? '');
      case 'GET /channels/:id':
        return channels.describe(first);
      case 'PATCH /channels/:id':
        return channels.modify(first, body);
      case 'GET /channels/:id/messages':
        return channels.list(first, new URL(request.url ?? '', 'http://loopback').searchParams.get('after') ?? '0');
      case 'POST /users/@me/channels':
        return channels.converse(body);
      case 'GET /channels/:id/messages/:id':
        return channels.show(first, second);
      case 'GET /guilds/:id/threads/active':
        return channels.activeThreads();
      case 'GET /guilds/:id/scheduled-events':
        return events.list();
      case 'POST /guilds/:id/scheduled-events':
        return events.create(body);
      case 'PATCH /guilds/:id/scheduled-events/:id':
        return events.change(second, body);
      case 'POST /channels/:id/messages/:id/crosspost':
        return channels.publish(first, second);
      default:
        return apiError(404, 0, '404: Not Found');
    }
  }

  function register(body: Json): Reply {
    const found = commandFaults(body);
    if (found.length > 0) return { status: 400, body: invalidForm(found) };
    commands = Array.isArray(body)
      ? body.filter((each) => isObject(each)).map((command) => ({ ...command, id: nextId() }))
      : [];
    return { status: 200, body: commands };
  }

  return {
    apiUrl: `http://127.0.0.1:${port}/api`,
    token,
    guildId: GUILD,
    channels: CHANNELS,
    posted: channels.posted,
    threads: channels.threads,
    forum: channels.forum,
    takeOut: channels.takeOut,
    closeThread: channels.close,
    tagThread: channels.tag,
    requests,
    get commands() {
      return commands;
    },
    gateway,
    events,
    type: people.type,
    press: people.press,
    suggest: people.suggest,
    interact: people.interact,
    failNext(route, ...next) {
      faults.set(route, [...(faults.get(route) ?? []), ...next]);
    },
    revokeToken() {
      valid = undefined;
    },
    removeBot() {
      channels.removeBot();
      isIn = false;
      dispatch('GUILD_DELETE', { id: GUILD });
    },
    takeBackBot() {
      channels.takeBackBot();
      isIn = true;
      dispatch('GUILD_CREATE', describeGuild());
    },
    async close() {
      gateway.close();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}

/** Each further shard has a server of its own. */
export function guildOfShard(shard: number): string {
  return String(BigInt(shard) << 22n);
}
