// Two shards in processes of their own, under discord.js's manager: whoever hears a command, one process knows the answer.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ChatRefused, type CommandCall, type CommandSpec } from '../../../src/chat/chat.ts';
import type { Channel } from '../../../src/core/alerts/subscription.ts';
import { say } from '../../../src/core/messages/message.ts';
import { guildOfShard, type LoopbackOptions, manager } from '../../loopback/discord.ts';
import { type DiscordRig, openRig, textOf, until } from './rig.ts';

const SPECS: readonly CommandSpec[] = [
  {
    name: 'summit-help',
    description: 'What there is',
    options: [{ name: 'of', description: 'What', required: false, type: 'text', complete: true }],
    manages: false,
  },
];
/** Of the second shard of two. */
const ELSEWHERE = guildOfShard(1);

async function sharded(
  use: (rig: DiscordRig, calls: readonly CommandCall[]) => Promise<void>,
  options: LoopbackOptions = {},
): Promise<void> {
  const rig = await openRig({ shards: 2, ...options });
  const calls: CommandCall[] = [];
  try {
    await rig.chat.start(SPECS, {
      answer: async (call) => {
        calls.push(call);
        return say('neutral', `Answer ${calls.length} of ${process.pid}`);
      },
      complete: async (_call, _option, typed) => [{ name: `${typed} of ${process.pid}`, value: typed }],
    });
    await use(rig, calls);
    assert.ok(!JSON.stringify(rig.lines).includes(rig.discord.token), 'no line shows the token');
    await rig.chat.stop();
    // What a killed process held open closes a moment after it.
    await until(() => rig.discord.gateway.connected === 0);
  } finally {
    await rig.chat.stop();
    await rig.discord.close();
  }
}

function pidIn(context: unknown): readonly number[] {
  const told = typeof context === 'object' && context !== null && 'pid' in context ? context.pid : undefined;
  return typeof told === 'number' ? [told] : [];
}

function typedElsewhere({ discord }: DiscordRig) {
  const member = {
    user: { id: '903', username: 'mo', discriminator: '0', avatar: null },
    roles: [],
    joined_at: '2026-01-01T00:00:00Z',
    permissions: '0',
    deaf: false,
    mute: false,
    flags: 0,
  };
  return discord.interact({
    type: 2,
    guild_id: ELSEWHERE,
    channel_id: '4711',
    channel: { id: '4711', type: 0 },
    member,
    locale: 'en-GB',
    context: 0,
    app_permissions: '0',
    data: { id: '1', name: 'summit-help', type: 1, options: [] },
  });
}

describe('two shards', { timeout: 90_000, concurrency: 2 }, () => {
  test('each answers its own servers, from one process; commands are registered once; posts need no shard', () =>
    sharded(async (rig, calls) => {
      const { discord, chat } = rig;
      assert.deepEqual([discord.gateway.identified, discord.gateway.connected], [2, 2]);
      const here = await discord.type('summit-help', {}, { person: manager });
      const there = await typedElsewhere(rig);
      assert.match(textOf(here.message), new RegExp(`Answer 1 of ${process.pid}`));
      assert.match(textOf(there.message), new RegExp(`Answer 2 of ${process.pid}`));
      assert.deepEqual(
        calls.map(({ channel }) => channel.workspace),
        [discord.guildId, ELSEWHERE],
      );
      const offered = await discord.suggest('summit-help', { name: 'of', typed: 'all' }, { person: manager });
      assert.deepEqual(offered.choices, [{ name: `all of ${process.pid}`, value: 'all' }]);
      assert.equal(discord.requests.filter(({ route }) => route === 'PUT /applications/:id/commands').length, 1);
      const to = (id: string): Channel => ({ platform: 'discord', workspace: discord.guildId, id });
      assert.equal((await chat.send(to(discord.channels.text), say('talk', 'Hello'), 'a')).kind, 'sent');
      assert.equal((await chat.send(to(discord.channels.forum), say('talk', 'A post'), 'b')).kind, 'sent');
      assert.equal(discord.threads.size, 1, 'the forum is known from the shard that has it');
      assert.equal((await chat.send(to(discord.channels.announcement), say('talk', 'News'), 'c')).kind, 'sent');
      await until(() => discord.posted.some(({ published }) => published === true));
      chat.present?.('Next: Geneva');
      await until(
        () => discord.gateway.presences.filter((each) => JSON.stringify(each).includes('Geneva')).length === 2,
      );
    }));

  test('each must be connected, and comes back by itself', () =>
    sharded(async (rig) => {
      const { gateway } = rig.discord;
      gateway.refuseWith({ status: 503, after: 1 });
      gateway.closeAll(1006);
      await until(() => gateway.resumed === 1 && gateway.refused > 0 && rig.chat.health().state === 'connecting');
      gateway.refuseWith(undefined);
      await until(() => rig.chat.health().state === 'connected');
      assert.equal(gateway.resumed, 2);
    }));

  test('a shard whose process is killed is begun anew, and answers again', () =>
    sharded(async (rig) => {
      const [pid, other] = rig.lines.flatMap(({ context }) => pidIn(context));
      assert.ok(pid !== undefined && other !== undefined && pid !== other);
      process.kill(pid, 'SIGKILL');
      await until(() => rig.chat.health().state === 'connecting');
      await until(() => rig.chat.health().state === 'connected');
      const answered = await rig.discord.type('summit-help', {}, { person: manager });
      assert.match(textOf(answered.message), /Answer/);
      assert.match(textOf((await typedElsewhere(rig)).message), /Answer/);
    }));

  test('a shard that hears nothing any more is ended with the rest', async () => {
    const pids: number[] = [];
    await sharded(async (rig) => {
      pids.push(...rig.lines.flatMap(({ context }) => pidIn(context)));
      process.kill(pids[0] ?? 0, 'SIGSTOP');
    });
    assert.equal(pids.length, 2);
    for (const pid of pids) assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  });

  test('a server that takes the bot out is heard of', () =>
    sharded(async ({ discord, chat }) => {
      const told: string[] = [];
      chat.onMembership?.(({ workspace, state }) => told.push(`${workspace} ${state}`));
      discord.removeBot();
      await until(() => told.length === 1);
      discord.takeBackBot();
      await until(() => told.length === 2);
      assert.deepEqual(told, [`${discord.guildId} out`, `${discord.guildId} in`]);
    }));

  for (const code of [4004, 4014]) {
    test(`refused later with ${code}: fatal, once, in one line`, () =>
      sharded(async ({ discord, chat }) => {
        const told: string[] = [];
        chat.onFatal((why) => told.push(why));
        discord.gateway.closeAll(code);
        await until(() => told.length > 0);
        assert.equal(chat.health().state, 'fatal');
        assert.match(told[0] ?? '', code === 4004 ? /DISCORD_TOKEN/ : /not privileged/);
        assert.equal(told.length, 1);
      }));
  }

  test('refused at the start: the start is', async () => {
    const rig = await openRig({ shards: 2 });
    rig.discord.gateway.refuseWith({ close: 4014 });
    const quiet = { answer: async () => say('neutral', ''), complete: async () => [] };
    await assert.rejects(rig.chat.start(SPECS, quiet), ChatRefused);
    await rig.chat.stop();
    await rig.discord.close();
  });
});
