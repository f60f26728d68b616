// How the connection fares: starts that are refused or delayed, sockets that drop, tokens that are revoked meanwhile.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ChatRefused } from '../../../src/chat/chat.ts';
import { createSlackChat } from '../../../src/chat/slack/slack.ts';
import { say } from '../../../src/core/messages/message.ts';
import { NEWS, openRig, type Rig, SPECS, until } from './rig.ts';

async function withRig(options: Parameters<typeof openRig>[0], use: (rig: Rig) => Promise<void>): Promise<void> {
  const rig = await openRig(options);
  try {
    await use(rig);
  } finally {
    await rig.close();
  }
}

const refused = (pattern: RegExp) => (error: unknown) => {
  assert.ok(error instanceof ChatRefused, String(error));
  assert.match(error.message, pattern);
  assert.doesNotMatch(error.message, /\n|loopback/);
  return true;
};

describe('a start', () => {
  const WRONG = [
    ['bot token', 'invalid_auth', /^SLACK_BOT_TOKEN is refused.*OAuth & Permissions.*\(Slack says invalid_auth\)/],
    ['bot token', 'account_inactive', /^SLACK_BOT_TOKEN .*account_inactive/],
    ['app token', 'invalid_auth', /^SLACK_APP_TOKEN is refused.*connections:write.*\(Slack says invalid_auth\)/],
    ['app token', 'not_allowed_token_type', /^SLACK_APP_TOKEN .*not_allowed_token_type/],
  ] as const;
  for (const [token, code, line] of WRONG) {
    test(`with a ${token} that is ${code} is refused in one line`, () =>
      withRig({}, async (rig) => {
        rig.slack.revoke(token === 'bot token' ? rig.slack.botToken : rig.slack.appToken, code);
        await assert.rejects(rig.start(), refused(line));
        assert.equal(rig.chat.health().state, 'fatal');
      }));
  }

  test('at an address that is none of Slack’s is refused', () =>
    withRig({}, async (rig) => {
      rig.slack.failNext('auth.test', { kind: 'http', status: 404 });
      await assert.rejects(rig.start(), refused(/^SLACK_API_URL .*\(Slack answered HTTP 404\)/));
    }));

  test('without a needed permission names it', () =>
    withRig({ scopes: 'chat:write,commands' }, async (rig) => {
      await assert.rejects(rig.start(), refused(/^SLACK_BOT_TOKEN lacks permissions.*missing: users:read/));
    }));

  test('with a bot token alone says what else is needed', async () => {
    const chat = createSlackChat({
      botToken: 'xoxb-1',
      apiUrl: 'http://127.0.0.1:1/api/',
      log: { debug() {}, info() {}, warn() {}, error() {} },
      now: Date.now,
      mayManage: 'admins',
    });
    const handlers = { answer: async () => say('on', ''), complete: async () => [] };
    await assert.rejects(chat.start(SPECS, handlers), refused(/SLACK_APP_TOKEN .* or SLACK_SIGNING_SECRET/));
    await chat.stop();
  });

  test('goes on trying while Slack is in trouble', () =>
    withRig({}, async (rig) => {
      rig.slack.failNext('auth.test', { kind: 'drop' }, { kind: 'rate-limited', seconds: 1 });
      rig.slack.failNext(
        'apps.connections.open',
        { kind: 'http', status: 503 },
        { kind: 'error', code: 'internal_error' },
      );
      const started = rig.start();
      await until(() => rig.logged.some((line) => /not connected, trying on.*broke/.test(line)), 'the warning');
      assert.equal(rig.chat.health().state, 'connecting');
      await started;
      assert.equal(rig.chat.health().state, 'connected');
    }));

  test('can be given up', () =>
    withRig({}, async (rig) => {
      rig.slack.failNext('auth.test', ...Array.from({ length: 20 }, () => ({ kind: 'drop' }) as const));
      const started = rig.start();
      await until(() => rig.logged.length > 1, 'the first failure');
      await rig.chat.stop();
      await started;
      assert.equal(rig.chat.health().state, 'stopped');
    }));
});

describe('a connection over Socket Mode', () => {
  for (const [name, lose] of [
    ['that drops', (rig: Rig) => rig.slack.dropSockets()],
    ['that Slack recycles', (rig: Rig) => rig.slack.refreshSockets()],
  ] as const) {
    test(`${name} is made again, and commands come through`, () =>
      withRig({}, async (rig) => {
        await rig.start();
        const first = [...rig.slack.sockets][0];
        lose(rig);
        await rig.slack.until(() => [...rig.slack.sockets].find((socket) => socket !== first), 'a new websocket');
        await until(() => rig.chat.health().state === 'connected', 'the connection');
        const exchange = await rig.slack.command({ command: '/summit-status' });
        assert.equal((await exchange.answer()).text, 'Answer to summit-status');
      }));
  }

  test('survives trouble while it is made again', () =>
    withRig({}, async (rig) => {
      await rig.start();
      rig.slack.failNext('apps.connections.open', { kind: 'drop' }, { kind: 'http', status: 500 });
      rig.slack.dropSockets();
      await until(() => rig.chat.health().state === 'connecting', 'the loss');
      assert.equal((await rig.chat.send(NEWS, say('on', 'Meanwhile'), 'meanwhile')).kind, 'sent');
      await until(() => rig.chat.health().state === 'connected', 'the connection');
    }));

  test('whose app token was revoked turns fatal, once, and the process lives', () =>
    withRig({}, async (rig) => {
      const told: string[] = [];
      rig.chat.onFatal((why) => told.push(why));
      await rig.start();
      rig.slack.revoke(rig.slack.appToken, 'token_revoked');
      rig.slack.dropSockets();
      await until(() => rig.chat.health().state === 'fatal', 'the refusal');
      assert.equal(told.length, 1);
      assert.match(told[0] ?? '', /^SLACK_APP_TOKEN is refused.*token_revoked/);
    }));

  test('that is never greeted is given up when the bot stops', () =>
    withRig({}, async (rig) => {
      rig.slack.keepSilent(true);
      const started = rig.start();
      await rig.slack.until(() => (rig.slack.sockets.size > 0 ? true : undefined), 'the websocket');
      await rig.chat.stop();
      await started;
      assert.equal(rig.chat.health().state, 'stopped');
      await rig.slack.until(() => (rig.slack.sockets.size === 0 ? true : undefined), 'the end of the websocket');
    }));

  test('has no listener for HTTP', () =>
    withRig({}, async (rig) => {
      assert.equal(rig.chat.listener, undefined);
    }));
});

test('neither transport logs a token, whatever happens', async () => {
  for (const transport of ['Socket Mode', 'HTTP'] as const) {
    await withRig({ transport }, async (rig) => {
      await rig.start();
      rig.slack.failNext('chat.postMessage', { kind: 'drop' }, { kind: 'http', status: 500 });
      await rig.chat.send(NEWS, say('on', 'a'), 'a');
      await (await rig.slack.command({ command: '/summit-status' })).answer();
      rig.slack.revoke(rig.slack.botToken);
      await rig.chat.send(NEWS, say('on', 'b'), 'b');
      const first = [...rig.slack.sockets][0];
      rig.slack.dropSockets();
      if (first) await rig.slack.until(() => [...rig.slack.sockets].find((socket) => socket !== first), 'a websocket');
      const all = rig.logged.join('\n');
      for (const secret of [rig.slack.botToken, rig.slack.appToken, rig.slack.signingSecret, '/response/']) {
        assert.ok(!all.includes(secret), all);
      }
    });
  }
});
