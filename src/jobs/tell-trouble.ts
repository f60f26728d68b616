// Tells people of what does not get through: the operator of what is held, and whoever set a channel up that it is paused.
import type { Delivery, DeliveryKey } from '../core/alerts/delivery.ts';
import { type Channel, channelKey, conversationWith, type Subscription } from '../core/alerts/subscription.ts';
import type { Message } from '../core/messages/message.ts';
import { heldMessage, pausedMessage } from '../core/messages/trouble.ts';
import type { Wording } from '../core/messages/wording.ts';
import type { EpochMs } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';
import { wordsFor } from './channel-words.ts';

export type TroubleParts = {
  readonly store: Store;
  readonly words: Wording;
  readonly now: () => EpochMs;
  readonly operatorChannel?: Channel;
};

export type TellTrouble = {
  /** Answers when it is in the outbox. `subscriptions` are those that were told until now. */
  readonly paused: (channel: Channel, why: string, subscriptions: readonly Subscription[]) => Promise<void>;
  readonly held: (delivery: Delivery) => Promise<void>;
};

export function createTellTrouble({ store, words, now, operatorChannel }: TroubleParts): TellTrouble {
  const notice = (to: Channel, subject: string, message: Message): Delivery => ({
    key: `${channelKey(to)}|${subject}` as DeliveryKey,
    channel: to,
    kind: 'notice',
    subject,
    message,
    state: 'pending',
    attempts: 0,
    dueAt: now(),
    createdAt: now(),
  });
  return {
    async paused(channel, why, subscriptions) {
      const people = [...new Set(subscriptions.map(({ createdBy }) => createdBy))].filter((person) => person !== '');
      if (people.length === 0) return;
      const message = pausedMessage(why, addressOf(channel), await wordsFor(channel, store, words));
      const subject = `paused:${channelKey(channel)}:${now()}`;
      await store.deliveries.plan(people.map((person) => notice(conversationWith(person, channel), subject, message)));
    },
    async held({ key, channel, message, why = '' }) {
      if (operatorChannel === undefined || channelKey(channel) === channelKey(operatorChannel)) return;
      const told = heldMessage(message.title, addressOf(channel) ?? channelKey(channel), why);
      await store.deliveries.plan([notice(operatorChannel, `held:${key}`, told)]);
    },
  };
}

/** Where its people open it. */
function addressOf({ platform, workspace, id }: Channel): string | undefined {
  switch (platform) {
    case 'discord':
      return `https://discord.com/channels/${workspace}/${id}`;
    case 'slack':
      return `https://app.slack.com/client/${workspace}/${id}`;
    case 'console':
      return undefined;
    default:
      return platform satisfies never;
  }
}
