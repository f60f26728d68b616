// /summit-unsubscribe: ends following; what still waits to be sent for it is not sent.
import type { CommandCall } from '../chat/chat.ts';
import type { Subscription } from '../core/alerts/subscription.ts';
import { type Message, say } from '../core/messages/message.ts';
import type { Store } from '../storage/store.ts';
import { followedChoices, offer } from './choices.ts';
import { type Command, type CommandParts, mistake, sentence } from './command.ts';
import { topicName, topicNames } from './subscription-words.ts';
import { readTopicOption } from './topic-option.ts';

const MOST_WAITING = 500;

export const summitUnsubscribe: Command = {
  spec: {
    name: 'summit-unsubscribe',
    description: 'Stop following a topic in this channel',
    manages: true,
    options: [{ name: 'topic', description: 'Which topic, or all', required: false, type: 'text', complete: true }],
  },
  async run(call, parts) {
    const followed = await parts.store.subscriptions.ofChannel(call.channel);
    const [only] = followed;
    const typed = call.options['topic']?.trim() ?? '';
    if (only === undefined) return say('neutral', sentence(parts, 'followsNothing'));
    if (typed === '') {
      if (followed.length === 1) return end([only], call, parts);
      return mistake(parts, 'unsubscribeWhich', { topics: topicNames(followed, parts) });
    }
    const topic = readTopicOption(typed, 'all', parts);
    if ('message' in topic) return topic.message;
    if (topic.id === 'all') return end(followed, call, parts);
    const ending = followed.filter((each) => each.topic === topic.id);
    if (ending.length > 0) return end(ending, call, parts);
    return mistake(parts, 'notSubscribed', {
      topic: topicName(topic.id, parts),
      followed: sentence(parts, 'follows', { topics: topicNames(followed, parts) }),
    });
  },
  async complete(call, option, typed, parts) {
    return option === 'topic' ? offer(await followedChoices(call, parts), typed) : [];
  },
};

async function end(ending: readonly Subscription[], call: CommandCall, parts: CommandParts): Promise<Message> {
  await parts.store.transaction(async (store) => {
    for (const { topic } of ending) await store.subscriptions.remove(call.channel, topic);
    await dropWaiting(ending, call, store);
  });
  const [first] = ending;
  return first === undefined || ending.length > 1
    ? say('neutral', sentence(parts, 'unsubscribedAll'))
    : say('neutral', sentence(parts, 'unsubscribed', { topic: topicName(first.topic, parts) }));
}

async function dropWaiting(ended: readonly Subscription[], call: CommandCall, store: Store): Promise<void> {
  const ids = new Set(ended.map(({ id }) => id));
  const waiting = await store.deliveries.list({ channel: call.channel, state: 'pending', limit: MOST_WAITING });
  for (const delivery of waiting) {
    if (delivery.subscriptionId === undefined || !ids.has(delivery.subscriptionId)) continue;
    await store.deliveries.save({ ...delivery, state: 'superseded', why: 'the channel no longer follows the topic' });
  }
}
