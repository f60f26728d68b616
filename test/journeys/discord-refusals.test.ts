// What must not get through on Discord: interactions of servers and applications that are not ours, buttons that were made up
// or whose message is gone, people and bots without the right. Each is refused with a sentence, and logged without secrets.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { en } from '../../src/core/messages/words/en.ts';
import { textOf } from '../chat/discord/rig.ts';
import { type LoopbackDiscord, manager, type Person, type Posted, plainMember } from '../loopback/discord.ts';
import { openDiscordPlatform } from './platforms.ts';
import { openRig, type Rig } from './rig.ts';
import { until } from './until.ts';

const READER: Person = { ...plainMember, locale: 'en-GB' };

describe('Discord refuses', { concurrency: false }, () => {
  let rig: Rig;
  let discord: LoopbackDiscord;
  let alert: Posted;

  before(async () => {
    rig = await openRig(async (now) => {
      const platform = await openDiscordPlatform(now);
      discord = platform.discord;
      return platform;
    });
    await rig.start();
    await rig.platform.type('summit-subscribe', { topic: 'trump-putin', alerts: 'changes' });
    await rig.untilPosted(1);
    await rig.news('2025-08-08T22:20Z', 'bulletin', {
      slug: 'alaska',
      title: 'Trump says he will meet Putin in Alaska on Friday, August 15',
      summary:
        'The President of the United States announced the place and the day of the meeting with the President of Russia.',
    });
    const post = discord.posted.at(-1);
    assert.ok(post);
    alert = post;
  });
  after(async () => {
    assert.doesNotMatch(rig.logged.join('\n'), /interaction-token|Loopba\.ck|\/webhooks\/|\/interactions\//);
    await rig.close();
  });

  const isLogged = (why: RegExp) => until(`${why} in the log`, () => rig.logged.some((line) => why.test(line)));

  async function assertNothingChanged(): Promise<void> {
    assert.deepEqual(await rig.store().mutes.ofChannel(rig.platform.channel('news'), rig.clock.now()), []);
    assert.deepEqual(
      (await rig.store().subscriptions.list()).map(({ topic }) => topic),
      ['trump-putin'],
    );
    assert.equal(await rig.store().facts.get('retractions'), undefined);
    assert.deepEqual(await rig.newPosts(), []);
  }

  function muting(changed: Readonly<Record<string, string>>) {
    const user = { id: '901', username: 'mara', discriminator: '0', avatar: null };
    const member = {
      user,
      roles: [],
      joined_at: '2026-01-01T00:00:00Z',
      permissions: '8',
      deaf: false,
      mute: false,
      flags: 0,
    };
    return discord.interact({
      type: 2,
      guild_id: discord.guildId,
      channel_id: discord.channels.text,
      channel: { id: discord.channels.text, type: 0 },
      member,
      locale: 'en-GB',
      context: 0,
      app_permissions: '0',
      data: { id: '1', name: 'summit-mute', type: 1, options: [{ name: 'what', type: 3, value: 'rumours' }] },
      ...changed,
    });
  }

  for (const [whose, changed, why] of [
    ['server', { guild_id: '4711' }, /it is of a server that has not this bot in/],
    ['application', { application_id: '4711' }, /it is for another application/],
  ] as const) {
    it(`an interaction of another ${whose}`, async () => {
      const answer = await muting(changed);
      assert.deepEqual([answer.ephemeral, answer.type], [true, 4]);
      assert.match(textOf(answer.message), /I am not in this server/);
      await isLogged(why);
      await assertNothingChanged();
    });
  }

  it('what somebody does who may not manage the channel, by button or by command', async () => {
    for (const label of [en.alert.mute, en.alert.muteWeek, en.alert.wrong]) {
      const pressed = await discord.press(alert.id, label, { person: READER });
      assert.ok(pressed.ephemeral);
      assert.match(textOf(pressed.message), /Only people who may manage this channel/);
    }
    for (const [command, options] of [
      ['summit-wrong', { what: 'alaska', how: 'stage' }],
      ['summit-settings', { look: 'components' }],
    ] as const) {
      const typed = await discord.type(command, options, { person: READER });
      assert.match(textOf(typed.message), /Only people who may manage this channel/);
    }
    const read = await discord.press(alert.id, en.alert.status, { person: READER });
    assert.match(textOf(read.message), /Alaska/);
    await assertNothingChanged();
  });

  it('to follow a topic where the bot may not write, and names what it lacks', async () => {
    const view = 1n << 10n;
    const answer = await discord.type('summit-subscribe', { topic: 'ministers' }, { person: manager, bot: view });
    assert.match(textOf(answer.message), /Send Messages/);
    assert.match(textOf(answer.message), /Embed Links/);
    await assertNothingChanged();
  });

  it('a button that was made up, with a sentence', async () => {
    const made = ['sw1:summit-nothing', 'sw1:summit-mute&who=x', 'sw0:summit-mute&what=rumours', 'x'];
    for (const id of made) {
      const answer = await discord.press(alert.id, en.alert.status, { person: manager, customId: id });
      assert.match(textOf(answer.message), /older version/);
    }
    await isLogged(/this version does not know/);
    await assertNothingChanged();
  });

  it('a button of a meeting that is known no more, with a sentence', async () => {
    const customId = 'sw1:summit-status&summit=s-nowhere';
    const answer = await discord.press(alert.id, en.alert.status, { person: manager, customId });
    assert.match(textOf(answer.message), /No meeting and no topic is called “s-nowhere”/);
    const wrong = await discord.press(alert.id, en.alert.status, {
      person: manager,
      customId: 'sw1:summit-wrong&what=s-nowhere%26#1&how=stage',
    });
    assert.match(textOf(wrong.message), /No message or story was found/);
    await assertNothingChanged();
  });

  it('nobody who presses a button of a message that is gone: the answer comes all the same, to them alone', async () => {
    const pressing = discord.press(alert.id, en.alert.status, { person: READER });
    discord.takeOut(alert.id);
    const answer = await pressing;
    assert.ok(answer.ephemeral);
    assert.match(textOf(answer.message), /Alaska/);
    await assertNothingChanged();
  });
});
