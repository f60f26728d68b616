// Feeds, how their polling stands, and what became of their items.
import { type Selectable, sql } from 'kysely';
import type { Feed, FeedId, PollState, Trust } from '../core/feeds/feed.ts';
import type { EpochMs } from '../core/text/instant.ts';
import { atomically, type Database, type FeedsTable, type Queries } from './database.ts';
import type { FeedCounts, FeedRow, FeedStore } from './store.ts';

export function feedsIn({ db, engine }: Database): FeedStore {
  return {
    sync: (feeds, now, spread) => atomically(db, (tx) => syncFeeds(tx, feeds, now, spread)),

    add: (feed, nextAt) =>
      atomically(db, async (tx) => {
        const known = await tx.selectFrom('feeds').select(['id', 'gone']).where(named(feed)).executeTakeFirst();
        if (known !== undefined && known.gone === 0) return 'exists';
        if (known !== undefined) await tx.deleteFrom('feeds').where('id', '=', known.id).execute();
        await insertFeed(tx, feed, nextAt);
        return 'added';
      }),

    async remove(urlOrId) {
      const done = await db
        .deleteFrom('feeds')
        .where((eb) => eb.or([eb('id', '=', urlOrId), eb('url', '=', urlOrId), eb('configured_url', '=', urlOrId)]))
        .executeTakeFirst();
      return done.numDeletedRows > 0n;
    },

    async list() {
      const rows = await db.selectFrom('feeds').selectAll().orderBy('title').orderBy('id').execute();
      return rows.map(readFeedRow);
    },

    async byId(id) {
      const row = await db.selectFrom('feeds').selectAll().where('id', '=', id).executeTakeFirst();
      return row && readFeedRow(row);
    },

    async claimDue(now, limit, lease) {
      const rows = await db
        .with('due', (with_) =>
          with_
            .selectFrom('feeds')
            .select('id')
            .where('gone', '=', sql.lit(0))
            .where('next_at', '<=', now)
            .orderBy('next_at')
            .limit(limit)
            .$if(engine === 'postgres', (query) => query.forUpdate().skipLocked()),
        )
        .updateTable('feeds')
        .set({ next_at: now + lease })
        .where('id', 'in', (eb) => eb.selectFrom('due').select('due.id'))
        .returningAll()
        .execute();
      return rows.map(readFeedRow);
    },

    async savePoll(id, poll) {
      await db.updateTable('feeds').set(pollColumns(poll)).where('id', '=', id).execute();
    },

    async rename(id, url) {
      await atomically(db, async (tx) => {
        const taken = await tx.selectFrom('feeds').select('id').where('url', '=', url).executeTakeFirst();
        if (taken === undefined) await tx.updateTable('feeds').set({ url }).where('id', '=', id).execute();
      });
    },

    async count(id, delta) {
      await db
        .updateTable('feeds')
        .set((eb) => ({
          seen: eb('seen', '+', delta.seen ?? 0),
          posted: eb('posted', '+', delta.posted ?? 0),
          folded: eb('folded', '+', delta.folded ?? 0),
          filtered: eb('filtered', '+', delta.filtered ?? 0),
          held: eb('held', '+', delta.held ?? 0),
        }))
        .where('id', '=', id)
        .execute();
    },
  };
}

async function syncFeeds(tx: Queries, feeds: readonly Feed[], now: EpochMs, spread: number): Promise<void> {
  const stored = await tx.selectFrom('feeds').selectAll().execute();
  const kept = new Set<string>();
  const fresh: Feed[] = [];
  for (const feed of feeds) {
    const known =
      stored.find((row) => row.id === feed.id) ??
      stored.find((row) => row.url === feed.url || row.configured_url === feed.url);
    if (known === undefined) fresh.push(feed);
    else {
      kept.add(known.id);
      await updateFeed(tx, known, feed, now);
    }
  }
  for (const row of stored) {
    if (row.origin === 'config' && !kept.has(row.id)) await tx.deleteFrom('feeds').where('id', '=', row.id).execute();
  }
  for (const [index, feed] of fresh.entries()) {
    await insertFeed(tx, feed, now + Math.floor((spread * index) / fresh.length));
  }
}

/** An address that moved on (permanent redirect) is kept for as long as the configuration still says the old one. */
async function updateFeed(tx: Queries, known: Selectable<FeedsTable>, feed: Feed, now: EpochMs): Promise<void> {
  const moved = known.configured_url !== feed.url && known.url !== feed.url;
  if (moved) await tx.deleteFrom('feeds').where('url', '=', feed.url).where('id', '!=', known.id).execute();
  await tx
    .updateTable('feeds')
    .set({
      ...descriptionColumns(feed),
      configured_url: feed.url,
      ...(moved && { url: feed.url, ...pollColumns({ nextAt: now, failures: 0 }) }),
    })
    .where('id', '=', known.id)
    .execute();
}

async function insertFeed(tx: Queries, feed: Feed, nextAt: EpochMs): Promise<void> {
  await tx
    .insertInto('feeds')
    .values({
      id: feed.id,
      url: feed.url,
      configured_url: feed.url,
      ...descriptionColumns(feed),
      ...pollColumns({ nextAt, failures: 0 }),
    })
    .execute();
}

function named(feed: Feed) {
  return sql<boolean>`(id = ${feed.id} or url = ${feed.url} or configured_url = ${feed.url})`;
}

function descriptionColumns(feed: Feed) {
  return {
    title: feed.title,
    language: feed.language ?? null,
    trust: feed.trust,
    every: feed.every,
    origin: feed.origin,
    category: feed.category ?? null,
  };
}

function pollColumns({ nextAt, ...poll }: PollState) {
  return { next_at: nextAt, gone: poll.gone === true ? 1 : 0, poll: JSON.stringify(poll) };
}

function readFeedRow(row: Selectable<FeedsTable>): FeedRow {
  const poll = JSON.parse(row.poll) as Omit<PollState, 'nextAt'>;
  return {
    feed: {
      id: row.id as FeedId,
      url: row.url,
      title: row.title,
      ...(row.language !== null && { language: row.language }),
      trust: row.trust as Trust,
      every: row.every,
      origin: row.origin as Feed['origin'],
      ...(row.category !== null && { category: row.category }),
    },
    poll: { ...poll, nextAt: row.next_at },
    counts: readCounts(row),
  };
}

function readCounts({ seen, posted, folded, filtered, held }: Selectable<FeedsTable>): FeedCounts {
  return { seen, posted, folded, filtered, held };
}
