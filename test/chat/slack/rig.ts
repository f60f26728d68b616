// A bot on the loopback Slack, over either transport, for the tests of this folder.
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CommandCall, CommandSpec } from '../../../src/chat/chat.ts';
import type { MayManage } from '../../../src/chat/slack/people.ts';
import { createSlackChat, type SlackChat } from '../../../src/chat/slack/slack.ts';
import type { Channel } from '../../../src/core/alerts/subscription.ts';
import { type Message, say } from '../../../src/core/messages/message.ts';
import { type LoopbackSlack, openSlack, TEAM } from '../../loopback/slack.ts';

export type Transport = 'Socket Mode' | 'HTTP';

export const NEWS: Channel = { platform: 'slack', workspace: TEAM, id: 'C0NEWS' };

export const SPECS: readonly CommandSpec[] = [
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
  {
    name: 'summit-subscribe',
    description: 'Follow a topic',
    manages: true,
    options: [
      { name: 'topic', description: 'Which topic', required: false, type: 'text', complete: true },
      { name: 'digest', description: 'How often', required: false, type: 'text', choices: ['off', 'daily'] },
    ],
  },
];

export type Rig = {
  readonly slack: LoopbackSlack;
  readonly chat: SlackChat;
  readonly calls: CommandCall[];
  /** Every line logged, with its context. */
  readonly logged: string[];
  /** What the bot answers from now on. */
  answerWith(answer: (call: CommandCall) => Promise<Message>): void;
  start(): Promise<void>;
  close(): Promise<void>;
};

export async function openRig(
  options: {
    readonly transport?: Transport;
    readonly now?: () => number;
    readonly mayManage?: MayManage;
    readonly scopes?: string;
    readonly paced?: boolean;
  } = {},
): Promise<Rig> {
  const now = options.now ?? Date.now;
  const slack = await openSlack({
    now,
    ...(options.scopes === undefined ? {} : { scopes: options.scopes }),
    ...(options.paced === undefined ? {} : { paced: options.paced }),
  });
  const logged: string[] = [];
  const write = (message: string, context: Readonly<Record<string, unknown>> = {}): void => {
    logged.push(`${message} ${JSON.stringify(context)}`);
  };
  const chat = createSlackChat({
    botToken: slack.botToken,
    ...(options.transport === 'HTTP' ? { signingSecret: slack.signingSecret } : { appToken: slack.appToken }),
    apiUrl: slack.apiUrl,
    log: { debug: write, info: write, warn: write, error: write },
    now,
    mayManage: options.mayManage ?? 'full-members',
  });
  const server = http.createServer((request, response) => chat.listener?.(request, response));
  if (chat.listener) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    slack.sendRequestsTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
  }
  const calls: CommandCall[] = [];
  let answer: (call: CommandCall) => Promise<Message> = async (call) => say('on', `Answer to ${call.command}`);
  return {
    slack,
    chat,
    calls,
    logged,
    answerWith(next) {
      answer = next;
    },
    start: () =>
      chat.start(SPECS, {
        answer: (call) => {
          calls.push(call);
          return answer(call);
        },
        complete: async (call, option, typed) => [{ name: `${typed} for ${call.command}`, value: option }],
      }),
    async close() {
      await chat.stop();
      await slack.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** All that can be read in what Slack was given, markup included. */
export function readable(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(readable).join('\n');
  return typeof value === 'object' && value !== null ? Object.values(value).map(readable).join('\n') : '';
}

/** For what happens inside the bot, which tells nobody. */
export async function until(look: () => boolean, what: string): Promise<void> {
  const late = performance.now() + 15_000;
  while (!look()) {
    if (performance.now() > late) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
