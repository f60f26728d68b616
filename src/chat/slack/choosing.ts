// “Wrong?”: what may be wrong is chosen in a window, with room for the reason, instead of by a row of red buttons.
import type { App, types } from '@slack/bolt';
import { z } from 'zod';
import type { Message } from '../../core/messages/message.ts';
import type { Wording } from '../../core/messages/wording.ts';
import { commandInWords, wordingFor } from '../../core/messages/words/languages.ts';
import { clip } from '../../core/text/clip.ts';
import type { CommandSpec } from '../chat.ts';
import type { Asked, Asking } from './asking.ts';
import { INPUTS, SELECTS, VIEWS } from './limits.ts';
import { defuse } from './markup.ts';
import { fillWindow, waitingView, windowOf } from './windows.ts';

const CHOOSING = 'summit-choosing';
const CHOICE = 'choice';
const REASON = 'why';
const FIELD = 'field';
/** The command whose question is asked in this way, and the option that is left open by whoever asks it. */
const ASKS = { command: 'summit-wrong', option: 'how' } as const;

const OriginSchema = z.object({
  channel: z.string().min(1).max(64),
  language: z.string().max(35),
  choices: z.array(z.object({ c: z.string().max(64), o: z.record(z.string(), z.string()) })).max(SELECTS.radioButtons),
});

export function isQuestion({ command, options }: Pick<Asked, 'command' | 'options'>): boolean {
  return command === ASKS.command && options[ASKS.option] === undefined;
}

/** The question with its choices as fields; as it is where it has none, or more than fit. */
export function questionOf(message: Message, spec: CommandSpec, words: Wording, channel = ''): types.ModalView {
  const { actions } = message;
  const reason = spec.options.find(({ name }) => name === REASON);
  const origin = JSON.stringify({
    channel,
    language: words.language,
    choices: actions.map(({ command, options }) => ({ c: command, o: options })),
  } satisfies z.infer<typeof OriginSchema>);
  if (actions.length === 0 || actions.length > SELECTS.radioButtons || origin.length > VIEWS.privateMetadata) {
    return windowOf(message, words, channel);
  }
  const { blocks } = windowOf({ ...message, actions: [] }, words);
  return {
    type: 'modal',
    callback_id: CHOOSING,
    private_metadata: origin,
    title: plain(words.alert.wrong, VIEWS.title),
    submit: plain(words.platform.ok, VIEWS.title),
    close: plain(words.platform.cancel, VIEWS.title),
    blocks: [
      ...blocks,
      {
        type: 'input',
        block_id: CHOICE,
        label: plain(words.alert.wrong, INPUTS.label),
        element: {
          type: 'radio_buttons',
          action_id: FIELD,
          options: actions.map(({ label }, index) => ({
            text: plain(label, SELECTS.optionText),
            value: String(index),
          })),
        },
      },
      {
        type: 'input',
        block_id: REASON,
        optional: true,
        label: plain(commandInWords(`${spec.name}.${REASON}`, reason?.description ?? REASON, words), INPUTS.label),
        element: { type: 'plain_text_input', action_id: FIELD, max_length: 200 },
      },
    ],
  };
}

function plain(text: string, limit: number): types.PlainTextElement {
  return { type: 'plain_text', text: clip(defuse(text), limit), emoji: false };
}

export function listenForChoices(app: App, asking: Asking): void {
  app.view(CHOOSING, async ({ view, body, ack, context }) => {
    const origin = readOrigin(view.private_metadata);
    const waiting = waitingView(wordingFor(origin?.language));
    await asking.acknowledge(ack({ response_action: 'update', view: waiting }));
    await asking.track(async () => {
      const workspace = await asking.workspaceOf(context.teamId);
      const chosen = origin?.choices[Number(view.state.values[CHOICE]?.[FIELD]?.selected_option?.value)];
      if (workspace === undefined || origin === undefined || chosen === undefined) return;
      const reason = view.state.values[REASON]?.[FIELD]?.value?.trim() ?? '';
      const takesReason = asking.spec(chosen.c)?.options.some(({ name }) => name === REASON) === true;
      const options = { ...chosen.o, ...(takesReason && reason !== '' && { [REASON]: reason }) };
      const asked = { command: chosen.c, options, channel: origin.channel, user: body.user, workspace };
      await fillWindow(view.id, await asking.answer(asked), asked, asking);
    });
  });
}

function readOrigin(metadata: string): z.infer<typeof OriginSchema> | undefined {
  try {
    return OriginSchema.safeParse(JSON.parse(metadata)).data;
  } catch {
    return undefined;
  }
}
