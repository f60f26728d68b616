// What must not get through on Slack: what is forged, stale, replayed or repeated, buttons of messages that are gone,
// people without the right. Each is refused with a sentence for whoever asked in good faith, and logged without secrets.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { en } from '../../src/core/messages/words/en.ts';
import type { LoopbackSlack, SlackPost } from '../loopback/slack.ts';
import { openSlackPlatform } from './platforms.ts';
import { openRig, type Rig } from './rig.ts';
import { until } from './until.ts';

const READERS = ['UGUEST', 'USINGLE', 'USTRANGE'] as const;

for (const transport of ['HTTP', 'Socket Mode'] as const) {
  describe(`Slack over ${transport} refuses`, { concurrency: false }, () => {
    let rig: Rig;
    let slack: LoopbackSlack;
    let alert: SlackPost;

    before(async () => {
      rig = await openRig(async (now) => {
        const platform = await openSlackPlatform(transport, now);
        slack = platform.slack;
        return platform;
      });
      await rig.start();
      await rig.platform.type('summit-subscribe', { topic: 'trump-putin', alerts: 'all' });
      await rig.untilPosted(1);
      await rig.news('2025-08-08T22:20Z', 'bulletin', {
        slug: 'alaska',
        title: 'Trump says he will meet Putin in Alaska on Friday, August 15',
        summary:
          'The President of the United States announced the place and the day of the meeting with the President of Russia.',
      });
      const post = shared().at(-1);
      assert.ok(post);
      alert = post;
    });
    after(async () => {
      const said = rig.logged.join('\n');
      assert.doesNotMatch(said, /xox[a-z]-|xapp-|loopback-signing-secret|\/response\//);
      await rig.close();
    });

    const shared = () => slack.posts.filter(({ only }) => only === undefined);
    const mutes = () => rig.store().mutes.ofChannel(rig.platform.channel('news'), rig.clock.now());
    const isLogged = (why: RegExp) => until(`${why} in the log`, () => rig.logged.some((line) => why.test(line)));

    async function assertNothingChanged(): Promise<void> {
      assert.deepEqual(await mutes(), []);
      assert.deepEqual(await rig.newPosts(), []);
    }

    for (const user of READERS) {
      it(`${user} every button and command that manages, and lets this person read`, async () => {
        const muted = await (await slack.press(alert, en.alert.mute, user)).answer();
        assert.match(muted.text, /^Only people who may manage this channel/);
        const typed = await slack.command({ command: '/summit-mute', text: 'rumours', user });
        assert.match((await typed.answer()).text, /^Only people who may manage this channel/);
        const bare = await slack.command({ command: '/summit-subscribe', user });
        assert.match((await bare.answer()).text, /^Only people who may manage this channel/);
        assert.equal(slack.views.length, 0);
        const status = await (await slack.press(alert, en.alert.status, user)).answer();
        assert.match(status.text, /Alaska/);
        for (const { only } of [muted, status]) assert.equal(only, user);
        await assertNothingChanged();
      });
    }

    it('a command that comes twice, to do it twice', async () => {
      const { payload, answer } = slack.commandPayload({ command: '/summit-mute', text: 'rumours' });
      await slack.deliver('slash_commands', payload);
      await answer();
      const [mute] = await mutes();
      rig.clock.moveTo('2025-08-08T22:29Z');
      assert.equal((await slack.deliver('slash_commands', payload)).acknowledged, 200);
      await isLogged(/repeated request was dropped/);
      assert.deepEqual(await mutes(), [mute]);
      await (await slack.command({ command: '/summit-unmute', text: 'all' })).answer();
      rig.clock.moveTo('2025-08-08T22:31Z');
      await assertNothingChanged();
    });

    it('an event that Slack tries again, for ten minutes', async () => {
      const opened = { type: 'app_home_opened', user: 'UFULL', channel: 'D0FULL', tab: 'home', event_ts: '1' };
      const homes = () => slack.views.filter(({ user }) => user === 'UFULL').length;
      await slack.event(opened, 'Ev1');
      await until('the home page', () => homes() === 1);
      for (const minute of ['32', '36', '40']) {
        rig.clock.moveTo(`2025-08-08T22:${minute}Z`);
        assert.equal((await slack.event(opened, 'Ev1')).acknowledged, 200);
      }
      await slack.event({ ...opened, user: 'UADMIN' }, 'Ev2');
      await until('another home page', () => slack.views.some(({ user }) => user === 'UADMIN'));
      assert.equal(homes(), 1);
      rig.clock.moveTo('2025-08-08T22:52Z');
      await slack.event(opened, 'Ev1');
      await until('the home page again', () => homes() === 2);
    });

    it('what comes from a workspace that is not ours', async () => {
      await slack.command({ command: '/summit-mute', text: 'rumours', team: 'T0OTHER' });
      await isLogged(/it is of another workspace/);
      await assertNothingChanged();
    });

    it('a button that was made up, with a sentence', async () => {
      const forged = ['{"c":"summit-nothing","o":{}}', '{"c":"summit-mute","o":{"who":"x"}}', '[]', 'x'.repeat(3_000)];
      for (const value of forged) {
        const actions = [{ type: 'button', action_id: 'do:0', block_id: 'b1', action_ts: '1', value }];
        const answer = await (await slack.press(alert, en.alert.status, 'UFULL', { actions })).answer();
        assert.match(answer.text, /older version/);
      }
      await isLogged(/button that this version does not know/);
      await assertNothingChanged();
    });

    it('nobody who presses a button of a message that is gone: the answer comes all the same, to them alone', async () => {
      slack.remove(alert);
      slack.expireResponseUrls();
      const count = slack.posts.length;
      assert.equal(
        (await slack.press(alert, en.alert.status, 'UFULL', { response_url: 'http://127.0.0.1:9/gone' })).acknowledged,
        200,
      );
      const answer = await slack.until(() => slack.posts[count], 'the answer');
      assert.equal(answer.only, 'UFULL');
      assert.match(answer.text, /Alaska/);
      const why = await (await slack.shortcut(alert, 'summit-why')).answer();
      assert.match(why.text, /Why this was told/);
    });

    it('a button of a meeting that is known no more, with a sentence', async () => {
      const actions = [
        {
          type: 'button',
          action_id: 'do:0',
          block_id: 'b1',
          action_ts: '1',
          value: '{"c":"summit-status","o":{"summit":"s-nowhere"}}',
        },
      ];
      const answer = await (await slack.press(alert, en.alert.status, 'UFULL', { actions })).answer();
      assert.match(answer.text, /s-nowhere/);
      assert.equal(answer.only, 'UFULL');
    });

    if (transport === 'HTTP') {
      const body = () =>
        new URLSearchParams(
          Object.entries(slack.commandPayload({ command: '/summit-mute', text: 'rumours' }).payload).map(
            ([name, value]): [string, string] => [name, String(value)],
          ),
        ).toString();
      const minutesAgo = (minutes: number) => ({
        'x-slack-request-timestamp': String(Math.floor(rig.clock.now() / 1_000) - minutes * 60),
      });

      it('a wrong signature', async () => {
        const answer = await slack.sendSigned(body(), { 'x-slack-signature': `v0=${'0'.repeat(64)}` });
        assert.deepEqual(answer, { status: 401, body: '' });
        await isLogged(/its signature is not by SLACK_SIGNING_SECRET/);
        await assertNothingChanged();
      });

      it('a request whose signature is right but whose body was changed', async () => {
        const signed = await slack.sign(body());
        const answer = await slack.sendSigned(body().replace('rumours', 'all'), signed);
        assert.equal(answer.status, 401);
        await assertNothingChanged();
      });

      it('a stale timestamp, well signed', async () => {
        for (const minutes of [6, -6]) assert.equal((await slack.sendSigned(body(), minutesAgo(minutes))).status, 401);
        await isLogged(/its timestamp is stale/);
        await assertNothingChanged();
      });

      it('a replayed request, well signed and still fresh', async () => {
        const text = body();
        const signed = slack.sign(text);
        assert.equal((await slack.sendSigned(text, signed)).status, 200);
        await until('the mute', async () => (await mutes()).length === 1);
        await (await slack.command({ command: '/summit-unmute', text: 'all' })).answer();
        assert.equal((await slack.sendSigned(text, signed)).status, 200);
        await (await slack.command({ command: '/summit-help' })).answer();
        await assertNothingChanged();
      });
    }
  });
}
