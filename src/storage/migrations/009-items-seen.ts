// How many items a feed brought, counted apart from what became of them, so that the one can be checked by the other.
import type { Migration } from './migration.ts';

export const up: Migration = async (run) => {
  await run('ALTER TABLE feeds ADD COLUMN seen BIGINT NOT NULL DEFAULT 0');
  await run('UPDATE feeds SET seen = posted + folded + filtered + held');
};
