// Which of Slack's tokens and secrets belong together, and what is missing or mixed up among those given.
import { type Secret, secret } from './secret.ts';

export type Slack = {
  /** One workspace; without it workspaces install the app themselves (`oauth`). */
  readonly botToken?: Secret;
  /** Socket Mode. */
  readonly appToken?: Secret;
  /** HTTP. */
  readonly signingSecret?: Secret;
  readonly oauth?: {
    readonly clientId: string;
    readonly clientSecret: Secret;
    readonly stateSecret: Secret;
    readonly authorizeUrl: string;
    /** 32 bytes in base64 each; the first seals, the others open what they sealed before. */
    readonly encryptionKeys: readonly Secret[];
  };
  readonly apiUrl: string;
};

type Given = Readonly<Record<string, string>>;

/** What of it was read and found in order. */
type Checked = {
  readonly [Name in
    | 'SLACK_BOT_TOKEN'
    | 'SLACK_APP_TOKEN'
    | 'SLACK_SIGNING_SECRET'
    | 'SLACK_CLIENT_ID'
    | 'SLACK_CLIENT_SECRET'
    | 'SLACK_STATE_SECRET'
    | 'ENCRYPTION_KEY']?: string | undefined;
} & { readonly SLACK_API_URL: string; readonly SLACK_AUTHORIZE_URL: string };

const OAUTH = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'] as const;

export function slackFaults(given: Given): readonly string[] {
  const tokens = [
    ...misplaced(given, 'SLACK_BOT_TOKEN', 'xoxb-', 'the Bot User OAuth Token of "OAuth & Permissions"'),
    ...misplaced(given, 'SLACK_APP_TOKEN', 'xapp-', 'the App-Level Token of "Basic Information"'),
  ];
  return [...tokens, ...missingTransport(given), ...incompleteOauth(given)];
}

export function slackOf(given: Checked): Slack | undefined {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_STATE_SECRET: stateSecret } = given;
  const { ENCRYPTION_KEY: encryptionKey } = given;
  const oauth = clientId &&
    clientSecret &&
    stateSecret &&
    encryptionKey && {
      clientId,
      clientSecret: secret(clientSecret),
      stateSecret: secret(stateSecret),
      authorizeUrl: given.SLACK_AUTHORIZE_URL,
      encryptionKeys: keysIn(encryptionKey).map(secret),
    };
  if (!given.SLACK_BOT_TOKEN && !oauth) return undefined;
  return {
    ...(given.SLACK_BOT_TOKEN && { botToken: secret(given.SLACK_BOT_TOKEN) }),
    ...(given.SLACK_APP_TOKEN && { appToken: secret(given.SLACK_APP_TOKEN) }),
    ...(given.SLACK_SIGNING_SECRET && { signingSecret: secret(given.SLACK_SIGNING_SECRET) }),
    ...(oauth && { oauth }),
    apiUrl: given.SLACK_API_URL,
  };
}

/** One key, or several with commas between them. */
export function keysIn(list: string): readonly string[] {
  return list.split(',').flatMap((key) => key.trim() || []);
}

/** Only a token of another kind is refused, and of it only the kind is told. */
function misplaced(given: Given, name: string, prefix: string, whence: string): readonly string[] {
  const kind = /^(?:xoxe\.)?(xox[a-z]|xapp)-/.exec(given[name] ?? '')?.[1];
  if (kind === undefined || `${kind}-` === prefix) return [];
  return [`${name} must be ${whence}, which begins with ${prefix}, not one that begins with ${kind}-`];
}

function missingTransport(given: Given): readonly string[] {
  const { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: signing } = given;
  const oauth = OAUTH.some((name) => given[name] !== undefined);
  if (bot !== undefined && app === undefined && signing === undefined) {
    return ['SLACK_BOT_TOKEN needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) beside it'];
  }
  if (bot !== undefined || oauth) return [];
  return [
    ...(app === undefined ? [] : ['SLACK_APP_TOKEN needs SLACK_BOT_TOKEN beside it']),
    ...(signing === undefined
      ? []
      : ['SLACK_SIGNING_SECRET needs SLACK_BOT_TOKEN, or the three names of OAuth, beside it']),
  ];
}

function incompleteOauth(given: Given): readonly string[] {
  const missing = OAUTH.filter((name) => given[name] === undefined);
  if (missing.length === OAUTH.length) return [];
  return [
    ...missing.map((name) => `${name} is missing: OAuth needs ${OAUTH.join(', ')}`),
    ...(given['SLACK_SIGNING_SECRET'] === undefined && given['SLACK_APP_TOKEN'] === undefined
      ? ['SLACK_SIGNING_SECRET is missing: with OAuth Slack reaches us over HTTP and signs what it sends']
      : []),
    ...(given['ENCRYPTION_KEY'] === undefined
      ? [
          'ENCRYPTION_KEY is missing: with OAuth the tokens of workspaces are kept encrypted; make one with `openssl rand -base64 32`',
        ]
      : []),
  ];
}
