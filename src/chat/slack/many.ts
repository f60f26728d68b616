// Slack for many workspaces: each installs the app by itself, and leaves by removing it; nothing of one is shared with another.
import { type ChatHealth, ChatRefused, type Membership } from '../chat.ts';
import { createAsking } from './asking.ts';
import { type Authorize, buildApp, openTransport, type TransportOptions } from './bolt.ts';
import { createInstallPages } from './install-pages.ts';
import { type OAuthOptions, openInstallations } from './installations.ts';
import { listenForPeople } from './listen.ts';
import { describeFault, isTokenDead } from './outcome.ts';
import { createPeople, type MayManage } from './people.ts';
import { createPosts } from './posts.ts';
import { REMEDIES } from './remedies.ts';
import type { SlackChat } from './slack.ts';
import type { TransportWatcher } from './transport.ts';

/** Channels read these in their settings, should the workspace come back. */
const REMOVED = 'the bot was removed from the workspace';
const TOKEN_DEAD = 'Slack lets the bot into this workspace no more: install it again';

export type ManyOptions = TransportOptions & { readonly mayManage: MayManage; readonly oauth: OAuthOptions };

export function createSlackChatForMany(options: ManyOptions): SlackChat {
  const { log, now } = options;
  const installations = openInstallations(options.oauth, options);
  const membershipListeners: ((membership: Membership) => void)[] = [];
  const pages = createInstallPages(installations, {
    log,
    onInstalled: (workspace) => tellMembership({ workspace, state: 'in' }),
  });
  const fatalListeners: ((why: string) => void)[] = [];
  const sending = new Set<Promise<unknown>>();
  let health: ChatHealth = { state: 'connecting', why: 'not started' };
  let started = false;

  function turn(next: ChatHealth): void {
    if (health.state !== 'fatal' && health.state !== 'stopped') health = next;
  }

  const watcher: TransportWatcher = {
    log,
    connected: () => turn({ state: 'connected' }),
    connecting: (why) => turn({ state: 'connecting', why }),
    refused(why) {
      turn({ state: 'fatal', why: `${REMEDIES.app} (${why})` });
      if (started) for (const listener of fatalListeners) listener(`${REMEDIES.app} (${why})`);
    },
  };

  const authorize: Authorize = async ({ teamId }) => {
    const kept = teamId === undefined ? undefined : await installations.asKept(teamId);
    if (teamId === undefined || kept === undefined) throw new Error('the app is not installed in this workspace');
    return { team: teamId, ...kept };
  };

  /** `seconds`: when it happened, by Slack's clock. */
  async function leave(team: string, seconds: number, why: string): Promise<void> {
    if ((await installations.forget(team, seconds * 1_000)) === 'installed again') return;
    log.info('Slack: a workspace has left', { workspace: team, why });
    tellMembership({ workspace: team, state: 'out', why });
  }

  function tellMembership(membership: Membership): void {
    for (const listener of membershipListeners) listener(membership);
  }

  const transport = openTransport(options, watcher);
  const app = transport && buildApp(options, transport, authorize);
  const people = createPeople({ mayManage: options.mayManage, now, log });
  const asking = createAsking({
    workspaceOf: async (team) => (team === undefined ? undefined : installations.workspace(team)),
    people,
    now,
    log,
  });
  if (app) {
    listenForPeople(app, asking);
    app.event('app_uninstalled', ({ body }) => leave(body.team_id, body.event_time, REMOVED));
    app.event('tokens_revoked', async ({ event, body }) => {
      if (event.tokens.bot?.length) await leave(body.team_id, body.event_time, REMOVED);
    });
  }
  const posts = createPosts({
    clientFor: async ({ workspace }) => (await installations.workspace(workspace))?.client,
    now,
    // One workspace's trouble is none of the others'.
    onTokenFault(fault, workspace) {
      log.warn('Slack: the token of a workspace is refused', { workspace, why: describeFault(fault) });
      if (!isTokenDead(fault)) return undefined;
      // Slack tells by an event, too, but not to a service that was down. The tokens stay: they may be good yet.
      const why = `${TOKEN_DEAD} (${describeFault(fault)})`;
      tellMembership({ workspace, state: 'out', why });
      return { kind: 'gone', why };
    },
  });

  function track<T>(work: Promise<T>): Promise<T> {
    sending.add(work);
    return work.finally(() => sending.delete(work));
  }

  return {
    platform: 'slack',

    listener(request, response) {
      if (pages(request, response)) return;
      if (transport?.listener) return transport.listener(request, response);
      request.resume();
      response.writeHead(404).end();
    },

    async start(specs, handlers) {
      if (transport === undefined) throw new ChatRefused(REMEDIES.transport);
      asking.serve(specs, handlers);
      await installations.reseal();
      const opened = await transport.open();
      if (typeof opened === 'object') throw new ChatRefused(`${REMEDIES.app} (${opened.refused})`);
      started = true;
      if (opened === 'connected') watcher.connected();
    },

    send: (to, message, key) => track(posts.send(to, message, key)),
    edit: (to, messageId, message) => track(posts.edit(to, messageId, message)),
    pin: (to, messageId) => track(posts.pin(to, messageId)),
    find: (to, key, since) => posts.find(to, key, since),
    health: () => health,

    onMembership(listener) {
      membershipListeners.push(listener);
    },

    onFatal(listener) {
      fatalListeners.push(listener);
    },

    async stop() {
      await transport?.close();
      await asking.drain();
      await Promise.allSettled(sending);
      health = { state: 'stopped' };
    },
  };
}
