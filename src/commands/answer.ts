// Answers a call: finds the command, checks who may use it, runs it, and apologises when it breaks.
import type { CommandCall, Handlers } from '../chat/chat.ts';
import type { Message } from '../core/messages/message.ts';
import { wordingFor } from '../core/messages/words/languages.ts';
import { type Command, type CommandParts, mistake } from './command.ts';
import { ALL } from './index.ts';

export function answerWith(parts: CommandParts): Handlers {
  const byName = new Map(ALL.map((command) => [command.spec.name, command]));
  return {
    answer: (call) => answer(byName.get(call.command), call, spokenTo(call, parts)),
    async channelsOf({ platform, workspace }) {
      const all = (await parts.store.subscriptions.list()).map(({ channel }) => channel);
      const there = all.filter((channel) => channel.platform === platform && channel.workspace === workspace);
      return [...new Map(there.map((channel) => [channel.id, channel])).values()];
    },
    async complete(call, option, typed) {
      try {
        return (await byName.get(call.command)?.complete?.(call, option, typed, spokenTo(call, parts))) ?? [];
      } catch (error) {
        parts.onFault?.(error, call.command);
        return [];
      }
    },
  };
}

/** People are answered in their own language, where the platform tells it and we speak it. */
function spokenTo({ caller }: CommandCall, parts: CommandParts): CommandParts {
  return caller.locale === undefined ? parts : { ...parts, words: wordingFor(caller.locale) };
}

async function answer(command: Command | undefined, call: CommandCall, parts: CommandParts): Promise<Message> {
  if (command === undefined) return mistake(parts, 'unknownCommand', { command: call.command });
  if (command.spec.manages && !call.caller.mayManage) return mistake(parts, 'notAllowed', { command: call.command });
  try {
    return await command.run(call, parts);
  } catch (error) {
    parts.onFault?.(error, call.command);
    return mistake(parts, 'broken');
  }
}
