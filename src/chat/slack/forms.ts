// Forms: a managing command typed bare by somebody who may manage opens a window with its options as fields.
import type { App, types, ViewOutput } from '@slack/bolt';
import { z } from 'zod';
import type { Wording } from '../../core/messages/wording.ts';
import { commandInWords } from '../../core/messages/words/languages.ts';
import type { CommandSpec, OptionSpec } from '../chat.ts';
import type { Asked, Asking } from './asking.ts';
import { SELECTS, VIEWS } from './limits.ts';
import { describeFault, readFault } from './outcome.ts';

const FORM = 'summit-form';
/** Fields are told apart by this and the option's name. */
const FIELD = 'option';

/** Where the answer goes once the form is sent; Slack keeps it with the window and shows it to nobody. */
const OriginSchema = z.object({ command: z.string(), channel: z.string(), url: z.string().optional() });

/** Those that say little when called bare: following something, and whatever misses an option. */
export function isForm(spec: CommandSpec): boolean {
  return spec.manages && (spec.name === 'summit-subscribe' || spec.options.some(({ required }) => required));
}

/** Whether the window opened; if not, the command goes its usual way. */
export async function openForm(
  spec: CommandSpec,
  asked: Asked,
  trigger: string,
  url: string | undefined,
  asking: Asking,
): Promise<boolean> {
  const { workspace, channel } = asked;
  const origin = JSON.stringify({ command: spec.name, channel, ...(url === undefined ? {} : { url }) });
  if (origin.length > VIEWS.privateMetadata) return false;
  try {
    const view = formOf(spec, origin, await asking.wordsFor(asked));
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
        text: commandInWords(`${spec.name}.${option.name}`, option.description, words),
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
export function readForm(view: Pick<ViewOutput, 'state'>): Readonly<Record<string, string>> {
  const options: Record<string, string> = {};
  for (const [name, fields] of Object.entries(view.state.values)) {
    const field = fields[FIELD];
    const value = field?.selected_option?.value ?? field?.value;
    if (value) options[name] = value;
  }
  return options;
}

export function listenForForms(app: App, asking: Asking): void {
  app.view(FORM, async ({ view, body, ack, context }) => {
    await asking.acknowledge(ack());
    const workspace = await asking.workspaceOf(context.teamId);
    const origin = readOrigin(view.private_metadata);
    const spec = origin && asking.spec(origin.command);
    if (workspace === undefined || origin === undefined || spec === undefined) return;
    const given = readForm(view);
    const options = Object.fromEntries(
      Object.entries(given).filter(([name]) => spec.options.some((o) => o.name === name)),
    );
    const asked = { command: spec.name, options, channel: origin.channel, user: body.user, workspace };
    const reply = asking.replyTo(origin.url, asked);
    await asking.track(async () => reply(await asking.answer(asked)));
  });

  app.options(FIELD, async ({ options: typed, body, ack, context }) => {
    const workspace = await asking.workspaceOf(context.teamId);
    const origin = readOrigin(body.view?.private_metadata);
    if (workspace === undefined || origin === undefined) return ack({ options: [] });
    const user = { id: body.user.id, name: body.user.name ?? body.user.id };
    const asked = { command: origin.command, options: {}, channel: origin.channel, user, workspace };
    const choices = await asking.complete(asked, typed.block_id, typed.value);
    const options = choices
      .filter(({ name, value }) => name !== '' && value !== '' && value.length <= SELECTS.optionValue)
      .slice(0, SELECTS.options)
      .map(({ name, value }) => ({
        text: { type: 'plain_text' as const, text: name.slice(0, SELECTS.optionText) },
        value,
      }));
    await ack({ options });
  });
}

function readOrigin(metadata: string | undefined): z.infer<typeof OriginSchema> | undefined {
  if (!metadata) return undefined;
  try {
    return OriginSchema.safeParse(JSON.parse(metadata)).data;
  } catch {
    return undefined;
  }
}
