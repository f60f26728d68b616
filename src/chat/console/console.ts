// A terminal as a chat platform: prints messages, reads slash commands line by line. For trying the bot and for journeys.
import { createInterface, type Interface } from 'node:readline';
import type { Channel } from '../../core/alerts/subscription.ts';
import { type Message, say } from '../../core/messages/message.ts';
import type { EpochMs } from '../../core/text/instant.ts';
import type { Caller, Chat, ChatHealth, CommandSpec, Handlers } from '../chat.ts';
import { readOptions } from '../typed-line.ts';
import { type ConsoleLayout, renderPlain } from './plain.ts';

export { renderPlain } from './plain.ts';

/** Where commands typed into the terminal are from, and where their subscriptions post. */
export const TERMINAL: Channel = { platform: 'console', workspace: 'local', id: 'terminal' };

export type ConsoleOptions = {
  readonly write: (line: string) => void;
  /** Lines that begin with a slash are commands; without it the console only prints. */
  readonly input?: NodeJS.ReadableStream;
  readonly now: () => EpochMs;
  readonly layout?: Partial<ConsoleLayout>;
};

const MOST_KEYS = 10_000;
const LONGEST_LINE = 4_000;
const USER: Caller = { id: 'terminal', name: 'you', mayManage: true };

export function createConsoleChat(options: ConsoleOptions): Chat {
  const { write, input, now } = options;
  const timeZone = options.layout?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const layout: ConsoleLayout = { width: 100, ...options.layout, timeZone };
  /** What was printed under which key, so that a repeated send prints once. */
  const printed = new Map<string, string>();
  let health: ChatHealth = { state: 'connecting', why: 'not started' };
  let lines: Interface | undefined;
  let answering: Promise<void> = Promise.resolve();
  let count = 0;

  function print(where: string, message: Message): void {
    const at = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone }).format(now());
    const rule = `---- ${where}  ${at} `.padEnd(layout.width, '-');
    for (const line of [rule, ...renderPlain(message, layout).split('\n'), '']) write(line);
  }

  async function answer(line: string, specs: readonly CommandSpec[], handlers: Handlers): Promise<void> {
    const typed = line.trim().slice(0, LONGEST_LINE);
    if (typed === '') return;
    print(typed.split(/\s/, 1)[0] ?? '', await answerTo(typed, specs, handlers));
  }

  return {
    platform: 'console',

    async start(specs, handlers) {
      health = { state: 'connected' };
      if (input === undefined) return;
      lines = createInterface({ input, terminal: false });
      lines.on('line', (line) => {
        answering = answering.then(() => answer(line, specs, handlers)).catch(() => {});
      });
    },

    async send(to, message, key) {
      const before = printed.get(key);
      if (before !== undefined) return { kind: 'sent', messageId: before };
      count += 1;
      print(`#${to.id}`, message);
      printed.set(key, String(count));
      const [oldest] = printed.keys();
      if (printed.size > MOST_KEYS && oldest !== undefined) printed.delete(oldest);
      return { kind: 'sent', messageId: String(count) };
    },

    /** What is printed stays printed, so the message is printed anew. */
    async edit(to, messageId, message) {
      print(`#${to.id} (now)`, message);
      return { kind: 'sent', messageId };
    },

    health: () => health,

    onFatal() {
      // A terminal refuses nobody.
    },

    async stop() {
      lines?.close();
      await answering;
      health = { state: 'stopped' };
    },
  };
}

async function answerTo(typed: string, specs: readonly CommandSpec[], handlers: Handlers): Promise<Message> {
  const [, name, rest = ''] = /^\/(\S+)\s*(.*)$/su.exec(typed) ?? [];
  const spec = specs.find((each) => each.name === name);
  if (spec === undefined) return say('fault', `“${typed.slice(0, 60)}” is no command; try /summit-help.`);
  const read = readOptions(spec, rest);
  if (read.kind === 'fault') return say('fault', read.why);
  try {
    return await handlers.answer({ command: spec.name, options: read.options, channel: TERMINAL, caller: USER });
  } catch {
    return say('fault', 'That did not work; the fault is on our side.');
  }
}
