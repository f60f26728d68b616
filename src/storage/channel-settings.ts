// How each channel wants to be told, where it chose anything.
import type { Selectable } from 'kysely';
import type { ChannelSettings } from '../core/alerts/channel-settings.ts';
import { channelColumns, readChannel } from './channel.ts';
import type { ChannelSettingsTable, Database } from './database.ts';
import type { ChannelSettingsStore } from './store.ts';

type Body = Omit<ChannelSettings, 'channel' | 'card' | 'updatedBy' | 'updatedAt'>;

export function channelSettingsIn({ db }: Database): ChannelSettingsStore {
  return {
    async save({ channel, card, updatedBy, updatedAt, ...body }) {
      const chosen: Body = body;
      const columns = {
        card: card ? 1 : 0,
        body: JSON.stringify(chosen),
        updated_by: updatedBy,
        updated_at: updatedAt,
      };
      await db
        .insertInto('channel_settings')
        .values({ ...channelColumns(channel), ...columns })
        .onConflict((conflict) => conflict.columns(['platform', 'workspace', 'channel_id']).doUpdateSet(columns))
        .execute();
    },

    async ofChannel(channel) {
      const row = await db
        .selectFrom('channel_settings')
        .selectAll()
        .where((eb) => eb.and(channelColumns(channel)))
        .executeTakeFirst();
      return row && readSettings(row);
    },

    async list() {
      const rows = await db.selectFrom('channel_settings').selectAll().execute();
      return rows.map(readSettings);
    },

    async withCards() {
      const rows = await db.selectFrom('channel_settings').selectAll().where('card', '=', 1).execute();
      return rows.map(readSettings);
    },
  };
}

function readSettings(row: Selectable<ChannelSettingsTable>): ChannelSettings {
  return {
    ...(JSON.parse(row.body) as Body),
    channel: readChannel(row),
    card: row.card === 1,
    updatedBy: row.updated_by,
    updatedAt: row.updated_at,
  };
}
