// One feed's document → items, stories, status changes and deliveries, all in one transaction with the feed's poll state.
import type { News } from '../core/alerts/interest.ts';
import type { Feed, PollState } from '../core/feeds/feed.ts';
import type { FeedDocument, Item } from '../core/feeds/item.ts';
import { toItems } from '../core/feeds/normalise.ts';
import type { StatusChange } from '../core/summits/summit.ts';
import { DAY, type EpochMs } from '../core/text/instant.ts';
import type { FeedCounts, SeenItem } from '../storage/store.ts';
import type { Newsroom, Room } from './newsroom.ts';
import type { NewsDesk } from './tell.ts';

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

export type Ingest = (feed: Feed, document: FeedDocument, poll: PollState, now: EpochMs) => Promise<void>;

type Fate = Exclude<keyof FeedCounts, 'seen'>;
type Arrival = { readonly item: Item; readonly contentHash: string; readonly known: SeenItem | undefined };

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
      await room.store.feeds.savePoll(feed.id, poll);
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
  const counts = { seen: 0, posted: 0, folded: 0, filtered: 0, held: 0 };
  const news: News[] = [];
  for (const { item, contentHash } of read) {
    const arrival: Arrival = { item, contentHash, known: known.get(item.guid) };
    if (arrival.known?.contentHash === contentHash) continue;
    const fate = await takeOne(arrival, room, context, news);
    if (arrival.known) continue;
    counts.seen++;
    counts[fate]++;
  }
  await context.tell.plan(store, news, context.now);
  return counts;
}

/** Decides one arrival, saves what came of it and adds to `news` what channels may be told. */
async function takeOne(
  arrival: Arrival,
  room: Room,
  context: { readonly firstPoll: boolean; readonly now: EpochMs },
  news: News[],
): Promise<Fate> {
  const { item, contentHash, known } = arrival;
  const { store } = room;
  if (known) {
    await store.items.revise(item, contentHash, context.now);
    if (context.now - item.publishedAt > EDITABLE) return 'folded';
  }
  const { placement, summit, topics, passed } = room.desk.takeIn(item, context.now);
  if (!placement) throw new Error(`item ${item.id} was not placed in a story`);
  if (!known) await store.items.save([{ item, storyId: placement.storyId, placement: placement.kind, contentHash }]);

  news.push(...(await savePassed(room, passed)));
  const current = summit.summitId ? room.summits.summit(summit.summitId) : undefined;
  if (current) await store.summits.save(current, summit.changes, summit.claims);

  const story = room.stories.story(placement.storyId);
  const wanted = topics.length > 0;
  const firstOfStory = (wanted || summit.relevant) && (await store.stories.byId(placement.storyId)) === undefined;
  if (story && (wanted || summit.relevant)) await store.stories.save(story, topics, summit.summitId);

  const fresh = context.now - item.publishedAt <= FRESH;
  if (fresh && current)
    news.push(...summit.changes.map((change): News => ({ kind: 'change', change, summit: current, item, topics })));
  const tellStory = fresh && !context.firstPoll && firstOfStory && wanted && story !== undefined;
  if (tellStory && story) news.push({ kind: 'story', story, item, topics, ...(current && { summit: current }) });

  if (placement.kind !== 'opened') return 'folded';
  if (!wanted) return 'filtered';
  return tellStory || (fresh && summit.changes.length > 0) ? 'posted' : 'held';
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
