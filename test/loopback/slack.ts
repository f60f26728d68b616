// Slack on loopback for tests: Web API, Socket Mode, signed HTTP requests and response URLs, with Slack's limits and moods.
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { charactersIn, faultsInBlocks, faultsInOptions, faultsInView, isNode } from './slack-blocks.ts';

export type SlackMood =
  | { readonly kind: 'rate-limited'; readonly seconds: number }
  | { readonly kind: 'http'; readonly status: number; readonly applied?: true }
  | { readonly kind: 'drop'; readonly applied?: true }
  | { readonly kind: 'hang'; readonly applied?: true }
  | { readonly kind: 'error'; readonly code: string; readonly needed?: string };

export type SlackPost = {
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly metadata?: unknown;
  /** The message in whose thread it stands. */
  readonly thread?: string;
  /** Who alone sees it. */
  readonly only?: string;
  readonly raw: Readonly<Record<string, unknown>>;
};

export type SlackView = {
  readonly id: string;
  readonly user?: string;
  readonly view: Readonly<Record<string, unknown>>;
};

export type SlackRequest = {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly token: string;
};

/** A command or a press under way: how it was acknowledged, and what its author then sees. */
export type SlackExchange = {
  /** HTTP status, or 200 over a socket; undefined when nothing came within 3 s. */
  readonly acknowledged: number | undefined;
  readonly ackAfterMs: number;
  readonly ackBody: unknown;
  /** The n-th answer through the response URL, waited for. */
  answer(n?: number): Promise<SlackPost>;
};

export type SlackGrant = { readonly team: string; readonly token: string } & Readonly<Record<string, unknown>>;

export type SlackPerson = { id: string; team_id: string; name: string } & Record<string, unknown>;
export type SlackPlace = {
  id: string;
  archived?: boolean;
  /** Whether the bot is in it. */
  member?: boolean;
  hidden?: boolean;
  /** Who is in it, where that is not everybody. */
  people?: readonly string[];
};

export type LoopbackSlack = Awaited<ReturnType<typeof openSlack>>;

export const TEAM = 'T0HOME';
const ACK_WITHIN = 3_000;
const GIVE_UP = 10_000;

export async function openSlack(
  options: { readonly now?: () => number; readonly paced?: boolean; readonly scopes?: string } = {},
) {
  const now = options.now ?? Date.now;
  const botToken = 'xoxb-1111-loopback-bot';
  const appToken = 'xapp-1-loopback-app';
  const signingSecret = 'loopback-signing-secret';
  const clientId = '1.2';
  const clientSecret = 'client-secret';
  const refusedTokens = new Map<string, string>();
  const channels = new Map<string, SlackPlace>();
  const people = new Map<string, SlackPerson>();
  const posts: SlackPost[] = [];
  const requests: SlackRequest[] = [];
  /** Messages that are pinned, by `ts`. */
  const pinned = new Set<string>();
  /** Windows and home pages as they were shown, the last state of each last. */
  const views: SlackView[] = [];
  const moods = new Map<string, SlackMood[]>();
  /** Calls that wait until they are let go. */
  const held = new Map<string, Promise<void>>();
  const lastPost = new Map<string, number>();
  /** What people allowed, by the code Slack gave for it or the refresh token. */
  const grants = new Map<string, SlackGrant>();
  /** What the next people say on Slack's page for installs: the code they allow it with, or no. */
  const decisions: (string | 'deny')[] = [];
  /** Where a code was sent, which whoever uses it must know. */
  const sentTo = new Map<string, string>();
  /** Tokens that came of it, each with its workspace. */
  const installed = new Map<string, string>();
  const sockets = new Set<WebSocket>();
  const envelopes = new Map<string, (payload: unknown) => void>();
  const responseUrls = new Map<string, { channel: string; user: string; uses: number; answers: SlackPost[] }>();
  const waiters = new Set<() => void>();
  let requestUrl: string | undefined;
  let counter = 0;

  function person(id: string, more: Record<string, unknown> = {}): SlackPerson {
    const made = { id, team_id: TEAM, name: id.toLowerCase(), tz: 'Europe/Berlin', locale: 'en-GB', ...more };
    people.set(id, made);
    return made;
  }
  person('UFULL', { real_name: 'Full Member' });
  person('UADMIN', { is_admin: true });
  person('UGUEST', { is_restricted: true });
  person('USINGLE', { is_ultra_restricted: true });
  person('USTRANGE', { team_id: 'T0OTHER', is_stranger: true });
  channels.set('C0NEWS', { id: 'C0NEWS', member: true });
  channels.set('C0OTHER', { id: 'C0OTHER', member: true });
  channels.set('C0OLD', { id: 'C0OLD', member: true, archived: true });
  channels.set('C0OUT', { id: 'C0OUT', member: false });

  const changed = (): void => {
    for (const waiter of [...waiters]) waiter();
  };

  /** Resolves as soon as `look` finds something. */
  function until<T>(look: () => T | undefined, what: string, within = GIVE_UP): Promise<T> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        waiters.delete(check);
        reject(new Error(`waited in vain for ${what}`));
      }, within);
      const check = (): void => {
        const found = look();
        if (found === undefined) return;
        waiters.delete(check);
        clearTimeout(late);
        resolve(found);
      };
      waiters.add(check);
      check();
    });
  }

  const server = http.createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  const webSockets = new WebSocketServer({ server, path: '/link' });
  webSockets.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      changed();
    });
    socket.on('message', (data) => {
      const envelope: unknown = JSON.parse(String(data));
      if (!isNode(envelope)) return;
      envelopes.get(String(envelope['envelope_id']))?.(envelope['payload']);
      envelopes.delete(String(envelope['envelope_id']));
    });
    if (!silentSockets) socket.send(JSON.stringify({ type: 'hello', num_connections: sockets.size }));
    changed();
  });
  let silentSockets = false;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const body = await read(request);
    if (path.startsWith('/response/')) return takeAnswer(path.slice('/response/'.length), body, response);
    if (path === '/oauth/v2/authorize') return decide(new URL(request.url ?? '/', `http://${origin}`), response);
    if (!path.startsWith('/api/')) return void response.writeHead(404).end();
    const method = path.slice('/api/'.length);
    const args = parseArguments(body);
    const token = String(request.headers.authorization ?? '').replace(/^Bearer /, '');
    requests.push({ method, args, token });
    changed();
    await held.get(method);
    const mood = moods.get(method)?.shift();
    const reply = (content: Record<string, unknown>): void => {
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'x-oauth-scopes':
          options.scopes ?? 'chat:write,commands,users:read,channels:history,groups:history,channels:read',
      });
      response.end(JSON.stringify(content));
    };
    if (mood?.kind === 'rate-limited') {
      response.writeHead(429, { 'retry-after': String(mood.seconds) }).end();
    } else if (mood?.kind === 'error') {
      reply({ ok: false, error: mood.code, ...(mood.needed ? { needed: mood.needed } : {}) });
    } else if (mood) {
      if (mood.applied) callMethod(method, args, token);
      if (mood.kind === 'http')
        response.writeHead(mood.status, { 'content-type': 'text/html' }).end('<h1>Trouble</h1>');
      else if (mood.kind === 'drop') request.socket.destroy();
    } else {
      const result = callMethod(method, args, token);
      if (result === 'too fast') response.writeHead(429, { 'retry-after': '1' }).end();
      else reply(result);
    }
    changed();
  }

  function callMethod(
    method: string,
    args: Record<string, unknown>,
    token: string,
  ): Record<string, unknown> | 'too fast' {
    if (method === 'oauth.v2.access') return exchange(args);
    const refusal = refuseToken(method, token);
    if (refusal !== undefined) return { ok: false, error: refusal };
    const channel = channels.get(String(args['channel']));
    switch (method) {
      case 'auth.test':
        return {
          ok: true,
          url: 'https://home.slack.example/',
          team: 'Home',
          team_id: installed.get(token) ?? TEAM,
          user: 'summitwatch',
          user_id: 'UBOT',
          bot_id: 'BBOT',
        };
      case 'apps.connections.open':
        return { ok: true, url: `ws://${origin}/link?ticket=${randomUUID()}` };
      case 'users.info': {
        const found = people.get(String(args['user']));
        return found ? { ok: true, user: found } : { ok: false, error: 'user_not_found' };
      }
      case 'users.conversations': {
        const user = String(args['user']);
        const own = [...channels.values()].filter(
          ({ archived, hidden, member, people: inside }) =>
            !(archived && args['exclude_archived'] === 'true') &&
            !(hidden && !member) &&
            (inside?.includes(user) ?? true),
        );
        // A page at a time, however many are asked for, so that whoever asks must turn pages.
        const from = Number(args['cursor'] ?? 0);
        const next = from + 2 < own.length ? String(from + 2) : '';
        const page = own.slice(from, from + 2).map(({ id }) => ({ id, is_channel: true }));
        return { ok: true, channels: page, response_metadata: { next_cursor: next } };
      }
      case 'conversations.info':
        return channel ? { ok: true, channel: { id: channel.id, is_archived: channel.archived === true } } : NO_CHANNEL;
      case 'conversations.history':
      case 'conversations.replies':
        return channel ? history(channel, args) : NO_CHANNEL;
      case 'chat.postMessage':
        return postMessage(args);
      case 'chat.postEphemeral': {
        if (!channel) return NO_CHANNEL;
        const refused = refuseContent(args);
        if (refused) return { ok: false, error: refused };
        return { ok: true, message_ts: keep(args, String(args['channel']), String(args['user'])).ts };
      }
      case 'chat.update': {
        const index = posts.findIndex((post) => post.ts === args['ts'] && post.channel === args['channel']);
        const before = posts[index];
        if (!channel) return NO_CHANNEL;
        if (!before) return { ok: false, error: 'message_not_found' };
        const refused = refuseContent(args);
        if (refused) return { ok: false, error: refused };
        posts[index] = { ...toPost(args, before.channel), ts: before.ts };
        return { ok: true, ts: before.ts, channel: before.channel };
      }
      case 'pins.add': {
        if (!channel) return NO_CHANNEL;
        const post = posts.find(({ ts }) => ts === args['timestamp']);
        if (!post) return { ok: false, error: 'message_not_found' };
        if (pinned.has(post.ts)) return { ok: false, error: 'already_pinned' };
        pinned.add(post.ts);
        return { ok: true };
      }
      case 'views.open':
      case 'views.publish':
      case 'views.update':
        return showView(args);
      default:
        return { ok: false, error: 'unknown_method' };
    }
  }

  function showView(args: Record<string, unknown>): Record<string, unknown> {
    const view = args['view'];
    const faults = isNode(view) ? faultsInView(view) : ['no view'];
    if (!isNode(view) || faults.length > 0) {
      return { ok: false, error: 'invalid_arguments', response_metadata: { messages: faults } };
    }
    const id = typeof args['view_id'] === 'string' ? args['view_id'] : `V${views.length + 1}`;
    views.push({ id, ...(typeof args['user_id'] === 'string' ? { user: args['user_id'] } : {}), view });
    return { ok: true, view: { ...view, id } };
  }

  /** Slack's own page, where somebody has already pressed a button. */
  function decide(asked: URL, response: http.ServerResponse): void {
    const decision = decisions.shift();
    const back = URL.parse(asked.searchParams.get('redirect_uri') ?? '');
    if (asked.searchParams.get('client_id') !== clientId || back === null || decision === undefined) {
      return void response.writeHead(400).end('invalid_client_id');
    }
    back.searchParams.set('state', asked.searchParams.get('state') ?? '');
    if (decision === 'deny') back.searchParams.set('error', 'access_denied');
    else {
      sentTo.set(decision, asked.searchParams.get('redirect_uri') ?? '');
      back.searchParams.set('code', decision);
    }
    response.writeHead(302, { location: back.href }).end();
  }

  /** A code, or a refresh token, is good for one token of a workspace, once. */
  function exchange(args: Record<string, unknown>): Record<string, unknown> {
    const key = String(args['code'] ?? args['refresh_token']);
    const granted = grants.get(key);
    grants.delete(key);
    if (args['client_id'] !== clientId) return { ok: false, error: 'invalid_client_id' };
    if (args['client_secret'] !== clientSecret) return { ok: false, error: 'bad_client_secret' };
    const wanted = sentTo.get(key);
    if (wanted !== undefined && args['redirect_uri'] !== wanted) return { ok: false, error: 'bad_redirect_uri' };
    if (granted === undefined) return { ok: false, error: args['code'] ? 'invalid_code' : 'invalid_refresh_token' };
    const { team, token, ...more } = granted;
    installed.set(token, team);
    return {
      ok: true,
      app_id: 'A1',
      authed_user: { id: 'UFULL' },
      scope: 'commands,chat:write,users:read',
      token_type: 'bot',
      access_token: token,
      bot_user_id: 'UBOT',
      team: { id: team, name: team },
      enterprise: null,
      is_enterprise_install: false,
      ...more,
    };
  }

  function refuseToken(method: string, token: string): string | undefined {
    if (token === '') return 'not_authed';
    const revoked = refusedTokens.get(token);
    if (revoked) return revoked;
    const wanted = method === 'apps.connections.open' ? appToken : botToken;
    if (token === wanted || (wanted === botToken && installed.has(token))) return undefined;
    return token === appToken || token === botToken ? 'not_allowed_token_type' : 'invalid_auth';
  }

  function postMessage(args: Record<string, unknown>): Record<string, unknown> | 'too fast' {
    const id = String(args['channel']);
    const channel = channels.get(id);
    if (!channel || (channel.hidden && !channel.member)) return NO_CHANNEL;
    if (channel.archived) return { ok: false, error: 'is_archived' };
    if (!channel.member) return { ok: false, error: 'not_in_channel' };
    const refused = refuseContent(args);
    if (refused) return { ok: false, error: refused };
    if (options.paced && now() - (lastPost.get(id) ?? Number.NEGATIVE_INFINITY) < 1_000) return 'too fast';
    lastPost.set(id, now());
    const post = keep(args, id);
    return { ok: true, channel: id, ts: post.ts, message: { text: post.text, ts: post.ts } };
  }

  function keep(args: Record<string, unknown>, channel: string, only?: string): SlackPost {
    const post = { ...toPost(args, channel), ...(only === undefined ? {} : { only }) };
    posts.push(post);
    changed();
    return post;
  }

  function toPost(args: Record<string, unknown>, channel: string): SlackPost {
    counter += 1;
    return {
      channel,
      ts: `${Math.floor(now() / 1000)}.${String(counter).padStart(6, '0')}`,
      text: String(args['text'] ?? ''),
      blocks: Array.isArray(args['blocks']) ? args['blocks'] : [],
      ...(args['metadata'] === undefined ? {} : { metadata: args['metadata'] }),
      ...(args['thread_ts'] === undefined ? {} : { thread: String(args['thread_ts']) }),
      raw: args,
    };
  }

  function history(channel: SlackPlace, args: Record<string, unknown>): Record<string, unknown> {
    if (!channel.member) return { ok: false, error: 'not_in_channel' };
    const oldest = Number(args['oldest'] ?? 0);
    const skip = Number(args['cursor'] ?? 0);
    const limit = Number(args['limit'] ?? 100);
    const all = posts
      .filter((post) => post.channel === channel.id && post.only === undefined && Number(post.ts) >= oldest)
      // Without a thread's message asked for, what stands in threads is left out.
      .filter((post) => post.thread === (args['ts'] === undefined ? undefined : String(args['ts'])))
      .toReversed();
    const page = all.slice(skip, skip + limit);
    const more = skip + limit < all.length;
    const messages = page.map((post) => ({
      type: 'message',
      ts: post.ts,
      text: post.text,
      ...(args['include_all_metadata'] === 'true' && post.metadata ? { metadata: post.metadata } : {}),
    }));
    return {
      ok: true,
      messages,
      has_more: more,
      response_metadata: { next_cursor: more ? String(skip + limit) : '' },
    };
  }

  function takeAnswer(id: string, body: string, response: http.ServerResponse): void {
    const open = responseUrls.get(id);
    if (!open) return void response.writeHead(404).end('expired_url');
    open.uses += 1;
    if (open.uses > 5) return void response.writeHead(404).end('used_url');
    const args = JSON.parse(body);
    const refused = refuseContent(args);
    if (refused) return void response.writeHead(400).end(refused);
    const only = args['response_type'] === 'in_channel' ? undefined : open.user;
    const post = keep(args, open.channel, only);
    open.answers.push(post);
    response.writeHead(200).end('ok');
    changed();
  }

  /** Hands a request to the app by the way it chose, and waits for the acknowledgement as Slack does. */
  async function deliver(kind: 'slash_commands' | 'interactive' | 'events_api', payload: Record<string, unknown>) {
    const began = performance.now();
    const acknowledged = requestUrl === undefined ? overSocket(kind, payload) : overHttp(kind, payload);
    const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ACK_WITHIN).unref());
    const ack = await Promise.race([acknowledged, late]);
    return { acknowledged: ack?.status, ackBody: ack?.body, ackAfterMs: performance.now() - began };
  }

  async function overSocket(kind: string, payload: Record<string, unknown>) {
    const socket = [...sockets][0];
    if (!socket) throw new Error('no websocket is open');
    const id = randomUUID();
    const ack = new Promise<unknown>((resolve) => envelopes.set(id, resolve));
    socket.send(JSON.stringify({ envelope_id: id, type: kind, accepts_response_payload: true, payload }));
    return { status: 200, body: await ack };
  }

  async function overHttp(kind: string, payload: Record<string, unknown>) {
    const [body, type] = encode(kind, payload);
    const response = await sendSigned(body, { 'content-type': type });
    return { status: response.status, body: response.body };
  }

  function sign(body: string, at = String(Math.floor(now() / 1000))) {
    return {
      'x-slack-request-timestamp': at,
      'x-slack-signature': `v0=${createHmac('sha256', signingSecret).update(`v0:${at}:${body}`).digest('hex')}`,
    };
  }

  /** `headers` may override the signature and the timestamp. */
  async function sendSigned(body: string, headers: Record<string, string> = {}) {
    if (requestUrl === undefined) throw new Error('sendRequestsTo was not called');
    const response = await fetch(requestUrl, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...sign(body, headers['x-slack-request-timestamp']),
        ...headers,
      },
    });
    return { status: response.status, body: await response.text() };
  }

  /** What Slack shows in a menu, once it has judged the answer. */
  async function suggestions(asked: Record<string, unknown>) {
    const payload = { type: 'block_suggestion', team: { id: TEAM }, api_app_id: 'A1', ...asked };
    const exchange = await deliver('interactive', payload);
    const { ackBody } = exchange;
    const body: unknown = typeof ackBody === 'string' && ackBody !== '' ? JSON.parse(ackBody) : ackBody;
    const list = isNode(body) && Array.isArray(body['options']) ? body['options'] : undefined;
    const faults = list === undefined ? ['no options'] : faultsInOptions(list);
    if (faults.length > 0) throw new Error(`Slack would not show these options: ${faults.join(', ')}`);
    return { ...exchange, options: (list ?? []).filter(isNode) };
  }

  function openResponseUrl(channel: string, user: string) {
    const id = randomUUID();
    const open = { channel, user, uses: 0, answers: [] as SlackPost[] };
    responseUrls.set(id, open);
    const answer = (n = 0) => until(() => open.answers[n], `answer ${n}`);
    return { url: `http://${origin}/response/${id}`, answer };
  }

  function commandPayload(asked: { command: string; text?: string; channel?: string; user?: string; team?: string }) {
    const channel = asked.channel ?? 'C0NEWS';
    const user = asked.user ?? 'UFULL';
    const { url, answer } = openResponseUrl(channel, user);
    const payload = {
      command: asked.command,
      text: (asked.text ?? '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
      channel_id: channel,
      channel_name: 'news',
      user_id: user,
      user_name: people.get(user)?.name ?? 'somebody',
      team_id: asked.team ?? TEAM,
      team_domain: 'home',
      api_app_id: 'A1',
      is_enterprise_install: 'false',
      trigger_id: randomUUID(),
      response_url: url,
    };
    return { payload, answer };
  }

  return {
    apiUrl: `http://${origin}/api/`,
    authorizeUrl: `http://${origin}/oauth/v2/authorize`,
    clientId,
    clientSecret,
    botToken,
    appToken,
    signingSecret,
    channels,
    people,
    person,
    posts,
    pinned,
    views,
    requests,
    sockets,
    until,
    sign,
    sendSigned,
    deliver,
    commandPayload,
    openResponseUrl,
    /** From now on requests go there by HTTP instead of over a websocket. */
    sendRequestsTo(url: string) {
      requestUrl = url;
    },
    requestsTo: () => requestUrl ?? '',
    /** Slack takes its time with the method until it is let go. */
    hold(method: string) {
      const { promise, resolve } = Promise.withResolvers<void>();
      held.set(method, promise);
      return {
        release() {
          held.delete(method);
          resolve();
        },
      };
    },
    failNext(method: string, ...next: SlackMood[]) {
      moods.set(method, [...(moods.get(method) ?? []), ...next]);
    },
    /** Somebody allowed the app: the code that Slack sends along is good for this. */
    grant(code: string, granted: SlackGrant) {
      grants.set(code, granted);
    },
    /** Says so on Slack's page for installs, when the next browser comes there. */
    decideNext(decision: string | 'deny') {
      decisions.push(decision);
    },
    revoke(token: string, error = 'invalid_auth') {
      refusedTokens.set(token, error);
    },
    restore(token: string) {
      refusedTokens.delete(token);
    },
    /** Websockets are taken, but never greeted. */
    keepSilent(silent: boolean) {
      silentSockets = silent;
    },
    dropSockets() {
      for (const socket of sockets) socket.terminate();
    },
    /** Slack's announcement that it recycles a connection. */
    refreshSockets() {
      for (const socket of sockets) socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
    },
    /** Somebody deletes the message. */
    remove(post: SlackPost) {
      posts.splice(posts.indexOf(post), 1);
    },
    expireResponseUrls() {
      responseUrls.clear();
    },
    async command(asked: { command: string; text?: string; channel?: string; user?: string; team?: string }) {
      const { payload, answer } = commandPayload(asked);
      return { ...(await deliver('slash_commands', payload)), answer } satisfies SlackExchange;
    },
    async press(post: SlackPost, label: string, user = 'UFULL', more: Record<string, unknown> = {}) {
      const { url, answer } = openResponseUrl(post.channel, user);
      const payload = {
        type: 'block_actions',
        team: { id: TEAM, domain: 'home' },
        user: { id: user, username: people.get(user)?.name ?? 'somebody', team_id: people.get(user)?.team_id },
        channel: { id: post.channel, name: 'news' },
        container: { type: 'message', message_ts: post.ts, channel_id: post.channel },
        message: { ts: post.ts },
        api_app_id: 'A1',
        is_enterprise_install: false,
        trigger_id: randomUUID(),
        response_url: url,
        actions: [buttonOn(post, label)],
        ...more,
      };
      return { ...(await deliver('interactive', payload)), answer } satisfies SlackExchange;
    },
    /** Fills in and sends the window: texts by field, or one of a field's choices. */
    async submit(shown: SlackView, values: Readonly<Record<string, string>>, user = 'UFULL') {
      return deliver('interactive', {
        type: 'view_submission',
        // A stranger's own workspace; where the app is, the window says.
        team: { id: people.get(user)?.team_id ?? TEAM },
        user: { id: user, name: people.get(user)?.name, team_id: people.get(user)?.team_id },
        api_app_id: 'A1',
        trigger_id: randomUUID(),
        view: { ...shown.view, id: shown.id, app_installed_team_id: TEAM, state: { values: stateOf(shown, values) } },
      });
    },
    /** Types into a field of the window that offers names, with others filled in already. */
    async suggest(
      shown: SlackView,
      field: string,
      value: string,
      filled: Readonly<Record<string, string>> = {},
      user = 'UFULL',
    ) {
      return suggestions({
        user: { id: user, name: people.get(user)?.name },
        container: { type: 'view', view_id: shown.id },
        view: { ...shown.view, id: shown.id, state: { values: stateOf(shown, filled) } },
        action_id: 'option',
        block_id: field,
        value,
      });
    },
    /** Types into a menu of App Home. */
    async suggestAtHome(menu: string, value: string, user = 'UFULL') {
      return suggestions({
        user: { id: user, name: people.get(user)?.name },
        container: { type: 'view' },
        action_id: menu,
        block_id: 'b1',
        value,
      });
    },
    /** Presses a button, or chooses an entry of a menu, in App Home or in a window. */
    async useView(
      shown: SlackView,
      action: { readonly label: string } | { readonly menu: string; readonly value: string },
    ) {
      const user = shown.user ?? 'UFULL';
      const post = { channel: user, blocks: Array.isArray(shown.view['blocks']) ? shown.view['blocks'] : [] };
      const chosen =
        'label' in action
          ? buttonOn(post, action.label)
          : {
              type: 'external_select',
              action_id: action.menu,
              selected_option: { value: action.value, text: { type: 'plain_text', text: action.value } },
            };
      return deliver('interactive', {
        type: 'block_actions',
        team: { id: TEAM, domain: 'home' },
        user: { id: user, username: people.get(user)?.name, team_id: people.get(user)?.team_id },
        container: { type: 'view', view_id: shown.id },
        view: { ...shown.view, id: shown.id },
        api_app_id: 'A1',
        is_enterprise_install: false,
        trigger_id: randomUUID(),
        actions: [chosen],
      });
    },
    /** Chooses the shortcut of that name on the message. */
    async shortcut(post: SlackPost, callback: string, user = 'UFULL') {
      const { url, answer } = openResponseUrl(post.channel, user);
      const payload = {
        type: 'message_action',
        callback_id: callback,
        team: { id: TEAM },
        user: { id: user, name: people.get(user)?.name, team_id: TEAM },
        channel: { id: post.channel, name: 'news' },
        message: { type: 'message', ts: post.ts, text: post.text },
        message_ts: post.ts,
        trigger_id: randomUUID(),
        response_url: url,
      };
      return { ...(await deliver('interactive', payload)), answer } satisfies SlackExchange;
    },
    event(event: Record<string, unknown>, id: string = randomUUID(), team = TEAM, at = Math.floor(now() / 1000)) {
      return deliver('events_api', {
        type: 'event_callback',
        team_id: team,
        api_app_id: 'A1',
        event_id: id,
        event_time: at,
        authorizations: [{ team_id: team, enterprise_id: null, user_id: 'UBOT', is_bot: true }],
        event,
      });
    },
    async close() {
      for (const socket of sockets) socket.terminate();
      webSockets.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const NO_CHANNEL = { ok: false, error: 'channel_not_found' };

function refuseContent(args: Record<string, unknown>): string | undefined {
  const blocks = args['blocks'];
  if (blocks === undefined && !args['text']) return 'no_text';
  if (blocks === undefined) return undefined;
  if (faultsInBlocks(blocks).length > 0) return 'invalid_blocks';
  return charactersIn(blocks) > 13_200 ? 'msg_blocks_too_long' : undefined;
}

function stateOf(shown: SlackView, values: Readonly<Record<string, string>>): Record<string, unknown> {
  const blocks = Array.isArray(shown.view['blocks']) ? shown.view['blocks'].filter(isNode) : [];
  return Object.fromEntries(
    blocks.map((block) => {
      const element = isNode(block['element']) ? block['element'] : {};
      const field = String(block['block_id']);
      const value = values[field];
      const chosen = value === undefined ? null : { value, text: { type: 'plain_text', text: value } };
      const chooses = /select$|^radio_buttons$/.test(String(element['type']));
      const state = chooses ? { selected_option: chosen } : { value: value ?? null };
      return [field, { [String(element['action_id'])]: { type: element['type'], ...state } }];
    }),
  );
}

/** Over HTTP, commands come as forms, interactions as JSON in a form, events as JSON. */
function encode(kind: string, payload: Record<string, unknown>): readonly [body: string, type: string] {
  const form = 'application/x-www-form-urlencoded';
  if (kind === 'events_api') return [JSON.stringify(payload), 'application/json'];
  if (kind === 'interactive') return [new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), form];
  const fields = Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]);
  return [new URLSearchParams(fields).toString(), form];
}

/** A button, or an entry of a menu behind three dots. */
function buttonOn(post: Pick<SlackPost, 'blocks'>, label: string): Record<string, unknown> {
  const elements = post.blocks
    .filter(isNode)
    .flatMap((block) => (Array.isArray(block['elements']) ? block['elements'] : []))
    .filter(isNode);
  const isCalled = (node: unknown) => isNode(node) && isNode(node['text']) && node['text']['text'] === label;
  for (const element of elements) {
    if (element['type'] === 'button' && isCalled(element)) return { ...element, block_id: 'b1', action_ts: '1' };
    const { type, action_id, options } = element as Record<string, unknown>;
    const entry = type === 'overflow' && Array.isArray(options) ? options.find(isCalled) : undefined;
    if (entry !== undefined) return { type, action_id, selected_option: entry, block_id: 'b1', action_ts: '1' };
  }
  throw new Error(`no button ${label}`);
}

/** Forms hold lists and objects as JSON. */
function parseArguments(body: string): Record<string, unknown> {
  const args: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    args[name] = ['blocks', 'metadata', 'view'].includes(name) ? JSON.parse(value) : value;
  }
  return args;
}

async function read(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}
