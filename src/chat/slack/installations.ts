// Which workspaces installed the app, with tokens that are good: Bolt's installation store over sealed rows of our own.
import { type Installation, InstallProvider } from '@slack/oauth';
import type { EpochMs } from '../../core/text/instant.ts';
import { createSeal } from './seal.ts';
import { clientOptions, openClient, type SlackLog, sdkLogger } from './web.ts';
import type { Workspace } from './workspaces.ts';

/** What outlives the process. */
export type InstallationRows = {
  save(row: {
    readonly team: string;
    readonly keyId: string;
    readonly sealed: string;
    readonly updatedAt: EpochMs;
  }): Promise<void>;
  byTeam(team: string): Promise<{ readonly keyId: string; readonly sealed: string } | undefined>;
  remove(team: string): Promise<void>;
};

export type OAuthOptions = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly stateSecret: string;
  /** Where an install sends the browser. */
  readonly authorizeUrl: string;
  /** 32 bytes in base64. */
  readonly encryptionKey: string;
  /** How people reach us; Slack sends them back there. */
  readonly publicUrl: string;
  readonly scopes: readonly string[];
  readonly rows: InstallationRows;
};

export type Installations = {
  readonly provider: InstallProvider;
  /** As it is installed now; undefined where it is not. */
  workspace(team: string): Promise<Workspace | undefined>;
  /** As it was when it was last asked for. */
  known(team: string | undefined): Workspace | undefined;
  forget(team: string): Promise<void>;
};

export const REDIRECT_PATH = '/slack/oauth_redirect';

export function openInstallations(
  oauth: OAuthOptions,
  { apiUrl, log, now }: { readonly apiUrl: string; readonly log: SlackLog; readonly now: () => EpochMs },
): Installations {
  const seal = createSeal(oauth.encryptionKey);
  const logger = sdkLogger(log);
  const workspaces = new Map<string, Workspace & { readonly token: string }>();
  /** A refresh token is good for one use, so a workspace is asked for once at a time. */
  const asked = new Map<string, Promise<Workspace | undefined>>();

  async function read(team: string): Promise<Installation<'v2', false> | undefined> {
    const row = await oauth.rows.byTeam(team);
    if (row === undefined) return undefined;
    const text = row.keyId === seal.keyId ? seal.open(row.sealed, team) : undefined;
    if (text === undefined) {
      log.error('Slack: the tokens of a workspace cannot be read; it must install the app again', {
        team,
        why: row.keyId === seal.keyId ? 'they were damaged' : 'ENCRYPTION_KEY is another than they were kept under',
      });
      return undefined;
    }
    return JSON.parse(text) as Installation<'v2', false>;
  }

  const provider = new InstallProvider({
    clientId: oauth.clientId,
    clientSecret: oauth.clientSecret,
    stateSecret: oauth.stateSecret,
    authorizationUrl: oauth.authorizeUrl,
    clientOptions: clientOptions(apiUrl, logger),
    logger,
    directInstall: true,
    installUrlOptions: {
      scopes: [...oauth.scopes],
      redirectUri: new URL(REDIRECT_PATH, oauth.publicUrl).href,
    },
    installationStore: {
      async storeInstallation(installation) {
        const team = installation.team?.id;
        if (team === undefined) throw new Error('an installation without a workspace is not kept');
        const sealed = seal.seal(JSON.stringify(installation), team);
        await oauth.rows.save({ team, keyId: seal.keyId, sealed, updatedAt: now() });
        workspaces.delete(team);
      },
      async fetchInstallation({ teamId }) {
        const found = teamId === undefined ? undefined : await read(teamId);
        if (found === undefined) throw new Error('the app is not installed there');
        return found;
      },
    },
  });

  async function ask(team: string): Promise<Workspace | undefined> {
    if ((await read(team)) === undefined) {
      workspaces.delete(team);
      return undefined;
    }
    // Renews the token when it is about to expire.
    const { botToken, botUserId, enterpriseId } = await provider.authorize({
      teamId: team,
      enterpriseId: undefined,
      isEnterpriseInstall: false,
    });
    if (botToken === undefined) return undefined;
    const before = workspaces.get(team);
    if (before?.token === botToken) return before;
    const workspace = {
      team,
      token: botToken,
      client: openClient(botToken, apiUrl, logger),
      ...(botUserId !== undefined && { botUser: botUserId }),
      ...(enterpriseId !== undefined && { enterprise: enterpriseId }),
    };
    workspaces.set(team, workspace);
    return workspace;
  }

  return {
    provider,

    workspace(team) {
      const answer = asked.get(team) ?? ask(team).finally(() => asked.delete(team));
      asked.set(team, answer);
      return answer;
    },

    known: (team) => (team === undefined ? undefined : workspaces.get(team)),

    async forget(team) {
      workspaces.delete(team);
      await oauth.rows.remove(team);
    },
  };
}
