// What people are told of messages that did not get through: whoever set a channel up, and the operator.
import type { Message } from './message.ts';
import { say } from './message.ts';
import { fillText, type Wording } from './wording.ts';

/** For whoever set the channel up. `url` leads there, where the platform has such addresses. */
export function pausedMessage(why: string, url: string | undefined, { digest }: Wording): Message {
  const channel = url === undefined ? digest.pausedThere : [{ kind: 'link' as const, text: digest.pausedThere, url }];
  return say('warning', digest.paused, fillText(digest.pausedWhy, { channel, why }), digest.pausedNext);
}

/** English, as everything that only operators read. */
export function heldMessage(title: string, where: string, why: string): Message {
  return say(
    'warning',
    'A message is held, for nobody can tell whether it arrived',
    [{ kind: 'strong', text: title }, ` was on its way to ${where}. ${why}`],
    'Look into the channel whether it is there; “summit-watch deliveries --state held” lists all that are held.',
  );
}
