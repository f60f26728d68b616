// Messages that go into the thread of another, and how far the thread of a card tells of changes.
import type { Migration } from './migration.ts';

export const up: Migration = async (run) => {
  await run('ALTER TABLE deliveries ADD COLUMN thread TEXT');
  // Cards that were there before begin their log with what comes next.
  await run('ALTER TABLE cards ADD COLUMN logged BIGINT NOT NULL DEFAULT 9007199254740991');
};
