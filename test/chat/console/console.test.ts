// The terminal as a platform: what is printed, and what typed lines do.
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, test } from 'node:test';
import type { CommandCall, CommandSpec } from '../../../src/chat/chat.ts';
import { createConsoleChat, renderPlain, TERMINAL } from '../../../src/chat/console/console.ts';
import { type Message, say } from '../../../src/core/messages/message.ts';

const NOW = Date.UTC(2026, 4, 4, 9, 30);
const MUTE: CommandSpec = {
  name: 'summit-mute',
  description: 'Silence something',
  manages: true,
  options: [
    { name: 'what', description: 'What', required: true, type: 'text' },
    { name: 'for', description: 'How long', required: false, type: 'text' },
  ],
};

const FULL: Message = {
  tone: 'on',
  title: 'Talks in Geneva',
  url: 'https://example.org/geneva',
  paragraphs: [
    ['Both sides ', { kind: 'strong', text: 'confirm' }, ': ', { kind: 'quote', text: 'we go' }],
    ['Since ', { kind: 'time', at: NOW, style: 'date-time' }],
  ],
  fields: [
    { name: 'Venue', value: 'Palais' },
    { name: 'When', value: [{ kind: 'time', at: NOW, style: 'date' }] },
  ],
  sections: [
    {
      heading: 'Reactions',
      lines: [['Kyiv: ', { kind: 'link', text: 'statement', url: 'https://example.org/s' }], 'Rome waits'],
    },
  ],
  footer: 'Three sources',
  actions: [{ label: 'Mute 1 h', command: 'summit-mute', options: { what: 'trade war', for: '1h' } }],
};

describe('a message in plain lines', () => {
  test('shows every part of it', () => {
    assert.equal(
      renderPlain(FULL, { timeZone: 'Europe/Berlin', width: 60 }),
      `[+] Talks in Geneva
    https://example.org/geneva

Both sides confirm: “we go”
Since 4 May 2026, 11:30 CEST

Venue: Palais
When:  4 May 2026

Reactions
  - Kyiv: statement <https://example.org/s>
  - Rome waits

Three sources

> Mute 1 h: /summit-mute what:"trade war" for:1h`,
    );
  });

  test('keeps within the width, and addresses whole', () => {
    const long = say('talk', 'T '.repeat(80), `${'word '.repeat(60)}https://example.org/${'x'.repeat(90)}`);
    const lines = renderPlain(long, { timeZone: 'UTC', width: 40 }).split('\n');
    for (const line of lines.filter((each) => !each.includes('https://'))) assert.ok(line.length <= 40, line);
    assert.ok(lines.includes(`https://example.org/${'x'.repeat(90)}`));
  });

  test('lets no control character through', () => {
    const plain = renderPlain(say('talk', 'Red \u001b[31malert\u0007', 'Up\u001b[2Aline'), {
      timeZone: 'UTC',
      width: 60,
    });
    assert.ok([...plain].every((character) => character === '\n' || character >= ' '));
  });
});

describe('the console as a chat', () => {
  function open(answer: (call: CommandCall) => Promise<Message>) {
    const written: string[] = [];
    const input = new PassThrough();
    const layout = { timeZone: 'UTC', width: 60 };
    const chat = createConsoleChat({ write: (line) => written.push(line), input, now: () => NOW, layout });
    const start = () => chat.start([MUTE], { answer, complete: async () => [] });
    return { chat, input, written, start };
  }

  /** Stopping waits for what was typed. */
  async function typed(line: string, answer: (call: CommandCall) => Promise<Message>): Promise<string> {
    const { chat, input, written, start } = open(answer);
    await start();
    const read = new Promise((resolve) => input.once('end', resolve));
    input.end(`${line}\n`);
    await read;
    await chat.stop();
    return written.join('\n');
  }

  test('prints a message once however often it is sent', async () => {
    const { chat, written, start } = open(async () => say('on', 'Done'));
    await start();
    assert.equal(chat.health().state, 'connected');
    const first = await chat.send(TERMINAL, FULL, 'key');
    assert.equal(first.kind, 'sent');
    assert.deepEqual(await chat.send(TERMINAL, FULL, 'key'), first);
    assert.equal(written.filter((line) => line.includes('Talks in Geneva')).length, 1);
    assert.match(written[0] ?? '', /^---- #terminal {2}2026-05-04 09:30:00 -+$/);
    await chat.stop();
    assert.equal(chat.health().state, 'stopped');
  });

  test('a typed command is answered', async () => {
    const calls: CommandCall[] = [];
    const shown = await typed('/summit-mute "trade war" for:2h', async (call) => {
      calls.push(call);
      return say('on', 'Quiet now');
    });
    assert.match(shown, /Quiet now/);
    assert.deepEqual(calls, [
      {
        command: 'summit-mute',
        options: { what: 'trade war', for: '2h' },
        channel: TERMINAL,
        caller: { id: 'terminal', name: 'you', mayManage: true },
      },
    ]);
  });

  test('a mistake costs one sentence', async () => {
    const never = async () => say('on', 'Never');
    assert.match(await typed('/summit-mute', never), /“what” is missing/);
    assert.match(await typed('hello', never), /is no command; try \/summit-help/);
    assert.match(await typed('/nothing', never), /is no command/);
    assert.match(await typed('/summit-mute x', () => Promise.reject(new Error('on fire'))), /fault is on our side/);
    assert.equal(await typed('', never), '');
  });
});
