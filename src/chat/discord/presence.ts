// The line beside the bot's name.
import { ActivityType, type Client } from 'discord.js';
import { clip } from '../../core/text/clip.ts';
import { ACTIVITY } from './limits.ts';
import { plain } from './markdown.ts';

/** On all of the client's connections, or on one that has just begun anew, where there is a line at all. */
export function show(client: Client, line: string | undefined, shardId?: number): void {
  if (shardId !== undefined && line === undefined) return;
  const state = clip(plain(line ?? ''), ACTIVITY);
  const activities = state === '' ? [] : [{ name: 'summit', type: ActivityType.Custom, state }];
  client.user?.setPresence({ activities, ...(shardId !== undefined && { shardId }) });
}
