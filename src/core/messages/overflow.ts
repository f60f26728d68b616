// Several alerts in one message: for what came beyond a channel's hour, or could not be posted for a while.
import type { Message, Text } from './message.ts';
import { count, fill, type Wording } from './wording.ts';

/** An alert that was held back; of a change the message also says what changed. */
export type Held = { readonly message: Message; readonly isChange: boolean };

export function overflowMessage(alerts: readonly Held[], why: 'budget' | 'quiet', { digest }: Wording): Message {
  return {
    tone: 'neutral',
    title: why === 'budget' ? digest.overBudget : digest.afterQuietTitle,
    paragraphs: [why === 'budget' ? digest.afterBudget : digest.afterQuiet],
    fields: [],
    sections: [{ heading: digest.alerts, lines: alerts.map(heldLine) }],
    actions: [],
  };
}

/** Stories that came at about the same time. */
export function storiesMessage(stories: readonly Message[], { digest, language }: Wording): Message {
  return {
    tone: 'neutral',
    title: count(digest.stories, stories.length, language),
    paragraphs: [],
    fields: [],
    sections: [{ heading: digest.alerts, lines: stories.map(line) }],
    actions: [],
  };
}

function heldLine({ message, isChange }: Held): Text {
  const [what] = isChange ? message.paragraphs : [];
  if (what === undefined) return line(message);
  const [title, detail] = [line(message), what].map((text) => (typeof text === 'string' ? [text] : text));
  return [...(title ?? []), ' – ', ...(detail ?? [])];
}

/** `why`: why nothing could be posted. */
export function missedMessage(alerts: readonly Message[], why: string, { digest }: Wording): Message {
  return {
    tone: 'neutral',
    title: digest.revived,
    paragraphs: [fill(digest.revivedWhy, { why })],
    fields: [],
    sections: alerts.length === 0 ? [] : [{ heading: digest.missed, lines: alerts.map(line) }],
    actions: [],
  };
}

function line({ title, url }: Message): Text {
  return url === undefined ? title : [{ kind: 'link', text: title, url }];
}
