// What publishers' hubs were asked to push, and until when they do.
import type { Selectable } from 'kysely';
import type { FeedId } from '../core/feeds/feed.ts';
import type { HubSubscription } from '../core/feeds/websub.ts';
import type { Database, HubSubscriptionsTable } from './database.ts';
import type { WebSubStore } from './store.ts';

type Body = Omit<HubSubscription, 'path' | 'feedId'>;

export function webSubIn({ db }: Database): WebSubStore {
  return {
    async save({ path, feedId, ...body }) {
      const columns = { feed_id: feedId, body: JSON.stringify(body) };
      await db
        .insertInto('hub_subscriptions')
        .values({ path, ...columns })
        .onConflict((conflict) => conflict.column('path').doUpdateSet(columns))
        .execute();
    },

    async remove(path) {
      await db.deleteFrom('hub_subscriptions').where('path', '=', path).execute();
    },

    async byPath(path) {
      const row = await db.selectFrom('hub_subscriptions').selectAll().where('path', '=', path).executeTakeFirst();
      return row && readSubscription(row);
    },

    async ofFeed(feedId) {
      const rows = await db.selectFrom('hub_subscriptions').selectAll().where('feed_id', '=', feedId).execute();
      return rows.map(readSubscription);
    },

    async list() {
      const rows = await db.selectFrom('hub_subscriptions').selectAll().orderBy('path').execute();
      return rows.map(readSubscription);
    },
  };
}

function readSubscription({ path, feed_id, body }: Selectable<HubSubscriptionsTable>): HubSubscription {
  return { ...(JSON.parse(body) as Body), path, feedId: feed_id as FeedId };
}
