// What the bot made on a platform that stands for something of ours: a forum's post of a meeting, a server's event of it.
import type { Migration } from './migration.ts';

export const up: Migration = async (run) => {
  await run(`CREATE TABLE keepsakes (
    platform TEXT NOT NULL, workspace TEXT NOT NULL, channel_id TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (platform, workspace, channel_id, name))`);
};
