// A channel as three columns, wherever a table belongs to one.
import type { Channel, Platform } from '../core/alerts/subscription.ts';

type ChannelColumns = { readonly platform: string; readonly workspace: string; readonly channel_id: string };

export function channelColumns(channel: Channel): ChannelColumns {
  return { platform: channel.platform, workspace: channel.workspace, channel_id: channel.id };
}

export function readChannel(row: ChannelColumns): Channel {
  return { platform: row.platform as Platform, workspace: row.workspace, id: row.channel_id };
}
