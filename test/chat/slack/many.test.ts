// Many workspaces: installs by OAuth from beginning to end, and what must not pass for one.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import type { Membership } from '../../../src/chat/chat.ts';
import type { InstallationRows } from '../../../src/chat/slack/installations.ts';
import { createSlackChatForMany } from '../../../src/chat/slack/many.ts';
import { createKeyRing } from '../../../src/chat/slack/seal.ts';
import { say } from '../../../src/core/messages/message.ts';
import { openSlack } from '../../loopback/slack.ts';
import { SPECS } from './rig.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');
const OTHER_KEY = Buffer.alloc(32, 8).toString('base64');
const HOUR = 3_600;

type Row = Parameters<InstallationRows['save']>[0];

function rowsIn(kept: Map<string, Row>): InstallationRows {
  return {
    save: async (row) => void kept.set(row.team, row),
    byTeam: async (team) => kept.get(team),
    remove: async (team) => void kept.delete(team),
    list: async () => [...kept.values()],
  };
}

async function openMany(kept = new Map<string, Row>(), ...encryptionKeys: readonly string[]) {
  const slack = await openSlack();
  const logged: string[] = [];
  const write = (message: string, context: Readonly<Record<string, unknown>> = {}): void => {
    logged.push(`${message} ${JSON.stringify(context)}`);
  };
  const server = http.createServer((request, response) => chat.listener?.(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const chat = createSlackChatForMany({
    signingSecret: slack.signingSecret,
    apiUrl: slack.apiUrl,
    log: { debug: write, info: write, warn: write, error: write },
    now: Date.now,
    mayManage: 'full-members',
    oauth: {
      clientId: slack.clientId,
      clientSecret: slack.clientSecret,
      stateSecret: 'state-secret',
      authorizeUrl: 'https://slack.example/oauth/v2/authorize',
      encryptionKeys: encryptionKeys.length > 0 ? encryptionKeys : [KEY],
      publicUrl: home,
      scopes: ['commands', 'chat:write'],
      rows: rowsIn(kept),
    },
  });
  slack.sendRequestsTo(`${home}/slack/events`);
  await chat.start(SPECS, {
    answer: async ({ channel }) => say('on', `Answer for ${channel.workspace}`),
    complete: async () => [],
  });

  /** What a browser does: is sent to Slack with a cookie. */
  async function begin() {
    const response = await fetch(`${home}/slack/install`, { redirect: 'manual' });
    const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return { status: response.status, cookie, there: new URL(response.headers.get('location') ?? home) };
  }

  /** And comes back with what Slack added. */
  async function comeBack(query: Record<string, string>, cookie = '') {
    const address = `${home}/slack/oauth_redirect?${new URLSearchParams(query)}`;
    const response = await fetch(address, { headers: { cookie } });
    return { status: response.status, text: await response.text() };
  }

  const memberships: Membership[] = [];
  chat.onMembership?.((membership) => memberships.push(membership));

  return {
    slack,
    chat,
    kept,
    memberships,
    logged,
    begin,
    comeBack,
    async install(code: string) {
      const { cookie, there } = await begin();
      return comeBack({ code, state: there.searchParams.get('state') ?? '' }, cookie);
    },
    async ask(team: string) {
      const { acknowledged, answer } = await slack.command({ command: '/summit-status', text: '', team });
      return { acknowledged, answer };
    },
    async [Symbol.asyncDispose]() {
      await chat.stop();
      server.closeAllConnections();
      server.close();
      await slack.close();
    },
  };
}

/** As anybody with the key reads them. */
function tokensOf(kept: ReadonlyMap<string, Row>, key = KEY): string {
  const row = kept.get(ONE.team);
  return (row && createKeyRing([key]).open(row, ONE.team)) ?? '';
}

const ONE = { team: 'T0ONE', token: 'xoxb-one' };
const TWO = { team: 'T0TWO', token: 'xoxb-two' };
const news = (workspace: string) => ({ platform: 'slack' as const, workspace, id: 'C0NEWS' });

describe('an install', () => {
  test('sends the browser to Slack with what the app wants', async () => {
    await using rig = await openMany();
    const { status, cookie, there } = await rig.begin();
    assert.equal(status, 302);
    assert.equal(`${there.origin}${there.pathname}`, 'https://slack.example/oauth/v2/authorize');
    assert.equal(there.searchParams.get('client_id'), '1.2');
    assert.equal(there.searchParams.get('scope'), 'commands,chat:write');
    assert.match(there.searchParams.get('redirect_uri') ?? '', /\/slack\/oauth_redirect$/);
    assert.match(cookie, /^slack-app-oauth-state=./);
  });

  test('of two workspaces: each is answered and told with its own token', async () => {
    await using rig = await openMany();
    rig.slack.grant('c1', ONE);
    rig.slack.grant('c2', TWO);
    for (const code of ['c1', 'c2']) {
      const page = await rig.install(code);
      assert.equal(page.status, 200);
      assert.match(page.text, /Summit Watch is installed/);
    }
    for (const { team } of [ONE, TWO]) {
      const { acknowledged, answer } = await rig.ask(team);
      assert.equal(acknowledged, 200);
      assert.match((await answer()).text, new RegExp(`Answer for ${team}`));
      assert.equal((await rig.chat.send(news(team), say('on', `News for ${team}`), team)).kind, 'sent');
    }
    const tokens = rig.slack.requests.filter(({ method }) => method === 'chat.postMessage').map(({ token }) => token);
    assert.deepEqual(tokens, ['xoxb-one', 'xoxb-two']);
  });

  test('keeps tokens sealed, and none in the log', async () => {
    await using rig = await openMany();
    rig.slack.grant('c1', ONE);
    await rig.install('c1');
    const row = rig.kept.get(ONE.team);
    assert.ok(row !== undefined);
    assert.equal(row.keyId, createKeyRing([KEY]).keyId);
    assert.doesNotMatch(Buffer.from(row.sealed, 'base64').toString('latin1'), /xoxb/);
    assert.match(createKeyRing([KEY]).open(row, ONE.team) ?? '', /xoxb-one/);
    assert.doesNotMatch(rig.logged.join('\n'), /xoxb|client-secret|state-secret/);
  });

  const REFUSED: readonly (readonly [
    name: string,
    status: number,
    query: (state: string) => Record<string, string>,
    withCookie: boolean,
    page: RegExp,
  ])[] = [
    ['a missing state', 400, () => ({ code: 'c1' }), true, /did not begin here/],
    ['a forged state', 400, () => ({ code: 'c1', state: 'forged' }), true, /did not begin in this browser/],
    ['the state of another browser', 400, (state) => ({ code: 'c1', state }), false, /did not begin in this browser/],
    ['no code', 400, (state) => ({ state }), true, /no code/],
    ['a code that Slack does not know', 502, (state) => ({ code: 'unknown', state }), true, /did not confirm/],
    ['a denial', 200, (state) => ({ error: 'access_denied', state }), true, /As you chose/],
  ];
  for (const [name, status, query, withCookie, page] of REFUSED) {
    test(`with ${name} installs nothing and says so`, async () => {
      await using rig = await openMany();
      rig.slack.grant('c1', ONE);
      const { cookie, there } = await rig.begin();
      const shown = await rig.comeBack(query(there.searchParams.get('state') ?? ''), withCookie ? cookie : '');
      assert.equal(shown.status, status);
      assert.match(shown.text, page);
      assert.equal(rig.kept.size, 0);
    });
  }

  test('a forged state in the cookie as well is no state of ours', async () => {
    await using rig = await openMany();
    rig.slack.grant('c1', ONE);
    const shown = await rig.comeBack({ code: 'c1', state: 'a.b.c' }, 'slack-app-oauth-state=a.b.c');
    assert.equal(shown.status, 400);
    assert.equal(rig.kept.size, 0);
  });

  test('that has ended cannot be had a second time, even by who saw its state and its cookie', async () => {
    await using rig = await openMany();
    rig.slack.grant('c1', ONE);
    rig.slack.grant('c2', TWO);
    const { cookie, there } = await rig.begin();
    const state = there.searchParams.get('state') ?? '';
    assert.equal((await rig.comeBack({ code: 'c1', state }, cookie)).status, 200);
    const again = await rig.comeBack({ code: 'c2', state }, cookie);
    assert.equal(again.status, 400);
    assert.match(again.text, /has been used already/);
    assert.deepEqual([...rig.kept.keys()], [ONE.team]);
  });

  test('for a whole organisation is refused with a page', async () => {
    await using rig = await openMany();
    rig.slack.grant('c1', { ...ONE, is_enterprise_install: true, enterprise: { id: 'E1', name: 'E' } });
    const shown = await rig.install('c1');
    assert.equal(shown.status, 403);
    assert.match(shown.text, /single workspaces/);
    assert.equal(rig.kept.size, 0);
  });
});

describe('an installed workspace', () => {
  test('whose token is about to expire gets a new one, once, for many posts at once', async () => {
    await using rig = await openMany();
    rig.slack.grant('c1', { ...ONE, refresh_token: 'xoxe-1', expires_in: HOUR });
    rig.slack.grant('xoxe-1', { ...ONE, token: 'xoxb-renewed', refresh_token: 'xoxe-2', expires_in: 12 * HOUR });
    await rig.install('c1');
    const sent = await Promise.all(['a', 'b', 'c'].map((key) => rig.chat.send(news(ONE.team), say('on', 'News'), key)));
    assert.deepEqual(
      sent.map(({ kind }) => kind),
      ['sent', 'sent', 'sent'],
    );
    const posted = rig.slack.requests.filter(({ method }) => method === 'chat.postMessage');
    assert.deepEqual(new Set(posted.map(({ token }) => token)), new Set(['xoxb-renewed']));
    const asked = rig.slack.requests.filter(({ method }) => method === 'oauth.v2.access');
    assert.equal(asked.filter(({ args }) => args['grant_type'] === 'refresh_token').length, 1);
    assert.match(tokensOf(rig.kept), /xoxe-2/);
  });

  const LEAVES = [
    ['removes the app', { type: 'app_uninstalled' }],
    ['revokes the token', { type: 'tokens_revoked', tokens: { bot: ['UBOT'] } }],
  ] as const;
  for (const [name, event] of LEAVES) {
    test(`that ${name} is forgotten, the others stay`, async () => {
      await using rig = await openMany();
      rig.slack.grant('c1', ONE);
      rig.slack.grant('c2', TWO);
      await rig.install('c1');
      await rig.install('c2');
      assert.equal((await rig.slack.event(event, undefined, ONE.team)).acknowledged, 200);
      assert.deepEqual([...rig.kept.keys()], [TWO.team]);
      assert.equal((await rig.chat.send(news(ONE.team), say('on', 'News'), 'k')).kind, 'gone');
      assert.equal((await rig.chat.send(news(TWO.team), say('on', 'News'), 'k')).kind, 'sent');
      assert.equal(rig.chat.health().state, 'connected');
    });
  }

  test('whose token cannot be renewed goes on with the old one while that is good, and then waits', async () => {
    await using rig = await openMany();
    rig.slack.grant('c1', { ...ONE, refresh_token: 'xoxe-1', expires_in: HOUR });
    rig.slack.grant('xoxe-1', { ...ONE, token: 'xoxb-renewed', refresh_token: 'xoxe-2', expires_in: 12 * HOUR });
    await rig.install('c1');
    rig.slack.failNext('oauth.v2.access', { kind: 'http', status: 500 }, { kind: 'http', status: 503 });
    assert.equal((await rig.chat.send(news(ONE.team), say('on', 'News'), 'a')).kind, 'sent');
    rig.slack.revoke(ONE.token, 'token_expired');
    assert.equal((await rig.chat.send(news(ONE.team), say('on', 'News'), 'b')).kind, 'later');
    assert.deepEqual(rig.memberships.slice(1), []);
    assert.equal((await rig.chat.send(news(ONE.team), say('on', 'News'), 'b')).kind, 'sent');
    assert.match(tokensOf(rig.kept), /xoxb-renewed/);
    assert.doesNotMatch(rig.logged.join('\n'), /xox[be]-/);
  });

  test('whose token is being renewed is acknowledged meanwhile, and answered afterwards', async () => {
    await using rig = await openMany();
    rig.slack.grant('c1', { ...ONE, refresh_token: 'xoxe-1', expires_in: HOUR });
    rig.slack.grant('xoxe-1', { ...ONE, token: 'xoxb-renewed', refresh_token: 'xoxe-2', expires_in: 12 * HOUR });
    await rig.install('c1');
    const renewal = rig.slack.hold('oauth.v2.access');
    const { acknowledged, answer } = await rig.ask(ONE.team);
    assert.equal(acknowledged, 200);
    await rig.slack.until(
      () => rig.slack.requests.find(({ args }) => args['refresh_token'] === 'xoxe-1'),
      'the renewal',
    );
    renewal.release();
    assert.match((await answer()).text, /Answer for T0ONE/);
    assert.match(tokensOf(rig.kept), /xoxb-renewed/);
  });

  test('that left while the service was down is known by its token, which stays in case it is good again', async () => {
    await using rig = await openMany();
    rig.slack.grant('c1', ONE);
    await rig.install('c1');
    rig.slack.revoke(ONE.token, 'account_inactive');
    assert.equal((await rig.chat.send(news(ONE.team), say('on', 'News'), 'k')).kind, 'gone');
    assert.match(JSON.stringify(rig.memberships.at(-1)), /"state":"out","why":"Slack lets the bot.*account_inactive/);
    rig.slack.restore(ONE.token);
    assert.equal((await rig.chat.send(news(ONE.team), say('on', 'News'), 'k')).kind, 'sent');
  });

  test('that installs again is back, and a late word of its leaving before is not believed', async () => {
    await using rig = await openMany();
    rig.slack.grant('c1', ONE);
    rig.slack.grant('c2', { ...ONE, token: 'xoxb-again' });
    await rig.install('c1');
    await rig.slack.event({ type: 'app_uninstalled' }, undefined, ONE.team);
    await rig.install('c2');
    const anHourAgo = Math.floor(Date.now() / 1000) - HOUR;
    await rig.slack.event({ type: 'tokens_revoked', tokens: { bot: ['UBOT'] } }, undefined, ONE.team, anHourAgo);
    assert.deepEqual(
      rig.memberships.map(({ state }) => state),
      ['in', 'out', 'in'],
    );
    assert.equal((await rig.chat.send(news(ONE.team), say('on', 'News'), 'k')).kind, 'sent');
  });

  test('is kept through a change of keys: at the start all is sealed with the new one, and the old one can go', async () => {
    const kept = new Map<string, Row>();
    {
      await using rig = await openMany(kept);
      rig.slack.grant('c1', ONE);
      await rig.install('c1');
    }
    {
      await using rig = await openMany(kept, OTHER_KEY, KEY);
      assert.match(tokensOf(kept, OTHER_KEY), /xoxb-one/);
      assert.match(rig.logged.join('\n'), /sealed with the first key of ENCRYPTION_KEY now \{"done":1\}/);
    }
    await using rig = await openMany(kept, OTHER_KEY);
    rig.slack.grant('again', ONE);
    await rig.install('again');
    assert.equal((await rig.chat.send(news(ONE.team), say('on', 'News'), 'k')).kind, 'sent');
  });

  test('kept under another key must install again, and the log says why', async () => {
    const kept = new Map<string, Row>();
    {
      await using rig = await openMany(kept);
      rig.slack.grant('c1', ONE);
      await rig.install('c1');
    }
    await using rig = await openMany(kept, OTHER_KEY);
    assert.equal((await rig.chat.send(news(ONE.team), say('on', 'News'), 'k')).kind, 'gone');
    assert.match(rig.logged.join('\n'), /is not in ENCRYPTION_KEY/);
    rig.slack.grant('c2', ONE);
    assert.equal((await rig.install('c2')).status, 200);
    assert.equal((await rig.chat.send(news(ONE.team), say('on', 'News'), 'k')).kind, 'sent');
  });

  test('is not there for requests of a workspace that never installed', async () => {
    await using rig = await openMany();
    await rig.ask('T0NOBODY');
    assert.match(rig.logged.join('\n'), /not installed in this workspace/);
  });
});

describe('a key ring', () => {
  test('opens what it sealed for its owner only', () => {
    const ring = createKeyRing([KEY]);
    const sealed = ring.seal('secret', 'T1');
    assert.equal(ring.open(sealed, 'T1'), 'secret');
    assert.equal(ring.open(sealed, 'T2'), undefined);
    assert.equal(createKeyRing([OTHER_KEY]).open(sealed, 'T1'), undefined);
    const damaged = Buffer.from(sealed.sealed, 'base64');
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    assert.equal(ring.open({ ...sealed, sealed: damaged.toString('base64') }, 'T1'), undefined);
    assert.equal(ring.open({ ...sealed, sealed: 'short' }, 'T1'), undefined);
    assert.notEqual(ring.seal('secret', 'T1').sealed, sealed.sealed);
  });

  test('opens what older keys of it sealed, and seals with the first', () => {
    const old = createKeyRing([KEY]).seal('secret', 'T1');
    const ring = createKeyRing([OTHER_KEY, KEY]);
    assert.equal(ring.open(old, 'T1'), 'secret');
    const renewed = ring.seal('secret', 'T1');
    assert.equal(renewed.keyId, ring.keyId);
    assert.equal(createKeyRing([KEY]).open(renewed, 'T1'), undefined);
    assert.equal(createKeyRing([OTHER_KEY]).open(renewed, 'T1'), 'secret');
  });
});
