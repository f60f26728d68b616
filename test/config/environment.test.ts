// The environment: defaults, every name, every fault at once, and secrets that do not show.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { type Environment, names, readEnvironment } from '../../src/config/environment.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');
const OLD_KEY = Buffer.alloc(32, 6).toString('base64');

function read(env: Record<string, string>): Environment {
  const result = readEnvironment(env);
  assert.ok('environment' in result, 'faults' in result ? result.faults.join('\n') : '');
  return result.environment;
}

function faults(env: Record<string, string>): readonly string[] {
  const result = readEnvironment(env);
  return 'faults' in result ? result.faults : [];
}

test('with nothing set, defaults hold and no platform is on', () => {
  const environment = read({});
  assert.equal(environment.databaseUrl.reveal(), 'file:data/summit-watch.db');
  assert.equal(environment.configDir, 'config');
  assert.equal(environment.discord, undefined);
  assert.equal(environment.slack, undefined);
  assert.deepEqual(environment.http, { host: '127.0.0.1', port: 8080, publicUrl: 'http://127.0.0.1:8080' });
  assert.deepEqual(environment.fetchAllow, []);
  assert.equal(environment.logLevel, 'info');
});

test('every name is read', () => {
  const environment = read({
    DATABASE_URL: 'postgres://bot:pw@db/news',
    CONFIG_DIR: '/etc/summit-watch',
    DISCORD_TOKEN: 'discord-secret',
    DISCORD_API_URL: 'http://127.0.0.1:9/api/',
    SLACK_BOT_TOKEN: 'xoxb-secret',
    SLACK_APP_TOKEN: 'xapp-secret',
    SLACK_SIGNING_SECRET: 'signing-secret',
    SLACK_CLIENT_ID: '12.34',
    SLACK_CLIENT_SECRET: 'client-secret',
    SLACK_STATE_SECRET: 'state-secret',
    SLACK_API_URL: 'http://127.0.0.1:9/api/',
    SLACK_AUTHORIZE_URL: 'http://127.0.0.1:9/authorize',
    ENCRYPTION_KEY: `${KEY}, ${OLD_KEY}`,
    HOST: '::1',
    PORT: '0',
    PUBLIC_URL: 'https://news.example/bot/',
    ADMIN_TOKEN: 'admin-secret',
    FETCH_ALLOW: '127.0.0.0/8, fd00::/8',
    LOG_LEVEL: 'debug',
  });
  assert.equal(environment.discord?.token.reveal(), 'discord-secret');
  assert.equal(environment.discord?.apiUrl, 'http://127.0.0.1:9/api');
  assert.equal(environment.slack?.botToken?.reveal(), 'xoxb-secret');
  assert.equal(environment.slack?.appToken?.reveal(), 'xapp-secret');
  assert.equal(environment.slack?.signingSecret?.reveal(), 'signing-secret');
  assert.equal(environment.slack?.oauth?.clientId, '12.34');
  assert.deepEqual(
    environment.slack?.oauth?.encryptionKeys.map((key) => key.reveal()),
    [KEY, OLD_KEY],
  );
  assert.equal(environment.slack?.apiUrl, 'http://127.0.0.1:9/api/');
  assert.equal(environment.slack?.oauth?.authorizeUrl, 'http://127.0.0.1:9/authorize');
  assert.equal(environment.http.publicUrl, 'https://news.example/bot');
  assert.equal(environment.http.port, 0);
  assert.equal(environment.http.adminToken?.reveal(), 'admin-secret');
  assert.deepEqual(environment.fetchAllow, ['127.0.0.0/8', 'fd00::/8']);
  for (const shown of [inspect(environment, { depth: 9 }), JSON.stringify(environment), `${environment.databaseUrl}`]) {
    assert.match(shown, /\*\*\*/);
    assert.doesNotMatch(shown, /secret-|-secret|:pw@|BwcHBw|BgYGBg/);
  }
  assert.equal(environment.secrets.length, 9);
});

test('a name left empty is a name not set', () => {
  const environment = read({ DISCORD_TOKEN: '', SLACK_BOT_TOKEN: ' ', PORT: '', PUBLIC_URL: '', ENCRYPTION_KEY: '' });
  assert.equal(environment.discord, undefined);
  assert.equal(environment.slack, undefined);
  assert.equal(environment.http.port, 8080);
});

test('an IPv6 host stands in brackets in links', () => {
  assert.equal(read({ HOST: '::1' }).http.publicUrl, 'http://[::1]:8080');
});

test('each fault is one sentence with the name and the remedy', () => {
  const cases: readonly (readonly [Record<string, string>, readonly RegExp[]])[] = [
    [{ PORT: '80a' }, [/^PORT must be a port number from 0 to 65535$/]],
    [{ PORT: '65536' }, [/^PORT must be a port number/]],
    [{ LOG_LEVEL: 'loud' }, [/^LOG_LEVEL must be one of debug, info, warn, error$/]],
    [{ FETCH_ALLOW: '10.0.0.0/8,10.0.0.300/8' }, [/^FETCH_ALLOW must list networks .* "10\.0\.0\.300\/8" is none$/]],
    [{ FETCH_ALLOW: '127.0.0.1' }, [/"127\.0\.0\.1" is none$/]],
    [{ DATABASE_URL: 'mysql://root:hunter2@db/x' }, [/^DATABASE_URL must be file:PATH \(SQLite\) or postgres:\/\//]],
    [{ DATABASE_URL: 'postgres://' }, [/^DATABASE_URL must be/]],
    [{ PUBLIC_URL: 'news.example' }, [/^PUBLIC_URL must be an http or https address$/]],
    [{ SLACK_API_URL: 'https://slack.com/api' }, [/^SLACK_API_URL must end in \/api\/$/]],
    [{ DISCORD_TOKEN: 'Bot abc' }, [/^DISCORD_TOKEN must be the bare token/]],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, [/^SLACK_BOT_TOKEN needs SLACK_APP_TOKEN \(Socket Mode\) or SLACK_SIGNING_SECRET/]],
    [
      { SLACK_BOT_TOKEN: 'xapp-1', SLACK_APP_TOKEN: 'xoxb-2' },
      [
        /^SLACK_BOT_TOKEN must be the Bot User OAuth Token .* begins with xoxb-, not one that begins with xapp-$/,
        /^SLACK_APP_TOKEN must be the App-Level Token .* begins with xapp-, not one that begins with xoxb-$/,
      ],
    ],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, [/^SLACK_APP_TOKEN needs SLACK_BOT_TOKEN/]],
    [{ SLACK_SIGNING_SECRET: 'x' }, [/^SLACK_SIGNING_SECRET needs SLACK_BOT_TOKEN/]],
    [
      { SLACK_CLIENT_ID: '1', SLACK_SIGNING_SECRET: 's' },
      [
        /^SLACK_CLIENT_SECRET is missing: OAuth needs/,
        /^SLACK_STATE_SECRET is missing: OAuth needs/,
        /^ENCRYPTION_KEY is missing: .*openssl rand -base64 32/,
      ],
    ],
    [
      { SLACK_CLIENT_ID: '1', SLACK_CLIENT_SECRET: '2', SLACK_STATE_SECRET: '3', ENCRYPTION_KEY: KEY },
      [/^SLACK_SIGNING_SECRET is missing/],
    ],
    [{ ENCRYPTION_KEY: 'c2hvcnQ=' }, [/^ENCRYPTION_KEY must be 32 bytes in base64/]],
    [{ ENCRYPTION_KEY: `${KEY},c2hvcnQ=` }, [/^ENCRYPTION_KEY must be 32 bytes .*a comma and the old one$/]],
    [{ ENCRYPTION_KEY: ',' }, [/^ENCRYPTION_KEY must be 32 bytes/]],
  ];
  for (const [env, expected] of cases) {
    const found = faults(env);
    assert.equal(found.length, expected.length, `${JSON.stringify(env)}: ${found.join(' | ')}`);
    for (const [index, pattern] of expected.entries()) assert.match(found[index] ?? '', pattern);
    assert.doesNotMatch(found.join(), /hunter2|xoxb-\d|xapp-\d/);
  }
});

test('all faults are told at once', () => {
  assert.equal(faults({ PORT: 'x', LOG_LEVEL: 'x', DATABASE_URL: 'x', SLACK_BOT_TOKEN: 'xoxb-1' }).length, 4);
});

test('.env.example has every name, each with a comment before it, and is itself in order', () => {
  const lines = readFileSync(join(import.meta.dirname, '..', '..', '.env.example'), 'utf8').split('\n');
  const written = lines.flatMap((line, index) => {
    const [, name, value = ''] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
    if (name === undefined) return [];
    assert.match(lines[index - 1] ?? '', /^# /, `${name} has no comment`);
    return [[name, value] as const];
  });
  assert.deepEqual(written.map(([name]) => name).toSorted(), Object.keys(names.shape).toSorted());
  assert.deepEqual(read(Object.fromEntries(written)).http, read({}).http);
});
