// A store in memory and people who type commands into a channel.

import type { CommandCall } from '../../src/chat/chat.ts';
import { answerWith } from '../../src/commands/answer.ts';
import type { CommandParts } from '../../src/commands/command.ts';
import type { Item } from '../../src/core/feeds/item.ts';
import type { Message } from '../../src/core/messages/message.ts';
import { en } from '../../src/core/messages/words/en.ts';
import type { Story } from '../../src/core/stories/story.ts';
import type { TopicMatch } from '../../src/core/stories/topic.ts';
import { openStore } from '../../src/storage/open.ts';
import type { Store } from '../../src/storage/store.ts';
import { CHANNEL, NOW, nameOf, TOPICS } from '../core/alerts/samples.ts';
import { wholeText } from '../core/messages/read.ts';

export type Bench = {
  readonly store: Store;
  readonly clock: { now: number };
  readonly woken: () => number;
  readonly faults: unknown[];
  call(command: string, options?: Readonly<Record<string, string>>, rest?: Partial<CommandCall>): Promise<Message>;
  /** The answer as a reader sees it. */
  type(command: string, options?: Readonly<Record<string, string>>, rest?: Partial<CommandCall>): Promise<string>;
  complete(
    command: string,
    option: string,
    typed: string,
    options?: Readonly<Record<string, string>>,
  ): Promise<readonly string[]>;
  addStory(story: Story, item: Item, topics: readonly TopicMatch[]): Promise<void>;
};

export async function openBench(overrides: Partial<CommandParts> = {}): Promise<Bench> {
  const clock = { now: NOW };
  const faults: unknown[] = [];
  let wakes = 0;
  const store = await openStore('file::memory:', { now: () => clock.now });
  const handlers = answerWith({
    store,
    topics: TOPICS,
    nameOf,
    words: en,
    now: () => clock.now,
    digestDefaults: { at: '08:00', timeZone: 'UTC' },
    wake: () => {
      wakes += 1;
    },
    onFault: (error) => faults.push(error),
    ...overrides,
  });
  const callOf = (
    command: string,
    options: Readonly<Record<string, string>>,
    rest: Partial<CommandCall>,
  ): CommandCall => ({
    command,
    options,
    channel: CHANNEL,
    caller: { id: 'u1', name: 'Olha', mayManage: true },
    ...rest,
  });
  return {
    store,
    clock,
    faults,
    woken: () => wakes,
    call: (command, options = {}, rest = {}) => handlers.answer(callOf(command, options, rest)),
    type: async (command, options = {}, rest = {}) => wholeText(await handlers.answer(callOf(command, options, rest))),
    complete: async (command, option, typed, options = {}) =>
      (await handlers.complete(callOf(command, options, {}), option, typed)).map(({ value }) => value),
    async addStory(story, item, topics) {
      await store.stories.save(story, topics);
      await store.items.save([{ item, storyId: story.id, placement: 'opened', contentHash: item.id }]);
    },
  };
}
