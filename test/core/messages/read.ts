// A message as the lines a reader sees, without any platform's markup.
import type { Message } from '../../../src/core/messages/message.ts';
import { plainText } from '../../../src/core/messages/plain.ts';

export function readMessage(message: Message): readonly string[] {
  return [
    `[${message.tone}] ${message.title}`,
    ...message.paragraphs.map((text) => plainText(text)),
    ...message.fields.map(({ name, value }) => `${name}: ${plainText(value)}`),
    ...message.sections.flatMap(({ heading, lines }) => [
      `# ${heading}`,
      ...lines.map((line) => `- ${plainText(line)}`),
    ]),
    ...(message.footer === undefined ? [] : [`_ ${message.footer}`]),
    ...(message.actions.length === 0 ? [] : [message.actions.map(({ label }) => `[${label}]`).join(' ')]),
  ];
}

/** Everything a reader sees, as one text. */
export function wholeText(message: Message): string {
  return readMessage(message).join('\n');
}
