// An answer that its author alone sees, shown to the whole channel when the author says so.
import type { ButtonInteraction } from 'discord.js';
import { ButtonStyle, ComponentType, MessageFlags, PermissionFlagsBits } from 'discord.js';
import type { Message } from '../../core/messages/message.ts';
import { fill, type Wording } from '../../core/messages/wording.ts';
import type { ButtonRow } from './buttons.ts';
import { BUTTON } from './limits.ts';

const SHARE_ID = 'sw1-share';

/** Cards, lists and digests; not a confirmation, nor a mistake. */
export function isWorthSharing({ tone, fields, sections }: Message): boolean {
  return tone !== 'fault' && tone !== 'warning' && fields.length + sections.length > 0;
}

/** Last in the last row; where all rows are full, the answer stays with its author. */
export function withShareButton(rows: readonly ButtonRow[], label: string): ButtonRow[] {
  const button = {
    type: ComponentType.Button,
    style: ButtonStyle.Primary,
    label,
    custom_id: SHARE_ID,
  } as const;
  const last = rows.at(-1);
  if (last !== undefined && last.components.length < BUTTON.perRow) {
    return [...rows.slice(0, -1), { ...last, components: [...last.components, button] }];
  }
  if (rows.length === BUTTON.rows) return [...rows];
  return [...rows, { type: ComponentType.ActionRow, components: [button] }];
}

/** Only under a message of our own, which Discord hands back as it was rendered. */
export function isShare({ customId, message, client }: ButtonInteraction): boolean {
  return customId === SHARE_ID && message.author.id === client.user.id;
}

/** The name of who shares is shown as a mention that pings nobody. */
export async function share(press: ButtonInteraction, words: Wording['platform']): Promise<void> {
  if (press.memberPermissions?.has(PermissionFlagsBits.SendMessages) !== true) {
    await press.reply({ content: words.mayNotWrite, flags: MessageFlags.Ephemeral });
    return;
  }
  await press.reply({
    content: fill(words.sharedBy, { user: `<@${press.user.id}>` }),
    embeds: press.message.embeds.map(({ data }) => data),
    allowedMentions: { parse: [] },
  });
}
