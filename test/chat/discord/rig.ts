// A Discord bot on a loopback Discord, as the tests of this folder need it.

import type { Chat } from '../../../src/chat/chat.ts';
import { createDiscordChat, type DiscordOptions } from '../../../src/chat/discord/discord.ts';
import {
  type LoopbackDiscord,
  type LoopbackOptions,
  type MessageBody,
  openLoopbackDiscord,
} from '../../loopback/discord.ts';

export type LogLine = { readonly level: string; readonly message: string; readonly context: unknown };

export type DiscordRig = { readonly discord: LoopbackDiscord; readonly chat: Chat; readonly lines: readonly LogLine[] };

export async function openRig(
  loopback: LoopbackOptions = {},
  options: Partial<Omit<DiscordOptions, 'log'>> = {},
): Promise<DiscordRig> {
  const discord = await openLoopbackDiscord(loopback);
  const lines: LogLine[] = [];
  const at = (level: string) => (message: string, context: unknown) => void lines.push({ level, message, context });
  const log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const chat = createDiscordChat({ token: discord.token, apiUrl: discord.apiUrl, now: Date.now, ...options, log });
  return { discord, chat, lines };
}

/** Everything a person can read of it, and the addresses behind it. */
export function textOf(message: MessageBody | undefined): string {
  const embeds = message?.embeds ?? [];
  const parts = embeds.flatMap((embed) => [
    embed.title,
    embed.url,
    embed.description,
    ...(embed.fields ?? []).flatMap(({ name, value }) => [name, value]),
    embed.footer?.text,
  ]);
  return [message?.content, ...parts, ...shownTexts(message)].filter((part) => part !== undefined).join('\n');
}

/** Waits for something that will be true; the suite's own time limit ends a wait in vain. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Of a message of components. */
function shownTexts(message: MessageBody | undefined): readonly string[] {
  const found: string[] = [];
  JSON.stringify(message?.components ?? [], (key, value) => {
    if (key === 'content' && typeof value === 'string') found.push(value);
    return value;
  });
  return found;
}
