// /summit-settings: everything this channel asked for, and what became of the last messages to it.
import type { Delivery } from '../core/alerts/delivery.ts';
import type { Subscription } from '../core/alerts/subscription.ts';
import type { Section, Text } from '../core/messages/message.ts';
import { say } from '../core/messages/message.ts';
import { moment, type Reader } from '../core/messages/reader.ts';
import { capital, fillText } from '../core/messages/wording.ts';
import { type Command, type CommandParts, readerOf, sentence } from './command.ts';
import { storedMuteInWords } from './muting.ts';
import { topicName } from './subscription-words.ts';

const LAST_MESSAGES = 5;

export const summitSettings: Command = {
  spec: {
    name: 'summit-settings',
    description: 'What this channel follows, mutes and filters, and its last messages',
    manages: false,
    options: [],
  },
  async run(call, parts) {
    const { store } = parts;
    const reader = await readerOf(call, parts);
    const subscriptions = await store.subscriptions.ofChannel(call.channel);
    const mutes = await store.mutes.ofChannel(call.channel, parts.now());
    const filters = await store.filters.ofChannel(call.channel);
    const deliveries = await store.deliveries.list({ channel: call.channel, limit: LAST_MESSAGES });
    const { answers } = parts.words;
    const paused = subscriptions.find(({ pausedWhy }) => pausedWhy !== undefined)?.pausedWhy;
    const muteLines = mutes.map(async (mute) =>
      fillText(answers.settingsMute, {
        what: capital(await storedMuteInWords(mute, parts), parts.words.language),
        time: moment(mute.until, 'date-time', reader),
      }),
    );
    const filterLine = ({ id, rule }: { readonly id: number; readonly rule: string }) =>
      sentence(parts, 'filterLine', { id, rule });
    return {
      ...say(
        paused === undefined ? 'neutral' : 'warning',
        answers.settings,
        ...(paused === undefined ? [] : [sentence(parts, 'settingsPaused', { why: paused })]),
        ...(subscriptions.length === 0 ? [answers.settingsNothing] : []),
      ),
      sections: [
        ...section(
          answers.settingsFollows,
          subscriptions.map((each) => subscriptionLine(each, parts, reader)),
        ),
        ...section(answers.settingsMutes, await Promise.all(muteLines)),
        ...section(answers.settingsFilters, filters.map(filterLine)),
        ...section(
          answers.settingsDeliveries,
          deliveries.map((each) => deliveryLine(each, parts, reader)),
        ),
      ],
    };
  },
};

function section(heading: string, lines: readonly Text[]): readonly Section[] {
  return lines.length === 0 ? [] : [{ heading, lines }];
}

function subscriptionLine(subscription: Subscription, parts: CommandParts, reader: Reader): Text {
  const { words } = parts;
  const { digest, at, timeZone, nextDigestAt } = subscription;
  return fillText(words.answers.settingsLine, {
    topic: topicName(subscription.topic, parts),
    alerts: words.alertKinds[subscription.alerts],
    digest:
      digest === 'off' || nextDigestAt === undefined
        ? words.rhythms[digest]
        : fillText(words.answers.settingsDigest, {
            rhythm: words.rhythms[digest],
            at,
            zone: timeZone,
            time: moment(nextDigestAt, 'date-time', reader),
          }),
  });
}

function deliveryLine(delivery: Delivery, { words }: CommandParts, reader: Reader): Text {
  const { title } = delivery.message;
  if (delivery.state === 'sent') {
    return fillText(words.answers.settingsSent, {
      title,
      time: moment(delivery.sentAt ?? delivery.createdAt, 'date-time', reader),
    });
  }
  if (delivery.state === 'pending' || delivery.state === 'sending') {
    return fillText(words.answers.settingsPending, { title, time: moment(delivery.dueAt, 'date-time', reader) });
  }
  return fillText(words.answers.settingsFailed, { title, why: delivery.why ?? delivery.state });
}
