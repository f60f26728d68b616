// One feed's document → items, stories, status changes and deliveries, all in one transaction with the feed's poll state.
import type { News } from '../core/alerts/interest.ts';
import type { Feed, PollState } from '../core/feeds/feed.ts';
import type { FeedDocument, Item } from '../core/feeds/item.ts';
import { toItems } from '../core/feeds/normalise.ts';
import type { StoryId } from '../core/stories/story.ts';
import type { StatusChange } from '../core/summits/summit.ts';
import { DAY, type EpochMs } from '../core/text/instant.ts';
import type { FeedCounts, StoredItem } from '../storage/store.ts';
import type { Newsroom, Room } from './newsroom.ts';
import type { NewsDesk } from './tell.ts';
import { linkToldElsewhere } from './told-elsewhere.ts';

/** News whose item is older than this is kept but not told: it is history. */
const FRESH = DAY;
/** A headline edited later than this changes the stored text only. */
const EDITABLE = 3 * DAY;

export type IngestParts = {
  readonly newsroom: Newsroom;
  /** Plans deliveries for news inside the transaction. */
  readonly tell: NewsDesk;
  readonly hash: (text: string) => string;
  readonly detect: (text: string) => string;
  readonly onItems: (fate: keyof FeedCounts, count: number) => void;
};

/** Without a poll state the feed's own is left as it is: the document did not come of a poll. */
export type Ingest = (feed: Feed, document: FeedDocument, poll: PollState | undefined, now: EpochMs) => Promise<void>;

type Fate = Exclude<keyof FeedCounts, 'seen'>;
type NewItem = StoredItem & { readonly contentHash: string };

export function createIngest(parts: IngestParts): Ingest {
  return async (feed, document, poll, now) => {
    const arrivals = readItems(document, feed, now, parts);
    const counts = await parts.newsroom.edit(async (room) => {
      const fates = await takeAll(arrivals, room, {
        feed,
        firstPoll: (await room.store.feeds.byId(feed.id))?.counts.seen === 0,
        now,
        tell: parts.tell,
      });
      if (poll) await room.store.feeds.savePoll(feed.id, poll);
      if (fates.seen > 0) await room.store.feeds.count(feed.id, fates);
      return fates;
    });
    for (const fate of ['posted', 'folded', 'filtered', 'held'] as const) {
      if (counts[fate] > 0) parts.onItems(fate, counts[fate]);
    }
    parts.tell.wake();
  };
}

function readItems(
  document: FeedDocument,
  feed: Feed,
  now: EpochMs,
  parts: Pick<IngestParts, 'hash' | 'detect'>,
): readonly { readonly item: Item; readonly contentHash: string }[] {
  const byGuid = new Map<string, { item: Item; contentHash: string }>();
  for (const item of toItems(document, feed, now, parts.hash, parts.detect)) {
    if ('skip' in item || byGuid.has(item.guid)) continue;
    byGuid.set(item.guid, { item, contentHash: parts.hash(`${item.title}\n${item.summary}\n${item.url}`) });
  }
  return [...byGuid.values()].sort((a, b) => a.item.publishedAt - b.item.publishedAt);
}

async function takeAll(
  read: readonly { readonly item: Item; readonly contentHash: string }[],
  room: Room,
  context: { readonly feed: Feed; readonly firstPoll: boolean; readonly now: EpochMs; readonly tell: NewsDesk },
): Promise<FeedCounts> {
  const { store } = room;
  const known = await store.items.seen(
    context.feed.id,
    read.map(({ item }) => item.guid),
  );
  const counts = { posted: 0, folded: 0, filtered: 0, held: 0 };
  const news: News[] = [];
  const fresh: NewItem[] = [];
  for (const { item, contentHash } of read) {
    const before = known.get(item.guid);
    if (before?.contentHash === contentHash) continue;
    const taken = await takeOne(item, before !== undefined, room, context, news);
    if (before) {
      await store.items.revise(item, contentHash, context.now, taken.placed);
      continue;
    }
    fresh.push({ item, contentHash, ...(taken.placed ?? { storyId: aloneId(item), placement: 'apart' }) });
    counts[taken.fate]++;
  }
  await store.items.save(fresh);
  await context.tell.plan(store, news, context.now);
  return { ...counts, seen: fresh.length };
}

type Taken = { readonly fate: Fate; readonly placed?: Pick<StoredItem, 'storyId' | 'placement' | 'reason'> };

/** Decides one arrival, saves the story and summit it changed, and adds to `news` what channels may be told. */
async function takeOne(
  item: Item,
  edited: boolean,
  room: Room,
  context: { readonly firstPoll: boolean; readonly now: EpochMs },
  news: News[],
): Promise<Taken> {
  const { store } = room;
  if (edited && context.now - item.publishedAt > EDITABLE) return { fate: 'folded' };
  const { placement, summit, topics, passed } = room.desk.takeIn(item, context.now);
  news.push(...(await savePassed(room, passed)));
  if (!placement) return { fate: 'filtered' };
  const placed = { storyId: placement.storyId, placement: placement.kind, reason: placement.reason };

  const current = summit.summitId ? room.summits.summit(summit.summitId) : undefined;
  if (current) await store.summits.save(current, summit.changes, summit.claims);
  const story = room.stories.story(placement.storyId);
  const firstOfStory = (await store.stories.byId(placement.storyId)) === undefined;
  if (story) await store.stories.save(story, topics, summit.summitId);

  const fresh = context.now - item.publishedAt <= FRESH;
  const changes = fresh && current ? summit.changes : [];
  if (current) news.push(...changes.map((change): News => ({ kind: 'change', change, summit: current, item, topics })));
  const inOtherWords = story && firstOfStory && (await linkToldElsewhere(story, summit, room, context.now));
  const tellStory = fresh && !context.firstPoll && firstOfStory && topics.length > 0 && !inOtherWords;
  if (tellStory && story) news.push({ kind: 'story', story, item, topics, ...(current && { summit: current }) });

  if (placement.kind !== 'opened') return { fate: 'folded', placed };
  if (topics.length === 0) return { fate: 'filtered', placed };
  if (inOtherWords) return { fate: 'folded', placed };
  return { fate: tellStory || changes.length > 0 ? 'posted' : 'held', placed };
}

function aloneId(item: Item): StoryId {
  return `s-${item.id}` as StoryId;
}

/** Saves changes that only time brought; they are news without an item. */
export async function savePassed(room: Room, changes: readonly StatusChange[]): Promise<readonly News[]> {
  const news: News[] = [];
  for (const change of changes) {
    const summit = room.summits.summit(change.summitId);
    if (!summit) continue;
    await room.store.summits.save(summit, [change], []);
    news.push({ kind: 'change', change, summit, topics: [] });
  }
  return news;
}
