// Messages of components: posted where the channel chose them, edited as what they are, within every limit.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { renderComponentsPost } from '../../../src/chat/discord/components.ts';
import type { Look } from '../../../src/core/alerts/channel-settings.ts';
import type { Channel } from '../../../src/core/alerts/subscription.ts';
import { type Message, say } from '../../../src/core/messages/message.ts';
import { publishedFault } from '../../loopback/discord-published.ts';
import { type Json, readMessage } from '../../loopback/discord-rules.ts';
import { type DiscordRig, openRig, textOf } from './rig.ts';

const QUIET = { answer: async () => say('neutral', 'ok'), complete: async () => [] };
const V2 = 1 << 15;
const CARD: Message = {
  ...say('on', 'Geneva', 'It is on'),
  url: 'https://news.example/a_(b)',
  fields: [{ name: 'Where', value: 'Geneva', inline: true }],
  sections: [{ heading: 'Changed', lines: ['one', 'two'] }],
  footer: 'This channel follows all',
  actions: [{ label: 'Status', command: 'summit-status', options: { summit: 'geneva' } }],
};

async function looking(first: Look, use: (rig: DiscordRig, to: Channel, turn: (look: Look) => void) => Promise<void>) {
  let look = first;
  const rig = await openRig({}, { lookOf: async () => look });
  try {
    await rig.chat.start([], QUIET);
    const to: Channel = { platform: 'discord', workspace: rig.discord.guildId, id: rig.discord.channels.text };
    await use(rig, to, (next) => {
      look = next;
    });
  } finally {
    await rig.chat.stop();
    await rig.discord.close();
  }
}

describe('the look of messages', { timeout: 60_000 }, () => {
  test('of components: one container with all that was said, and neither content nor embeds', () =>
    looking('components', async ({ chat, discord }, to) => {
      assert.equal((await chat.send(to, { ...CARD, pings: ['200000000000000001'] }, 'a')).kind, 'sent');
      const [posted] = discord.posted;
      assert.deepEqual([posted?.flags, posted?.content, posted?.embeds], [V2, undefined, undefined]);
      for (const said of [
        'Geneva',
        'It is on',
        'Where',
        'Changed',
        'two',
        'This channel follows all',
        '<@&200000000000000001>',
      ]) {
        assert.ok(textOf(posted).includes(said), said);
      }
      assert.deepEqual(posted?.allowed_mentions, { parse: [], roles: ['200000000000000001'] });
    }));

  for (const [was, is] of [
    ['components', 'embeds'],
    ['embeds', 'components'],
  ] as const) {
    test(`a message of ${was} is edited as such in a channel that chose ${is} since, also by the next process`, async () =>
      looking(was, async ({ chat, discord }, to, turn) => {
        const sent = await chat.send(to, CARD, 'a');
        const id = sent.kind === 'sent' ? sent.messageId : '';
        turn(is);
        assert.equal((await chat.edit?.(to, id, { ...CARD, title: 'Geneva, later' }))?.kind, 'sent');
        const next = await openRig({}, { apiUrl: discord.apiUrl, token: discord.token, lookOf: async () => is });
        await next.chat.start([], QUIET);
        assert.equal((await next.chat.edit?.(to, id, { ...CARD, title: 'Geneva, much later' }))?.kind, 'sent');
        await next.chat.stop();
        await next.discord.close();
        assert.match(textOf(discord.posted[0]), /Geneva, much later/);
        assert.equal((discord.posted[0]?.flags ?? 0) & V2, was === 'components' ? V2 : 0);
      }));
  }

  test('any message of components keeps to Discord’s limits and description', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.constant('word '.repeat(900)),
      fc.constant('*_`@everyone'),
    );
    const message: fc.Arbitrary<Message> = fc.record({
      tone: fc.constantFrom('talk', 'on', 'fault'),
      title: text,
      paragraphs: fc.array(text, { maxLength: 8 }),
      fields: fc.array(fc.record({ name: text, value: text }), { maxLength: 30 }),
      sections: fc.array(fc.record({ heading: text, lines: fc.array(text, { maxLength: 30 }) }), { maxLength: 6 }),
      footer: text,
      actions: fc.array(
        fc.record({
          label: text,
          command: fc.constant('summit-status'),
          options: fc.record({ summit: fc.string({ maxLength: 120 }) }),
        }),
        { maxLength: 40 },
      ),
      pings: fc.constant(Array.from({ length: 12 }, (_, n) => `2000000000000000${10 + n}`)),
    });
    fc.assert(
      fc.property(message, (each) => {
        const body: Json = JSON.parse(JSON.stringify(renderComponentsPost(each)));
        const read = readMessage(body);
        assert.ok(!('refused' in read), JSON.stringify(read));
        assert.equal(publishedFault('POST', '/channels/1/messages', body), undefined);
        assert.ok(!JSON.stringify(body).includes('@everyone'));
      }),
    );
  });
});
