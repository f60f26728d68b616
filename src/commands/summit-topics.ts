// /summit-topics: what can be followed, and what this channel follows.

import type { Section } from '../core/messages/message.ts';
import { say } from '../core/messages/message.ts';
import { topicIn } from '../core/messages/names.ts';
import type { Topic } from '../core/stories/topic.ts';
import { type Command, sentence } from './command.ts';

export const summitTopics: Command = {
  spec: { name: 'summit-topics', description: 'Topics that can be followed', manages: false, options: [] },
  async run(call, parts) {
    const followed = await parts.store.subscriptions.ofChannel(call.channel);
    const isFollowed = ({ id }: Topic) => followed.some(({ topic }) => topic === 'all' || topic === id);
    const line = (topic: Topic): string => {
      const called = topicIn(parts.words, topic, parts.nameOf);
      const name = isFollowed(topic) ? sentence(parts, 'topicFollowed', { name: called }) : called;
      // The operator describes it in one language; those who meet are said already.
      const description = called === topic.name ? (topic.description?.trim() ?? '') : '';
      return description === '' ? name : sentence(parts, 'topicLine', { name, description });
    };
    const section = (heading: string, topics: readonly Topic[]): readonly Section[] =>
      topics.length === 0 ? [] : [{ heading, lines: topics.map(line) }];
    return {
      ...say('neutral', sentence(parts, 'topics'), sentence(parts, 'topicsHow')),
      sections: [
        ...section(
          sentence(parts, 'topicSummits'),
          parts.topics.filter(({ kind }) => kind === 'summit'),
        ),
        ...section(
          sentence(parts, 'topicKeywords'),
          parts.topics.filter(({ kind }) => kind === 'keyword'),
        ),
      ],
    };
  },
};
