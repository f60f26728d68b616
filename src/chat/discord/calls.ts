// What people do in Discord (type a command, press a button, fill an option) in our own words.
import type {
  AutocompleteInteraction,
  BaseInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  CommandInteractionOption,
} from 'discord.js';
import { ApplicationCommandOptionType, GuildMember, PermissionFlagsBits } from 'discord.js';
import { cleanLine } from '../../core/text/clip.ts';
import type { Caller, CommandCall, CommandSpec } from '../chat.ts';
import { fromCustomId } from './buttons.ts';

/** Undefined: not from a channel of a server, or a command that is not ours any more. */
export function toCall(
  interaction: ChatInputCommandInteraction | AutocompleteInteraction,
  specs: readonly CommandSpec[],
): CommandCall | undefined {
  const spec = specs.find(({ name }) => name === interaction.commandName);
  return spec && placed(interaction, spec.name, readOptions(interaction.options.data, spec));
}

export function toButtonCall(interaction: ButtonInteraction, specs: readonly CommandSpec[]): CommandCall | undefined {
  const meaning = fromCustomId(interaction.customId, specs);
  return meaning && placed(interaction, meaning.command, meaning.options);
}

function placed(
  interaction: BaseInteraction,
  command: string,
  options: Readonly<Record<string, string>>,
): CommandCall | undefined {
  const { guildId, channelId } = interaction;
  if (guildId === null || channelId === null) return undefined;
  const lacks = lackingRights(interaction);
  return {
    command,
    options,
    channel: { platform: 'discord', workspace: guildId, id: channelId },
    caller: toCaller(interaction),
    ...(lacks.length > 0 && { lacks }),
    ...(interaction.appPermissions?.has(PermissionFlagsBits.CreateEvents) === false && {
      lacksForEvents: ['Create Events'],
    }),
  };
}

/** By the names of Discord's own settings, so that whoever reads them finds the switch. */
const NEEDED: readonly (readonly [bigint, string])[] = [
  [PermissionFlagsBits.ViewChannel, 'View Channel'],
  [PermissionFlagsBits.EmbedLinks, 'Embed Links'],
];
const SEND = [PermissionFlagsBits.SendMessages, 'Send Messages'] as const;
const SEND_IN_THREAD = [PermissionFlagsBits.SendMessagesInThreads, 'Send Messages in Threads'] as const;

function lackingRights(interaction: BaseInteraction): string[] {
  const rights = interaction.appPermissions;
  const needed = [...NEEDED, interaction.channel?.isThread() === true ? SEND_IN_THREAD : SEND];
  return rights === null ? [] : needed.filter(([flag]) => !rights.has(flag)).map(([, name]) => name);
}

/** The permissions are those of the caller in this very channel, with its overwrites, as Discord computed them. */
function toCaller(interaction: BaseInteraction): Caller {
  const { user, member } = interaction;
  const nick = member instanceof GuildMember ? member.nickname : member?.nick;
  return {
    id: user.id,
    name: cleanLine(nick ?? user.globalName ?? user.username) || user.id,
    mayManage: interaction.memberPermissions?.has(PermissionFlagsBits.ManageChannels) ?? false,
    locale: interaction.locale,
  };
}

/**
 * Options as text. A command that Discord still knows in the form of subcommands (`/summit-filter add rule`) reads the
 * same: the subcommand's name is the value of the option that lists it as a choice.
 */
export function readOptions(given: readonly CommandInteractionOption[], spec: CommandSpec): Record<string, string> {
  const options = new Map<string, string>();
  for (const option of given) {
    if (option.type === ApplicationCommandOptionType.Subcommand) {
      const chooser = spec.options.find(({ choices }) => choices?.includes(option.name));
      if (chooser !== undefined) options.set(chooser.name, option.name);
      for (const [name, value] of Object.entries(readOptions(option.options ?? [], spec))) options.set(name, value);
    } else if (option.value !== undefined && option.value !== '') {
      options.set(option.name, String(option.value));
    }
  }
  return Object.fromEntries(options);
}
