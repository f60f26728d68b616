// `summit-watch stories …`: which items tell one story, and people's word against it; a running service takes it up by itself.
import type { ItemId } from '../core/feeds/item.ts';
import { mergeInto, splitOff } from '../core/stories/overruling.ts';
import type { StoryId } from '../core/stories/story.ts';
import { DAY } from '../core/text/instant.ts';
import { openStore, StoreRefused } from '../storage/open.ts';
import type { Store } from '../storage/store.ts';
import { EXIT } from './exit.ts';
import { type Lines, readEnvironmentOrFail } from './load.ts';

export type StoriesCall =
  | { readonly act: 'list' }
  | { readonly act: 'split'; readonly item: string }
  | { readonly act: 'merge'; readonly story: string; readonly into: string };

const LISTED_DAYS = 7;
const MOST_LISTED = 200;
const WHEN = 'A running service does it with its next feed, another one when it starts.';

export async function storiesCommand(call: StoriesCall, env: NodeJS.ProcessEnv, lines: Lines): Promise<number> {
  const environment = readEnvironmentOrFail(env, lines);
  if (!environment) return EXIT.fault;
  try {
    const store = await openStore(environment.databaseUrl.reveal(), { now: Date.now });
    try {
      const { said, done } = await act(call, store, Date.now());
      (done ? lines.write : lines.fail)(said);
      return done ? EXIT.done : EXIT.fault;
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof StoreRefused)) throw error;
    lines.fail(error.message);
    return EXIT.fault;
  }
}

type Answer = { readonly said: string; readonly done: boolean };

const done = (said: string): Answer => ({ said, done: true });
const refused = (said: string): Answer => ({ said, done: false });

function act(call: StoriesCall, store: Store, now: number): Promise<Answer> {
  switch (call.act) {
    case 'list':
      return list(store, now);
    case 'split':
      return split(call.item as ItemId, store, now);
    case 'merge':
      return merge(call.story as StoryId, call.into as StoryId, store, now);
  }
}

async function list(store: Store, now: number): Promise<Answer> {
  const stories = await store.stories.begun('all', now - LISTED_DAYS * DAY, now + 1, MOST_LISTED);
  const told: string[] = [];
  for (const { id, headline } of stories) {
    told.push(`${id}  ${headline}`);
    for (const { item } of await store.items.ofStory(id)) told.push(`    ${item.id}  ${item.source}: ${item.title}`);
  }
  return done(told.length === 0 ? `No story began in the last ${LISTED_DAYS} days.` : told.join('\n'));
}

async function split(itemId: ItemId, store: Store, now: number): Promise<Answer> {
  const [stored] = await store.items.byIds([itemId]);
  const story = stored && (await store.stories.byId(stored.storyId));
  if (!stored || !story) return refused(`No story has an item ${itemId}: "summit-watch stories list" names them.`);
  const split = splitOff(itemId, story);
  if ('refused' in split) return refused(`${itemId} is a story by itself already.`);
  await store.overrules.add(split.ruling, now);
  return done(`"${stored.item.title}" becomes story ${split.ruling.into}, apart from "${story.headline}". ${WHEN}`);
}

async function merge(from: StoryId, into: StoryId, store: Store, now: number): Promise<Answer> {
  const merged = mergeInto(from, into);
  if ('refused' in merged) return refused('A story cannot be merged with itself: name two.');
  const [one, other] = [await store.stories.byId(from), await store.stories.byId(into)];
  if (!one || !other) {
    return refused(`There is no story ${one ? into : from}: "summit-watch stories list" names those of this week.`);
  }
  await store.overrules.add(merged.ruling, now);
  return done(`"${one.headline}" is told on as part of "${other.headline}". ${WHEN}`);
}
