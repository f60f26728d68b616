// How a channel wants to be told: quiet times, budget, pings, cards.
import type { Migration } from './migration.ts';

export const up: Migration = async (run) => {
  await run(`CREATE TABLE channel_settings (
    platform TEXT NOT NULL, workspace TEXT NOT NULL, channel_id TEXT NOT NULL, card BIGINT NOT NULL, body TEXT NOT NULL,
    updated_by TEXT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (platform, workspace, channel_id))`);
};
