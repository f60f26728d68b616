import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ChatRefused, type CommandSpec } from '../../../src/chat/chat.ts';
import { say } from '../../../src/core/messages/message.ts';
import { type LoopbackOptions, manager, openLoopbackDiscord } from '../../loopback/discord.ts';
import { type DiscordRig, openRig, textOf, until } from './rig.ts';

const SPECS: readonly CommandSpec[] = [
  { name: 'summit-help', description: 'What there is', options: [], manages: false },
];
const ANSWERS = { answer: async () => say('neutral', 'Here is help'), complete: async () => [] };

async function connected(use: (rig: DiscordRig) => Promise<void>, options: LoopbackOptions = {}): Promise<void> {
  const rig = await openRig(options);
  try {
    await rig.chat.start(SPECS, ANSWERS);
    await use(rig);
    assert.ok(!JSON.stringify(rig.lines).includes(rig.discord.token), 'no line shows the token');
  } finally {
    await rig.chat.stop();
    await rig.discord.close();
  }
}

async function stillAnswers({ discord }: DiscordRig): Promise<void> {
  const { message } = await discord.type('summit-help', {}, { person: manager });
  assert.match(textOf(message), /Here is help/);
}

// Most of their time is discord.js waiting out Discord's five seconds between two IDENTIFYs.
const TOGETHER = { timeout: 90_000, concurrency: 8 };

describe('the connection', TOGETHER, () => {
  for (const code of [1006, 4000, 4009]) {
    test(`closed with ${code}: resumes, and hears what was said meanwhile`, () =>
      connected(async (rig) => {
        rig.discord.gateway.closeAll(code);
        await until(() => rig.chat.health().state === 'connecting');
        const meanwhile = rig.discord.type('summit-help', {}, { person: manager });
        assert.match(textOf((await meanwhile).message), /Here is help/);
        await until(() => rig.chat.health().state === 'connected');
        assert.deepEqual([rig.discord.gateway.identified, rig.discord.gateway.resumed], [1, 1]);
      }));
  }

  test('asked to reconnect: resumes', () =>
    connected(async (rig) => {
      rig.discord.gateway.askToReconnect();
      await until(() => rig.discord.gateway.resumed === 1 && rig.chat.health().state === 'connected');
      await stillAnswers(rig);
    }));

  test('a session that became invalid is begun anew', () =>
    connected(async (rig) => {
      rig.discord.gateway.invalidate(false);
      await until(() => rig.discord.gateway.identified === 2 && rig.chat.health().state === 'connected');
      await stillAnswers(rig);
    }));

  test('an invalid session right after a resume, over which discord.js stumbles, ends nothing', () =>
    connected(async (rig) => {
      rig.discord.gateway.invalidateAfterResume();
      rig.discord.gateway.askToReconnect();
      await until(() => rig.discord.gateway.identified === 2 && rig.chat.health().state === 'connected');
      await stillAnswers(rig);
    }));

  test('a connection that no longer answers heartbeats is left for a new one', () =>
    connected(
      async (rig) => {
        rig.discord.gateway.fallSilent();
        await until(() => rig.discord.gateway.resumed === 1 && rig.chat.health().state === 'connected');
        await stillAnswers(rig);
      },
      { heartbeatMs: 100 },
    ));

  test('a gateway that refuses for a while is tried until it does not', () =>
    connected(async (rig) => {
      rig.discord.gateway.refuseWith({ status: 503 });
      rig.discord.gateway.closeAll(1006);
      await until(() => rig.discord.gateway.refused >= 2);
      assert.equal(rig.chat.health().state, 'connecting');
      rig.discord.gateway.refuseWith(undefined);
      await until(() => rig.chat.health().state === 'connected');
      await stillAnswers(rig);
    }));

  for (const code of [4004, 4010, 4011, 4012, 4013, 4014]) {
    test(`closed with ${code} later on: fatal, in one line`, () =>
      connected(async ({ discord, chat }) => {
        const told: string[] = [];
        chat.onFatal((why) => told.push(why));
        discord.gateway.closeAll(code);
        await until(() => told.length > 0);
        assert.equal(chat.health().state, 'fatal');
        assert.match(told[0] ?? '', code === 4004 ? /DISCORD_TOKEN/ : new RegExp(String(code)));
        assert.equal(told.length, 1);
      }));
  }

  test('packets that discord.js cannot read cost nothing', () =>
    connected(async (rig) => {
      rig.discord.gateway.dispatch('INTERACTION_CREATE', { id: '1', type: 2 });
      rig.discord.gateway.dispatch('CHANNEL_UPDATE', {});
      rig.discord.gateway.dispatch('GUILD_CREATE', { id: null });
      await until(() => rig.lines.some(({ message }) => message.includes('a packet was not understood')));
      await stillAnswers(rig);
    }));
});

describe('the start', TOGETHER, () => {
  const refusals: readonly (readonly [string, Parameters<DiscordRig['discord']['gateway']['refuseWith']>[0]])[] = [
    ['the token', { close: 4004 }],
    ['the intents', { close: 4014 }],
  ];
  for (const [what, refusal] of refusals) {
    test(`the gateway refuses ${what}: one line for the operator`, async () => {
      const { discord, chat } = await openRig();
      discord.gateway.refuseWith(refusal);
      const told: string[] = [];
      chat.onFatal((why) => told.push(why));
      await assert.rejects(chat.start(SPECS, ANSWERS), ChatRefused);
      assert.equal(chat.health().state, 'fatal');
      assert.deepEqual(told, [], 'the start has told it already');
      await chat.stop();
      await discord.close();
    });
  }

  for (const token of ['', 'with a\nline', 'пароль']) {
    test(`a token that cannot be one: ${JSON.stringify(token)}`, async () => {
      const { discord, chat } = await openRig({}, { token });
      await assert.rejects(chat.start(SPECS, ANSWERS), /DISCORD_TOKEN/);
      assert.equal(discord.requests.length, 0);
      await chat.stop();
      await discord.close();
    });
  }

  const troubles: readonly (readonly [string, (rig: DiscordRig) => void, (rig: DiscordRig) => void])[] = [
    [
      'an API that fails',
      ({ discord }) => discord.failNext('GET /gateway/bot', { kind: 'status', status: 500, applied: false }),
      () => {},
    ],
    [
      'an API that hangs up',
      ({ discord }) => discord.failNext('GET /gateway/bot', { kind: 'drop', applied: false }),
      () => {},
    ],
    [
      'a gateway that refuses the upgrade',
      ({ discord }) => discord.gateway.refuseWith({ status: 502 }),
      ({ discord }) => discord.gateway.refuseWith(undefined),
    ],
    [
      'a gateway that closes at once',
      ({ discord }) => discord.gateway.refuseWith({ close: 4000 }),
      ({ discord }) => discord.gateway.refuseWith(undefined),
    ],
  ];
  for (const [name, break_, mend] of troubles) {
    test(`${name}: keeps trying, and gets there`, async () => {
      const rig = await openRig();
      break_(rig);
      const starting = rig.chat.start(SPECS, ANSWERS);
      await until(() => rig.discord.gateway.refused > 0 || rig.lines.length > 0);
      assert.equal(rig.chat.health().state, 'connecting');
      mend(rig);
      await starting;
      assert.equal(rig.chat.health().state, 'connected');
      await stillAnswers(rig);
      assert.equal(rig.discord.gateway.connected, 1, 'one connection, no ghosts');
      await rig.chat.stop();
      await rig.discord.close();
    });
  }

  test('no network at all: keeps trying until it is stopped', async () => {
    const gone = await openLoopbackDiscord();
    await gone.close();
    const { discord, chat, lines } = await openRig({}, { apiUrl: gone.apiUrl });
    const starting = chat.start(SPECS, ANSWERS);
    await until(() => lines.some(({ level }) => level === 'warn'));
    assert.equal(chat.health().state, 'connecting');
    await chat.stop();
    await starting;
    assert.equal(chat.health().state, 'stopped');
    await discord.close();
  });

  test('a server in trouble does not keep the others waiting', async () => {
    const rig = await openRig({ serverUnavailable: true });
    await rig.chat.start(SPECS, ANSWERS);
    await stillAnswers(rig);
    await rig.chat.stop();
    await rig.discord.close();
  });

  test('stopped while a connection is being made: its failure is heard by somebody', async () => {
    const { discord, chat } = await openRig();
    discord.gateway.refuseWith('silence');
    const starting = chat.start(SPECS, ANSWERS);
    await until(() => discord.gateway.refused === 1);
    await chat.stop();
    await starting;
    await discord.close();
  });

  test('stopped while the gateway is deaf: does not wait for its farewell', async () => {
    const { discord, chat } = await openRig();
    await chat.start(SPECS, ANSWERS);
    discord.gateway.ignoreFarewells();
    await chat.stop();
    assert.equal(chat.health().state, 'stopped');
    await discord.close();
  });

  test('stopped between two connections: stays down', async () => {
    const rig = await openRig();
    await rig.chat.start(SPECS, ANSWERS);
    rig.discord.gateway.closeAll(1006);
    await until(() => rig.chat.health().state === 'connecting');
    await rig.chat.stop();
    // discord.js would be back after half a second.
    await new Promise((resolve) => setTimeout(resolve, 700));
    assert.equal(rig.discord.gateway.connected, 0);
    assert.deepEqual([rig.discord.gateway.identified, rig.discord.gateway.resumed], [1, 0]);
    await rig.discord.close();
  });
});
