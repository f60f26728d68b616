import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { toNonce } from '../../../src/chat/discord/posts.ts';
import { type Channel, conversationWith } from '../../../src/core/alerts/subscription.ts';
import { say } from '../../../src/core/messages/message.ts';
import type { DiscordFault, LoopbackOptions } from '../../loopback/discord.ts';
import { CONVERSATION } from '../../loopback/discord-channels.ts';
import { hostileMessage } from '../hostile.ts';
import { type DiscordRig, openRig, textOf, until } from './rig.ts';

const NOW = Date.UTC(2026, 4, 4, 9, 30);
const POST = 'POST /channels/:id/messages';
const QUIET = { answer: async () => say('neutral', 'ok'), complete: async () => [] };

async function connected(
  use: (rig: DiscordRig, at: (name: keyof DiscordRig['discord']['channels']) => Channel) => Promise<void>,
  options: LoopbackOptions = {},
  timeout = 5_000,
) {
  const rig = await openRig(options, { now: () => NOW, timeout });
  try {
    await rig.chat.start([], QUIET);
    await use(rig, (name) => ({ platform: 'discord', workspace: rig.discord.guildId, id: rig.discord.channels[name] }));
  } finally {
    await rig.chat.stop();
    await rig.discord.close();
  }
}

describe('each fault of the platform has its outcome', { timeout: 60_000 }, () => {
  const error = (status: number, code: number, message = 'No'): DiscordFault => ({
    kind: 'error',
    status,
    code,
    message,
  });
  const cases: readonly (readonly [string, DiscordFault, string, number?])[] = [
    ['a rate limit of the channel', { kind: 'rate-limit', seconds: 7 }, 'later', 7_000],
    ['a rate limit of the bot', { kind: 'rate-limit', seconds: 2, global: true }, 'later', 2_000],
    ['a rate limit of Cloudflare, in HTML', { kind: 'rate-limit', seconds: 9, html: true }, 'later', 9_000],
    ['slow mode', error(400, 20016), 'later', 60_000],
    ['overload', error(403, 130000), 'later', 60_000],
    ['an internal error', { kind: 'status', status: 500, applied: false }, 'unsure'],
    ['a gateway that timed out', { kind: 'status', status: 504, applied: true }, 'unsure'],
    ['a dropped connection', { kind: 'drop', applied: false }, 'unsure'],
    ['a proxy that gave up waiting', { kind: 'status', status: 408, applied: false }, 'unsure'],
    ['a firewall', { kind: 'status', status: 403, applied: false }, 'later', 300_000],
    ['an unknown channel', error(404, 10003), 'gone'],
    ['an unknown server', error(404, 10004), 'gone'],
    ['missing access', error(403, 50001), 'gone'],
    ['a missing permission', error(403, 50013), 'gone'],
    ['a locked thread', error(400, 160005), 'gone'],
    ['an invalid body', error(400, 50035, 'Invalid Form Body'), 'refused'],
    ['a message that AutoMod blocks', error(400, 200000, 'Message was blocked by automatic moderation'), 'refused'],
  ];
  for (const [name, fault, kind, wait] of cases) {
    test(name, () =>
      connected(async ({ discord, chat, lines }, at) => {
        discord.failNext(POST, fault);
        const outcome = await chat.send(at('text'), say('talk', 'Hello'), 'key');
        assert.equal(outcome.kind, kind, JSON.stringify(outcome));
        if (outcome.kind === 'later' && wait !== undefined) {
          // The client adds a margin of 50 ms to what Discord says.
          assert.ok(outcome.at >= NOW + wait && outcome.at <= NOW + wait + 200, String(outcome.at - NOW));
        }
        if (outcome.kind === 'refused' && fault.kind === 'error') assert.ok(outcome.why.includes(fault.message));
        assert.equal(discord.requests.filter(({ route }) => route === POST).length, 1, 'one attempt');
        assert.ok(!JSON.stringify([outcome, lines]).includes(discord.token));
      }),
    );
  }

  for (const kind of ['hang', 'half-answer'] as const) {
    test(`an answer that never comes: ${kind}`, () =>
      connected(
        async ({ discord, chat }, at) => {
          discord.failNext(POST, { kind });
          assert.equal((await chat.send(at('text'), say('talk', 'Hello'), 'key')).kind, 'unsure');
          assert.equal(
            (await chat.send(at('text'), say('talk', 'Hello'), 'key')).kind,
            'sent',
            'the next is not held up',
          );
        },
        {},
        200,
      ));
  }

  test('a bot that was removed from the server', () =>
    connected(async ({ discord, chat }, at) => {
      discord.removeBot();
      assert.equal((await chat.send(at('text'), say('talk', 'Hello'), 'key')).kind, 'gone');
    }));

  test('a platform that is not there', () =>
    connected(async ({ discord, chat }, at) => {
      await discord.close();
      // A connection of the pool may not have heard yet that it was closed.
      await chat.send(at('text'), say('talk', 'Hello'), 'key');
      const outcome = await chat.send(at('text'), say('talk', 'Hello'), 'key');
      assert.ok(outcome.kind === 'later' && /not reached/.test(outcome.why), JSON.stringify(outcome));
    }));

  test('a bot that was not started, or was stopped, keeps the delivery for later', async () => {
    const { discord, chat } = await openRig();
    const to: Channel = { platform: 'discord', workspace: '1', id: '2' };
    assert.equal((await chat.send(to, say('talk', 'Hello'), 'key')).kind, 'later');
    await chat.stop();
    assert.equal((await chat.send(to, say('talk', 'Hello'), 'key')).kind, 'later');
    await discord.close();
  });

  test('the channel’s own limit is kept before Discord has to enforce it', () =>
    connected(
      async ({ discord, chat }, at) => {
        const kinds = [];
        for (const key of ['a', 'b', 'c']) kinds.push((await chat.send(at('text'), say('talk', key), key)).kind);
        assert.deepEqual(kinds, ['sent', 'sent', 'later']);
        assert.equal((await chat.send(at('announcement'), say('talk', 'd'), 'd')).kind, 'sent');
        assert.equal(discord.requests.filter(({ route }) => route === POST).length, 3, 'the third was not even tried');
      },
      { messagesPer5s: 2 },
    ));
});

describe('kinds of channels', { timeout: 30_000 }, () => {
  test('a post names nobody and carries its nonce', () =>
    connected(async ({ discord, chat }, at) => {
      await chat.send(at('text'), say('talk', 'Hello'), 'key');
      const { nonce, enforce_nonce, allowed_mentions } = discord.posted[0] ?? {};
      assert.deepEqual(
        { nonce, enforce_nonce, allowed_mentions },
        { nonce: toNonce(at('text'), 'key'), enforce_nonce: true, allowed_mentions: { parse: [] } },
      );
      assert.notEqual(toNonce(at('text'), 'key'), toNonce(at('thread'), 'key'));
    }));

  test('a thread takes posts as a channel does', () =>
    connected(async ({ discord, chat }, at) => {
      assert.equal((await chat.send(at('thread'), say('talk', 'Hello'), 'key')).kind, 'sent');
      assert.equal(discord.posted[0]?.channelId, at('thread').id);
    }));

  test('an announcement is published to those who follow the channel', () =>
    connected(async ({ discord, chat }, at) => {
      assert.equal((await chat.send(at('announcement'), say('talk', 'Hello'), 'key')).kind, 'sent');
      await until(() => discord.posted[0]?.published === true);
    }));

  test('an announcement that may not be published was sent all the same', () =>
    connected(async ({ discord, chat, lines }, at) => {
      discord.failNext('POST /channels/:id/messages/:id/crosspost', { kind: 'rate-limit', seconds: 3_000 });
      assert.equal((await chat.send(at('announcement'), say('talk', 'Hello'), 'key')).kind, 'sent');
      await until(() => lines.some(({ message }) => message.includes('not published')));
    }));

  test('a forum gets a post per title, and what follows goes into it', () =>
    connected(async ({ discord, chat }, at) => {
      assert.equal((await chat.send(at('forum'), say('talk', 'Geneva summit', 'First'), 'a')).kind, 'sent');
      const [[id = '', thread] = []] = [...discord.threads];
      assert.deepEqual(thread, { name: 'Geneva summit', parentId: at('forum').id });
      await until(() => discord.gateway.acknowledged());
      assert.equal((await chat.send(at('forum'), say('talk', 'Geneva summit', 'Second'), 'b')).kind, 'sent');
      assert.equal((await chat.send(at('forum'), say('talk', 'Vienna talks', 'Third'), 'c')).kind, 'sent');
      assert.equal(discord.threads.size, 2);
      assert.deepEqual(
        discord.posted.filter(({ channelId }) => channelId === id).map((post) => textOf(post).split('\n')[1]),
        ['First', 'Second'],
      );
    }));

  test('a forum post that was perhaps begun is not begun twice', () =>
    connected(async ({ discord, chat }, at) => {
      discord.failNext('POST /channels/:id/threads', { kind: 'drop', applied: true });
      assert.equal((await chat.send(at('forum'), say('talk', 'Geneva summit'), 'a')).kind, 'unsure');
      await until(() => discord.gateway.acknowledged());
      assert.equal((await chat.send(at('forum'), say('talk', 'Geneva summit'), 'a')).kind, 'sent');
      assert.equal(discord.posted.length, 1);
    }));
});

describe('what may have arrived', { timeout: 60_000 }, () => {
  const told = say('talk', 'A meeting @everyone', 'Its *date* is set.');

  test('is found by what it says, in either look, and only among the bot’s own', () =>
    connected(async ({ discord, chat }, at) => {
      const since = Date.now();
      assert.deepEqual(await chat.find?.(at('text'), 'key', since, told), { kind: 'absent' });
      const sent = await chat.send(at('text'), told, 'key');
      assert.ok(sent.kind === 'sent');
      const found = { kind: 'found', messageId: sent.messageId };
      assert.deepEqual(await chat.find?.(at('text'), 'key', since, told), found);
      assert.deepEqual(await chat.find?.(at('text'), 'key', since, say('talk', 'Another')), { kind: 'absent' });
      assert.deepEqual(await chat.find?.(at('announcement'), 'key', since, told), { kind: 'absent' });
      assert.equal(discord.posted.length, 1);
    }));

  test('is looked for again when Discord could not answer just then, and not where it may not be seen', () =>
    connected(async ({ discord, chat }, at) => {
      for (const fault of [
        { kind: 'drop', applied: false },
        { kind: 'status', status: 503, applied: false },
      ] as const) {
        discord.failNext('GET /channels/:id/messages', fault);
        const outcome = await chat.find?.(at('text'), 'key', NOW, told);
        assert.deepEqual({ ...outcome, why: '' }, { kind: 'later', at: NOW + 5_000, why: '' });
      }
      assert.equal((await chat.find?.(at('hidden'), 'key', NOW, told))?.kind, 'unknown');
      assert.equal((await chat.find?.(at('forum'), 'key', NOW, told))?.kind, 'unknown');
    }));
});

test('a person is written to in a conversation of their own', () =>
  connected(async ({ discord, chat }, at) => {
    const to = conversationWith('900000000000000001', at('text'));
    assert.equal((await chat.send(to, say('warning', 'Nothing can be posted'), 'k1')).kind, 'sent');
    assert.equal((await chat.send(to, say('neutral', 'Well again'), 'k2')).kind, 'sent');
    assert.deepEqual(
      discord.posted.map(({ channelId }) => channelId),
      [`${CONVERSATION}900000000000000001`, `${CONVERSATION}900000000000000001`],
    );
    assert.equal(discord.requests.filter(({ route }) => route === 'POST /users/@me/channels').length, 1);
  }));

test('the thread under a message is begun once, takes what belongs there, and is none where there can be none', () =>
  connected(async ({ discord, chat }, at) => {
    const above = await chat.send(at('text'), say('on', 'The card'), 'k0');
    assert.ok(above.kind === 'sent');
    const thread = { ...at('text'), thread: above.messageId };
    for (const key of ['k1', 'k2']) assert.equal((await chat.send(thread, say('on', `Log ${key}`), key)).kind, 'sent');
    assert.deepEqual(
      discord.posted.map(({ channelId }) => channelId),
      [discord.channels.text, above.messageId, above.messageId],
    );
    assert.equal(discord.threads.get(above.messageId)?.parentId, discord.channels.text);
    assert.equal(discord.requests.filter(({ route }) => route.endsWith('/threads')).length, 1);

    const inThread = { ...at('text'), id: above.messageId };
    const nested = await chat.send(inThread, say('on', 'A card in a thread'), 'k3');
    assert.ok(nested.kind === 'sent');
    assert.equal((await chat.send({ ...inThread, thread: nested.messageId }, say('on', 'Log'), 'k4')).kind, 'refused');
  }));

test('whatever it says, in a forum and in a thread it is taken and calls nobody', () =>
  connected(async ({ discord, chat }, at) => {
    const above = await chat.send(at('text'), say('on', 'The card'), 'above');
    assert.ok(above.kind === 'sent');
    const places = [at('forum'), { ...at('text'), thread: above.messageId }];
    await fc.assert(
      fc.asyncProperty(hostileMessage, fc.uuid(), async (message, key) => {
        // No bot may ask more than fifty times a second, and a forum is asked several times.
        await new Promise((resolve) => setTimeout(resolve, 150));
        for (const [index, place] of places.entries()) {
          const sent = await chat.send(place, message, `${key}-${index}`);
          assert.equal(sent.kind, 'sent', JSON.stringify(sent));
          const { allowed_mentions: allowed, content } = discord.posted.at(-1) ?? {};
          assert.deepEqual([allowed?.parse, allowed?.roles ?? [], content ?? ''], [[], [], '']);
        }
      }),
      { numRuns: 30, endOnFailure: true },
    );
  }));
