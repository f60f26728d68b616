// One store over one database: every group of queries, and the transaction across them.
import { sql } from 'kysely';
import { cardsIn } from './cards.ts';
import { channelSettingsIn } from './channel-settings.ts';
import type { Database } from './database.ts';
import { deliveriesIn } from './deliveries.ts';
import { departuresIn } from './departures.ts';
import { factsIn } from './facts.ts';
import { feedsIn } from './feeds.ts';
import { filtersIn } from './filters.ts';
import { installationsIn } from './installations.ts';
import { itemsIn } from './items.ts';
import { keepsakesIn } from './keepsakes.ts';
import { mutesIn } from './mutes.ts';
import { overrulesIn } from './overrules.ts';
import type { Store } from './store.ts';
import { storiesIn } from './stories.ts';
import { subscriptionsIn } from './subscriptions.ts';
import { summitsIn } from './summits.ts';
import { webSubIn } from './websub.ts';

export function storeOver(database: Database): Store {
  const { db, engine, presence } = database;
  const deliveries = deliveriesIn(database);
  return {
    engine,
    feeds: feedsIn(database),
    items: itemsIn(database),
    stories: storiesIn(database),
    overrules: overrulesIn(database),
    summits: summitsIn(database),
    subscriptions: subscriptionsIn(database),
    mutes: mutesIn(database),
    filters: filtersIn(database),
    channelSettings: channelSettingsIn(database),
    cards: cardsIn(database),
    keepsakes: keepsakesIn(database),
    deliveries,
    websub: webSubIn(database),
    installations: installationsIn(database),
    departures: departuresIn(database),
    facts: factsIn(database),
    async transaction(work) {
      if (db.isTransaction) throw new Error('a transaction was begun inside another; use the store handed in');
      return db.transaction().execute((tx) => work(storeOver({ ...database, db: tx })));
    },
    async ping() {
      await sql`select 1`.execute(db);
    },
    attend: () => presence.attend(() => deliveries.takeBack()),
    async close() {
      await presence.leave();
      await db.destroy();
    },
  };
}
