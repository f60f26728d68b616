// Summits as they stand, every change that led there (with the state it led to), and the claims behind it.
import type { Claim, StatusChange, Summit, SummitId } from '../core/summits/summit.ts';
import type { EpochMs } from '../core/text/instant.ts';
import { atomically, type Database, inChunks, type Queries } from './database.ts';
import type { SummitStore } from './store.ts';

export function summitsIn({ db }: Database): SummitStore {
  return {
    save: (summit, changes, claims) =>
      atomically(db, async (tx) => {
        await saveState(tx, summit);
        await appendChanges(tx, summit, changes);
        await appendClaims(tx, summit.id, claims);
      }),

    async byId(id) {
      const row = await db.selectFrom('summits').select('body').where('id', '=', id).executeTakeFirst();
      return row && (JSON.parse(row.body) as Summit);
    },

    async list({ dormant = false } = {}) {
      const rows = await db
        .selectFrom('summits')
        .select('body')
        .$if(!dormant, (query) => query.where('dormant', '=', 0))
        .orderBy('last_report_at', 'desc')
        .orderBy('id')
        .execute();
      return rows.map((row) => JSON.parse(row.body) as Summit);
    },

    async asOf(id, at) {
      const last = await lastChange(db, id);
      const now = await db.selectFrom('summits').selectAll().where('id', '=', id).executeTakeFirst();
      // The row of today also holds what was said without changing the status; it serves once nothing newer is in it.
      if (now && now.last_report_at <= at && (last?.at ?? 0) <= at) return JSON.parse(now.body) as Summit;
      const then = await lastChange(db, id, at);
      return then && (JSON.parse(then.summit) as Summit);
    },

    async changes({ summitId, from, to, limit }) {
      let query = db.selectFrom('status_changes').select('body');
      if (summitId !== undefined) query = query.where('summit_id', '=', summitId);
      if (from !== undefined) query = query.where('at', '>=', from);
      if (to !== undefined) query = query.where('at', '<', to);
      if (limit !== undefined) query = query.limit(limit);
      const rows = await query.orderBy('at', 'desc').orderBy('seq', 'desc').execute();
      return rows.toReversed().map((row) => JSON.parse(row.body) as StatusChange);
    },

    async changesByIds(ids) {
      if (ids.length === 0) return [];
      const found: StatusChange[] = [];
      for (const chunk of inChunks(ids)) {
        const rows = await db
          .selectFrom('status_changes')
          .select('body')
          .where('id', 'in', chunk)
          .orderBy('seq')
          .execute();
        found.push(...rows.map((row) => JSON.parse(row.body) as StatusChange));
      }
      return found;
    },

    async changesAfter(number, limit) {
      const rows = await db
        .selectFrom('status_changes')
        .select(['seq', 'body'])
        .where('seq', '>', number)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ number: row.seq, change: JSON.parse(row.body) as StatusChange }));
    },

    async lastChangeNumber() {
      const row = await db
        .selectFrom('status_changes')
        .select('seq')
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.seq ?? 0;
    },

    async claims(id, since) {
      const rows = await db
        .selectFrom('claims')
        .select('body')
        .where('summit_id', '=', id)
        .where('at', '>=', since)
        .orderBy('at')
        .orderBy('seq')
        .execute();
      return rows.map((row) => JSON.parse(row.body) as Claim);
    },
  };
}

async function saveState(tx: Queries, summit: Summit): Promise<void> {
  const columns = {
    dormant: summit.dormant ? 1 : 0,
    last_report_at: summit.lastReportAt,
    body: JSON.stringify(summit),
  };
  await tx
    .insertInto('summits')
    .values({ id: summit.id, ...columns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute();
}

async function appendChanges(tx: Queries, summit: Summit, changes: readonly StatusChange[]): Promise<void> {
  const state = JSON.stringify(summit);
  for (const change of changes) {
    await tx
      .insertInto('status_changes')
      .values({
        id: change.id,
        summit_id: change.summitId,
        revision: change.revision,
        at: change.at,
        body: JSON.stringify(change),
        summit: state,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }
}

async function appendClaims(tx: Queries, summitId: SummitId, claims: readonly Claim[]): Promise<void> {
  for (const chunk of inChunks(claims)) {
    await tx
      .insertInto('claims')
      .values(
        chunk.map((claim) => ({
          summit_id: summitId,
          item_id: claim.itemId,
          at: claim.at,
          body: JSON.stringify(claim),
        })),
      )
      .execute();
  }
}

function lastChange(db: Queries, id: SummitId, at?: EpochMs) {
  let query = db.selectFrom('status_changes').select(['at', 'summit']).where('summit_id', '=', id);
  if (at !== undefined) query = query.where('at', '<=', at);
  return query.orderBy('at', 'desc').orderBy('seq', 'desc').limit(1).executeTakeFirst();
}
