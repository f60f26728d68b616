// What the bot made on a platform, by the place and the name of what it stands for.
import { channelColumns, readChannel } from './channel.ts';
import type { Database } from './database.ts';
import type { KeepsakeStore } from './store.ts';

export function keepsakesIn({ db }: Database): KeepsakeStore {
  return {
    async get(place, name) {
      const row = await db
        .selectFrom('keepsakes')
        .select('body')
        .where((eb) => eb.and({ ...channelColumns(place), name }))
        .executeTakeFirst();
      return row?.body;
    },

    async set(place, name, body) {
      await db
        .insertInto('keepsakes')
        .values({ ...channelColumns(place), name, body })
        .onConflict((conflict) =>
          conflict.columns(['platform', 'workspace', 'channel_id', 'name']).doUpdateSet({ body }),
        )
        .execute();
    },

    async remove(place, name) {
      await db
        .deleteFrom('keepsakes')
        .where((eb) => eb.and({ ...channelColumns(place), name }))
        .execute();
    },

    async named(prefix) {
      const rows = await db
        .selectFrom('keepsakes')
        .selectAll()
        .where('name', '>=', prefix)
        .where('name', '<', `${prefix}\u{FFFF}`)
        .orderBy('name')
        .execute();
      return rows.map((row) => ({ place: readChannel(row), name: row.name, body: row.body }));
    },
  };
}
