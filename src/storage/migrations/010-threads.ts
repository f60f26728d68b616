// Messages that go into the thread of another, and how far the thread of a card tells of changes.
import type { Migration } from './migration.ts';

export const up: Migration = async (run) => {
  await run('ALTER TABLE deliveries ADD COLUMN thread TEXT');
  // What waits in a channel is asked for before each of its messages, however many it had.
  await run(
    "CREATE INDEX deliveries_waiting ON deliveries (platform, workspace, channel_id, created_at, seq) WHERE state IN ('pending', 'sending')",
  );
  // Cards that were there before begin their log with what comes next.
  await run('ALTER TABLE cards ADD COLUMN logged BIGINT NOT NULL DEFAULT 9007199254740991');
};
