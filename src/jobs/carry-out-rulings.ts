// Carries out what people decided about stories, in the index and in the store, before the newsroom's next work.
import type { Ruling, StoryIndex } from '../core/stories/story.ts';
import type { EpochMs } from '../core/text/instant.ts';
import type { Store, StoredItem } from '../storage/store.ts';

/** Each ruling is tried this often; then it is given up, so that the news that waits behind it goes on. */
const TRIES = 2;

export type RulingsParts = {
  readonly store: Store;
  /** The index, made anew from the store after a ruling broke half way. */
  readonly index: () => Promise<StoryIndex>;
  readonly forget: () => void;
  readonly now: () => EpochMs;
  /** Told of a ruling that was given up. */
  readonly onFault?: (error: unknown, ruling: Ruling) => void;
};

/** Carries out what waits, each ruling whole or not at all. */
export async function carryOutRulings(parts: RulingsParts): Promise<void> {
  for (const { number, ruling } of await parts.store.overrules.waiting()) {
    const fault = await tryOut(ruling, number, parts);
    if (fault === undefined) continue;
    await parts.store.overrules.settle(number, parts.now());
    parts.onFault?.(fault.error, ruling);
  }
}

async function tryOut(
  ruling: Ruling,
  number: number,
  { store, index, forget, now }: RulingsParts,
): Promise<{ readonly error: unknown } | undefined> {
  let fault: { readonly error: unknown } | undefined;
  for (let turn = 0; turn < TRIES; turn += 1) {
    const stories = await index();
    try {
      await store.transaction(async (tx) => {
        await carryOut(ruling, stories, tx);
        await tx.overrules.settle(number, now());
      });
      return undefined;
    } catch (error) {
      forget();
      fault = { error };
    }
  }
  return fault;
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
  if (kind === 'merge') await store.stories.remove(from, into);
}
