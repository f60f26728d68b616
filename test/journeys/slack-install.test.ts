// A workspace's whole time with the service, which runs as a process of its own: the install in a browser, what must not
// pass for one, commands and messages, being removed, and coming back.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openStore } from '../../src/storage/open.ts';
import { type LoopbackSlack, openSlack } from '../loopback/slack.ts';
import { makePlace, type Place, type Program } from './program.ts';
import { until } from './until.ts';

const KEY = Buffer.alloc(32, 5).toString('base64');
const NEXT_KEY = Buffer.alloc(32, 6).toString('base64');
const STATE_SECRET = 'state-secret-of-our-own';
const HOME = { team: 'T0ONE', token: 'xoxb-token-of-one' };

describe('a workspace', { concurrency: false }, () => {
  let slack: LoopbackSlack;
  let place: Place;
  let program: Program;
  let url: string;
  let port: number;
  const said: string[] = [];

  before(async () => {
    slack = await openSlack();
    slack.person('UONE', { team_id: HOME.team });
    place = makePlace();
    place.write('feeds.yaml', 'feeds: []');
    place.write('topics.yaml', 'topics: [{ id: trump-putin, name: Trump and Putin, participants: [trump, putin] }]');
    place.write('leaders.yaml', readFileSync(join(import.meta.dirname, '../../config/leaders.yaml'), 'utf8'));
    place.write('settings.yaml', '');
    port = await freePort();
    await start(KEY);
  });
  after(async () => {
    await place.clear();
    await slack.close();
  });

  async function start(encryptionKey: string): Promise<void> {
    program = place.start(['run'], {
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_CLIENT_ID: slack.clientId,
      SLACK_CLIENT_SECRET: slack.clientSecret,
      SLACK_STATE_SECRET: STATE_SECRET,
      SLACK_API_URL: slack.apiUrl,
      SLACK_AUTHORIZE_URL: slack.authorizeUrl,
      ENCRYPTION_KEY: encryptionKey,
    });
    url = await program.url();
    slack.sendRequestsTo(`${url}/slack/events`);
    await until('Slack to be connected', async () => (await fetch(`${url}/readyz`)).ok, program.stderr);
  }

  async function stop(): Promise<void> {
    program.kill('SIGTERM');
    assert.equal((await program.ended).code, 0);
    said.push(program.stdout(), program.stderr());
  }

  /** With the state and the cookie it was given, as a browser goes on. */
  async function visit(decision: string | 'deny', change: (back: URL) => void = () => {}) {
    slack.decideNext(decision);
    const begun = await fetch(`${url}/slack/install`, { redirect: 'manual' });
    assert.equal(begun.status, 302);
    const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const consent = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' });
    assert.equal(consent.status, 302);
    const back = new URL(consent.headers.get('location') ?? '');
    change(back);
    const come = async () => {
      const page = await fetch(back, { headers: { cookie } });
      return { status: page.status, text: await page.text(), csp: page.headers.get('content-security-policy') ?? '' };
    };
    return { ...(await come()), again: come };
  }

  const posted = () => slack.requests.filter(({ method }) => method === 'chat.postMessage');
  const ask = async (text: string, command = '/summit-subscribe') =>
    (await slack.command({ command, text, team: HOME.team, user: 'UONE' })).answer();
  const onDisk = () =>
    readdirSync(place.folder)
      .filter((name) => name.startsWith('store.db'))
      .map((name) => readFileSync(join(place.folder, name), 'latin1'))
      .join('');

  it('that does not want it, or whose install is forged or for a whole organisation, has it not', async () => {
    const denied = await visit('deny');
    assert.equal(denied.status, 200);
    assert.match(denied.text, /<h1>Nothing was installed<\/h1><p>As you chose/);
    slack.grant('c-forged', HOME);
    const forged = await visit('c-forged', (back) => back.searchParams.set('state', 'a.forged.state'));
    assert.equal(forged.status, 400);
    assert.match(forged.text, /This install cannot go on/);
    slack.grant('c-wide', { ...HOME, is_enterprise_install: true, enterprise: { id: 'E1', name: 'E' } });
    const wide = await visit('c-wide');
    assert.equal(wide.status, 403);
    assert.match(wide.text, /Not for a whole organisation.*choose one workspace.*href="\/slack\/install"/s);
    const unknown = await visit('c-nobody-knows');
    assert.equal(unknown.status, 502);
    for (const { csp } of [denied, forged, wide]) assert.match(csp, /^default-src 'none'/);
    assert.deepEqual(posted(), []);
    await assert.rejects(rowOf(place), /no installation/);
  });

  it('that installs it is answered and told with its own token, which is kept sealed', async () => {
    slack.grant('c-one', HOME);
    const page = await visit('c-one');
    assert.equal(page.status, 200);
    assert.match(page.text, /<h1>Summit Watch is installed<\/h1>.*\/summit-help/s);
    const used = await page.again();
    assert.equal(used.status, 400);
    assert.match(used.text, /has been used already/);
    const answer = await ask('trump-putin alerts:changes');
    assert.match(answer.text, /Trump and Putin/);
    await until('a message in the workspace', () => posted().length > 0, program.stderr);
    assert.equal(posted()[0]?.token, HOME.token);
    assert.doesNotMatch(onDisk(), /xoxb-/);
    assert.equal((await rowOf(place)).team, HOME.team);
  });

  it('stays through a change of the key', async () => {
    const before = (await rowOf(place)).keyId;
    await stop();
    await start(`${NEXT_KEY},${KEY}`);
    assert.notEqual((await rowOf(place)).keyId, before);
    await stop();
    await start(NEXT_KEY);
    assert.match((await ask('', '/summit-settings')).text, /Trump and Putin/);
  });

  it('that removes it is silent, and its token gone', async () => {
    assert.equal((await slack.event({ type: 'app_uninstalled' }, undefined, HOME.team)).acknowledged, 200);
    await until('it to be noted', () => /took the bot out/.test(program.stderr()), program.stderr);
    await assert.rejects(rowOf(place), /no installation/);
    await using store = await storeOf(place);
    assert.match((await store.subscriptions.list())[0]?.pausedWhy ?? '', /removed from the workspace/);
  });

  it('that installs it again has its settings', async () => {
    slack.grant('c-again', { ...HOME, token: 'xoxb-another-of-one' });
    assert.equal((await visit('c-again')).status, 200);
    await until('it to be noted', () => /took the bot in again/.test(program.stderr()), program.stderr);
    const settings = await ask('', '/summit-settings');
    assert.match(settings.text, /Trump and Putin/);
    assert.doesNotMatch(settings.text, /removed from the workspace/);
  });

  it('finds none of its secrets in what the service said', async () => {
    await stop();
    assert.doesNotMatch(
      said.join('\n'),
      new RegExp(['xoxb', slack.clientSecret, STATE_SECRET, slack.signingSecret, KEY, NEXT_KEY].join('|')),
    );
  });
});

async function storeOf(place: Place) {
  const store = await openStore(place.databaseUrl, { now: Date.now });
  return { ...store, [Symbol.asyncDispose]: () => store.close() };
}

async function rowOf(place: Place) {
  await using store = await storeOf(place);
  const [row] = await store.installations.list();
  if (row === undefined) throw new Error('no installation is kept');
  return row;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
