// Cards: which message of a channel shows a summit's status, and what it shows.
import type { Migration } from './migration.ts';

export const up: Migration = async (run) => {
  await run(`CREATE TABLE cards (
    platform TEXT NOT NULL, workspace TEXT NOT NULL, channel_id TEXT NOT NULL, summit_id TEXT NOT NULL,
    delivery_key TEXT NOT NULL, message_id TEXT, shows TEXT NOT NULL,
    PRIMARY KEY (platform, workspace, channel_id, summit_id))`);
};
