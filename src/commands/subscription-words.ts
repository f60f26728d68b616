// A subscription's settings in words.

import type { Subscription } from '../core/alerts/subscription.ts';
import { topicIn } from '../core/messages/names.ts';
import { listOf } from '../core/messages/wording.ts';
import type { TopicId } from '../core/stories/topic.ts';
import { type CommandParts, sentence } from './command.ts';

export function topicName(topic: TopicId | 'all', { topics, words, nameOf }: CommandParts): string {
  if (topic === 'all') return words.answers.allTopics;
  const known = topics.find(({ id }) => id === topic);
  return known === undefined ? topic : topicIn(words, known, nameOf);
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
