// The news of a stretch of time, made again from what is remembered: for digests, catch-ups and rehearsals of filters.
import type { Item, ItemId } from '../feeds/item.ts';
import type { Story, StoryId } from '../stories/story.ts';
import type { Topic, TopicId, TopicMatch } from '../stories/topic.ts';
import type { StatusChange, Summit, SummitId } from '../summits/summit.ts';
import { DAY, type EpochMs } from '../text/instant.ts';
import type { News } from './interest.ts';
import { withTopicsOfSummit } from './plan.ts';

/** As much of the store as is asked here. */
export type Archive = {
  readonly summits: {
    byId(id: SummitId): Promise<Summit | undefined>;
    asOf(id: SummitId, at: EpochMs): Promise<Summit | undefined>;
    changes(query: { readonly from: EpochMs; readonly to: EpochMs }): Promise<readonly StatusChange[]>;
  };
  readonly stories: {
    begun(
      topic: TopicId | 'all',
      from: EpochMs,
      to: EpochMs,
      limit: number,
    ): Promise<readonly (Story & { readonly topics: readonly TopicId[] })[]>;
    topics(id: StoryId): Promise<readonly TopicMatch[]>;
  };
  readonly items: {
    byIds(ids: readonly ItemId[]): Promise<readonly Evidence[]>;
  };
};

type Evidence = { readonly item: Item; readonly storyId: StoryId };

export type Window = { readonly from: EpochMs; readonly to: EpochMs };

/** A window with more stories than this is told by the newest of them. */
const MOST_STORIES = 1_000;

/** Changes in order, then stories in order of their beginning. */
export async function recallNews(archive: Archive, topics: readonly Topic[], window: Window): Promise<readonly News[]> {
  const changes = await recallChanges(archive, topics, window);
  const stories = await archive.stories.begun('all', window.from, window.to, MOST_STORIES);
  const items = await archive.items.byIds(stories.flatMap(({ itemIds }) => itemIds.slice(0, 1)));
  const firstItems = new Map(items.map(({ item, storyId }) => [storyId, item]));
  return [
    ...changes,
    ...stories.flatMap((story): readonly News[] => {
      const item = firstItems.get(story.id);
      const matches = story.topics.map((topicId) => ({ topicId, reason: '' }));
      return item === undefined ? [] : [{ kind: 'story', story, item, topics: matches }];
    }),
  ];
}

/** News is told within a day of its publication, and a change bears the time of the article, not of its arrival. */
const LATEST_ARRIVAL = DAY;

async function recallChanges(archive: Archive, topics: readonly Topic[], window: Window): Promise<readonly News[]> {
  const candidates = await archive.summits.changes({ from: window.from - LATEST_ARRIVAL, to: window.to });
  const evidence = await archive.items.byIds([...new Set(candidates.flatMap(({ because }) => because))]);
  const byId = new Map(evidence.map((stored) => [stored.item.id, stored]));
  const summits = new Map<SummitId, Summit | undefined>();
  const news: News[] = [];
  for (const change of candidates) {
    const stored = latestOf(change, byId);
    const arrival = Math.max(change.at, stored?.item.seenAt ?? 0);
    if (arrival < window.from || arrival >= window.to) continue;
    if (!summits.has(change.summitId)) summits.set(change.summitId, await archive.summits.byId(change.summitId));
    const summit = summits.get(change.summitId);
    if (summit === undefined) continue;
    const matches = stored === undefined ? [] : await archive.stories.topics(stored.storyId);
    const date = change.field === 'date' ? (await archive.summits.asOf(change.summitId, change.at))?.date : undefined;
    const then = date === undefined ? summit : { ...summit, date };
    const piece: News = { kind: 'change', change, summit: then, topics: matches, ...(stored && { item: stored.item }) };
    news.push(withTopicsOfSummit(piece, topics));
  }
  return news;
}

/** The article that brought the change: of those it rests on, the one that came last. */
function latestOf({ because }: StatusChange, byId: ReadonlyMap<ItemId, Evidence>): Evidence | undefined {
  const known = because.flatMap((id) => byId.get(id) ?? []);
  return known.reduce<Evidence | undefined>(
    (latest, each) => (latest === undefined || each.item.seenAt > latest.item.seenAt ? each : latest),
    undefined,
  );
}
