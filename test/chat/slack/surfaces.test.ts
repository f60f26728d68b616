// Beyond commands and buttons: forms, App Home, windows, the shortcut on a message, sharing, and being removed.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { say } from '../../../src/core/messages/message.ts';
import { isNode } from '../../loopback/slack-blocks.ts';
import { NEWS, openRig, type Rig, readable, until } from './rig.ts';

describe('forms', () => {
  let rig: Rig;
  before(async () => {
    rig = await openRig({ transport: 'HTTP' });
    await rig.start();
  });
  after(() => rig.close());

  const lastView = (count: number) => rig.slack.until(() => rig.slack.views[count], 'the window');

  test('open when a manager types a managing command bare, and do what the command would', async () => {
    const exchange = await rig.slack.command({ command: '/summit-mute' });
    const form = await lastView(0);
    assert.equal(form.view['type'], 'modal');
    assert.match(readable(form.view['blocks']), /What to silence/);
    assert.equal((await rig.slack.submit(form, { what: 'trade war' })).acknowledged, 200);
    assert.equal((await exchange.answer()).only, 'UFULL');
    assert.deepEqual(rig.calls.at(-1)?.options, { what: 'trade war' });
    assert.deepEqual(rig.calls.at(-1)?.channel, NEWS);
    assert.equal(rig.calls.at(-1)?.caller.mayManage, true);
  });

  test('offer names where the command has them', async () => {
    const count = rig.slack.views.length;
    await rig.slack.command({ command: '/summit-subscribe' });
    const form = await lastView(count);
    const { options } = await rig.slack.suggest(form, 'topic', 'gen');
    assert.deepEqual(
      options.map(({ text, value }) => [text, value]),
      [
        [{ type: 'plain_text', text: 'gen for summit-subscribe' }, 'topic'],
        [{ type: 'plain_text', text: 'gen' }, 'gen'],
      ],
    );
    await rig.slack.submit(form, { topic: 'geneva', digest: 'daily' });
    await until(() => rig.calls.at(-1)?.command === 'summit-subscribe', 'the call');
    assert.deepEqual(rig.calls.at(-1)?.options, { topic: 'geneva', digest: 'daily' });
  });

  test('do not open for who may not manage, nor when Slack does not let them', async () => {
    const count = rig.slack.views.length;
    const guest = await (await rig.slack.command({ command: '/summit-mute', user: 'UGUEST' })).answer();
    assert.match(guest.text, /“what” is missing/);
    rig.slack.failNext('views.open', { kind: 'error', code: 'expired_trigger_id' });
    const late = await (await rig.slack.command({ command: '/summit-mute' })).answer();
    assert.match(late.text, /“what” is missing/);
    assert.equal(rig.slack.views.length, count);
  });

  test('sent by somebody else’s hand are judged by who sent them', async () => {
    const count = rig.slack.views.length;
    await rig.slack.command({ command: '/summit-mute' });
    await rig.slack.submit(await lastView(count), { what: 'x' }, 'UGUEST');
    await until(() => rig.calls.at(-1)?.caller.id === 'UGUEST', 'the call');
    assert.equal(rig.calls.at(-1)?.caller.mayManage, false);
  });
});

describe('App Home', () => {
  let rig: Rig;
  before(async () => {
    rig = await openRig();
    await rig.start();
  });
  after(() => rig.close());

  test('shows where the summits stand, with buttons that answer in a window', async () => {
    rig.answerWith(async (call) => ({
      ...say('on', `Answer to ${call.command}`),
      actions: [{ label: 'More', command: 'summit-status', options: { summit: 'geneva' } }],
    }));
    const opened = { type: 'app_home_opened', user: 'UFULL', channel: 'D0FULL', tab: 'home', event_ts: '1' };
    assert.equal((await rig.slack.event(opened)).acknowledged, 200);
    const home = await rig.slack.until(() => rig.slack.views[0], 'the home page');
    assert.equal(home.user, 'UFULL');
    assert.match(readable(home.view['blocks']), /Answer to summit-status/);
    const blocks = Array.isArray(home.view['blocks']) ? home.view['blocks'] : [];
    const post = { channel: 'D0FULL', ts: '1', text: '', blocks: blocks.filter(isNode), raw: {} };
    await rig.slack.press(post, 'More', 'UFULL', { channel: undefined, response_url: undefined });
    const filled = await rig.slack.until(() => rig.slack.views[2], 'the filled window');
    assert.match(readable(filled.view['blocks']), /Answer to summit-status/);
    assert.equal(filled.id, rig.slack.views[1]?.id);
  });

  test('is shown once for an event that Slack sends again', async () => {
    const count = rig.slack.views.length;
    const opened = { type: 'app_home_opened', user: 'UFULL', channel: 'D0FULL', tab: 'home', event_ts: '2' };
    await rig.slack.event(opened, 'Ev1');
    await rig.slack.event(opened, 'Ev1');
    await rig.slack.event({ ...opened, user: 'UADMIN' }, 'Ev2');
    await rig.slack.until(() => rig.slack.views.find(({ user }) => user === 'UADMIN'), 'the other home page');
    assert.equal(rig.slack.views.length, count + 2);
  });
});

describe('messages', () => {
  let rig: Rig;
  before(async () => {
    rig = await openRig();
    await rig.start();
  });
  after(() => rig.close());

  test('have a shortcut that asks why they came', async () => {
    await rig.chat.send(NEWS, say('on', 'An alert'), 'alert');
    const post = rig.slack.posts.at(-1);
    assert.ok(post);
    // The rig's bot knows no such command, and passes on whatever it is asked.
    const exchange = await rig.slack.shortcut(post, 'summit-why');
    assert.equal((await exchange.answer()).only, 'UFULL');
    assert.equal(rig.calls.at(-1)?.command, 'summit-why');
    assert.deepEqual(rig.calls.at(-1)?.options, { 'message-or-story': post.ts });
  });

  test('that answer a question can be shared with the channel, those about settings cannot', async () => {
    const answer = await (await rig.slack.command({ command: '/summit-status', text: 'geneva' })).answer();
    const shared = await (await rig.slack.press(answer, 'Share')).answer();
    assert.equal(shared.only, undefined);
    assert.deepEqual(rig.calls.at(-1)?.options, { summit: 'geneva' });
    const settings = await (await rig.slack.command({ command: '/summit-mute', text: 'x' })).answer();
    assert.doesNotMatch(readable(settings.blocks), /Share/);
  });
});

test('being removed from the workspace is fatal, with a line for the operator', async () => {
  for (const event of [{ type: 'app_uninstalled' }, { type: 'tokens_revoked', tokens: { bot: ['UBOT'] } }]) {
    const rig = await openRig();
    const told: string[] = [];
    rig.chat.onFatal((why) => told.push(why));
    await rig.start();
    await rig.slack.event(event);
    await until(() => rig.chat.health().state === 'fatal', 'the end');
    assert.match(told.join('\n'), /^SLACK_BOT_TOKEN .*removed from the workspace/);
    await rig.close();
  }
});
