// /summit-help: every command in a line.
import type { CommandSpec } from '../chat/chat.ts';
import { say } from '../core/messages/message.ts';
import { fillText } from '../core/messages/wording.ts';
import { commandInWords } from '../core/messages/words/languages.ts';
import { type Command, sentence } from './command.ts';

/** `specs` is asked when the help is wanted, for the help is one of them. */
export function summitHelp(specs: () => readonly CommandSpec[]): Command {
  return {
    spec: { name: 'summit-help', description: 'What this bot can do', manages: false, options: [] },
    async run(_call, parts) {
      const lines = specs().map((spec) =>
        fillText(parts.words.answers.helpLine, {
          command: [{ kind: 'code', text: usage(spec) }],
          description: commandInWords(spec.name, spec.description, parts.words),
        }),
      );
      return say(
        'neutral',
        sentence(parts, 'help'),
        sentence(parts, 'helpIntro'),
        ...lines,
        sentence(parts, 'helpManage'),
      );
    },
  };
}

function usage({ name, options }: CommandSpec): string {
  return [`/${name}`, ...options.map((option) => (option.required ? option.name : `[${option.name}]`))].join(' ');
}
