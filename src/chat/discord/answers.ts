// Answers to people: acknowledged before anything slow, seen by their author alone, and never a reason to fall over.
import type {
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  Interaction,
  InteractionEditReplyOptions,
} from 'discord.js';
import { DiscordAPIError, HTTPError, MessageFlags } from 'discord.js';
import { type Message, say } from '../../core/messages/message.ts';
import type { Wording } from '../../core/messages/wording.ts';
import { wordingFor } from '../../core/messages/words/languages.ts';
import { cleanLine, clip } from '../../core/text/clip.ts';
import type { Choice, CommandSpec, Handlers } from '../chat.ts';
import { toButtonCall, toCall } from './calls.ts';
import { COMMAND, INTERACTION } from './limits.ts';
import { describeError } from './outcome.ts';
import { renderMessage } from './render.ts';
import { isShare, isWorthSharing, share, withShareButton } from './share.ts';

type AnswerParts = {
  readonly specs: readonly CommandSpec[];
  readonly handlers: Handlers;
  readonly warn: (message: string, context?: Readonly<Record<string, unknown>>) => void;
};

type Question = ChatInputCommandInteraction | ButtonInteraction;

/** Leaves the rest of the three seconds to the way there and back. */
const SUGGEST_WITHIN_MS = INTERACTION.firstAnswerMs - 700;
const TOO_LATE = 10062;
const ALREADY_ANSWERED = 40060;
const EDIT_ATTEMPTS = 3;
const EDIT_PAUSE_MS = 400;

/** Never rejects. */
export async function answerInteraction(interaction: Interaction, parts: AnswerParts): Promise<void> {
  try {
    const stranger = whyStrange(interaction);
    if (stranger !== undefined) await refuseStranger(interaction, stranger, parts);
    else if (interaction.isAutocomplete()) await suggest(interaction, parts);
    else if (interaction.isChatInputCommand() || interaction.isButton()) await answerQuestion(interaction, parts);
  } catch (error) {
    parts.warn('an answer did not reach its author', { why: describeError(error), interaction: interaction.id });
  }
}

/** Discord sends none of these; whoever does is told nothing of any server. */
function whyStrange({ client, applicationId, guildId }: Interaction): string | undefined {
  if (applicationId !== client.application.id) return 'it is for another application';
  if (guildId !== null && !client.guilds.cache.has(guildId)) return 'it is of a server that has not this bot in';
  return undefined;
}

async function refuseStranger(interaction: Interaction, why: string, parts: AnswerParts): Promise<void> {
  parts.warn('an interaction was refused', { why, interaction: interaction.id, server: interaction.guildId });
  if (interaction.isAutocomplete()) await interaction.respond([]);
  if (!interaction.isRepliable()) return;
  const words = wordingFor(interaction.locale).platform;
  const { embeds, components } = renderMessage(say('warning', words.notInTitle, words.notIn));
  await interaction.reply({ embeds, components, allowedMentions: { parse: [] }, flags: MessageFlags.Ephemeral });
}

async function answerQuestion(question: Question, parts: AnswerParts): Promise<void> {
  const words = wordingFor(question.locale).platform;
  if (!question.inGuild()) return replyAtOnce(question, say('warning', words.elsewhereTitle, words.elsewhere));
  if (question.isButton() && isShare(question)) return share(question, words);
  const call = question.isButton() ? toButtonCall(question, parts.specs) : toCall(question, parts.specs);
  if (call === undefined) {
    const { id, guildId: server } = question;
    parts.warn('a button or command that this version does not know was refused', { interaction: id, server });
    return replyAtOnce(question, say('warning', words.outdatedTitle, words.outdated));
  }
  if (!(await acknowledge(question, parts))) return;
  const message = await parts.handlers.answer(call).catch((error: unknown) => {
    parts.warn('a command failed', { command: call.command, why: describeError(error) });
    return say('fault', words.failedTitle, words.failed);
  });
  await editReply(question, toReply(message, words));
}

function toReply(message: Message, words: Wording['platform']): InteractionEditReplyOptions {
  const { embeds, components } = renderMessage(message);
  const rows = isWorthSharing(message) ? withShareButton(components, words.share) : components;
  return { embeds, components: rows, allowedMentions: { parse: [] } };
}

async function replyAtOnce(question: Question, message: Message): Promise<void> {
  const { embeds, components } = renderMessage(message);
  await question.reply({ embeds, components, allowedMentions: { parse: [] }, flags: MessageFlags.Ephemeral });
}

/** Whether the answer is ours to give: not if Discord has stopped waiting, nor if another process was first. */
async function acknowledge(question: Question, parts: AnswerParts): Promise<boolean> {
  let unsure = false;
  for (;;) {
    try {
      await question.deferReply({ flags: MessageFlags.Ephemeral });
      return true;
    } catch (error) {
      if (error instanceof DiscordAPIError && error.code === ALREADY_ANSWERED) {
        // After a failure that Discord took nevertheless, the one who was first is this process.
        question.deferred = unsure;
        return unsure;
      }
      const again = !unsure && !(error instanceof DiscordAPIError);
      if (!again) {
        const late = error instanceof DiscordAPIError && error.code === TOO_LATE;
        parts.warn(late ? 'a command was acknowledged too late' : 'a command could not be acknowledged', {
          why: describeError(error),
        });
        return false;
      }
      unsure = true;
    }
  }
}

/** An edit may be repeated safely, so a fault of the moment does not leave the author waiting. */
async function editReply(question: Question, reply: InteractionEditReplyOptions): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await question.editReply(reply);
      return;
    } catch (error) {
      const momentary = error instanceof HTTPError || !(error instanceof DiscordAPIError);
      if (!momentary || attempt === EDIT_ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, EDIT_PAUSE_MS * attempt));
    }
  }
}

async function suggest(interaction: AutocompleteInteraction, parts: AnswerParts): Promise<void> {
  const call = toCall(interaction, parts.specs);
  const { name, value } = interaction.options.getFocused(true);
  const offered = call === undefined ? [] : await offerInTime(parts.handlers.complete(call, name, String(value)));
  await interaction.respond(
    offered
      .map(toListed)
      .filter((choice) => choice !== undefined)
      .slice(0, COMMAND.choices),
  );
}

/** Nothing offered is better than an error under the user's fingers. */
async function offerInTime(offering: Promise<readonly Choice[]>): Promise<readonly Choice[]> {
  const patience = Promise.withResolvers<readonly Choice[]>();
  const timer = setTimeout(() => patience.resolve([]), SUGGEST_WITHIN_MS);
  try {
    return await Promise.race([offering.catch(() => []), patience.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** A value cut to fit would name something else, so a choice with a longer one is not offered. */
function toListed(choice: Choice): Choice | undefined {
  const name = clip(cleanLine(choice.name), COMMAND.choiceName);
  if (name === '' || choice.value === '' || choice.value.length > COMMAND.choiceValue) return undefined;
  return { name, value: choice.value };
}
