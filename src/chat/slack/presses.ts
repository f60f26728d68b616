// Buttons and menus, wherever they stand: in a message, in App Home, or in a window of ours.
import type { App, BlockAction } from '@slack/bolt';
import { type Message, say } from '../../core/messages/message.ts';
import { fill } from '../../core/messages/wording.ts';
import type { CommandSpec } from '../chat.ts';
import type { Asked, Asking } from './asking.ts';
import { BUTTON_PREFIX, FORM_BUTTON, type Press, readMenu, readPress, SHARE_BUTTON } from './buttons.ts';
import { isQuestion, questionOf } from './choosing.ts';
import { openForm } from './forms.ts';
import type { Memberships } from './memberships.ts';
import { readPick } from './offers.ts';
import { channelOf, fillWindow, showInWindow, withoutManaging } from './windows.ts';
import type { Workspace } from './workspaces.ts';

export function listenForPresses(app: App, asking: Asking, memberships: Memberships): void {
  app.action({ type: 'block_actions' }, async ({ body, ack, context }) => {
    await asking.acknowledge(ack());
    await asking.track(async () => {
      const workspace = await asking.workspaceOf(context.teamId);
      if (workspace !== undefined) await takePress(body, workspace, asking, memberships);
    });
  });
}

type Where = Omit<Asked, 'command' | 'options'>;

async function takePress(
  body: BlockAction,
  workspace: Workspace,
  asking: Asking,
  memberships: Memberships,
): Promise<void> {
  const read = readAction(body.actions[0]);
  if (read === undefined) return;
  const { kind, press } = read;
  const user = { id: body.user.id, name: body.user.username ?? body.user.name ?? body.user.id };
  const isTheirs = await mayBeAbout(body, press, workspace, memberships);
  const where: Where = { workspace, channel: placeOf(body, press) ?? user.id, user };
  const isSomewhere = where.channel !== user.id;
  const spec = press && asking.spec(press.command);
  const isFit = spec?.manages !== true || isSomewhere;
  if (!isFit || press === undefined || spec === undefined || !isPressable(press.options, spec) || !isTheirs) {
    asking.log.warn('Slack: a button that this version does not know was pressed', { user: user.id });
    return tell(body, where, asking, async () => {
      const { platform } = await asking.wordsFor(where);
      return say('fault', platform.outdatedTitle, platform.outdated);
    });
  }
  const asked: Asked = { ...where, command: press.command, options: press.options };
  if (kind === 'form') return pressForm(body, spec, asked, asking);
  if (body.channel !== undefined && isQuestion(press) && (await asking.mayManage(where))) {
    const ask = (message: Message, ...rest: [Parameters<typeof questionOf>[2], string?]) =>
      questionOf(message, spec, ...rest);
    return showInWindow(() => asking.answer(asked), body.trigger_id, where, asking, ask);
  }
  const answer = async () => {
    const message = await asking.answer(asked);
    return isSomewhere ? message : withoutManaging(message, asking);
  };
  await tell(body, where, asking, answer, kind === 'share' && !spec.manages);
}

/** In a message for the author alone; what is pressed in a window is answered there, and in App Home in a window. */
async function tell(
  body: BlockAction,
  where: Where,
  asking: Asking,
  answer: () => Promise<Message>,
  shared = false,
): Promise<void> {
  if (body.view?.type === 'modal') return fillWindow(body.view.id, await answer(), where, asking);
  if (body.channel === undefined) return showInWindow(answer, body.trigger_id, where, asking);
  await asking.replyTo(body.response_url, where)(await answer(), { shared });
}

/** Which channel a press is about: a message's own, a window's, or the one that a button of App Home names. */
function placeOf(body: BlockAction, press: Press | undefined): string | undefined {
  if (body.channel !== undefined) return body.channel.id;
  return body.view?.type === 'modal' ? channelOf(body.view.private_metadata) : press?.channel;
}

/** A page of App Home may be old: whoever left the channel since is let in no more. */
async function mayBeAbout(
  body: BlockAction,
  press: Press | undefined,
  workspace: Workspace,
  memberships: Memberships,
): Promise<boolean> {
  if (body.channel !== undefined || body.view?.type === 'modal' || press?.channel === undefined) return true;
  return (await memberships(workspace, body.user.id))?.has(press.channel) === true;
}

type ReadAction = { readonly kind: 'do' | 'share' | 'form'; readonly press: Press | undefined };

/** A button of ours, or a choice in a menu of ours. In views a number follows the ids. */
function readAction(action: BlockAction['actions'][number] | undefined): ReadAction | undefined {
  if (action?.type === 'external_select') {
    const pick = readPick(action.action_id);
    const value = action.selected_option?.value;
    if (pick === undefined || !value) return undefined;
    return { kind: 'do', press: { command: pick.command, options: { [pick.option]: value } } };
  }
  if (action?.type === 'overflow') {
    const read = readMenu(action.action_id, action.selected_option.value ?? '');
    return read && { kind: 'do', press: read.press };
  }
  if (action?.type !== 'button') return undefined;
  const press = readPress(action.value);
  if (action.action_id.startsWith(SHARE_BUTTON)) return { kind: 'share', press };
  if (action.action_id.startsWith(FORM_BUTTON)) return { kind: 'form', press };
  return action.action_id.startsWith(BUTTON_PREFIX) ? { kind: 'do', press } : undefined;
}

/** The form of settings is for who may manage, though everybody may read them. */
async function pressForm(body: BlockAction, spec: CommandSpec, asked: Asked, asking: Asking): Promise<void> {
  if (!(await asking.mayManage(asked))) return tell(body, asked, asking, () => refusal(spec, asked, asking));
  const inHome = body.channel === undefined;
  const back = inHome ? { home: true as const } : body.response_url === undefined ? {} : { url: body.response_url };
  await openForm(spec, asked, body.trigger_id, back, asking);
}

async function refusal(spec: CommandSpec, where: Where, asking: Asking): Promise<Message> {
  return say('fault', fill((await asking.wordsFor(where)).answers.notAllowed, { command: spec.name }));
}

function isPressable(options: Readonly<Record<string, string>>, spec: CommandSpec): boolean {
  return Object.keys(options).every((name) => spec.options.some((option) => option.name === name));
}
