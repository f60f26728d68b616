// The desk as it runs in the service: its memory is a copy of the store, and is made anew from there whenever a commit failed.
import { setImmediate as breath, setTimeout as pause } from 'node:timers/promises';
import { type Desk, openDesk } from '../core/desk/desk.ts';
import type { Ruling, StoryIndex } from '../core/stories/story.ts';
import type { TopicMatcher } from '../core/stories/topics.ts';
import { claimsThatStand } from '../core/summits/retraction.ts';
import type { SummitBook } from '../core/summits/summit.ts';
import { DAY } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';
import { carryOutRulings, type RulingsParts } from './carry-out-rulings.ts';

/** How far back items can still be joined, and claims still count, after a restart. */
const STORY_WINDOW = 3 * DAY;
const CLAIM_WINDOW = 60 * DAY;
/** Longer than any story is told. */
const RULING_WINDOW = 8 * DAY;

export type Newsroom = {
  /**
   * Runs one piece of work at a time on the desk and the store, in a transaction that pieces of the same moment share.
   * When one throws, the transaction is rolled back, the desk is read from the store again, the other pieces are done
   * anew (so work must be repeatable), and the error goes on to whoever asked for the piece.
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
  /** Told of a ruling about stories that could not be carried out and was given up. */
  readonly onBrokenRuling?: (error: unknown, ruling: Ruling) => void;
};

type Memory = Omit<Room, 'store'>;

async function remember(parts: NewsroomParts): Promise<Memory> {
  const now = parts.now();
  const stories = parts.openStories();
  for (const story of await parts.store.stories.since(now - STORY_WINDOW)) stories.restoreStory(story);
  for await (const some of parts.store.items.since(now - STORY_WINDOW)) {
    for (const { item, storyId } of some) stories.restore(item, storyId);
    // Whoever asks for the service's health meanwhile is answered.
    await breath();
  }
  for (const ruling of await parts.store.overrules.carriedOut(now - RULING_WINDOW)) stories.overrule(ruling, []);
  const summits = parts.openBook();
  for (const summit of await parts.store.summits.list()) {
    const claims = await parts.store.summits.claims(summit.id, now - CLAIM_WINDOW);
    const log = await parts.store.summits.changes({ summitId: summit.id, from: now - CLAIM_WINDOW });
    summits.restore(summit, claimsThatStand(claims, log));
  }
  return { desk: openDesk({ stories, summits, topics: parts.topics }), stories, summits };
}

type Asked = {
  /** Does the work; what it answers with is called once the commit is safe. */
  readonly run: (room: Room) => Promise<() => void>;
  readonly fail: (error: unknown) => void;
};

/** Work that comes within this time shares a commit, which costs milliseconds of disk. */
const GATHER = 10;
/** A commit begins when its work took so long, so that others who ask the store need not wait. */
const LONGEST_GROUP = 100;

export async function openNewsroom(parts: NewsroomParts): Promise<Newsroom> {
  let memory: Memory | undefined = await remember(parts);
  let asked: Asked[] = [];
  let running = false;

  const remembered = async (): Promise<Memory> => {
    memory ??= await remember(parts);
    return memory;
  };

  const rulings: RulingsParts = {
    store: parts.store,
    now: parts.now,
    index: async () => (await remembered()).stories,
    forget: () => {
      memory = undefined;
    },
    ...(parts.onBrokenRuling && { onFault: parts.onBrokenRuling }),
  };

  /** All or nothing: `taken` says whom it was about. */
  const commit = async (queue: Asked[], taken: Asked[]): Promise<void> => {
    await carryOutRulings(rulings);
    const known = await remembered();
    const answers = await parts.store.transaction(async (store) => {
      const done: (() => void)[] = [];
      const end = performance.now() + LONGEST_GROUP;
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        taken.push(next);
        done.push(await next.run({ ...known, store }));
        if (performance.now() >= end) break;
        await breath();
      }
      return done;
    });
    for (const answer of answers) answer();
  };

  const commitSome = async (queue: Asked[]): Promise<void> => {
    const taken: Asked[] = [];
    try {
      await commit(queue, taken);
    } catch (error) {
      memory = undefined;
      // What broke must cost only itself: the others are done again, each in a commit of its own.
      if (taken.length > 1) for (const one of taken) await commitSome([one]);
      else (taken[0] ?? queue.shift())?.fail(error);
    }
  };

  const run = async (): Promise<void> => {
    if (running) return;
    running = true;
    while (asked.length > 0) {
      await pause(GATHER);
      const queue = asked;
      asked = [];
      while (queue.length > 0) await commitSome(queue);
    }
    running = false;
  };

  return {
    edit: <T>(work: (room: Room) => Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        const ask = async (room: Room) => {
          const answer = await work(room);
          return () => resolve(answer);
        };
        asked.push({ run: ask, fail: reject });
        void run();
      }),
  };
}
