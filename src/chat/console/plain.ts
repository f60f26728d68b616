// A Message for a terminal: plain lines within a width, no escape codes, buttons as the commands they stand for.
import type { Action, Field, Message, Section, Text, Tone } from '../../core/messages/message.ts';
import { type PlainOptions, plainText } from '../../core/messages/plain.ts';
import { tidy } from '../../core/messages/tidy.ts';

export type ConsoleLayout = { readonly timeZone: string; readonly locale?: string; readonly width: number };

const TONES: Readonly<Record<Tone, string>> = {
  neutral: '=',
  talk: '?',
  on: '+',
  live: '*',
  done: '#',
  off: 'x',
  warning: '!',
  fault: '!',
};

const LEAST_WIDTH = 20;

export function renderPlain(raw: Message, layout: ConsoleLayout): string {
  const message = tidy(raw);
  const width = Math.max(layout.width, LEAST_WIDTH);
  const say = (text: Text, options: PlainOptions = layout) => plainText(text, { ...options, withLinks: true });
  const parts: readonly (readonly string[])[] = [
    [
      ...wrap(`[${TONES[message.tone]}] ${message.title}`, width, '    '),
      ...(message.url === undefined ? [] : [`    ${message.url}`]),
    ],
    message.paragraphs.flatMap((text) => wrap(say(text), width)),
    fieldLines(message.fields, say, width),
    ...message.sections.map((section) => sectionLines(section, say, width)),
    message.footer === undefined ? [] : wrap(message.footer, width),
    message.actions.map((action) => `> ${action.label}: ${typed(action)}`),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** The values stand under each other. */
function fieldLines(fields: readonly Field[], say: (text: Text) => string, width: number): readonly string[] {
  const column = Math.min(Math.max(0, ...fields.map(({ name }) => name.length + 2)), Math.floor(width / 3));
  return fields.flatMap(({ name, value }) =>
    wrap(`${`${name}:`.padEnd(column)}${say(value)}`, width, ' '.repeat(column)),
  );
}

function sectionLines(section: Section, say: (text: Text) => string, width: number): readonly string[] {
  const lines = section.lines.flatMap((line) => wrap(`  - ${say(line)}`, width, '    '));
  return section.heading === '' ? lines : [...wrap(section.heading, width), ...lines];
}

/** As one would type what the button does. */
function typed(action: Action): string {
  const options = Object.entries(action.options).map(([name, value]) =>
    /[\s"]/.test(value) ? `${name}:"${value.replaceAll('"', '')}"` : `${name}:${value}`,
  );
  return [`/${action.command}`, ...options].join(' ');
}

/** Breaks at blanks; a word longer than the width keeps a line of its own, so that addresses stay whole. */
function wrap(text: string, width: number, indent = ''): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    // The blanks at the start are the shape of a list or a column.
    const start = /^\s*/.exec(paragraph)?.[0] ?? '';
    for (const word of paragraph.slice(start.length).split(/(?<=\S)(?=\s)/)) {
      if (line !== '' && line.length + word.length > width) {
        lines.push(line);
        line = indent + word.trimStart();
      } else line = line === '' ? start + word : line + word;
    }
    return [...lines, line].map((each) => each.trimEnd());
  });
}
