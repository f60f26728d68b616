// The loopback Discord in a process of its own, so that its work and memory are not taken for the bot's.
import { openLoopbackDiscord } from '../../loopback/discord.ts';

const discord = await openLoopbackDiscord({ requestsPerSecond: 50, isMore: (id) => /^9\d{15,20}$/.test(id) });
process.send?.({ apiUrl: discord.apiUrl, token: discord.token, guildId: discord.guildId });

/** Says when each new message was first seen here. */
let told = 0;
const timer = setInterval(() => {
  const fresh = discord.posted.slice(told);
  told += fresh.length;
  const titles = fresh.map(({ channelId, embeds }) => ({ channelId, title: embeds?.[0]?.title ?? '' }));
  if (titles.length > 0) process.send?.({ posted: titles, requests: discord.requests.length });
}, 20);

process.on('disconnect', () => {
  clearInterval(timer);
  void discord.close();
});
