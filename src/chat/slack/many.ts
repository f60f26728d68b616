// Slack for many workspaces: each installs the app by itself, and leaves by removing it; nothing of one is shared with another.
import type { ChatHealth } from '../chat.ts';
import { ChatRefused } from '../chat.ts';
import { createAsking } from './asking.ts';
import { type Authorize, buildApp, openTransport, type TransportOptions } from './bolt.ts';
import { listenForForms } from './forms.ts';
import { listenForHome } from './home.ts';
import { createInstallPages } from './install-pages.ts';
import { type OAuthOptions, openInstallations } from './installations.ts';
import { describeFault } from './outcome.ts';
import { createPeople, type MayManage } from './people.ts';
import { createPosts } from './posts.ts';
import { REMEDIES } from './remedies.ts';
import { guard, listenForButtons, listenForCommands } from './requests.ts';
import type { SlackChat } from './slack.ts';
import type { TransportWatcher } from './transport.ts';

export type ManyOptions = TransportOptions & { readonly mayManage: MayManage; readonly oauth: OAuthOptions };

export function createSlackChatForMany(options: ManyOptions): SlackChat {
  const { log, now } = options;
  const installations = openInstallations(options.oauth, options);
  const pages = createInstallPages(installations, log);
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
    const workspace = teamId === undefined ? undefined : await installations.workspace(teamId);
    if (workspace?.client.token === undefined) throw new Error('the app is not installed in this workspace');
    return { workspace, token: workspace.client.token };
  };

  async function leave(team: string, why: string): Promise<void> {
    log.info('Slack: a workspace has left', { workspace: team, why });
    await installations.forget(team);
  }

  const transport = openTransport(options, watcher);
  const app = transport && buildApp(options, transport, authorize);
  const people = createPeople({ mayManage: options.mayManage, now, log });
  const asking = createAsking({ workspaceOf: installations.known, people, now, log });
  if (app) {
    guard(app, asking);
    listenForCommands(app, asking);
    listenForButtons(app, asking);
    listenForForms(app, asking);
    listenForHome(app, asking);
    app.event('app_uninstalled', ({ body }) => leave(body.team_id, 'the app was removed'));
    app.event('tokens_revoked', async ({ event, body }) => {
      if (event.tokens.bot?.length) await leave(body.team_id, 'its token was revoked');
    });
  }
  const posts = createPosts({
    clientFor: async ({ workspace }) => (await installations.workspace(workspace))?.client,
    now,
    // One workspace's trouble is none of the others'; that it left for good, Slack tells by an event.
    onTokenFault: (fault, workspace) => {
      log.warn('Slack: the token of a workspace is refused', { workspace, why: describeFault(fault) });
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
