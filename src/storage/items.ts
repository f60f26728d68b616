// Items as they came, where each was put, and their former texts.
import type { Selectable } from 'kysely';
import type { FeedId, Trust } from '../core/feeds/feed.ts';
import type { Item, ItemId } from '../core/feeds/item.ts';
import type { StoryId } from '../core/stories/story.ts';
import { atomically, type Database, type ItemsTable, inChunks } from './database.ts';
import type { ItemStore, SeenItem, StoredItem } from './store.ts';

/** Rows held at once by whoever reads many. */
const PAGE = 500;

export function itemsIn({ db }: Database): ItemStore {
  return {
    async seen(feedId, guids) {
      const found = new Map<string, SeenItem>();
      for (const chunk of inChunks(guids)) {
        const rows = await db
          .selectFrom('items')
          .select(['guid', 'id', 'content_hash'])
          .where('feed_id', '=', feedId)
          .where('guid', 'in', chunk)
          .execute();
        for (const row of rows) found.set(row.guid, { id: row.id as ItemId, contentHash: row.content_hash });
      }
      return found;
    },

    async save(items) {
      for (const chunk of inChunks(items, 50)) {
        await db
          .insertInto('items')
          .values(chunk.map(itemColumns))
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    },

    async revise(item, contentHash, at, placed) {
      await atomically(db, async (tx) => {
        await tx
          .insertInto('item_revisions')
          .columns(['item_id', 'at', 'title', 'summary', 'content', 'content_hash'])
          .expression((eb) =>
            eb
              .selectFrom('items')
              .select((row) => [
                'id',
                row.cast<number>(row.val(at), 'bigint').as('at'),
                'title',
                'summary',
                'content',
                'content_hash',
              ])
              .where('id', '=', item.id),
          )
          .execute();
        await tx
          .updateTable('items')
          .set({
            ...textColumns(item),
            content_hash: contentHash,
            ...(placed && { story_id: placed.storyId, placement: placed.placement, reason: placed.reason ?? null }),
          })
          .where('id', '=', item.id)
          .execute();
      });
    },

    async move(ids, into) {
      for (const chunk of inChunks(ids)) {
        await db.updateTable('items').set({ story_id: into }).where('id', 'in', chunk).execute();
      }
    },

    async byIds(ids) {
      const found = new Map<string, StoredItem>();
      for (const chunk of inChunks(ids)) {
        const rows = await db.selectFrom('items').selectAll().where('id', 'in', chunk).execute();
        for (const row of rows) found.set(row.id, readItem(row));
      }
      return ids.flatMap((id) => found.get(id) ?? []);
    },

    async ofStory(id) {
      const rows = await db.selectFrom('items').selectAll().where('story_id', '=', id).orderBy('seq').execute();
      return rows.map(readItem);
    },

    async *since(at) {
      const first = db.selectFrom('items').select((row) => row.fn.min('seq').as('seq'));
      const { seq } = await first.where('seen_at', '>=', at).executeTakeFirstOrThrow();
      for (let from: number | null = seq; from !== null; ) {
        const rows = await db
          .selectFrom('items')
          .selectAll()
          .where('seq', '>=', from)
          .where('placement', '!=', 'apart')
          .orderBy('seq')
          .limit(PAGE)
          .execute();
        yield rows.filter((row) => row.seen_at >= at).map(readItem);
        from = rows.length < PAGE ? null : (rows.at(-1)?.seq ?? 0) + 1;
      }
    },

    async revisions(id) {
      const rows = await db.selectFrom('item_revisions').selectAll().where('item_id', '=', id).orderBy('seq').execute();
      return rows.map(({ title, summary, content, at }) => ({
        title,
        summary,
        ...(content !== null && { content }),
        replacedAt: at,
      }));
    },

    prune: (before) =>
      atomically(db, async (tx) => {
        // What a summit's history rests on stays for as long as the history does.
        const pruned = await tx
          .deleteFrom('items')
          .where('seen_at', '<', before)
          .where((eb) =>
            eb.not(eb.exists(eb.selectFrom('claims').select('claims.seq').whereRef('claims.item_id', '=', 'items.id'))),
          )
          .executeTakeFirst();
        await tx
          .deleteFrom('stories')
          .where('last_seen_at', '<', before)
          .where((eb) =>
            eb.not(eb.exists(eb.selectFrom('items').select('items.seq').whereRef('items.story_id', '=', 'stories.id'))),
          )
          .execute();
        return Number(pruned.numDeletedRows);
      }),
  };
}

function textColumns(item: Item) {
  return {
    url: item.url,
    canonical_url: item.canonicalUrl,
    title: item.title,
    summary: item.summary,
    content: item.content ?? null,
    language: item.language,
  };
}

function itemColumns({ item, storyId, placement, reason, contentHash }: Parameters<ItemStore['save']>[0][number]) {
  return {
    id: item.id,
    feed_id: item.feedId,
    guid: item.guid,
    ...textColumns(item),
    source: item.source,
    trust: item.trust,
    published_at: item.publishedAt,
    seen_at: item.seenAt,
    content_hash: contentHash,
    story_id: storyId,
    placement,
    reason: reason ?? null,
  };
}

function readItem(row: Selectable<ItemsTable>): StoredItem {
  return {
    item: {
      id: row.id as ItemId,
      feedId: row.feed_id as FeedId,
      guid: row.guid,
      url: row.url,
      canonicalUrl: row.canonical_url,
      title: row.title,
      summary: row.summary,
      ...(row.content !== null && { content: row.content }),
      language: row.language,
      source: row.source,
      trust: row.trust as Trust,
      publishedAt: row.published_at,
      seenAt: row.seen_at,
    },
    storyId: row.story_id as StoryId,
    placement: row.placement as StoredItem['placement'],
    ...(row.reason !== null && { reason: row.reason }),
  };
}
