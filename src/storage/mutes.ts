// Silences and their ends.
import type { Selectable } from 'kysely';
import type { Mute, MuteKind } from '../core/alerts/subscription.ts';
import { channelColumns, readChannel } from './channel.ts';
import type { Database, MutesTable } from './database.ts';
import type { MuteStore } from './store.ts';

export function mutesIn({ db }: Database): MuteStore {
  return {
    async save(mute) {
      const columns = {
        value: mute.value,
        until: mute.until,
        created_by: mute.createdBy,
        created_at: mute.createdAt,
      };
      await db
        .insertInto('mutes')
        .values({ ...channelColumns(mute.channel), kind: mute.kind, value_key: foldCase(mute.value), ...columns })
        .onConflict((conflict) =>
          conflict.columns(['platform', 'workspace', 'channel_id', 'kind', 'value_key']).doUpdateSet(columns),
        )
        .execute();
    },

    async remove(channel, value) {
      const done = await db
        .deleteFrom('mutes')
        .where((eb) => eb.and({ ...channelColumns(channel), value_key: foldCase(value) }))
        .executeTakeFirst();
      return Number(done.numDeletedRows);
    },

    async list(now) {
      const rows = await db.selectFrom('mutes').selectAll().where('until', '>', now).orderBy('until').execute();
      return rows.map(readMute);
    },

    async ofChannel(channel, now) {
      const rows = await db
        .selectFrom('mutes')
        .selectAll()
        .where((eb) => eb.and(channelColumns(channel)))
        .where('until', '>', now)
        .orderBy('until')
        .execute();
      return rows.map(readMute);
    },

    async takeEnded(now) {
      const rows = await db.deleteFrom('mutes').where('until', '<=', now).returningAll().execute();
      return rows.map(readMute).toSorted((one, other) => one.until - other.until);
    },
  };
}

/** Folded here and not in SQL: SQLite's lower() knows ASCII only. */
function foldCase(value: string): string {
  return value.normalize('NFKC').toLowerCase();
}

function readMute(row: Selectable<MutesTable>): Mute {
  return {
    channel: readChannel(row),
    kind: row.kind as MuteKind,
    value: row.value,
    until: row.until,
    createdBy: row.created_by,
    createdAt: row.created_at,
  };
}
