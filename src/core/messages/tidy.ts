// A Message freed of what deceives the eye or breaks a renderer: control and invisible characters, moments that are none.
import { clean, cleanLine } from '../text/clip.ts';
import type { Action, Message, Span, Text } from './message.ts';

/** The last moment that calendars here can tell. */
const LAST_MOMENT = 8.64e15;

export function tidy(message: Message): Message {
  return {
    ...message,
    title: cleanLine(message.title),
    paragraphs: message.paragraphs.map(tidyText),
    fields: message.fields.map((field) => ({
      ...field,
      name: cleanLine(field.name),
      value: tidyText(field.value),
    })),
    sections: message.sections.map((section) => ({
      heading: cleanLine(section.heading),
      lines: section.lines.map(tidyText),
    })),
    ...(message.footer === undefined ? {} : { footer: cleanLine(message.footer) }),
    actions: message.actions.map((action): Action => ({ ...action, label: cleanLine(action.label) })),
  };
}

function tidyText(text: Text): Text {
  if (typeof text === 'string') return clean(text).trim();
  return text.filter((span) => typeof span === 'string' || span.kind !== 'time' || isMoment(span.at)).map(tidySpan);
}

function tidySpan(span: Span): Span {
  if (typeof span === 'string') return clean(span);
  return span.kind === 'time' ? span : { ...span, text: cleanLine(span.text) };
}

function isMoment(at: number): boolean {
  return Math.abs(at) <= LAST_MOMENT;
}
