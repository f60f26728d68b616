// Which workspaces installed the app, with tokens that are good: Bolt's installation store over sealed rows of our own.
import { type Installation, InstallProvider } from '@slack/oauth';
import type { EpochMs } from '../../core/text/instant.ts';
import { createInstallState } from './install-state.ts';
import { createKeyRing } from './seal.ts';
import { clientOptions, openClient, type SlackLog, sdkLogger } from './web.ts';
import type { Workspace } from './workspaces.ts';

export type InstallationRow = {
  readonly team: string;
  readonly keyId: string;
  readonly sealed: string;
  readonly updatedAt: EpochMs;
};

/** What outlives the process. */
export type InstallationRows = {
  save(row: InstallationRow): Promise<void>;
  byTeam(team: string): Promise<InstallationRow | undefined>;
  remove(team: string): Promise<void>;
  list(): Promise<readonly InstallationRow[]>;
};

export type OAuthOptions = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly stateSecret: string;
  /** Where an install sends the browser. */
  readonly authorizeUrl: string;
  /** 32 bytes in base64 each; the first seals, the others open what they sealed before. */
  readonly encryptionKeys: readonly string[];
  /** How people reach us; Slack sends them back there. */
  readonly publicUrl: string;
  readonly scopes: readonly string[];
  readonly rows: InstallationRows;
};

export type Installations = {
  readonly provider: InstallProvider;
  /** As it is installed now; undefined where it is not. */
  workspace(team: string): Promise<Workspace | undefined>;
  /** With the token as it is kept, which may have to be renewed before use: costs no question to Slack. */
  asKept(team: string): Promise<{ readonly token: string; readonly botUser?: string } | undefined>;
  /** Unless the workspace installed the app again after `at`: Slack tells of a removal up to six minutes late. */
  forget(team: string, at: EpochMs): Promise<'forgotten' | 'installed again'>;
  /** Brings what older keys sealed under the newest one, so that they can be thrown away. */
  reseal(): Promise<void>;
};

/** Slack's clock and ours; also what its whole seconds leave out. */
const CLOCKS_DIFFER = 5_000;

export const REDIRECT_PATH = '/slack/oauth_redirect';

export function openInstallations(
  oauth: OAuthOptions,
  { apiUrl, log, now }: { readonly apiUrl: string; readonly log: SlackLog; readonly now: () => EpochMs },
): Installations {
  const keys = createKeyRing(oauth.encryptionKeys);
  const logger = sdkLogger(log);
  const workspaces = new Map<string, Workspace & { readonly token: string }>();
  /** A refresh token is good for one use, so a workspace is asked for once at a time. */
  const asked = new Map<string, Promise<Workspace | undefined>>();

  async function read(team: string): Promise<Installation<'v2', false> | undefined> {
    const row = await oauth.rows.byTeam(team);
    if (row === undefined) return undefined;
    const text = open(row);
    return text === undefined ? undefined : (JSON.parse(text) as Installation<'v2', false>);
  }

  function open(row: InstallationRow): string | undefined {
    const text = keys.open(row, row.team);
    if (text === undefined) {
      log.error('Slack: the tokens of a workspace cannot be read; it must install the app again', {
        team: row.team,
        why: keys.has(row.keyId) ? 'they were damaged' : 'the key they were kept under is not in ENCRYPTION_KEY',
      });
    }
    return text;
  }

  const provider = new InstallProvider({
    clientId: oauth.clientId,
    clientSecret: oauth.clientSecret,
    stateStore: createInstallState(oauth.stateSecret, now),
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
        await oauth.rows.save({ team, ...keys.seal(JSON.stringify(installation), team), updatedAt: now() });
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

    async asKept(team) {
      const known = workspaces.get(team);
      if (known !== undefined) return known;
      const bot = (await read(team))?.bot;
      return bot && { token: bot.token, botUser: bot.userId };
    },

    async forget(team, at) {
      const row = await oauth.rows.byTeam(team);
      if (row !== undefined && row.updatedAt > at + CLOCKS_DIFFER) return 'installed again';
      workspaces.delete(team);
      await oauth.rows.remove(team);
      return 'forgotten';
    },

    async reseal() {
      const old = (await oauth.rows.list()).filter(({ keyId }) => keyId !== keys.keyId);
      let done = 0;
      for (const row of old) {
        const text = open(row);
        if (text === undefined) continue;
        await oauth.rows.save({ ...row, ...keys.seal(text, row.team) });
        done += 1;
      }
      if (done > 0)
        log.info('Slack: the tokens of workspaces are sealed with the first key of ENCRYPTION_KEY now', { done });
    },
  };
}
