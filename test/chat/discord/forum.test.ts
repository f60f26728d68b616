// Forums as people see them: a post for each meeting, its tag the stage; archived, locked, deleted and half-begun posts.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { keepsakesInMemory } from '../../../src/chat/discord/forum.ts';
import type { Channel } from '../../../src/core/alerts/subscription.ts';
import { type Message, say } from '../../../src/core/messages/message.ts';
import { type DiscordRig, openRig, textOf } from './rig.ts';

const QUIET = { answer: async () => say('neutral', 'ok'), complete: async () => [] };
const START = 'POST /channels/:id/threads';

function told(title: string, stage: string, summit = 'geneva'): Message {
  return { ...say('talk', title, title), about: { summit, name: `Meeting in ${summit}`, stage } };
}

async function inForum(use: (rig: DiscordRig, forum: Channel) => Promise<void>, keepsakes = keepsakesInMemory()) {
  const rig = await openRig({}, { keepsakes });
  try {
    await rig.chat.start([], QUIET);
    await use(rig, { platform: 'discord', workspace: rig.discord.guildId, id: rig.discord.channels.forum });
  } finally {
    await rig.chat.stop();
    await rig.discord.close();
  }
}

function tagsOf({ discord }: DiscordRig, threadId: string): readonly (string | undefined)[] {
  const borne = discord.threads.get(threadId)?.tags ?? [];
  return borne.map((id) => discord.forum.tags.find((tag) => tag.id === id)?.name);
}

describe('a forum', { timeout: 60_000 }, () => {
  test('has a post for each meeting, whatever its messages are called, tagged by the stage as it moves on', () =>
    inForum(async (rig, forum) => {
      const { chat, discord } = rig;
      await chat.send(forum, told('Announced', 'announced'), 'a');
      await chat.send(forum, told('On again', 'confirmed'), 'b');
      await chat.send(forum, told('Elsewhere', 'announced', 'vienna'), 'c');
      const [first = '', second = ''] = discord.threads.keys();
      assert.equal(discord.threads.size, 2);
      assert.deepEqual(
        [...discord.threads.values()].map(({ name }) => name),
        ['Meeting in geneva', 'Meeting in vienna'],
      );
      assert.deepEqual([tagsOf(rig, first), tagsOf(rig, second)], [['confirmed'], ['announced']]);
      assert.deepEqual(
        discord.forum.tags.map(({ name }) => name),
        ['announced', 'confirmed'],
      );
      assert.equal(discord.posted.filter(({ channelId }) => channelId === first).length, 2);
    }));

  test('remembers its posts through a restart', async () => {
    const keepsakes = keepsakesInMemory();
    const rig = await openRig({}, { keepsakes });
    const forum: Channel = { platform: 'discord', workspace: rig.discord.guildId, id: rig.discord.channels.forum };
    await rig.chat.start([], QUIET);
    await rig.chat.send(forum, told('One', 'announced'), 'a');
    await rig.chat.stop();
    const again = await openRig({}, { keepsakes, apiUrl: rig.discord.apiUrl, token: rig.discord.token });
    await again.chat.start([], QUIET);
    await again.chat.send(forum, told('Two', 'announced'), 'b');
    assert.deepEqual([rig.discord.threads.size, rig.discord.posted.length], [1, 2]);
    await again.chat.stop();
    await rig.discord.close();
    await again.discord.close();
  });

  test('keeps other tags of a post, at most five in all', () =>
    inForum(async (rig, forum) => {
      const { chat, discord } = rig;
      discord.forum.tags = ['a', 'b', 'c', 'd', 'Announced'].map((name, n) => ({
        id: `${n + 1}`,
        name,
        moderated: false,
      }));
      await chat.send(forum, told('One', 'announced'), 'a');
      const [post = ''] = discord.threads.keys();
      assert.deepEqual(tagsOf(rig, post), ['Announced'], 'found, not made again');
      discord.tagThread(post, ['1', '2', '3', '4', '5']);
      await chat.send(forum, told('Two', 'held'), 'b');
      assert.deepEqual(tagsOf(rig, post), ['held', 'a', 'b', 'c', 'd']);
    }));

  test('with twenty tags gets no further one, and one that demands a tag gets any', () =>
    inForum(async (rig, forum) => {
      const { chat, discord } = rig;
      discord.forum.tags = Array.from({ length: 20 }, (_, n) => ({
        id: `${n + 1}`,
        name: `t${n}`,
        moderated: n === 0,
      }));
      discord.forum.needsTag = true;
      assert.equal((await chat.send(forum, told('One', 'announced'), 'a')).kind, 'sent');
      const [post = ''] = discord.threads.keys();
      assert.deepEqual(tagsOf(rig, post), ['t1'], 'the first that anybody may set');
      assert.equal(discord.forum.tags.length, 20);
    }));

  test('where the bot may make no tags takes posts without, and is not asked again', () =>
    inForum(async (rig, forum) => {
      const { chat, discord } = rig;
      discord.forum.mayMakeTags = false;
      assert.equal((await chat.send(forum, told('One', 'announced'), 'a')).kind, 'sent');
      assert.equal((await chat.send(forum, told('Two', 'held', 'vienna'), 'b')).kind, 'sent');
      assert.equal(discord.requests.filter(({ route }) => route === 'PATCH /channels/:id').length, 1);
    }));

  for (const how of ['locked', 'deleted'] as const) {
    test(`begins a new post where the former was ${how}`, () =>
      inForum(async ({ chat, discord }, forum) => {
        await chat.send(forum, told('One', 'announced'), 'a');
        const [post = ''] = discord.threads.keys();
        discord.closeThread(post, how);
        assert.equal((await chat.send(forum, told('Two', 'announced'), 'b')).kind, 'sent');
        assert.equal(discord.posted.at(-1)?.channelId === post, false);
        assert.equal((await chat.send(forum, told('Three', 'announced'), 'c')).kind, 'sent');
        assert.equal(discord.posted.at(-1)?.channelId, discord.posted.at(-2)?.channelId);
      }));
  }

  test('an archived post is opened again, for a message and for an edit', () =>
    inForum(async ({ chat, discord }, forum) => {
      const sent = await chat.send(forum, told('One', 'announced'), 'a');
      const [post = ''] = discord.threads.keys();
      discord.closeThread(post, 'archived');
      const edited = await chat.edit?.(
        forum,
        sent.kind === 'sent' ? sent.messageId : '',
        told('One, later', 'announced'),
      );
      assert.equal(edited?.kind, 'sent');
      assert.match(textOf(discord.posted[0]), /One, later/);
      discord.closeThread(post, 'archived');
      assert.equal((await chat.send(forum, told('Two', 'announced'), 'b')).kind, 'sent');
      assert.deepEqual([discord.threads.size, discord.threads.get(post)?.archived], [1, undefined]);
    }));

  test('a message within a post is edited there', () =>
    inForum(async ({ chat, discord }, forum) => {
      await chat.send(forum, told('One', 'announced'), 'a');
      const second = await chat.send(forum, told('Two', 'announced'), 'b');
      const edited = await chat.edit?.(
        forum,
        second.kind === 'sent' ? second.messageId : '',
        told('Two, later', 'announced'),
      );
      assert.equal(edited?.kind, 'sent');
      assert.deepEqual(
        discord.posted.map((each) => textOf(each).includes('later')),
        [false, true],
      );
    }));

  test('two messages at once begin one post', () =>
    inForum(async ({ chat, discord }, forum) => {
      await Promise.all(['a', 'b', 'c'].map((key) => chat.send(forum, told(key, 'announced'), key)));
      assert.deepEqual([discord.threads.size, discord.posted.length], [1, 3]);
    }));

  test('a post whose beginning nobody confirmed is found by the next process, and its message not repeated', async () => {
    const keepsakes = keepsakesInMemory();
    const rig = await openRig({}, { keepsakes });
    const forum: Channel = { platform: 'discord', workspace: rig.discord.guildId, id: rig.discord.channels.forum };
    await rig.chat.start([], QUIET);
    rig.discord.failNext(START, { kind: 'drop', applied: true });
    assert.equal((await rig.chat.send(forum, told('One', 'announced'), 'a')).kind, 'unsure');
    await rig.chat.stop();
    const again = await openRig({}, { keepsakes, apiUrl: rig.discord.apiUrl, token: rig.discord.token });
    await again.chat.start([], QUIET);
    assert.equal((await again.chat.send(forum, told('One', 'announced'), 'a')).kind, 'sent');
    assert.deepEqual([rig.discord.threads.size, rig.discord.posted.length], [1, 1]);
    await again.chat.stop();
    await rig.discord.close();
    await again.discord.close();
  });
});
