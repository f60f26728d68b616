// A Discord on loopback for tests: REST and gateway with one server (guild), people who use it, and faults on demand.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { attachGateway, type LoopbackGateway } from './discord-gateway.ts';
import {
  choiceFaults,
  commandFaults,
  invalidForm,
  isObject,
  type Json,
  type JsonObject,
  type MessageBody,
  readMessage,
} from './discord-rules.ts';

export type { MessageBody } from './discord-rules.ts';

/** What happens to the next request of a route, once. `applied`: the request takes effect all the same. */
export type DiscordFault =
  | { readonly kind: 'rate-limit'; readonly seconds: number; readonly global?: true; readonly html?: true }
  | { readonly kind: 'status'; readonly status: number; readonly applied: boolean }
  | { readonly kind: 'drop'; readonly applied: boolean }
  | { readonly kind: 'hang' }
  /** Headers, then nothing. */
  | { readonly kind: 'half-answer' }
  | { readonly kind: 'error'; readonly status: number; readonly code: number; readonly message: string };

export type Posted = MessageBody & { readonly id: string; readonly channelId: string; readonly published?: boolean };

export type Person = {
  readonly id: string;
  readonly name: string;
  readonly permissions: bigint;
  readonly locale: string;
};

/** What the author of a command, a press or a half-typed option got to see. */
export type Answered = {
  /** 4 at once, 5 deferred, 8 suggestions; undefined when the bot let three seconds pass. */
  readonly type?: number;
  readonly acknowledgedAfterMs: number;
  readonly ephemeral: boolean;
  readonly message?: MessageBody;
  readonly choices: readonly { readonly name: string; readonly value: string }[];
};

export type LoopbackDiscord = {
  /** For DISCORD_API_URL and DISCORD_TOKEN. */
  readonly apiUrl: string;
  readonly token: string;
  readonly guildId: string;
  /** `deleted` is known to nobody, `forbidden` answers 50013, `hidden` 50001. */
  readonly channels: Readonly<
    Record<'text' | 'thread' | 'announcement' | 'forum' | 'deleted' | 'forbidden' | 'hidden', string>
  >;
  /** Everything posted so far, oldest first. */
  readonly posted: readonly Posted[];
  /** Forum posts by id. */
  readonly threads: ReadonlyMap<string, { readonly name: string; readonly parentId: string }>;
  /** Every REST request, as `POST /channels/:id/messages`. */
  readonly requests: readonly { readonly route: string; readonly path: string; readonly body: Json }[];
  readonly commands: readonly JsonObject[];
  readonly gateway: LoopbackGateway;
  /** Route as in `requests`. Faults of one route wait in line. */
  failNext(route: string, ...faults: readonly DiscordFault[]): void;
  revokeToken(): void;
  /** The channel, and from now on all of the server, is gone for the bot. */
  removeBot(): void;
  type(command: string, options: Readonly<Record<string, string>>, from: From): Promise<Answered>;
  press(messageId: string, label: string, from: From): Promise<Answered>;
  /** `focused` is the option under the cursor. */
  suggest(command: string, focused: { readonly name: string; readonly typed: string }, from: From): Promise<Answered>;
  /** Any interaction, as raw as one likes. */
  interact(data: JsonObject): Promise<Answered>;
  close(): Promise<void>;
};

/** Who, and where; `channelId` undefined is the text channel, `dm` a direct message to the bot. */
export type From = { readonly person: Person; readonly channelId?: string; readonly dm?: true };

const MANAGE_CHANNELS = 1n << 4n;
const VIEW_SEND_EMBED = (1n << 10n) | (1n << 11n) | (1n << 14n);
export const manager: Person = {
  id: '901',
  name: 'Mara',
  permissions: MANAGE_CHANNELS | VIEW_SEND_EMBED,
  locale: 'en-GB',
};
export const plainMember: Person = { id: '902', name: 'Milo', permissions: VIEW_SEND_EMBED, locale: 'de' };

const APPLICATION = '800';
const GUILD = '100';
const CHANNELS = {
  text: '201',
  thread: '202',
  announcement: '203',
  forum: '204',
  deleted: '299',
  forbidden: '298',
  hidden: '297',
} as const;
const KINDS: Readonly<Record<string, number>> = { '201': 0, '202': 11, '203': 5, '204': 15, '298': 0, '297': 0 };
const FIRST_ANSWER_MS = 3_000;
const NONCE_REMEMBERED_MS = 3 * 60_000;

type Reply = { readonly status: number; readonly body?: Json; readonly headers?: Readonly<Record<string, string>> };

type Interaction = {
  readonly id: string;
  readonly token: string;
  readonly at: number;
  type?: number;
  acknowledgedAfterMs: number;
  ephemeral: boolean;
  message?: MessageBody;
  choices: { name: string; value: string }[];
  readonly settle: () => void;
};

const apiError = (status: number, code: number, message: string): Reply => ({ status, body: { message, code } });
const NOTHING: Reply = { status: 204 };

export type LoopbackOptions = {
  readonly heartbeatMs?: number;
  /** Messages a channel takes in five seconds before it answers 429. */
  readonly messagesPer5s?: number;
  /** The server is in trouble: READY names it, and no more is heard of it. */
  readonly serverUnavailable?: true;
};

export async function openLoopbackDiscord(options: LoopbackOptions = {}): Promise<LoopbackDiscord> {
  const token = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.Loopba.ck-token-that-no-log-may-show-0123456789';
  let valid: string | undefined = token;
  let removed = false;
  let lastId = 1_000;
  const posted: Posted[] = [];
  const threads = new Map<string, { readonly name: string; readonly parentId: string }>();
  const requests: { route: string; path: string; body: Json }[] = [];
  const faults = new Map<string, DiscordFault[]>();
  const nonces = new Map<string, { readonly id: string; readonly at: number }>();
  const buckets = new Map<string, number[]>();
  const interactions = new Map<string, Interaction>();
  let commands: JsonObject[] = [];
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
    ready: () => ({
      v: 10,
      user: { id: APPLICATION, username: 'summit-watch', discriminator: '0', avatar: null, bot: true },
      application: { id: APPLICATION, flags: 0 },
      guilds: [{ id: GUILD, unavailable: true }],
      resume_gateway_url: `ws://127.0.0.1:${port}/gateway`,
    }),
    afterReady: () => (options.serverUnavailable ? [] : [{ event: 'GUILD_CREATE', data: describeGuild() }]),
  });

  function describeGuild(): JsonObject {
    const known = Object.entries(CHANNELS).filter(([name]) => name !== 'deleted' && name !== 'thread');
    return {
      id: GUILD,
      name: 'Newsroom',
      channels: known.map(([name, id]) => ({
        id,
        name,
        type: KINDS[id] ?? 0,
        guild_id: GUILD,
        permission_overwrites: [],
      })),
      threads: [describeThread(CHANNELS.thread, 'a-thread', CHANNELS.text)],
      roles: [{ id: GUILD, name: '@everyone', permissions: String(VIEW_SEND_EMBED), position: 0 }],
      members: [],
      member_count: 3,
    };
  }

  function describeThread(id: string, name: string, parentId: string): JsonObject {
    const metadata = {
      archived: false,
      locked: false,
      auto_archive_duration: 1440,
      archive_timestamp: '2026-01-01T00:00:00Z',
    };
    return {
      id,
      name,
      type: 11,
      guild_id: GUILD,
      parent_id: parentId,
      owner_id: APPLICATION,
      thread_metadata: metadata,
    };
  }

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
    const fault = faults.get(route)?.shift();
    if (fault === undefined) return respond(response, handle(route, path, body, request));
    if ('applied' in fault && fault.applied) handle(route, path, body, request);
    misbehave(response, fault);
  }

  function misbehave(response: ServerResponse, fault: DiscordFault): void {
    switch (fault.kind) {
      case 'rate-limit': {
        const headers = {
          'Retry-After': String(fault.seconds),
          ...(fault.global && { 'X-RateLimit-Global': 'true', 'X-RateLimit-Scope': 'global' }),
        };
        if (fault.html) {
          response.writeHead(429, { ...headers, 'Content-Type': 'text/html' }).end('<html>slow down</html>');
          return;
        }
        respond(response, {
          status: 429,
          headers: {
            ...headers,
            'X-RateLimit-Reset-After': String(fault.seconds),
            'X-RateLimit-Remaining': '0',
            'X-RateLimit-Limit': '5',
          },
          body: { message: 'You are being rate limited.', retry_after: fault.seconds, global: fault.global === true },
        });
        return;
      }
      case 'status':
        response.writeHead(fault.status, { 'Content-Type': 'text/html' }).end('<html>upstream trouble</html>');
        return;
      case 'drop':
        response.socket?.destroy();
        return;
      case 'hang':
        return;
      case 'half-answer':
        response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"id":');
        return;
      case 'error':
        respond(response, apiError(fault.status, fault.code, fault.message));
        return;
      default:
        fault satisfies never;
    }
  }

  function respond(response: ServerResponse, reply: Reply): void {
    response.writeHead(reply.status, {
      ...(reply.body !== undefined && { 'Content-Type': 'application/json' }),
      ...reply.headers,
    });
    response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
  }

  function handle(route: string, path: string, body: Json, request: IncomingMessage): Reply {
    const [, , first = '', , second = ''] = path.split('/');
    // Interactions carry a token of their own in the path.
    if (route === 'POST /interactions/:id/:token/callback') return acknowledge(first, body);
    if (route === 'PATCH /webhooks/:id/:token/messages/@original') return editAnswer(path.split('/')[3] ?? '', body);
    if (valid === undefined || request.headers.authorization !== `Bot ${valid}`)
      return apiError(401, 0, '401: Unauthorized');
    switch (route) {
      case 'GET /gateway/bot':
        return {
          status: 200,
          body: {
            url: `ws://127.0.0.1:${port}/gateway`,
            shards: 1,
            session_start_limit: { total: 1000, remaining: 999, reset_after: 86_400_000, max_concurrency: 1 },
          },
        };
      case 'PUT /applications/:id/commands':
        return register(body);
      case 'POST /channels/:id/messages':
        return withBucket(first, () => post(first, body));
      case 'POST /channels/:id/threads':
        return startThread(first, body);
      case 'POST /channels/:id/messages/:id/crosspost':
        return publish(first, second);
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

  function withBucket(channelId: string, act: () => Reply): Reply {
    const limit = options.messagesPer5s ?? 1_000;
    const recent = (buckets.get(channelId) ?? []).filter((at) => at > Date.now() - 5_000);
    const resetAfter = recent[0] === undefined ? 5 : (recent[0] + 5_000 - Date.now()) / 1_000;
    const headers = {
      'X-RateLimit-Bucket': 'messages',
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': String(Math.max(0, limit - recent.length - 1)),
      'X-RateLimit-Reset-After': String(resetAfter),
    };
    if (recent.length >= limit) {
      const body = { message: 'You are being rate limited.', retry_after: resetAfter, global: false };
      return {
        status: 429,
        headers: { ...headers, 'Retry-After': String(resetAfter), 'X-RateLimit-Scope': 'user' },
        body,
      };
    }
    buckets.set(channelId, [...recent, Date.now()]);
    return { headers, ...act() };
  }

  function refusal(channelId: string): Reply | undefined {
    if (removed || channelId === CHANNELS.hidden) return apiError(403, 50001, 'Missing Access');
    if (channelId === CHANNELS.forbidden) return apiError(403, 50013, 'Missing Permissions');
    if (KINDS[channelId] === undefined && !threads.has(channelId)) return apiError(404, 10003, 'Unknown Channel');
    return undefined;
  }

  function post(channelId: string, body: Json): Reply {
    const refused = refusal(channelId);
    if (refused !== undefined) return refused;
    if (KINDS[channelId] === 15) return apiError(400, 50008, 'Cannot send messages in a non-text channel');
    const message = readMessage(body);
    if ('refused' in message) return { status: 400, body: message.refused };
    if (!message.content && !message.embeds?.length) return apiError(400, 50006, 'Cannot send an empty message');
    const nonce = `${channelId}:${message.nonce}`;
    const earlier = nonces.get(nonce);
    if (
      message.enforce_nonce &&
      message.nonce &&
      earlier !== undefined &&
      earlier.at > Date.now() - NONCE_REMEMBERED_MS
    ) {
      return { status: 200, body: { id: earlier.id, channel_id: channelId } };
    }
    const id = nextId();
    if (message.nonce) nonces.set(nonce, { id, at: Date.now() });
    posted.push({ ...message, id, channelId });
    return { status: 200, body: { id, channel_id: channelId } };
  }

  function startThread(forumId: string, body: Json): Reply {
    const refused = refusal(forumId);
    if (refused !== undefined) return refused;
    const name = isObject(body) ? body['name'] : undefined;
    const message = readMessage(isObject(body) ? (body['message'] ?? null) : null);
    if (typeof name !== 'string' || name.length < 1 || name.length > 100) {
      return {
        status: 400,
        body: invalidForm([
          { path: 'name', code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 100 in length.' },
        ]),
      };
    }
    if ('refused' in message) return { status: 400, body: message.refused };
    const id = nextId();
    threads.set(id, { name, parentId: forumId });
    posted.push({ ...message, id, channelId: id });
    gateway.dispatch('THREAD_CREATE', describeThread(id, name, forumId));
    return { status: 201, body: { ...describeThread(id, name, forumId), message: { id, channel_id: id } } };
  }

  function publish(channelId: string, messageId: string): Reply {
    const at = posted.findIndex(({ id }) => id === messageId);
    const message = posted[at];
    if (message === undefined) return apiError(404, 10008, 'Unknown Message');
    if (KINDS[channelId] !== 5) return apiError(403, 50024, 'Cannot execute action on this channel type');
    posted[at] = { ...message, published: true };
    return { status: 200, body: { id: messageId, channel_id: channelId } };
  }

  function acknowledge(id: string, body: Json): Reply {
    const interaction = interactions.get(id);
    if (interaction === undefined || Date.now() - interaction.at > FIRST_ANSWER_MS) {
      return apiError(404, 10062, 'Unknown interaction');
    }
    if (interaction.type !== undefined) return apiError(400, 40060, 'Interaction has already been acknowledged.');
    const type = isObject(body) ? body['type'] : undefined;
    const data = isObject(body) ? (body['data'] ?? {}) : {};
    const choices = isObject(data) ? data['choices'] : undefined;
    const found = type === 8 ? choiceFaults(choices) : [];
    const message = readMessage(data);
    if (typeof type !== 'number' || found.length > 0) return { status: 400, body: invalidForm(found) };
    if ('refused' in message) return { status: 400, body: message.refused };
    interaction.type = type;
    interaction.acknowledgedAfterMs = Date.now() - interaction.at;
    interaction.ephemeral = ((message.flags ?? 0) & 64) !== 0;
    if (Array.isArray(choices)) {
      interaction.choices = choices
        .filter(isObject)
        .map(({ name, value }) => ({ name: String(name), value: String(value) }));
    }
    if (type === 4) interaction.message = message;
    if (type !== 5) interaction.settle();
    return NOTHING;
  }

  function editAnswer(interactionToken: string, body: Json): Reply {
    const interaction = [...interactions.values()].find((each) => each.token === interactionToken);
    if (interaction?.type === undefined) return apiError(404, 10015, 'Unknown Webhook');
    const message = readMessage(body);
    if ('refused' in message) return { status: 400, body: message.refused };
    interaction.message = message;
    interaction.settle();
    return {
      status: 200,
      body: {
        id: nextId(),
        channel_id: CHANNELS.text,
        author: { id: APPLICATION, username: 'summit-watch', discriminator: '0' },
      },
    };
  }

  function interact(data: JsonObject): Promise<Answered> {
    return new Promise((resolve) => {
      const id = nextId();
      const interaction: Interaction = {
        id,
        token: `interaction-token-${id}`,
        at: Date.now(),
        acknowledgedAfterMs: -1,
        ephemeral: false,
        choices: [],
        settle: () => {
          clearTimeout(impatience);
          const { type, acknowledgedAfterMs, ephemeral, message, choices } = interaction;
          resolve({
            acknowledgedAfterMs,
            ephemeral,
            choices,
            ...(type !== undefined && { type }),
            ...(message && { message }),
          });
        },
      };
      const impatience = setTimeout(
        () => interaction.type === undefined && interaction.settle(),
        FIRST_ANSWER_MS + 200,
      );
      interactions.set(id, interaction);
      gateway.dispatch('INTERACTION_CREATE', {
        id,
        application_id: APPLICATION,
        token: interaction.token,
        version: 1,
        entitlements: [],
        authorizing_integration_owners: { '0': GUILD },
        ...data,
      });
    });
  }

  function place(from: From): JsonObject {
    const user = {
      id: from.person.id,
      username: from.person.name.toLowerCase(),
      global_name: from.person.name,
      discriminator: '0',
      avatar: null,
    };
    const channelId = from.channelId ?? CHANNELS.text;
    const where = {
      channel_id: channelId,
      channel: { id: channelId, type: from.dm ? 1 : (KINDS[channelId] ?? 11) },
      locale: from.person.locale,
    };
    if (from.dm) return { ...where, user, context: 1, app_permissions: '0' };
    const member = {
      user,
      roles: [],
      joined_at: '2026-01-01T00:00:00Z',
      permissions: String(from.person.permissions),
      deaf: false,
      mute: false,
      flags: 0,
    };
    return {
      ...where,
      member,
      guild_id: GUILD,
      guild: { id: GUILD, locale: 'en-US', features: [] },
      context: 0,
      app_permissions: String(VIEW_SEND_EMBED),
    };
  }

  function registered(name: string): JsonObject {
    const command = commands.find((each) => each['name'] === name);
    if (command === undefined) throw new Error(`Discord knows no command /${name}`);
    return command;
  }

  function given(command: JsonObject, name: string, value: string): JsonObject {
    const known = Array.isArray(command['options']) ? command['options'] : [];
    const option = known.filter(isObject).find((each) => each['name'] === name);
    if (option === undefined) throw new Error(`/${String(command['name'])} has no option ${name}`);
    const type = Number(option['type']);
    return { name, type, value: type === 4 ? Number(value) : value };
  }

  return {
    apiUrl: `http://127.0.0.1:${port}/api`,
    token,
    guildId: GUILD,
    channels: CHANNELS,
    posted,
    threads,
    requests,
    get commands() {
      return commands;
    },
    gateway,
    failNext(route, ...next) {
      faults.set(route, [...(faults.get(route) ?? []), ...next]);
    },
    revokeToken() {
      valid = undefined;
    },
    removeBot() {
      removed = true;
      gateway.dispatch('GUILD_DELETE', { id: GUILD });
    },
    async type(name, typed, from) {
      const command = registered(name);
      const filled = Object.entries(typed).map(([option, value]) => given(command, option, value));
      return interact({ type: 2, ...place(from), data: { id: command['id'] ?? '', name, type: 1, options: filled } });
    },
    async press(messageId, label, from) {
      const message = posted.find(({ id }) => id === messageId);
      const buttons = (message?.components ?? []).flatMap((row) => row.components);
      const button = buttons.find((each) => each.label === label);
      if (message === undefined || button === undefined) throw new Error(`no button ${label}`);
      const shown = {
        id: message.id,
        channel_id: message.channelId,
        author: { id: APPLICATION, username: 'summit-watch', discriminator: '0' },
        content: '',
        attachments: [],
        embeds: [],
        timestamp: '2026-01-01T00:00:00Z',
      };
      return interact({
        type: 3,
        ...place(from),
        message: shown,
        data: { custom_id: button.custom_id, component_type: 2 },
      });
    },
    async suggest(name, focused, from) {
      const command = registered(name);
      const option = { ...given(command, focused.name, focused.typed), focused: true };
      return interact({ type: 4, ...place(from), data: { id: command['id'] ?? '', name, type: 1, options: [option] } });
    },
    interact,
    async close() {
      gateway.close();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}
