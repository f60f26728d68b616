// A subscription's settings in words.
import type { Subscription } from '../core/alerts/subscription.ts';
import { listOf } from '../core/messages/wording.ts';
import type { TopicId } from '../core/stories/topic.ts';
import { type CommandParts, sentence } from './command.ts';

export function topicName(topic: TopicId | 'all', { topics, words }: CommandParts): string {
  if (topic === 'all') return words.answers.allTopics;
  return topics.find(({ id }) => id === topic)?.name ?? topic;
}

export function topicNames(subscriptions: readonly Subscription[], parts: CommandParts): string {
  return listOf(
    subscriptions.map(({ topic }) => topicName(topic, parts)),
    parts.words.language,
  );
}

export function settingsInWords(subscription: Subscription, parts: CommandParts): readonly string[] {
  const { alertKinds } = parts.words;
  return [
    sentence(parts, 'subscribedAlerts', { alerts: alertKinds[subscription.alerts] }),
    digestInWords(subscription, parts),
  ];
}

function digestInWords({ digest, at, timeZone }: Subscription, parts: CommandParts): string {
  if (digest === 'off') return sentence(parts, 'subscribedNoDigest');
  if (digest === 'hourly') return sentence(parts, 'subscribedHourly', { minute: at.slice(3) });
  return sentence(parts, 'subscribedDigest', { rhythm: parts.words.rhythms[digest], at, zone: timeZone });
}
