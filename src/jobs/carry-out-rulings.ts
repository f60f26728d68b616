// Carries out what people decided about stories: in the index and in the store, inside the newsroom's transaction.
import type { Ruling, StoryIndex } from '../core/stories/story.ts';
import type { EpochMs } from '../core/text/instant.ts';
import type { Store, StoredItem } from '../storage/store.ts';

export async function carryOutRulings(stories: StoryIndex, store: Store, now: EpochMs): Promise<void> {
  for (const { number, ruling } of await store.overrules.waiting()) {
    await carryOut(ruling, stories, store);
    await store.overrules.settle(number, now);
  }
}

async function carryOut(ruling: Ruling, stories: StoryIndex, store: Store): Promise<void> {
  const old = await store.items.ofStory(ruling.from);
  const grown = ruling.from === ruling.into ? [] : await store.items.ofStory(ruling.into);
  const moved = ruling.kind === 'merge' ? old : old.filter(({ item }) => item.id === ruling.itemId);
  // Decided twice, or overtaken by another decision.
  if (moved.length === 0 || (ruling.kind === 'merge' && grown.length === 0)) return;
  const told = new Set<string>(ruling.kind === 'split' ? [ruling.itemId] : []);
  for (const id of [ruling.from, ruling.into]) {
    const story = await store.stories.byId(id);
    if (story === undefined) continue;
    stories.restoreStory(story);
    for (const itemId of story.itemIds) told.add(itemId);
  }
  const items = [...grown, ...old].filter(({ item }) => told.has(item.id)).map(({ item }) => item);
  stories.overrule(
    ruling,
    items.sort((a, b) => a.seenAt - b.seenAt),
  );
  await save(ruling, moved, stories, store);
}

async function save(
  { kind, from, into }: Ruling,
  moved: readonly StoredItem[],
  stories: StoryIndex,
  store: Store,
): Promise<void> {
  await store.items.move(
    moved.map(({ item }) => item.id),
    into,
  );
  const [left, grown] = [stories.story(from), stories.story(into)];
  if (grown) await store.stories.save(grown, await store.stories.topics(from));
  if (left) await store.stories.save(left, []);
  if (kind === 'merge') await store.stories.remove(from);
}
