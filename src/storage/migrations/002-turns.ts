// The outbox is emptied in turns over subjects, each platform by itself.
import type { Migration } from './migration.ts';

export const up: Migration = async (run) => {
  await run('ALTER TABLE deliveries ADD COLUMN turn_at BIGINT NOT NULL DEFAULT 0');
  await run('UPDATE deliveries SET turn_at = due_at');
  await run(
    "CREATE INDEX deliveries_turns ON deliveries (platform, turn_at, created_at, seq) WHERE state IN ('pending', 'sending')",
  );
};
