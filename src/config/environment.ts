// The process environment as the service uses it, or every fault in it at once. Secrets are wrapped: logged, they show ***.
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { type Secret, secret } from './secret.ts';
import { keysIn, type Slack, slackFaults, slackOf } from './slack-environment.ts';

export type { Slack } from './slack-environment.ts';

export type Environment = {
  /** `file:PATH` or `postgres://…`; secret for the password that may be in it. */
  readonly databaseUrl: Secret;
  readonly configDir: string;
  readonly discord?: { readonly token: Secret; readonly apiUrl: string; readonly shards?: number };
  readonly slack?: Slack;
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** Without a slash at its end. */
    readonly publicUrl: string;
    readonly adminToken?: Secret;
  };
  /** CIDR ranges of private networks that feeds may be read from. */
  readonly fetchAllow: readonly string[];
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** Everything secret that was given, for masking in logs. */
  readonly secrets: readonly Secret[];
};

export type EnvironmentRead = { readonly environment: Environment } | { readonly faults: readonly string[] };

const optional = z.string().trim().optional();
const webAddress = z.string().trim().refine(isWebAddress, 'must be an http or https address');
const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** Every name that the service reads; others belong to somebody else. */
export const names = z.object({
  DATABASE_URL: z.string().trim().superRefine(checkDatabaseUrl).default('file:data/summit-watch.db'),
  CONFIG_DIR: z.string().trim().default('config'),
  DISCORD_TOKEN: optional.refine(isNoPrefixedToken, 'must be the bare token, without "Bot " before it'),
  DISCORD_SHARDS: z
    .union([z.literal('auto'), z.coerce.number().int().min(1).max(1_000)], {
      error: 'must be auto, or the number of gateway connections, from 1 to 1000',
    })
    .default('auto'),
  DISCORD_API_URL: webAddress.default('https://discord.com/api').transform(withoutSlash),
  SLACK_BOT_TOKEN: optional,
  SLACK_APP_TOKEN: optional,
  SLACK_SIGNING_SECRET: optional,
  SLACK_CLIENT_ID: optional,
  SLACK_CLIENT_SECRET: optional,
  SLACK_STATE_SECRET: optional,
  SLACK_API_URL: webAddress
    .refine((url) => url.endsWith('/api/'), 'must end in /api/')
    .default('https://slack.com/api/'),
  SLACK_AUTHORIZE_URL: webAddress.default('https://slack.com/oauth/v2/authorize'),
  ENCRYPTION_KEY: optional.refine(
    (list) => list === undefined || (keysIn(list).length > 0 && keysIn(list).every(isKey)),
    'must be 32 bytes in base64, as `openssl rand -base64 32` makes them; to change it, the new one, a comma and the old one',
  ),
  HOST: z.string().trim().default('127.0.0.1'),
  PORT: z
    .string()
    .trim()
    .regex(/^\d{1,5}$/, 'must be a port number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a port number from 0 to 65535')
    .default(8_080),
  PUBLIC_URL: webAddress.transform(withoutSlash).optional(),
  ADMIN_TOKEN: optional,
  FETCH_ALLOW: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((range) => range.trim() || []))
    .superRefine(checkRanges),
  LOG_LEVEL: z.enum(LEVELS, { error: `must be one of ${LEVELS.join(', ')}` }).default('info'),
});

export type Names = z.output<typeof names>;

const SECRET_NAMES = [
  'DISCORD_TOKEN',
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_CLIENT_SECRET',
  'SLACK_STATE_SECRET',
  'ENCRYPTION_KEY',
  'ADMIN_TOKEN',
] as const satisfies readonly (keyof Names)[];

export function readEnvironment(env: Readonly<Record<string, string | undefined>>): EnvironmentRead {
  const read = names.safeParse(withoutEmpty(env));
  const faults = [
    ...(read.error?.issues ?? []).map(({ path, message }) => `${String(path[0])} ${message}`),
    ...slackFaults(withoutEmpty(env)),
  ];
  if (!read.success || faults.length > 0) return { faults };
  return { environment: toEnvironment(read.data) };
}

function toEnvironment(given: Names): Environment {
  const slack = slackOf(given);
  return Object.freeze({
    databaseUrl: secret(given.DATABASE_URL),
    configDir: given.CONFIG_DIR,
    ...(given.DISCORD_TOKEN && {
      discord: {
        token: secret(given.DISCORD_TOKEN),
        apiUrl: given.DISCORD_API_URL,
        ...(given.DISCORD_SHARDS !== 'auto' && { shards: given.DISCORD_SHARDS }),
      },
    }),
    ...(slack && { slack }),
    http: {
      host: given.HOST,
      port: given.PORT,
      publicUrl:
        given.PUBLIC_URL ?? `http://${given.HOST.includes(':') ? `[${given.HOST}]` : given.HOST}:${given.PORT}`,
      ...(given.ADMIN_TOKEN && { adminToken: secret(given.ADMIN_TOKEN) }),
    },
    fetchAllow: given.FETCH_ALLOW,
    logLevel: given.LOG_LEVEL,
    secrets: SECRET_NAMES.flatMap((name) => {
      const value = given[name] ?? '';
      return (name === 'ENCRYPTION_KEY' ? keysIn(value) : [value]).filter((each) => each !== '').map(secret);
    }),
  });
}

/** A name with nothing after the `=`, as .env.example has them, is a name not set. */
function withoutEmpty(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()] as const] : [])),
  );
}

/** The value is not repeated: it may hold a password. */
function checkDatabaseUrl(url: string, context: z.RefinementCtx<string>): void {
  if (/^file:./i.test(url) || (/^postgres(ql)?:\/\/./i.test(url) && URL.canParse(url))) return;
  context.addIssue({ code: 'custom', message: 'must be file:PATH (SQLite) or postgres://USER:PASSWORD@HOST/DATABASE' });
}

function checkRanges(ranges: readonly string[], context: z.RefinementCtx<readonly string[]>): void {
  for (const range of ranges) {
    if (ipaddr.isValidCIDR(range)) continue;
    const message = `must list networks such as 10.0.0.0/8 or fd00::/8, and "${range}" is none`;
    context.addIssue({ code: 'custom', message });
  }
}

function isWebAddress(text: string): boolean {
  return /^https?:$/.test(URL.parse(text)?.protocol ?? '');
}

function isNoPrefixedToken(token: string | undefined): boolean {
  return token === undefined || !/^Bot\s/i.test(token);
}

function isKey(key: string): boolean {
  return /^[A-Za-z0-9+/]{43}=$/.test(key);
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
