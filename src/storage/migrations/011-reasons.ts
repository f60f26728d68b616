// Why an item was put where it is, in words, for /summit-why.
import type { Migration } from './migration.ts';

export const up: Migration = async (run) => {
  await run('ALTER TABLE items ADD COLUMN reason TEXT');
};
