// Subscriptions at publishers' hubs. They outlive their feed until the hub has been told.
import type { Migration } from './migration.ts';

export const up: Migration = async (run) => {
  await run('CREATE TABLE hub_subscriptions (path TEXT PRIMARY KEY, feed_id TEXT NOT NULL, body TEXT NOT NULL)');
  await run('CREATE INDEX hub_subscriptions_by_feed ON hub_subscriptions (feed_id)');
};
