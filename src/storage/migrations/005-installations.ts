// Slack workspaces that installed the app, each with its tokens sealed.
import type { Migration } from './migration.ts';

export const up: Migration = async (run) => {
  await run(`CREATE TABLE installations (
    team TEXT PRIMARY KEY, key_id TEXT NOT NULL, sealed TEXT NOT NULL, updated_at BIGINT NOT NULL)`);
};
