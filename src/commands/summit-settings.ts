// /summit-settings: everything this channel asked for, how it wants to be told, and what became of the last messages to it.
import type { CommandCall } from '../chat/chat.ts';
import { waitsForBudget } from '../core/alerts/budget.ts';
import { type PingKind, plainSettings } from '../core/alerts/channel-settings.ts';
import type { Delivery } from '../core/alerts/delivery.ts';
import { waitsForQuiet } from '../core/alerts/quiet-hours.ts';
import type { Channel, Subscription } from '../core/alerts/subscription.ts';
import type { Message, Section, Text } from '../core/messages/message.ts';
import { say } from '../core/messages/message.ts';
import { moment, type Reader } from '../core/messages/reader.ts';
import { capital, fillText, listOf, type Wording } from '../core/messages/wording.ts';
import { wordingFor } from '../core/messages/words/languages.ts';
import type { EpochMs } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';
import { type Command, type CommandParts, mistake, readerOf, sentence } from './command.ts';
import { storedMuteInWords } from './muting.ts';
import { readSettings, SETTINGS_OPTIONS } from './settings-options.ts';
import { topicName } from './subscription-words.ts';

const LAST_MESSAGES = 5;
const MOST_HELD = 500;

export const summitSettings: Command = {
  spec: {
    name: 'summit-settings',
    description: 'What this channel follows, mutes and filters, its last messages, and how it is told',
    manages: false,
    options: SETTINGS_OPTIONS,
  },
  async run(call, parts) {
    const { store } = parts;
    if (Object.keys(call.options).length > 0) return change(call, parts);
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
        ...section(answers.settingsHow, await howLines(call, reader, parts)),
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

/** Everybody may look; only who may manage the channel changes how it is told. */
async function change(call: CommandCall, parts: CommandParts): Promise<Message> {
  if (!call.caller.mayManage) return mistake(parts, 'notAllowed', { command: call.command });
  const { store, words } = parts;
  const before = (await store.channelSettings.ofChannel(call.channel)) ?? plainSettings(call.channel);
  const after = readSettings(call, before);
  if ('wrong' in after) return mistake(parts, after.wrong, { typed: after.typed });
  if (after.events && !before.events && call.lacksForEvents !== undefined) {
    return mistake(parts, 'eventsLack', { rights: listOf(call.lacksForEvents, words.language) });
  }
  await store.transaction(async (tx) => {
    await tx.channelSettings.save({ ...after, updatedBy: call.caller.id, updatedAt: parts.now() });
    await releaseHeld(call.channel, parts.now(), tx);
  });
  parts.wake?.();
  const lines = await howLines(call, await readerOf(call, parts), parts);
  return say('neutral', words.answers.settingsChanged, ...(lines.length > 0 ? lines : [words.answers.settingsPlain]));
}

/** What the former settings held back is looked at again, and waits only if the new ones say so too. */
async function releaseHeld(channel: Channel, now: EpochMs, store: Store): Promise<void> {
  const pending = await store.deliveries.list({ channel, state: 'pending', limit: MOST_HELD });
  for (const held of pending.filter((each) => waitsForQuiet(each) || waitsForBudget(each))) {
    await store.deliveries.save({ ...held, dueAt: now });
  }
}

/** How the channel is told, where it chose anything. */
async function howLines(call: CommandCall, { zone }: Reader, parts: CommandParts): Promise<readonly Text[]> {
  const settings = await parts.store.channelSettings.ofChannel(call.channel);
  if (settings === undefined) return [];
  const { quiet, days, budgetPerHour, urgentPasses, card, pings, events, look, language: told } = settings;
  const { language, answers } = parts.words;
  const names = days?.map((day) => dayName(day, language)) ?? [];
  const isQuiet = quiet !== undefined || days !== undefined;
  return [
    ...(quiet === undefined ? [] : [sentence(parts, 'settingsQuiet', { ...quiet, zone })]),
    ...(names.length === 0 ? [] : [sentence(parts, 'settingsDays', { days: listOf(names, language), zone })]),
    ...(isQuiet ? [urgentPasses ? answers.settingsUrgent : answers.settingsNotUrgent] : []),
    ...(budgetPerHour === undefined ? [] : [sentence(parts, 'settingsBudget', { n: budgetPerHour })]),
    ...(card ? [answers.settingsCard] : []),
    ...(events ? [answers.settingsEvents] : []),
    ...(look === 'components' ? [answers.settingsLook] : []),
    ...(told === undefined ? [] : [wordingFor(told).answers.settingsLanguage]),
    ...pings.map(({ role, kind }) => sentence(parts, 'settingsPing', { role, kind: pingKind(kind, parts.words) })),
  ];
}

function pingKind(kind: PingKind, { answers, changeKinds }: Wording): string {
  if (kind === 'changes') return answers.settingsPingChanges;
  return kind === 'urgent' ? answers.settingsPingUrgent : changeKinds[kind];
}

function dayName(day: number, language: string): string {
  // A week that begins on a Monday.
  const date = Date.UTC(2024, 0, day);
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(date);
}

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
    const waits = fillText(words.answers.settingsPending, { title, time: moment(delivery.dueAt, 'date-time', reader) });
    return delivery.why === undefined ? waits : [...waits, ` (${delivery.why})`];
  }
  return fillText(words.answers.settingsFailed, { title, why: delivery.why ?? delivery.state });
}
