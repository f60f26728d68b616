import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CommandSpec } from '../../../src/chat/chat.ts';
import { toCommandJson } from '../../../src/chat/discord/commands.ts';
import { COMMANDS } from '../../../src/commands/index.ts';
import { say } from '../../../src/core/messages/message.ts';
import { openRig, until } from './rig.ts';

const SUBSCRIBE: CommandSpec = {
  name: 'summit-subscribe',
  description: 'Alerts for this channel',
  manages: true,
  options: [
    { name: 'alerts', description: 'Which', required: false, type: 'text', choices: ['changes', 'all'] },
    { name: 'topic', description: 'Of what', required: true, type: 'text', complete: true },
    { name: 'hours', description: 'How many', required: false, type: 'integer' },
  ],
};
const HELP: CommandSpec = { name: 'summit-help', description: 'What there is', manages: false, options: [] };
const ANSWERS = { answer: async () => say('neutral', 'ok'), complete: async () => [] };
const REGISTER = 'PUT /applications/:id/commands';

describe('commands as Discord registers them', () => {
  test('types, choices, completion, order, who may', () => {
    assert.deepEqual(toCommandJson({ ...SUBSCRIBE, name: 'something-else' }), {
      type: 1,
      name: 'something-else',
      description: 'Alerts for this channel',
      options: [
        { name: 'topic', description: 'Of what', required: true, type: 3, autocomplete: true },
        {
          name: 'alerts',
          description: 'Which',
          required: false,
          type: 3,
          choices: [
            { name: 'changes', value: 'changes' },
            { name: 'all', value: 'all' },
          ],
        },
        { name: 'hours', description: 'How many', required: false, type: 4 },
      ],
      default_member_permissions: '16',
      contexts: [0],
      integration_types: [0],
    });
    assert.equal(toCommandJson(HELP).default_member_permissions, null);
  });

  test('what they are for is told in every language of the bot', () => {
    for (const spec of COMMANDS) {
      const json = toCommandJson(spec);
      for (const told of [json, ...(json.options ?? [])]) {
        const texts = Object.entries(told.description_localizations ?? {});
        assert.deepEqual(
          texts.map(([language]) => language),
          ['de', 'fr', 'uk'],
          `${spec.name} ${told.name}`,
        );
        for (const [, text] of texts) assert.ok(text && text.length <= 100);
      }
    }
  });

  test('a long description is cut, too many choices become free text', () => {
    const choices = Array.from({ length: 30 }, (_, n) => `c${n}`);
    const json = toCommandJson({
      ...HELP,
      name: 'something-else',
      description: 'word '.repeat(50),
      options: [{ name: 'x', description: 'y', required: false, type: 'text', choices }],
    });
    assert.ok(json.description.length <= 100);
    assert.deepEqual(json.options, [{ name: 'x', description: 'y', required: false, type: 3 }]);
  });
});

describe('registration', { timeout: 60_000 }, () => {
  test('happens once, and again only when the commands changed', async () => {
    const kept = new Map<string, string>();
    const facts = {
      get: async (name: string) => kept.get(name),
      set: async (name: string, value: string) => void kept.set(name, value),
    };
    const counts: number[] = [];
    for (const specs of [[HELP], [HELP], [HELP, SUBSCRIBE]]) {
      const { discord, chat } = await openRig({}, { facts });
      await chat.start(specs, ANSWERS);
      counts.push(discord.requests.filter(({ route }) => route === REGISTER).length);
      await chat.stop();
      await discord.close();
    }
    assert.deepEqual(counts, [1, 0, 1]);
  });

  test('takes every command of the product', async () => {
    const { discord, chat, lines } = await openRig();
    await chat.start(COMMANDS, ANSWERS);
    assert.deepEqual(
      lines.filter(({ level }) => level === 'error'),
      [],
    );
    assert.deepEqual(
      discord.commands.map((command) => command['name']),
      COMMANDS.map(({ name }) => name),
    );
    await chat.stop();
    await discord.close();
  });

  test('that fails is tried again, and the bot is connected meanwhile', async () => {
    const { discord, chat, lines } = await openRig();
    discord.failNext(REGISTER, { kind: 'status', status: 500, applied: false });
    const starting = chat.start([HELP], ANSWERS);
    await until(() => lines.some(({ level }) => level === 'error'));
    assert.equal(chat.health().state, 'connected');
    await until(() => discord.commands.length === 1);
    await starting;
    await chat.stop();
    await discord.close();
  });

  test('that Discord refuses as wrong is told to the operator with the reason', async () => {
    const { discord, chat, lines } = await openRig();
    void chat.start([{ ...HELP, name: 'Not A Name' }], ANSWERS);
    await until(() =>
      lines.some(({ level, context }) => level === 'error' && /50035.*invalid/is.test(JSON.stringify(context))),
    );
    await chat.stop();
    await discord.close();
  });
});
