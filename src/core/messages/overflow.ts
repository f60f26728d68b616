// Several alerts in one message: for what came beyond a channel's messages for the hour.
import type { Message, Text } from './message.ts';
import type { Wording } from './wording.ts';

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

function line({ title, url }: Message): Text {
  return url === undefined ? title : [{ kind: 'link', text: title, url }];
}
