// Workspaces that took the bot out, and forgetting what was kept for them.
import type { Platform } from '../core/alerts/subscription.ts';
import { atomically, type Database } from './database.ts';
import type { DepartureStore, Place } from './store.ts';

/** Whatever belongs to a channel. */
const OF_CHANNELS = [
  'subscriptions',
  'mutes',
  'filters',
  'channel_settings',
  'cards',
  'keepsakes',
  'deliveries',
] as const;

export function departuresIn({ db }: Database): DepartureStore {
  return {
    async add(place, at) {
      const added = await db
        .insertInto('departures')
        .values({ ...placeColumns(place), at })
        .onConflict((conflict) => conflict.columns(['platform', 'workspace']).doNothing())
        .returning('at')
        .execute();
      return added.length > 0;
    },

    async remove(place) {
      const done = await db
        .deleteFrom('departures')
        .where((eb) => eb.and(placeColumns(place)))
        .executeTakeFirst();
      return done.numDeletedRows > 0n;
    },

    async before(at) {
      const rows = await db.selectFrom('departures').selectAll().where('at', '<', at).orderBy('at').execute();
      return rows.map(({ platform, workspace }) => ({ platform: platform as Platform, workspace }));
    },

    forget: (place) =>
      atomically(db, async (tx) => {
        for (const table of [...OF_CHANNELS, 'departures'] as const) {
          await tx
            .deleteFrom(table)
            .where((eb) => eb.and(placeColumns(place)))
            .execute();
        }
        if (place.platform === 'slack') {
          await tx.deleteFrom('installations').where('team', '=', place.workspace).execute();
        }
      }),
  };
}

function placeColumns({ platform, workspace }: Place): { readonly platform: string; readonly workspace: string } {
  return { platform, workspace };
}
