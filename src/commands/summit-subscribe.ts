// /summit-subscribe: what a channel follows and how it hears of it; a second call changes only what it names.
import type { CommandCall } from '../chat/chat.ts';
import { nextDigest, readLocalTime, readTimeZone } from '../core/alerts/schedule.ts';
import {
  type AlertKind,
  type Channel,
  channelKey,
  type DigestRhythm,
  type Subscription,
  type SubscriptionId,
} from '../core/alerts/subscription.ts';
import { type Message, say } from '../core/messages/message.ts';
import { listOf } from '../core/messages/wording.ts';
import { wordingFor } from '../core/messages/words/languages.ts';
import type { TopicId } from '../core/stories/topic.ts';
import { offer, topicChoices, zoneChoices } from './choices.ts';
import { type Command, type CommandParts, mistake, sentence, zoneOf } from './command.ts';
import { nearest } from './lookup.ts';
import { settingsInWords, topicName } from './subscription-words.ts';
import { readTopicOption } from './topic-option.ts';
import { welcome } from './welcome.ts';

const ALERTS = ['changes', 'stories', 'all', 'none'] as const satisfies readonly AlertKind[];
const DIGESTS = ['off', 'hourly', 'daily', 'weekly'] as const satisfies readonly DigestRhythm[];

export const summitSubscribe: Command = {
  spec: {
    name: 'summit-subscribe',
    description: 'Follow a topic in this channel, or change how it is told',
    manages: true,
    options: [
      {
        name: 'topic',
        description: 'Which topic; all of them if none is given',
        required: false,
        type: 'text',
        complete: true,
      },
      { name: 'alerts', description: 'What to tell at once', required: false, type: 'text', choices: ALERTS },
      { name: 'digest', description: 'How often to sum up', required: false, type: 'text', choices: DIGESTS },
      { name: 'at', description: 'When the digest comes, e.g. 08:00', required: false, type: 'text' },
      {
        name: 'time-zone',
        description: 'In which zone, e.g. Europe/Kyiv',
        required: false,
        type: 'text',
        complete: true,
      },
    ],
  },
  async run(call, parts) {
    // What could not be posted would only be noticed by its silence.
    if (call.lacks !== undefined && call.lacks.length > 0) {
      return mistake(parts, 'botLacks', { rights: listOf(call.lacks, parts.words.language) });
    }
    const topic = readTopicOption(call.options['topic'], 'all', parts);
    if ('message' in topic) return topic.message;
    const all = await parts.store.subscriptions.ofChannel(call.channel);
    const former = all.find((each) => each.topic === topic.id);
    const settings = readSettings(call, former, zoneOf(call, all, parts), parts);
    if ('message' in settings) return settings.message;
    const now = parts.now();
    const subscription = subscriptionOf(call, topic.id, former, settings, now);
    await parts.store.transaction(async (store) => {
      await store.subscriptions.save(subscription);
      await store.subscriptions.resume(call.channel);
      if (former === undefined)
        await store.deliveries.plan([await welcome(subscription, await toldIn(call.channel, { ...parts, store }))]);
    });
    if (former === undefined) parts.wake?.();
    return say(
      'neutral',
      sentence(parts, former === undefined ? 'subscribed' : 'resubscribed', { topic: topicName(topic.id, parts) }),
      ...settingsInWords(subscription, parts),
      ...(former === undefined ? [sentence(parts, 'subscribedFirst')] : []),
    );
  },
  async complete(_call, option, typed, parts) {
    if (option === 'time-zone') return offer(zoneChoices(), typed);
    return option === 'topic' ? offer(topicChoices(parts), typed) : [];
  },
};

/** Whoever subscribes is answered in a language of their own, the channel is told in its. */
async function toldIn(channel: Channel, parts: CommandParts): Promise<CommandParts> {
  const language = (await parts.store.channelSettings.ofChannel(channel))?.language;
  return { ...parts, words: wordingFor(language) };
}

type Settings = Pick<Subscription, 'alerts' | 'digest' | 'at' | 'timeZone'>;

function readSettings(
  { options }: CommandCall,
  former: Subscription | undefined,
  zone: string,
  parts: CommandParts,
): Settings | { readonly message: Message } {
  const refuse = (key: 'wrongAlerts' | 'wrongDigest' | 'wrongTime' | 'wrongZone', typed: string, near = '') => ({
    message: mistake(parts, key, { typed, near }),
  });
  const written = {
    alerts: options['alerts'],
    digest: options['digest'],
    at: options['at'],
    zone: options['time-zone'],
  };
  const alerts = written.alerts === undefined ? (former?.alerts ?? 'changes') : oneOf(ALERTS, written.alerts);
  if (alerts === undefined) return refuse('wrongAlerts', written.alerts ?? '');
  // Who gives an hour wants a digest at that hour.
  const usual =
    former !== undefined && former.digest !== 'off' ? former.digest : written.at === undefined ? 'off' : 'daily';
  const digest = written.digest === undefined ? usual : oneOf(DIGESTS, written.digest);
  if (digest === undefined) return refuse('wrongDigest', written.digest ?? '');
  const at = written.at === undefined ? (former?.at ?? parts.digestDefaults.at) : readLocalTime(written.at);
  if (at === undefined) return refuse('wrongTime', written.at ?? '');
  const timeZone = written.zone === undefined ? (former?.timeZone ?? zone) : readZone(written.zone);
  if (timeZone === undefined) return refuse('wrongZone', written.zone ?? '', nearestZones(written.zone ?? ''));
  if (alerts === 'none' && digest === 'off') return { message: mistake(parts, 'subscribedSilent') };
  return { alerts, digest, at, timeZone };
}

function oneOf<T extends string>(all: readonly T[], typed: string): T | undefined {
  return all.find((each) => each === typed.trim().toLowerCase());
}

/** A zone's name, or the city in it. */
function readZone(typed: string): string | undefined {
  const known = readTimeZone(typed);
  if (known !== undefined) return known;
  const regions = new Set(Intl.supportedValuesOf('timeZone').map((zone) => zone.split('/')[0] ?? ''));
  const city = typed.trim().replace(/\s+/g, '_');
  const zones = [...regions].flatMap((region) => readTimeZone(`${region}/${city}`) ?? []);
  return zones.length === 1 ? zones[0] : undefined;
}

function nearestZones(typed: string): string {
  const near = nearest(typed, Intl.supportedValuesOf('timeZone'));
  return (near.length > 0 ? near : ['Europe/Kyiv', 'America/New_York', 'UTC']).join(', ');
}

function subscriptionOf(
  call: CommandCall,
  topic: TopicId | 'all',
  former: Subscription | undefined,
  settings: Settings,
  now: number,
): Subscription {
  const next = nextDigest(settings, now);
  return {
    id: former?.id ?? (`${channelKey(call.channel)}|${topic}` as SubscriptionId),
    channel: call.channel,
    topic,
    ...settings,
    ...(next !== undefined && { nextDigestAt: next }),
    createdAt: former?.createdAt ?? now,
    createdBy: former?.createdBy ?? call.caller.id,
  };
}
