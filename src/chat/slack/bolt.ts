// Bolt set up over the transport that the tokens allow.
import { App } from '@slack/bolt';
import type { EpochMs } from '../../core/text/instant.ts';
import { createHttpTransport } from './http.ts';
import { createSocketTransport } from './sockets.ts';
import type { Transport, TransportWatcher } from './transport.ts';
import { clientOptions, type SlackLog, sdkLogger } from './web.ts';
import { belongsTo, type Workspace } from './workspaces.ts';

export type TransportOptions = {
  /** With it Socket Mode, which goes before HTTP when both are given. */
  readonly appToken?: string;
  readonly signingSecret?: string;
  /** Ends in `/api/`. */
  readonly apiUrl: string;
  readonly log: SlackLog;
  readonly now: () => EpochMs;
};

export type BoltOptions = TransportOptions & { readonly botToken: string };

/**
 * Where a request belongs; throws when it is none of ours. Bolt asks before anything is acknowledged, so it must not take
 * long: no question to Slack here.
 */
export type Authorize = (from: {
  readonly teamId?: string | undefined;
  readonly enterpriseId?: string | undefined;
}) => Promise<{ readonly team: string; readonly botUser?: string; readonly token: string }>;

export function openTransport(options: TransportOptions, watcher: TransportWatcher): Transport | undefined {
  const { appToken, signingSecret, apiUrl, now } = options;
  const logger = sdkLogger(options.log);
  if (appToken !== undefined) return createSocketTransport({ appToken, apiUrl, logger, watcher });
  if (signingSecret !== undefined) return createHttpTransport({ signingSecret, logger, log: options.log, now });
  return undefined;
}

/**
 * `authorize` instead of `token`: given a token Bolt asks `auth.test` at once, and a refusal surfaces as an unhandled
 * rejection that ends the process.
 */
export function buildApp(options: TransportOptions, transport: Transport, authorize: Authorize): App {
  return new App({
    receiver: transport.receiver,
    logger: sdkLogger(options.log),
    clientOptions: clientOptions(options.apiUrl, sdkLogger(options.log)),
    convoStore: false,
    authorize: async (from) => {
      const { team, token, botUser } = await authorize(from);
      return { botToken: token, teamId: team, ...(botUser === undefined ? {} : { botUserId: botUser }) };
    },
  });
}

/** For the one workspace of the token in the environment. */
export function authorizeOne(botToken: string, workspace: () => Workspace | undefined): Authorize {
  return async ({ teamId, enterpriseId }) => {
    const home = workspace();
    if (home === undefined) throw new Error('not connected yet');
    if (!belongsTo(home, { team: teamId, enterprise: enterpriseId })) throw new Error('it is of another workspace');
    return { team: home.team, token: botToken, ...(home.botUser === undefined ? {} : { botUser: home.botUser }) };
  };
}
