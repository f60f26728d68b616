import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Choice, CommandCall, CommandSpec, Handlers } from '../../../src/chat/chat.ts';
import { type Message, say } from '../../../src/core/messages/message.ts';
import { type From, type MessageBody, manager, type Person, plainMember } from '../../loopback/discord.ts';
import { type DiscordRig, openRig, textOf, until } from './rig.ts';

const CALLBACK = 'POST /interactions/:id/:token/callback';
const EDIT = 'PATCH /webhooks/:id/:token/messages/@original';

const SPECS: readonly CommandSpec[] = [
  {
    name: 'summit-filter',
    description: 'Rules that news must pass',
    manages: true,
    options: [
      { name: 'action', description: 'What to do', required: true, type: 'text', choices: ['add', 'remove', 'list'] },
      { name: 'rule', description: 'The rule', required: false, type: 'text' },
    ],
  },
  {
    name: 'summit-digest',
    description: 'A digest now',
    manages: false,
    options: [
      { name: 'hours', description: 'How far back', required: false, type: 'integer' },
      { name: 'topic', description: 'Of what', required: false, type: 'text', complete: true },
    ],
  },
];

const someone: From = { person: plainMember };

describe('answers', { timeout: 60_000 }, () => {
  let rig: DiscordRig;
  const calls: CommandCall[] = [];
  let answer: Handlers['answer'];
  let complete: Handlers['complete'];

  before(async () => {
    rig = await openRig();
    await rig.chat.start(SPECS, {
      answer: (call) => {
        calls.push(call);
        return answer(call);
      },
      complete: (...asked) => complete(...asked),
    });
  });
  beforeEach(() => {
    calls.length = 0;
    answer = async () => say('on', 'Answered', 'by @everyone and <@1>');
    complete = async () => [];
  });
  after(async () => {
    await rig.chat.stop();
    assert.ok(!JSON.stringify(rig.lines).includes(rig.discord.token));
    assert.doesNotMatch(JSON.stringify(rig.lines), /interaction-token/);
    await rig.discord.close();
  });

  const raw = (data: object, from: object = {}) =>
    rig.discord.interact({
      type: 2,
      channel: { id: rig.discord.channels.text, type: 0 },
      guild_id: rig.discord.guildId,
      guild: { id: rig.discord.guildId, locale: 'en-US', features: [] },
      locale: 'en-US',
      app_permissions: '0',
      member: { user: user(manager), roles: [], joined_at: '2026-01-01T00:00:00Z', permissions: '0', flags: 0 },
      ...from,
      data: { id: '1', type: 1, ...data },
    });
  const user = (person: Person) => ({ id: person.id, username: person.name, discriminator: '0', avatar: null });

  test('are deferred at once, seen by their author alone, and ping nobody', async () => {
    const seen = await rig.discord.type('summit-digest', { hours: '12' }, someone);
    assert.equal(seen.type, 5);
    assert.equal(seen.ephemeral, true);
    assert.deepEqual(seen.message?.allowed_mentions?.parse, []);
    assert.match(textOf(seen.message), /Answered\nby @\u200Beveryone and \\<@1\\>/);
    assert.deepEqual({ ...calls[0]?.options }, { hours: '12' });
  });

  test('know the caller: id, name, language, rights', async () => {
    await rig.discord.type('summit-digest', {}, someone);
    assert.deepEqual(calls[0]?.caller, { id: '902', name: 'Milo', mayManage: false, locale: 'de' });
    await rig.discord.type('summit-digest', {}, { person: { ...manager, permissions: 8n } });
    assert.equal(calls[1]?.caller.mayManage, true, 'an administrator may all');
  });

  test('know what the bot itself lacks in the channel', async () => {
    await rig.discord.type('summit-digest', {}, someone);
    assert.equal(calls[0]?.lacks, undefined);
    await raw({ name: 'summit-digest' });
    assert.deepEqual(calls[1]?.lacks, ['View Channel', 'Embed Links', 'Send Messages']);
    await raw(
      { name: 'summit-digest' },
      { channel: { id: rig.discord.channels.thread, type: 11 }, app_permissions: String((1n << 10n) | (1n << 14n)) },
    );
    assert.deepEqual(calls[2]?.lacks, ['Send Messages in Threads']);
  });

  test('to a command in the form of subcommands are the same', async () => {
    await raw({
      name: 'summit-filter',
      options: [{ name: 'add', type: 1, options: [{ name: 'rule', type: 3, value: 'geneva' }] }],
    });
    assert.deepEqual({ ...calls[0]?.options }, { action: 'add', rule: 'geneva' });
  });

  test('to a command that is no longer ours say so', async () => {
    const seen = await raw({ name: 'summit-gone' });
    assert.equal(seen.ephemeral, true);
    assert.match(textOf(seen.message), /older version/);
    assert.equal(calls.length, 0);
  });

  test('to a direct message are one sentence', async () => {
    const seen = await rig.discord.type('summit-digest', {}, { ...someone, dm: true });
    assert.match(textOf(seen.message), /Kanälen eines Servers/);
    assert.equal(calls.length, 0);
  });

  const forged = [
    '',
    'sw1:',
    'sw1:summit-gone',
    'sw1:summit-digest&hours',
    'sw1:summit-digest&days=3',
    'sw1:summit-digest&hours=3&hours=4',
    'sw0:summit-digest',
    'sw1:summit-digest&hours=1=2',
  ];
  for (const id of forged) {
    test(`to a button that is not ours (${id}) say so`, async () => {
      const seen = await raw({ custom_id: id, component_type: 2 }, { type: 3, message: shownMessage() });
      assert.match(textOf(seen.message), /older version/);
      assert.equal(calls.length, 0);
    });
  }

  const shownMessage = () => ({
    id: '5',
    channel_id: rig.discord.channels.text,
    author: user(manager),
    content: '',
    attachments: [],
    embeds: [],
    timestamp: '2026-01-01T00:00:00Z',
  });

  /** The bot has dealt with what came before once it has answered something that came after. */
  async function onlyTheNextIsAnswered(): Promise<void> {
    await rig.discord.type('summit-digest', { hours: '2' }, someone);
    assert.deepEqual(
      calls.map(({ options }) => ({ ...options })),
      [{ hours: '2' }],
    );
  }

  test('are not given twice when another process was first', async () => {
    rig.discord.failNext(CALLBACK, {
      kind: 'error',
      status: 400,
      code: 40060,
      message: 'Interaction has already been acknowledged.',
    });
    void rig.discord.type('summit-digest', { hours: '1' }, someone);
    await onlyTheNextIsAnswered();
  });

  test('are given up when Discord has stopped waiting', async () => {
    rig.discord.failNext(CALLBACK, { kind: 'error', status: 404, code: 10062, message: 'Unknown interaction' });
    void rig.discord.type('summit-digest', { hours: '1' }, someone);
    await until(() => rig.lines.some(({ message }) => message.includes('too late')));
    await onlyTheNextIsAnswered();
  });

  for (const applied of [true, false]) {
    test(`survive a failure at the acknowledgement, ${applied ? '' : 'not '}taken`, async () => {
      rig.discord.failNext(CALLBACK, { kind: 'status', status: 503, applied });
      assert.match(textOf((await rig.discord.type('summit-digest', {}, someone)).message), /Answered/);
      assert.equal(calls.length, 1);
    });
  }

  test('survive failures at the edit', async () => {
    rig.discord.failNext(EDIT, { kind: 'status', status: 502, applied: false }, { kind: 'drop', applied: false });
    assert.match(textOf((await rig.discord.type('summit-digest', {}, someone)).message), /Answered/);
    assert.equal(calls.length, 1);
  });

  test('that cannot be given cost a line in the log', async () => {
    rig.discord.failNext(EDIT, { kind: 'error', status: 404, code: 10008, message: 'Unknown Message' });
    void rig.discord.type('summit-digest', {}, someone);
    await until(() => rig.lines.some(({ context }) => JSON.stringify(context)?.includes('10008')));
  });

  test('are finished before a stop', async () => {
    const late = await openRig();
    let release: (message: Message) => void = () => {};
    await late.chat.start(SPECS, { answer: () => new Promise((resolve) => (release = resolve)), complete });
    const seen = late.discord.type('summit-digest', {}, someone);
    await until(() => late.discord.requests.some(({ route }) => route === CALLBACK));
    const order: string[] = [];
    const stopping = late.chat.stop().then(() => order.push('stopped'));
    setTimeout(() => release(say('on', 'At last')), 100);
    await Promise.all([seen.then(({ message }) => order.push(textOf(message))), stopping]);
    assert.deepEqual(order, ['At last', 'stopped']);
    await late.discord.close();
  });

  describe('on purpose shown to all', () => {
    const card: Message = { ...say('on', 'Geneva'), fields: [{ name: 'Where', value: 'Geneva' }] };
    const labels = (message: MessageBody | undefined) =>
      (message?.components ?? []).flatMap(({ components }) => components.map(({ label }) => label));

    test('a card can be shared, by name and without a ping', async () => {
      answer = async () => card;
      const seen = await rig.discord.type('summit-digest', {}, someone);
      assert.deepEqual(labels(seen.message), ['Allen zeigen']);
      const shared = await rig.discord.press(seen.id, 'Allen zeigen', someone);
      assert.deepEqual([shared.type, shared.ephemeral], [4, false]);
      assert.equal(textOf(shared.message), 'Gezeigt von <@902>\nGeneva\nWhere\nGeneva');
      assert.deepEqual(shared.message?.allowed_mentions?.parse, []);
      assert.deepEqual(labels(shared.message), []);
    });

    test('not by one who may not write there', async () => {
      answer = async () => card;
      const mute: From = { person: { ...plainMember, permissions: 1n << 10n } };
      const seen = await rig.discord.type('summit-digest', {}, mute);
      const refused = await rig.discord.press(seen.id, 'Allen zeigen', mute);
      assert.equal(refused.ephemeral, true);
      assert.match(textOf(refused.message), /dürfen Sie nicht schreiben/);
    });

    test('a confirmation and a mistake offer no sharing', async () => {
      for (const message of [say('on', 'Done'), { ...card, tone: 'warning' as const }]) {
        answer = async () => message;
        assert.deepEqual(labels((await rig.discord.type('summit-digest', {}, someone)).message), []);
      }
    });

    test('the button finds its place beside others, as long as there is one', async () => {
      const actions = (count: number) =>
        Array.from({ length: count }, (_, n) => ({
          label: `b${n}`,
          command: 'summit-digest',
          options: { hours: String(n) },
        }));
      for (const [count, expected] of [
        [4, 1],
        [5, 1],
        [25, 0],
      ] as const) {
        answer = async () => ({ ...card, actions: actions(count) });
        const { message } = await rig.discord.type('summit-digest', {}, someone);
        assert.equal(labels(message).filter((label) => label === 'Allen zeigen').length, expected, String(count));
      }
    });
  });

  describe('while typing', () => {
    const typing = (typed: string) => rig.discord.suggest('summit-digest', { name: 'topic', typed }, someone);

    test('offer what the handler offers', async () => {
      complete = async (call, option, typed): Promise<readonly Choice[]> => [
        { name: `${call.command} ${option}`, value: typed },
      ];
      assert.deepEqual((await typing('gen')).choices, [{ name: 'summit-digest topic', value: 'gen' }]);
    });

    test('offer at most 25, each within its length, a value never cut', async () => {
      complete = async () => [
        { name: 'too long to choose', value: 'v'.repeat(101) },
        { name: '\u200B', value: 'nameless' },
        ...Array.from({ length: 40 }, (_, n) => ({ name: `Choice ${n} ${'long '.repeat(40)}`, value: `v${n}` })),
      ];
      const { choices } = await typing('c');
      assert.equal(choices.length, 25);
      assert.equal(choices[0]?.value, 'v0');
      assert.ok(choices.every(({ name }) => name.length <= 100 && name.endsWith('…')));
    });

    test('offer nothing when the handler fails', async () => {
      complete = () => Promise.reject(new Error('no'));
      assert.deepEqual(await typing('x').then(({ type, choices }) => ({ type, choices })), { type: 8, choices: [] });
    });

    test('offer nothing when the handler is too slow', async () => {
      complete = () => new Promise(() => {});
      assert.deepEqual(await typing('x').then(({ type, choices }) => ({ type, choices })), { type: 8, choices: [] });
    });
  });
});
