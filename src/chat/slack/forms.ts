// Forms: a managing command typed bare by somebody who may manage opens a window with its options as fields.
import type { App, types, ViewOutput } from '@slack/bolt';
import { z } from 'zod';
import type { Wording } from '../../core/messages/wording.ts';
import { commandInWords, wordingFor } from '../../core/messages/words/languages.ts';
import { clip } from '../../core/text/clip.ts';
import type { CommandSpec, OptionSpec } from '../chat.ts';
import type { Asked, Asking } from './asking.ts';
import { INPUTS, SELECTS, VIEWS } from './limits.ts';
import { describeFault, readFault } from './outcome.ts';
import { fillWindow, waitingView } from './windows.ts';

const FORM = 'summit-form';
/** Fields are told apart by this and the option's name. */
const FIELD = 'option';

/**
 * Where the answer goes once the form is sent; Slack keeps it with the window and shows it to nobody. A form that was
 * opened from App Home is answered in its window.
 */
const OriginSchema = z.object({
  command: z.string(),
  channel: z.string(),
  url: z.string().optional(),
  home: z.literal(true).optional(),
  /** In which it was asked, for what is said before anything is looked up. */
  language: z.string().max(35).optional(),
});

type Origin = z.infer<typeof OriginSchema>;

/** Whatever changes a channel says little when called bare. */
export function isForm(spec: CommandSpec): boolean {
  return spec.manages && spec.options.length > 0;
}

/** Whether the window opened; if not, the command goes its usual way. */
export async function openForm(
  spec: CommandSpec,
  asked: Asked,
  trigger: string,
  back: Pick<Origin, 'url' | 'home'>,
  asking: Asking,
): Promise<boolean> {
  const { workspace, channel } = asked;
  const words = await asking.wordsFor(asked);
  const { language } = words;
  const origin = JSON.stringify({ command: spec.name, channel, ...back, language } satisfies Origin);
  if (origin.length > VIEWS.privateMetadata) return false;
  try {
    const view = formOf(spec, origin, words);
    await workspace.client.views.open({ trigger_id: trigger, view });
    return true;
  } catch (error) {
    asking.log.warn('Slack: a form could not be opened', { why: describeFault(readFault(error)) });
    return false;
  }
}

export function formOf(spec: CommandSpec, origin: string, words: Wording): types.ModalView {
  return {
    type: 'modal',
    callback_id: FORM,
    private_metadata: origin,
    title: { type: 'plain_text', text: `/${spec.name}`.slice(0, VIEWS.title) },
    submit: { type: 'plain_text', text: words.platform.ok },
    close: { type: 'plain_text', text: words.platform.cancel },
    blocks: spec.options.map((option) => ({
      type: 'input',
      block_id: option.name,
      optional: !option.required,
      label: { type: 'plain_text', text: option.name.replaceAll('-', ' ') },
      hint: {
        type: 'plain_text',
        text: clip(commandInWords(`${spec.name}.${option.name}`, option.description, words), INPUTS.hint),
      },
      element: fieldOf(option),
    })),
  };
}

function fieldOf(option: OptionSpec): types.InputBlock['element'] {
  if (option.choices) {
    const options = option.choices
      .slice(0, SELECTS.options)
      .map((choice): types.PlainTextOption => ({ text: { type: 'plain_text', text: choice }, value: choice }));
    return { type: 'static_select', action_id: FIELD, options };
  }
  if (option.complete) return { type: 'external_select', action_id: FIELD, min_query_length: 0 };
  return { type: 'plain_text_input', action_id: FIELD };
}

/** What was filled in, by option; empty fields are not there. */
export function fieldsIn(view: Pick<ViewOutput, 'state'>): Readonly<Record<string, string>> {
  const options: Record<string, string> = {};
  for (const [name, fields] of Object.entries(view.state.values)) {
    const field = fields[FIELD];
    const value = field?.selected_option?.value ?? field?.value;
    if (value) options[name] = value;
  }
  return options;
}

export function listenForForms(app: App, asking: Asking, onDone: (asked: Asked) => Promise<void>): void {
  app.view(FORM, async ({ view, body, ack, context }) => {
    const origin = originOf(view.private_metadata);
    const spec = origin && asking.spec(origin.command);
    const inWindow = origin?.home === true;
    await asking.acknowledge(
      inWindow ? ack({ response_action: 'update', view: waitingView(wordingFor(origin?.language)) }) : ack(),
    );
    if (origin === undefined || spec === undefined) return;
    await asking.track(async () => {
      const workspace = await asking.workspaceOf(context.teamId);
      if (workspace === undefined) return;
      const options = Object.fromEntries(
        Object.entries(fieldsIn(view)).filter(([name]) => spec.options.some((option) => option.name === name)),
      );
      const asked = { command: spec.name, options, channel: origin.channel, user: body.user, workspace };
      if (!inWindow) return asking.replyTo(origin.url, asked)(await asking.answer(asked));
      await fillWindow(view.id, await asking.answer(asked), asked, asking);
      await onDone(asked);
    });
  });
}

export function originOf(metadata: string | undefined): Origin | undefined {
  if (!metadata) return undefined;
  try {
    return OriginSchema.safeParse(JSON.parse(metadata)).data;
  } catch {
    return undefined;
  }
}
