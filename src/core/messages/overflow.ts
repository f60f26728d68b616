// Several alerts in one message: for what came beyond a channel's hour, or could not be posted for a while.
import type { Message, Text } from './message.ts';
import { fill, type Wording } from './wording.ts';

export function overflowMessage(alerts: readonly Message[], { digest }: Wording): Message {
  return {
    tone: 'neutral',
    title: digest.overBudget,
    paragraphs: [digest.afterBudget],
    fields: [],
    sections: [{ heading: digest.alerts, lines: alerts.map(line) }],
    actions: [],
  };
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
