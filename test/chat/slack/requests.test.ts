// What people do in Slack: acknowledged at once, answered to them alone; what is forged, stale or repeated is dropped.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Message, say } from '../../../src/core/messages/message.ts';
import { NEWS, openRig, type Rig, until } from './rig.ts';

for (const transport of ['Socket Mode', 'HTTP'] as const) {
  describe(`requests over ${transport}`, () => {
    let rig: Rig;
    let now = Date.UTC(2026, 4, 4, 9, 30);
    before(async () => {
      rig = await openRig({ transport, now: () => now });
      await rig.start();
    });
    after(() => rig.close());

    test('are acknowledged before any slow work', async () => {
      let finish: (message: Message) => void = () => {};
      rig.answerWith(() => new Promise((resolve) => (finish = resolve)));
      const exchange = await rig.slack.command({ command: '/summit-status' });
      assert.equal(exchange.acknowledged, 200);
      await until(() => rig.calls.length > 0, 'the call');
      finish(say('on', 'At last'));
      const answer = await exchange.answer();
      assert.equal(answer.text, 'At last');
      assert.equal(answer.only, 'UFULL');
      assert.equal(answer.raw['replace_original'], false);
      rig.answerWith(async (call) => say('on', `Answer to ${call.command}`));
    });

    test('bring words and pairs, with Slack’s entities read', async () => {
      await (await rig.slack.command({ command: '/summit-mute', text: '"A&B <x>" for:2h' })).answer();
      assert.deepEqual(rig.calls.at(-1)?.options, { what: 'A&B <x>', for: '2h' });
      assert.deepEqual(rig.calls.at(-1)?.channel, NEWS);
    });

    test('with a mistake get one sentence, seen by their author', async () => {
      const count = rig.calls.length;
      const answer = await (await rig.slack.command({ command: '/summit-mute', user: 'UGUEST' })).answer();
      assert.match(answer.text, /“what” is missing/);
      assert.equal(answer.only, 'UGUEST');
      const unknown = await (await rig.slack.command({ command: '/summit-nothing' })).answer();
      assert.match(unknown.text, /no command \/summit-nothing/);
      assert.equal(rig.calls.length, count);
    });

    test('that come twice are done once, until ten minutes have passed', async () => {
      const { payload, answer } = rig.slack.commandPayload({ command: '/summit-status' });
      const count = rig.calls.length;
      await rig.slack.deliver('slash_commands', payload);
      await answer();
      assert.equal((await rig.slack.deliver('slash_commands', payload)).acknowledged, 200);
      now += 9 * 60_000;
      assert.equal((await rig.slack.deliver('slash_commands', payload)).acknowledged, 200);
      assert.equal(rig.calls.length, count + 1);
      assert.ok(rig.logged.some((line) => line.includes('repeated request was dropped')));
      now += 2 * 60_000;
      await rig.slack.deliver('slash_commands', payload);
      await answer(1);
      assert.equal(rig.calls.length, count + 2);
    });

    test('of another workspace are refused, and logged', async () => {
      const count = rig.calls.length;
      await rig.slack.command({ command: '/summit-status', team: 'T0OTHER' });
      assert.equal(rig.calls.length, count);
      await until(() => rig.logged.some((line) => line.includes('another workspace')), 'the log line');
    });

    test('by button do what the button says', async () => {
      await rig.chat.send(
        NEWS,
        {
          ...say('on', 'With buttons'),
          actions: [{ label: 'Mute', command: 'summit-mute', options: { what: 'topic:x' } }],
        },
        `buttons ${transport}`,
      );
      const post = rig.slack.posts.filter(({ only }) => only === undefined).at(-1);
      assert.ok(post);
      const exchange = await rig.slack.press(post, 'Mute', 'UGUEST');
      assert.equal((await exchange.answer()).only, 'UGUEST');
      assert.deepEqual(rig.calls.at(-1)?.options, { what: 'topic:x' });
      assert.equal(rig.calls.at(-1)?.caller.mayManage, false);
    });

    test('by a button of another version get a sentence', async () => {
      const post = rig.slack.posts.find(({ text }) => text.startsWith('With buttons'));
      assert.ok(post);
      const count = rig.calls.length;
      for (const value of ['{"c":"summit-gone","o":{}}', '{"c":"summit-mute","o":{"how":"x"}}', 'nonsense', '{}']) {
        const actions = [{ type: 'button', action_id: 'do:0', block_id: 'b', value }];
        const answer = await (await rig.slack.press(post, 'Mute', 'UFULL', { actions })).answer();
        assert.match(answer.text, /older version/);
      }
      assert.equal(rig.calls.length, count);
    });

    test('are answered another way when the response URL is closed', async () => {
      const { payload } = rig.slack.commandPayload({ command: '/summit-status' });
      rig.slack.expireResponseUrls();
      const count = rig.slack.posts.length;
      await rig.slack.deliver('slash_commands', payload);
      const answer = await rig.slack.until(() => rig.slack.posts[count], 'the answer');
      assert.equal(answer.only, 'UFULL');
      assert.equal(answer.text, 'Answer to summit-status');
    });

    test('two hundred at once are all acknowledged in time', async () => {
      const exchanges = await Promise.all(
        Array.from({ length: 200 }, () => rig.slack.command({ command: '/summit-status' })),
      );
      assert.ok(exchanges.every(({ acknowledged }) => acknowledged === 200));
      await Promise.all(exchanges.map((exchange) => exchange.answer()));
    });
  });
}

describe('HTTP requests', () => {
  let rig: Rig;
  const now = Date.UTC(2026, 4, 4, 9, 30);
  before(async () => {
    rig = await openRig({ transport: 'HTTP', now: () => now });
  });
  after(() => rig.close());

  const body = () =>
    new URLSearchParams(
      Object.entries(rig.slack.commandPayload({ command: '/summit-status' }).payload).map(([k, v]) => [k, String(v)]),
    ).toString();
  const seconds = (ms: number) => ({ 'x-slack-request-timestamp': String(Math.floor(ms / 1000)) });

  test('find nobody before the start', async () => {
    assert.equal((await rig.slack.sendSigned(body())).status, 503);
    await rig.start();
  });

  const REFUSED: readonly (readonly [string, Record<string, string>, RegExp])[] = [
    ['a wrong signature', { 'x-slack-signature': `v0=${'0'.repeat(64)}` }, /not by SLACK_SIGNING_SECRET/],
    ['a signature of another kind', { 'x-slack-signature': 'v1=abc' }, /not by SLACK_SIGNING_SECRET/],
    ['an empty signature', { 'x-slack-signature': '' }, /not by SLACK_SIGNING_SECRET/],
    ['a timestamp six minutes old', seconds(now - 6 * 60_000), /timestamp is stale/],
    ['a timestamp six minutes ahead', seconds(now + 6 * 60_000), /timestamp is stale/],
    ['a timestamp that is none', { 'x-slack-request-timestamp': 'today' }, /timestamp is stale/],
  ];
  for (const [what, headers, why] of REFUSED) {
    test(`with ${what} are refused, and logged`, async () => {
      const lines = rig.logged.length;
      assert.equal((await rig.slack.sendSigned(body(), headers)).status, 401);
      assert.match(rig.logged.slice(lines).join('\n'), why);
      assert.equal(rig.calls.length, 0);
    });
  }

  test('four minutes old are taken', async () => {
    assert.equal((await rig.slack.sendSigned(body(), seconds(now - 4 * 60_000))).status, 200);
    await until(() => rig.calls.length === 1, 'the call');
  });

  test('unsigned are refused, but for the look at the certificate, which gets nothing', async () => {
    const count = rig.calls.length;
    const url = rig.slack.requestsTo();
    const post = (text: string) => fetch(url, { method: 'POST', body: text }).then(({ status }) => status);
    assert.equal(await post(body()), 401);
    assert.equal(await post(`ssl_check=1&${body()}`), 401);
    assert.equal(await post('ssl_check=1&token=abc'), 200);
    assert.equal((await fetch(url)).status, 404);
    assert.equal((await fetch(url.replace('events', 'other'), { method: 'POST', body: 'x' })).status, 404);
    assert.equal(rig.calls.length, count);
  });

  test('that are too large or no form at all cost an answer', async () => {
    assert.equal((await rig.slack.sendSigned('x'.repeat(1024 * 1024 + 1))).status, 413);
    assert.equal((await rig.slack.sendSigned('payload=%7Bnonsense')).status, 400);
    assert.equal((await rig.slack.sendSigned('{"broken', { 'content-type': 'application/json' })).status, 400);
    assert.equal(rig.chat.health().state, 'connected');
  });

  test('of Slack’s address check get their challenge back', async () => {
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'abc', token: 't' });
    const answer = await rig.slack.sendSigned(challenge, { 'content-type': 'application/json' });
    assert.deepEqual(answer, { status: 200, body: '{"challenge":"abc"}' });
  });
});
