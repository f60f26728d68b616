// The desk as it runs in the service: its memory is a copy of the store, and is made anew from there whenever a commit failed.
import { type Desk, openDesk } from '../core/desk/desk.ts';
import type { StoryIndex } from '../core/stories/story.ts';
import type { TopicMatcher } from '../core/stories/topics.ts';
import type { SummitBook } from '../core/summits/summit.ts';
import { DAY } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';

/** How far back items can still be joined, and claims still count, after a restart. */
const STORY_WINDOW = 3 * DAY;
const CLAIM_WINDOW = 60 * DAY;

export type Newsroom = {
  /**
   * Runs one piece of work at a time on the desk and the store, in one transaction.
   * When it throws, the transaction is rolled back, the desk is read from the store again, and the error goes on.
   */
  readonly edit: <T>(work: (room: Room) => Promise<T>) => Promise<T>;
};

export type Room = {
  readonly desk: Desk;
  readonly stories: StoryIndex;
  readonly summits: SummitBook;
  readonly store: Store;
};

export type NewsroomParts = {
  readonly store: Store;
  readonly openStories: () => StoryIndex;
  readonly openBook: () => SummitBook;
  readonly topics: TopicMatcher;
  readonly now: () => number;
};

type Memory = Omit<Room, 'store'>;

async function remember(parts: NewsroomParts): Promise<Memory> {
  const now = parts.now();
  const stories = parts.openStories();
  for (const story of await parts.store.stories.since(now - STORY_WINDOW)) stories.restoreStory(story);
  for (const { item, storyId } of await parts.store.items.since(now - STORY_WINDOW)) stories.restore(item, storyId);
  const summits = parts.openBook();
  for (const summit of await parts.store.summits.list()) {
    summits.restore(summit, await parts.store.summits.claims(summit.id, now - CLAIM_WINDOW));
  }
  return { desk: openDesk({ stories, summits, topics: parts.topics }), stories, summits };
}

export async function openNewsroom(parts: NewsroomParts): Promise<Newsroom> {
  let memory: Memory | undefined = await remember(parts);
  let last: Promise<unknown> = Promise.resolve();

  const run = async <T>(work: (room: Room) => Promise<T>): Promise<T> => {
    memory ??= await remember(parts);
    const known = memory;
    try {
      return await parts.store.transaction((store) => work({ ...known, store }));
    } catch (error) {
      memory = undefined;
      throw error;
    }
  };

  return {
    edit(work) {
      const turn = last.then(
        () => run(work),
        () => run(work),
      );
      last = turn;
      return turn;
    },
  };
}
