// What people do in Slack, handed on: commands and buttons are acknowledged at once, then answered to their author alone.
import type { App, BlockAction, SlashCommand } from '@slack/bolt';
import { say } from '../../core/messages/message.ts';
import { fill } from '../../core/messages/wording.ts';
import type { CommandSpec } from '../chat.ts';
import { readOptions } from '../typed-line.ts';
import type { Asked, Asking } from './asking.ts';
import { BUTTON_PREFIX, readPress, SHARE_BUTTON, shareButton } from './buttons.ts';
import { isForm, openForm } from './forms.ts';
import { showInWindow } from './home.ts';
import { createRepeats, requestId } from './repeats.ts';
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
    if (await openForm(spec, asked, command.trigger_id, command.response_url, asking)) return;
  }
  const read = readOptions(spec, typed, words.platform);
  if (read.kind === 'fault') return reply(say('fault', read.why));
  const answer = await asking.answer({ ...asked, options: read.options });
  const sharable = !spec.manages && answer.tone !== 'fault';
  await reply(answer, {
    buttons: sharable ? shareButton({ command: name, options: read.options }, words.platform.share) : [],
  });
}

export function listenForButtons(app: App, asking: Asking): void {
  app.action({ type: 'block_actions' }, async ({ body, ack, context }) => {
    await asking.acknowledge(ack());
    await asking.track(async () => {
      const workspace = await asking.workspaceOf(context.teamId);
      if (workspace !== undefined) await takePress(body, workspace, asking);
    });
  });
}

async function takePress(body: BlockAction, workspace: Workspace, asking: Asking): Promise<void> {
  const [action] = body.actions;
  if (action?.type !== 'button') return;
  const shared = action.action_id === SHARE_BUTTON;
  if (!shared && !action.action_id.startsWith(BUTTON_PREFIX)) return;
  const user = { id: body.user.id, name: body.user.username ?? body.user.name ?? body.user.id };
  // In App Home there is no channel: what is pressed there is answered in a window.
  const where = { workspace, channel: body.channel?.id ?? user.id, user };
  const press = readPress(action.value);
  const spec = press && asking.spec(press.command);
  const known = press !== undefined && spec !== undefined && isPressable(press.options, spec);
  const answer = known
    ? () => asking.answer({ command: press.command, options: press.options, ...where })
    : async () => {
        const { platform } = await asking.wordsFor(where);
        return say('fault', platform.outdatedTitle, platform.outdated);
      };
  if (!known) asking.log.warn('Slack: a button that this version does not know was pressed', { user: user.id });
  if (body.channel === undefined) return showInWindow(answer, body.trigger_id, where, asking);
  await asking.replyTo(body.response_url, where)(await answer(), { shared: shared && known && !spec.manages });
}

function isPressable(options: Readonly<Record<string, string>>, spec: CommandSpec): boolean {
  return Object.keys(options).every((name) => spec.options.some((option) => option.name === name));
}

/** Slack sends these three as entities in a command's text. */
function readEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
