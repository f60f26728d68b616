// Workspaces that took the bot out, until their data is forgotten or they take it in again.
import type { Migration } from './migration.ts';

export const up: Migration = async (run) => {
  await run(`CREATE TABLE departures (
    platform TEXT NOT NULL, workspace TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (platform, workspace))`);
};
