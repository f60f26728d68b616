// What people do in Slack, handed on: commands and buttons are acknowledged at once, then answered to their author alone.
import type { App, BlockAction, SlashCommand, types } from '@slack/bolt';
import { say } from '../../core/messages/message.ts';
import { fill, type Wording } from '../../core/messages/wording.ts';
import type { CommandSpec } from '../chat.ts';
import { readOptions } from '../typed-line.ts';
import type { Asked, Asking } from './asking.ts';
import { BUTTON_PREFIX, FORM_BUTTON, formButton, type Press, readPress, SHARE_BUTTON, shareButton } from './buttons.ts';
import { isForm, openForm } from './forms.ts';
import type { Memberships } from './memberships.ts';
import { readPick } from './offers.ts';
import { createRepeats, requestId } from './repeats.ts';
import { showInWindow } from './windows.ts';
import type { Workspace } from './workspaces.ts';

/** Before all other listeners: what came before is dropped, what breaks is logged. */
export function guard(app: App, { now, log }: Asking): void {
  const repeats = createRepeats(now);

  app.use(async (args) => {
    const id = requestId(args.body);
    if (id !== undefined && repeats.isRepeat(id)) {
      log.warn('Slack: a repeated request was dropped', { id: id.slice(0, 60) });
      if ('ack' in args && typeof args.ack === 'function') await args.ack().catch(() => {});
      return;
    }
    await args.next();
  });

  app.error(async (error) => {
    log.warn('Slack: a request could not be handled', { why: error.message });
  });
}

export function listenForCommands(app: App, asking: Asking): void {
  app.command(/^\//, async ({ command, ack, context }) => {
    await asking.acknowledge(ack());
    await asking.track(async () => {
      const workspace = await asking.workspaceOf(context.teamId);
      if (workspace !== undefined) await takeCommand(command, workspace, asking);
    });
  });
}

async function takeCommand(command: SlashCommand, workspace: Workspace, asking: Asking): Promise<void> {
  const user = { id: command.user_id, name: command.user_name };
  const where = { workspace, channel: command.channel_id, user };
  const reply = asking.replyTo(command.response_url, where);
  const name = command.command.replace(/^\//, '');
  const spec = asking.spec(name);
  const words = await asking.wordsFor(where);
  if (spec === undefined) return reply(say('fault', fill(words.answers.unknownCommand, { command: name })));
  const typed = readEntities(command.text ?? '');
  const asked: Asked = { command: name, options: {}, ...where };
  if (typed.trim() === '' && isForm(spec) && (await asking.mayManage(asked))) {
    if (await openForm(spec, asked, command.trigger_id, { url: command.response_url }, asking)) return;
  }
  const read = readOptions(spec, typed, words.platform);
  if (read.kind === 'fault') return reply(say('fault', read.why));
  const answer = await asking.answer({ ...asked, options: read.options });
  const sharable = !spec.manages && answer.tone !== 'fault';
  const share = sharable ? shareButton({ command: name, options: read.options }, words.platform.share) : [];
  await reply(answer, { buttons: [...(await changeButton(spec, asked, words, asking)), ...share] });
}

/** A command that shows settings when called bare changes them by its options: managers find them in a window. */
async function changeButton(spec: CommandSpec, asked: Asked, words: Wording, asking: Asking): Promise<types.Button[]> {
  if (spec.name !== 'summit-settings' || !(await asking.mayManage(asked))) return [];
  return [formButton(spec.name, words.platform.homeSettings)];
}

export function listenForButtons(app: App, asking: Asking, memberships: Memberships): void {
  app.action({ type: 'block_actions' }, async ({ body, ack, context }) => {
    await asking.acknowledge(ack());
    await asking.track(async () => {
      const workspace = await asking.workspaceOf(context.teamId);
      if (workspace !== undefined) await takePress(body, workspace, asking, memberships);
    });
  });
}

async function takePress(
  body: BlockAction,
  workspace: Workspace,
  asking: Asking,
  memberships: Memberships,
): Promise<void> {
  const user = { id: body.user.id, name: body.user.username ?? body.user.name ?? body.user.id };
  const read = readAction(body.actions[0]);
  if (read === undefined) return;
  const { kind, press } = read;
  // In App Home there is no channel: what is pressed there is about one of the person's own, and answered in a window.
  const about = body.channel === undefined ? press?.channel : undefined;
  const where = { workspace, channel: body.channel?.id ?? about ?? user.id, user };
  const spec = press && asking.spec(press.command);
  const mayBeThere = about === undefined || (await memberships(workspace, user.id))?.has(about) === true;
  const known = press !== undefined && spec !== undefined && isPressable(press.options, spec) && mayBeThere;
  if (!known) asking.log.warn('Slack: a button that this version does not know was pressed', { user: user.id });
  if (known && kind === 'form') return pressForm(body, spec, where, asking);
  const answer = known
    ? () => asking.answer({ command: press.command, options: press.options, ...where })
    : async () => {
        const { platform } = await asking.wordsFor(where);
        return say('fault', platform.outdatedTitle, platform.outdated);
      };
  if (body.channel === undefined) return showInWindow(answer, body.trigger_id, where, asking);
  const shared = kind === 'share' && known && !spec.manages;
  await asking.replyTo(body.response_url, where)(await answer(), { shared });
}

type ReadAction = { readonly kind: 'do' | 'share' | 'form'; readonly press: Press | undefined };

/** A button of ours, or a choice in a menu of ours. */
function readAction(action: BlockAction['actions'][number] | undefined): ReadAction | undefined {
  if (action?.type === 'external_select') {
    const pick = readPick(action.action_id);
    const value = action.selected_option?.value;
    if (pick === undefined || !value) return undefined;
    return { kind: 'do', press: { command: pick.command, options: { [pick.option]: value } } };
  }
  if (action?.type !== 'button') return undefined;
  const press = readPress(action.value);
  // In views a number follows.
  if (action.action_id.startsWith(SHARE_BUTTON)) return { kind: 'share', press };
  if (action.action_id.startsWith(FORM_BUTTON)) return { kind: 'form', press };
  return action.action_id.startsWith(BUTTON_PREFIX) ? { kind: 'do', press } : undefined;
}

async function pressForm(
  body: BlockAction,
  spec: CommandSpec,
  where: Omit<Asked, 'command' | 'options'>,
  asking: Asking,
): Promise<void> {
  const inHome = body.channel === undefined;
  if (await asking.mayManage(where)) {
    const back = inHome ? { home: true as const } : body.response_url === undefined ? {} : { url: body.response_url };
    await openForm(spec, { ...where, command: spec.name, options: {} }, body.trigger_id, back, asking);
    return;
  }
  const refusal = async () =>
    say('fault', fill((await asking.wordsFor(where)).answers.notAllowed, { command: spec.name }));
  if (inHome) return showInWindow(refusal, body.trigger_id, where, asking);
  await asking.replyTo(body.response_url, where)(await refusal());
}

function isPressable(options: Readonly<Record<string, string>>, spec: CommandSpec): boolean {
  return Object.keys(options).every((name) => spec.options.some((option) => option.name === name));
}

/** Slack sends these three as entities in a command's text. */
function readEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
