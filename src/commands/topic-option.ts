// The topic somebody named in a command, or the sentence that helps them to name one.
import type { Message } from '../core/messages/message.ts';
import type { TopicId } from '../core/stories/topic.ts';
import { type CommandParts, mistake } from './command.ts';
import { findTopics, nearestTopics } from './lookup.ts';

export type NamedTopic = { readonly id: TopicId | 'all' } | { readonly message: Message };

const ALL = new Set(['all', '*', 'everything']);

export function readTopicOption(typed: string | undefined, fallback: 'all', parts: CommandParts): NamedTopic {
  const name = typed?.trim() ?? '';
  if (name === '') return { id: fallback };
  if (ALL.has(name.toLowerCase())) return { id: 'all' };
  const found = findTopics(name, parts.topics);
  const [topic] = found;
  if (topic === undefined) {
    return {
      message: mistake(parts, 'unknownTopic', { typed: name, near: nearestTopics(name, parts.topics).join(', ') }),
    };
  }
  if (found.length > 1) {
    const near = found
      .slice(0, 5)
      .map((each) => each.name)
      .join(', ');
    return { message: mistake(parts, 'severalTopics', { typed: name, near }) };
  }
  return { id: topic.id };
}
