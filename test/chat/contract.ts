// What every chat platform must do, told once: `Chat` is run by each adapter's test against a loopback platform.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { type Chat, ChatRefused, type Choice, type CommandCall, type CommandSpec } from '../../src/chat/chat.ts';
import type { Channel, Platform } from '../../src/core/alerts/subscription.ts';
import { type Message, say } from '../../src/core/messages/message.ts';
import { hostileMessage } from './hostile.ts';

/** How the platform treats the next post into a channel. `taken` and `not taken`: whether it is shown in spite of the fault. */
export type PostFault =
  | 'rate limited for 30 s'
  | 'server error, not taken'
  | 'server error, taken'
  | 'connection dropped, taken';

/** A loopback platform with one bot in one workspace, and people who use it. All state is fresh for each rig. */
export type ChatRig = {
  /** Not yet started. */
  readonly chat: Chat;
  /** A channel the bot may post in. */
  readonly channel: Channel;
  /** A channel that was deleted, and one the bot may not post in. */
  readonly deletedChannel: Channel;
  readonly forbiddenChannel: Channel;
  /** Everything readable in each post of `channel`, markup included, oldest first. */
  posts(): readonly string[];
  /** Whom each post of `channel` calls, oldest first; in the platform's own terms. */
  called(): readonly (readonly string[])[];
  /** A role or user group of the workspace. */
  readonly role: string;
  failNextPost(fault: PostFault): void;
  /** From now on the platform refuses the bot's token. */
  revokeToken(): void;
  /** Types the command in `channel` and waits for what the author alone then sees. `manager`: may manage the channel. */
  type(command: string, options: Readonly<Record<string, string>>, who: 'manager' | 'member'): Promise<string>;
  /** Presses the button with this label on the newest post; as `type`. */
  press(label: string, who: 'manager' | 'member'): Promise<string>;
  close(): Promise<void>;
};

/** What differs between platforms for the suite. */
export type ChatDriver = {
  readonly platform: Platform;
  open(now: () => number): Promise<ChatRig>;
  /** The platform has a key for posts, so that repeating an unsure one shows it once. */
  readonly repeatsAreFolded: boolean;
  /** What would ping somebody here, if it stood in a post. */
  readonly ping: RegExp;
};

const SPECS: readonly CommandSpec[] = [
  {
    name: 'summit-status',
    description: 'Where a summit stands',
    manages: false,
    options: [
      { name: 'summit', description: 'Which summit', required: false, type: 'text', complete: true },
      { name: 'as-of', description: 'On which day', required: false, type: 'text' },
    ],
  },
  {
    name: 'summit-mute',
    description: 'Silence something for a while',
    manages: true,
    options: [
      { name: 'what', description: 'What to silence', required: true, type: 'text' },
      { name: 'for', description: 'How long', required: false, type: 'text' },
    ],
  },
];

const NOW = Date.UTC(2026, 4, 4, 9, 30);
/** SUMMIT_WATCH_FUZZ=5000 looks longer. */
const HOSTILE_MESSAGES = Number(process.env['SUMMIT_WATCH_FUZZ'] ?? 60);

export function chatContract(driver: ChatDriver): void {
  describe(`${driver.platform}: what every chat platform does`, { timeout: 60_000 + HOSTILE_MESSAGES * 300 }, () => {
    const calls: CommandCall[] = [];
    let answer: (call: CommandCall) => Promise<Message> = async () => say('neutral', 'Nothing to say');
    let rig: ChatRig;

    const start = (chat: Chat) =>
      chat.start(SPECS, {
        answer: (call) => {
          calls.push(call);
          return answer(call);
        },
        complete: async (): Promise<readonly Choice[]> => [],
      });

    before(async () => {
      rig = await driver.open(() => NOW);
      await start(rig.chat);
    });
    after(async () => {
      await rig.chat.stop();
      await rig.close();
    });

    test('is connected once started', () => {
      assert.equal(rig.chat.platform, driver.platform);
      assert.equal(rig.chat.health().state, 'connected');
    });

    test('a message is posted once, with its title, text, fields, sections and footer', async () => {
      const count = rig.posts().length;
      const outcome = await rig.chat.send(rig.channel, FULL, 'key-full');
      assert.equal(outcome.kind, 'sent');
      assert.ok(outcome.kind === 'sent' && outcome.messageId.length > 0);
      const shown = rig.posts().slice(count);
      assert.equal(shown.length, 1);
      for (const part of [
        'Talks in Geneva',
        'Both sides',
        'Venue',
        'Palais',
        'Reactions',
        'Kyiv welcomes',
        'Three sources',
      ]) {
        assert.ok(shown[0]?.includes(part), `${part} is missing in: ${shown[0]}`);
      }
      assert.ok(shown[0]?.includes('https://example.org/geneva'));
    });

    test('text from feeds pings nobody', async () => {
      const hostile = say('talk', '@everyone look', 'Hear <!channel> and <@U123> and <@&77> @here');
      assert.equal((await rig.chat.send(rig.channel, hostile, 'key-ping')).kind, 'sent');
      assert.doesNotMatch(rig.posts().at(-1) ?? '', driver.ping);
    });

    test('a role is called when the message names it, and nobody else ever is', async () => {
      const message = { ...say('talk', 'Cancelled', '@everyone <@&77> <!channel>'), pings: [rig.role, rig.role] };
      assert.equal((await rig.chat.send(rig.channel, message, 'key-role')).kind, 'sent');
      assert.deepEqual(rig.called().at(-1), [rig.role]);
      const forged = ['everyone', '@everyone', '<!channel>', '<@&77>', 'U123', `${rig.role}> <!here`, ''];
      assert.equal((await rig.chat.send(rig.channel, { ...message, pings: forged }, 'key-forged')).kind, 'sent');
      assert.deepEqual(rig.called().at(-1), []);
    });

    test('a message is edited in its place, and an edit calls nobody', async () => {
      const sent = await rig.chat.send(rig.channel, say('talk', 'Where it stands', 'In Geneva'), 'key-edit');
      assert.ok(sent.kind === 'sent');
      const count = rig.posts().length;
      const now = { ...say('on', 'Where it stands', 'In Oslo @everyone <!channel>'), pings: [rig.role] };
      assert.deepEqual(await rig.chat.edit?.(rig.channel, sent.messageId, now), sent);
      assert.equal(rig.posts().length, count);
      assert.match(rig.posts().at(-1) ?? '', /In Oslo/);
      assert.doesNotMatch(rig.posts().at(-1) ?? '', /Geneva/);
      assert.deepEqual(rig.called().at(-1), []);
    });

    test('a message that is no more cannot be edited, nor one in a channel that is gone', async () => {
      const edit = (channel: Channel) => rig.chat.edit?.(channel, '99999', say('on', 'Anybody?'));
      assert.equal((await edit(rig.channel))?.kind, 'refused');
      assert.equal((await edit(rig.deletedChannel))?.kind, 'gone');
    });

    test('a message is pinned where the bot may, and where it may not nothing is lost', async () => {
      const sent = await rig.chat.send(rig.channel, say('talk', 'Keep this'), 'key-pin');
      assert.ok(sent.kind === 'sent');
      assert.equal(await rig.chat.pin?.(rig.channel, sent.messageId), true);
      assert.equal(await rig.chat.pin?.(rig.deletedChannel, sent.messageId), false);
      assert.equal(rig.chat.health().state, 'connected');
    });

    test('a message far over the limits is cut, and sent', async () => {
      const lines = Array.from({ length: 200 }, (_, n) => `Report ${n} ${'words and more words '.repeat(20)}`);
      const huge: Message = {
        ...say('talk', 'T'.repeat(5_000), 'long '.repeat(20_000)),
        fields: Array.from({ length: 60 }, (_, n) => ({
          name: `Name ${n} `.repeat(300),
          value: 'value '.repeat(2_000),
        })),
        sections: Array.from({ length: 20 }, (_, n) => ({ heading: `Heading ${n} `.repeat(100), lines })),
        footer: 'foot '.repeat(3_000),
        actions: Array.from({ length: 60 }, (_, n) => ({
          label: `Button ${n} `.repeat(50),
          command: 'summit-status',
          options: { summit: `id-${n}` },
        })),
      };
      assert.equal((await rig.chat.send(rig.channel, huge, 'key-huge')).kind, 'sent');
      assert.match(rig.posts().at(-1) ?? '', /…/);
    });

    /** A bot and a platform that no other test has used up. */
    async function withFresh(use: (fresh: ChatRig) => Promise<void>): Promise<void> {
      const fresh = await driver.open(() => NOW);
      try {
        await use(fresh);
      } finally {
        await fresh.chat.stop();
        await fresh.close();
      }
    }

    test('whatever stands in a message, sent or edited, it is taken and calls nobody', () =>
      withFresh(async (fresh) => {
        await start(fresh.chat);
        await fc.assert(
          fc.asyncProperty(hostileMessage, hostileMessage, fc.uuid(), async (first, second, key) => {
            // No bot may ask more than fifty times a second.
            await new Promise((resolve) => setTimeout(resolve, 50));
            const sent = await fresh.chat.send(fresh.channel, first, key);
            assert.ok(sent.kind === 'sent', JSON.stringify(sent));
            assert.deepEqual(fresh.called().at(-1), []);
            assert.deepEqual(await fresh.chat.edit?.(fresh.channel, sent.messageId, second), sent);
            assert.deepEqual(fresh.called().at(-1), []);
          }),
          { numRuns: HOSTILE_MESSAGES, endOnFailure: true },
        );
      }));

    test('a rate limit is an outcome with the time the platform named', () =>
      withFresh(async (fresh) => {
        await start(fresh.chat);
        fresh.failNextPost('rate limited for 30 s');
        const outcome = await fresh.chat.send(fresh.channel, say('talk', 'Slowly'), 'key-slow');
        assert.ok(outcome.kind === 'later', outcome.kind);
        assert.ok(outcome.at >= NOW + 29_000 && outcome.at <= NOW + 33_000, String(outcome.at - NOW));
        assert.equal(fresh.posts().length, 0);
      }));

    for (const fault of ['server error, not taken', 'server error, taken', 'connection dropped, taken'] as const) {
      test(`${fault}: one attempt, and the outcome says that it is unsure`, () =>
        withFresh(async (fresh) => {
          await start(fresh.chat);
          fresh.failNextPost(fault);
          const outcome = await fresh.chat.send(fresh.channel, say('talk', 'Perhaps'), 'key-perhaps');
          assert.equal(outcome.kind, 'unsure');
          const taken = fault.endsWith(', taken') ? 1 : 0;
          assert.equal(fresh.posts().length, taken);
          const again = await fresh.chat.send(fresh.channel, say('talk', 'Perhaps'), 'key-perhaps');
          assert.equal(again.kind, 'sent');
          assert.equal(fresh.posts().length, driver.repeatsAreFolded ? 1 : taken + 1);
        }));
    }

    test('a deleted channel and a forbidden one are gone, with the reason', async () => {
      for (const channel of [rig.deletedChannel, rig.forbiddenChannel]) {
        const outcome = await rig.chat.send(channel, say('talk', 'Anybody?'), `key-${channel.id}`);
        assert.equal(outcome.kind, 'gone');
        assert.ok(outcome.kind === 'gone' && outcome.why.length > 5);
      }
    });

    test('a command reaches the handler with its options, channel and caller, and its author sees the answer', async () => {
      answer = async () => say('on', 'Geneva stands', 'As agreed');
      const seen = await rig.type('summit-status', { summit: 'geneva-talks', 'as-of': '2026-05-01' }, 'member');
      const call = calls.at(-1);
      assert.equal(call?.command, 'summit-status');
      assert.deepEqual({ ...call?.options }, { summit: 'geneva-talks', 'as-of': '2026-05-01' });
      assert.deepEqual(call?.channel, rig.channel);
      assert.ok(call?.caller.id && call.caller.name);
      assert.match(seen, /Geneva stands/);
      assert.match(seen, /As agreed/);
    });

    test('whether the caller may manage the channel is told truly', async () => {
      answer = async () => say('on', 'Done');
      await rig.type('summit-mute', { what: 'rumours' }, 'manager');
      assert.equal(calls.at(-1)?.caller.mayManage, true);
      await rig.type('summit-mute', { what: 'rumours' }, 'member');
      assert.equal(calls.at(-1)?.caller.mayManage, false);
    });

    test('an answer that takes longer than the platform waits still arrives', async () => {
      answer = () => new Promise((resolve) => setTimeout(() => resolve(say('on', 'Found after a while')), 3_300));
      assert.match(await rig.type('summit-status', {}, 'member'), /Found after a while/);
    });

    test('a handler that throws in spite of its promise costs nothing but a sentence', async () => {
      answer = () => Promise.reject(new Error('the store is on fire'));
      const seen = await rig.type('summit-status', {}, 'member');
      assert.ok(seen.length > 10);
      assert.doesNotMatch(seen, /on fire/);
      assert.equal(rig.chat.health().state, 'connected');
    });

    test('a button does what its command would', async () => {
      answer = async () => say('on', 'Quiet for an hour');
      const message: Message = {
        ...say('talk', 'With buttons'),
        actions: [{ label: 'Mute 1 h', command: 'summit-mute', options: { what: 'topic:ünïcode & co', for: '1h' } }],
      };
      assert.equal((await rig.chat.send(rig.channel, message, 'key-buttons')).kind, 'sent');
      assert.match(await rig.press('Mute 1 h', 'manager'), /Quiet for an hour/);
      const call = calls.at(-1);
      assert.equal(call?.command, 'summit-mute');
      assert.deepEqual({ ...call?.options }, { what: 'topic:ünïcode & co', for: '1h' });
      assert.deepEqual(call?.channel, rig.channel);
      assert.equal(call?.caller.mayManage, true);
    });

    test('stop finishes the send that is in flight', () =>
      withFresh(async (fresh) => {
        await start(fresh.chat);
        const sending = fresh.chat.send(fresh.channel, say('talk', 'Last words'), 'key-last');
        await fresh.chat.stop();
        assert.equal((await sending).kind, 'sent');
        assert.equal(fresh.posts().length, 1);
        assert.equal(fresh.chat.health().state, 'stopped');
      }));

    test('a refused token ends the start with one line for the operator', () =>
      withFresh(async (fresh) => {
        fresh.revokeToken();
        await assert.rejects(start(fresh.chat), (error: unknown) => {
          assert.ok(error instanceof ChatRefused);
          assert.match(error.message, new RegExp(`${driver.platform.toUpperCase()}_\\w*TOKEN`));
          assert.doesNotMatch(error.message, /\n/);
          return true;
        });
        assert.equal(fresh.chat.health().state, 'fatal');
      }));

    test('a token that is revoked later turns health fatal and tells the listener; the delivery is not lost', () =>
      withFresh(async (fresh) => {
        await start(fresh.chat);
        const told: string[] = [];
        fresh.chat.onFatal((why) => told.push(why));
        fresh.revokeToken();
        const outcome = await fresh.chat.send(fresh.channel, say('talk', 'Refused'), 'key-refused');
        assert.ok(outcome.kind === 'later' || outcome.kind === 'unsure', outcome.kind);
        assert.equal(fresh.chat.health().state, 'fatal');
        assert.equal(told.length, 1);
      }));
  });
}

const FULL: Message = {
  tone: 'on',
  title: 'Talks in Geneva',
  url: 'https://example.org/geneva',
  paragraphs: [['Both sides ', { kind: 'strong', text: 'confirm' }, ' the day']],
  fields: [{ name: 'Venue', value: 'Palais', inline: true }],
  sections: [
    {
      heading: 'Reactions',
      lines: [['Kyiv welcomes it: ', { kind: 'link', text: 'statement', url: 'https://example.org/statement' }]],
    },
  ],
  footer: 'Three sources',
  actions: [],
};
