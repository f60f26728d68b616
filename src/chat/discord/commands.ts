// Our commands as Discord registers them, once for all servers and only when they changed.
import { createHash } from 'node:crypto';
import type {
  APIApplicationCommandBasicOption,
  LocalizationMap,
  REST,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  Routes,
} from 'discord.js';
import { COMMAND_WORDS } from '../../core/messages/words/languages.ts';
import { clip } from '../../core/text/clip.ts';
import type { CommandSpec, OptionSpec } from '../chat.ts';
import { COMMAND } from './limits.ts';

/** What outlives the process, so that a restart registers nothing anew. */
export type Facts = {
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
};

const REGISTERED = 'discord.commands';

export function toCommandJson(spec: CommandSpec): RESTPostAPIChatInputApplicationCommandsJSONBody {
  // Discord refuses a required option after an optional one.
  const ordered = [...spec.options].sort((a, b) => Number(b.required) - Number(a.required));
  return {
    type: ApplicationCommandType.ChatInput,
    name: spec.name,
    description: clip(spec.description, COMMAND.description),
    ...localised(spec.name),
    options: ordered.slice(0, COMMAND.options).map((option) => toOptionJson(option, spec.name)),
    default_member_permissions: spec.manages ? String(PermissionFlagsBits.ManageChannels) : null,
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  };
}

/** Names stay as they are, so that people of several languages speak of the same command. */
function localised(key: string): { readonly description_localizations?: LocalizationMap } {
  const told = Object.entries(COMMAND_WORDS).flatMap(([language, words]) => {
    const description = words[key];
    return description === undefined ? [] : [[language, clip(description, COMMAND.description)] as const];
  });
  return told.length === 0 ? {} : { description_localizations: Object.fromEntries(told) };
}

function toOptionJson(option: OptionSpec, command: string): APIApplicationCommandBasicOption {
  const told = {
    name: option.name,
    description: clip(option.description, COMMAND.description),
    ...localised(`${command}.${option.name}`),
    required: option.required,
  };
  if (option.type === 'integer') return { ...told, type: ApplicationCommandOptionType.Integer };
  // More choices than Discord lists must stay typeable.
  if (option.choices !== undefined && option.choices.length <= COMMAND.choices) {
    const choices = option.choices.map((choice) => ({ name: choice, value: choice }));
    return { ...told, type: ApplicationCommandOptionType.String, choices };
  }
  return option.complete === true
    ? { ...told, type: ApplicationCommandOptionType.String, autocomplete: true }
    : { ...told, type: ApplicationCommandOptionType.String };
}

/** Says whether Discord had to be told. */
export async function registerCommands(
  rest: REST,
  applicationId: string,
  specs: readonly CommandSpec[],
  facts?: Facts,
): Promise<'registered' | 'unchanged'> {
  const body = specs.map(toCommandJson);
  const print = `${applicationId}:${createHash('sha256').update(JSON.stringify(body)).digest('base64url')}`;
  if ((await facts?.get(REGISTERED)) === print) return 'unchanged';
  await rest.put(Routes.applicationCommands(applicationId), { body });
  await facts?.set(REGISTERED, print);
  return 'registered';
}
