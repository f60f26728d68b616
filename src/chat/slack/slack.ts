// The Slack side of the bot: Bolt over one of two transports, posts through the Web API, and how the connection fares.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type Chat, type ChatHealth, ChatRefused } from '../chat.ts';
import { createAsking } from './asking.ts';
import { authorizeOne, type BoltOptions, buildApp, openTransport } from './bolt.ts';
import { listenForPeople } from './listen.ts';
import { describeFault, passes, readFault } from './outcome.ts';
import { createPeople, type MayManage } from './people.ts';
import { createPosts } from './posts.ts';
import { REMEDIES, remedyFor } from './remedies.ts';
import type { TransportWatcher } from './transport.ts';
import { openClient, sdkLogger } from './web.ts';
import { learnWorkspace, type Workspace } from './workspaces.ts';

export type SlackOptions = BoltOptions & { readonly mayManage: MayManage };

export type SlackChat = Chat & {
  /** Takes what comes under `/slack/`; there is none over Socket Mode. */
  readonly listener?: (request: IncomingMessage, response: ServerResponse) => void;
};

const LONGEST_PAUSE = 30_000;

export function createSlackChat(options: SlackOptions): SlackChat {
  const { log, now, apiUrl } = options;
  const logger = sdkLogger(log);
  const client = openClient(options.botToken, apiUrl, logger);
  const closing = new AbortController();
  const fatalListeners: ((why: string) => void)[] = [];
  const sending = new Set<Promise<unknown>>();
  let health: ChatHealth = { state: 'connecting', why: 'not started' };
  let workspace: Workspace | undefined;

  function turnFatal(why: string): void {
    if (health.state === 'fatal' || health.state === 'stopped') return;
    health = { state: 'fatal', why };
    for (const listener of fatalListeners) listener(why);
  }

  function refuse(why: string): ChatRefused {
    health = { state: 'fatal', why };
    return new ChatRefused(why);
  }

  function turnConnecting(why: string): void {
    if (health.state === 'fatal' || health.state === 'stopped') return;
    if (health.why !== why) log.warn('Slack: not connected, trying on', { why });
    health = { state: 'connecting', why };
  }

  const watcher: TransportWatcher = {
    log,
    connected() {
      if (health.state !== 'connecting') return;
      health = { state: 'connected' };
      log.info('Slack: connected', { workspace: workspace?.team });
    },
    connecting: turnConnecting,
    refused: (why) => {
      // Before `start` has ended, the refusal is its own to tell.
      if (started) turnFatal(`${REMEDIES.app} (${why})`);
    },
  };
  let started = false;

  const transport = openTransport(options, watcher);
  const app =
    transport &&
    buildApp(
      options,
      transport,
      authorizeOne(options.botToken, () => workspace),
    );
  const people = createPeople({ mayManage: options.mayManage, now, log });
  const asking = createAsking({ workspaceOf: async () => workspace, people, now, log });
  if (app) {
    listenForPeople(app, asking);
    const removed = `${REMEDIES.bot} (the app was removed from the workspace)`;
    app.event('app_uninstalled', async ({ body }) => {
      if (body.team_id === workspace?.team) turnFatal(removed);
    });
    app.event('tokens_revoked', async ({ event, body }) => {
      if (body.team_id === workspace?.team && event.tokens.bot?.length) turnFatal(removed);
    });
  }
  const posts = createPosts({
    clientFor: () => client,
    now,
    onTokenFault(fault) {
      turnFatal(`${remedyFor(fault)} (${describeFault(fault)})`);
      return undefined;
    },
  });

  /** Until Slack answers; undefined when stopped meanwhile. */
  async function learnUntilKnown(): Promise<Workspace | undefined> {
    for (let pause = 1_000; !closing.signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      try {
        const learnt = await learnWorkspace(client);
        if (learnt.missingScopes.length > 0) {
          throw refuse(`${REMEDIES.scopes} (missing: ${learnt.missingScopes.join(', ')})`);
        }
        return learnt.workspace;
      } catch (error) {
        if (error instanceof ChatRefused) throw error;
        const fault = readFault(error);
        if (!passes(fault)) throw refuse(`${remedyFor(fault)} (${describeFault(fault)})`);
        turnConnecting(describeFault(fault));
        const least = fault.kind === 'rate-limited' ? fault.retryAfterMs : 0;
        await wait(Math.max(pause, least), undefined, { signal: closing.signal }).catch(() => {});
      }
    }
    return undefined;
  }

  function track<T>(work: Promise<T>): Promise<T> {
    sending.add(work);
    return work.finally(() => sending.delete(work));
  }

  return {
    platform: 'slack',
    ...(transport?.listener ? { listener: transport.listener } : {}),

    async start(specs, handlers) {
      if (transport === undefined) throw refuse(REMEDIES.transport);
      if (health.state === 'connecting') health = { state: 'connecting', why: 'starting' };
      workspace = await learnUntilKnown();
      if (workspace === undefined) return;
      asking.serve(specs, handlers);
      const opened = await transport.open();
      if (typeof opened === 'object') throw refuse(`${REMEDIES.app} (${opened.refused})`);
      started = true;
      if (opened === 'connected') watcher.connected();
    },

    send: (to, message, key) => track(posts.send(to, message, key)),
    edit: (to, messageId, message) => track(posts.edit(to, messageId, message)),
    pin: (to, messageId) => track(posts.pin(to, messageId)),

    find: (to, key, since) => posts.find(to, key, since),

    health: () => health,

    onFatal(listener) {
      fatalListeners.push(listener);
    },

    async stop() {
      closing.abort();
      await transport?.close();
      await asking.drain();
      await Promise.allSettled(sending);
      health = { state: 'stopped' };
    },
  };
}
