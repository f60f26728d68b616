// Commands as people type them: acknowledged at once, then answered to their author alone.
import type { App, SlashCommand, types } from '@slack/bolt';
import { say } from '../../core/messages/message.ts';
import { fill, type Wording } from '../../core/messages/wording.ts';
import type { CommandSpec } from '../chat.ts';
import { readOptions } from '../typed-line.ts';
import type { Asked, Asking } from './asking.ts';
import { formButton, shareButton } from './buttons.ts';
import { isForm, openForm } from './forms.ts';
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

/** Slack sends these three as entities in a command's text. */
function readEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
