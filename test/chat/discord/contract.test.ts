import type { Channel } from '../../../src/core/alerts/subscription.ts';
import { type DiscordFault, manager, plainMember } from '../../loopback/discord.ts';
import { calledBy } from '../../loopback/discord-rules.ts';
import { chatContract, type PostFault } from '../contract.ts';
import { openRig, textOf } from './rig.ts';

const FAULTS: Readonly<Record<PostFault, DiscordFault>> = {
  'rate limited for 30 s': { kind: 'rate-limit', seconds: 30 },
  'server error, not taken': { kind: 'status', status: 502, applied: false },
  'server error, taken': { kind: 'status', status: 502, applied: true },
  'connection dropped, taken': { kind: 'drop', applied: true },
};

chatContract({
  platform: 'discord',
  repeatsAreFolded: true,
  ping: /@(everyone|here)|(^|[^\\])<[@#!]/i,
  async open(now) {
    const { discord, chat } = await openRig({}, { now });
    const channel = (id: string): Channel => ({ platform: 'discord', workspace: discord.guildId, id });
    const person = { manager, member: plainMember };
    return {
      chat,
      channel: channel(discord.channels.text),
      deletedChannel: channel(discord.channels.deleted),
      forbiddenChannel: channel(discord.channels.forbidden),
      posts: () => discord.posted.filter(({ channelId }) => channelId === discord.channels.text).map(textOf),
      called: () => discord.posted.filter(({ channelId }) => channelId === discord.channels.text).map(calledBy),
      role: '900000000000000077',
      failNextPost: (fault) => discord.failNext('POST /channels/:id/messages', FAULTS[fault]),
      revokeToken: discord.revokeToken,
      type: async (command, options, who) =>
        textOf((await discord.type(command, options, { person: person[who] })).message),
      async press(label, who) {
        const newest = discord.posted.at(-1)?.id ?? '';
        return textOf((await discord.press(newest, label, { person: person[who] })).message);
      },
      close: discord.close,
    };
  },
});
