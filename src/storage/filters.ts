// Rules that news must pass to reach a channel.
import type { Selectable } from 'kysely';
import type { Filter } from '../core/alerts/subscription.ts';
import { channelColumns, readChannel } from './channel.ts';
import type { Database, FiltersTable } from './database.ts';
import type { FilterStore } from './store.ts';

export function filtersIn({ db }: Database): FilterStore {
  return {
    async add({ channel, rule, createdBy, createdAt }) {
      const { id } = await db
        .insertInto('filters')
        .values({ ...channelColumns(channel), rule, created_by: createdBy, created_at: createdAt })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },

    async remove(channel, id) {
      const done = await db
        .deleteFrom('filters')
        .where((eb) => eb.and({ ...channelColumns(channel), id }))
        .executeTakeFirst();
      return done.numDeletedRows > 0n;
    },

    async ofChannel(channel) {
      const rows = await db
        .selectFrom('filters')
        .selectAll()
        .where((eb) => eb.and(channelColumns(channel)))
        .orderBy('id')
        .execute();
      return rows.map(readFilter);
    },

    async list() {
      const rows = await db.selectFrom('filters').selectAll().orderBy('id').execute();
      return rows.map(readFilter);
    },
  };
}

function readFilter(row: Selectable<FiltersTable>): Filter {
  return {
    id: row.id,
    channel: readChannel(row),
    rule: row.rule,
    createdBy: row.created_by,
    createdAt: row.created_at,
  };
}
