// App Home, and windows: where Slack shows the bot outside of channels.
import type { App, types } from '@slack/bolt';
import { type Message, say } from '../../core/messages/message.ts';
import type { Asked, Asking } from './asking.ts';
import { VIEWS } from './limits.ts';
import { describeFault, readFault } from './outcome.ts';
import { renderMessage } from './render.ts';
import { WHY_COMMAND, WHY_SHORTCUT } from './shortcut.ts';
import type { Workspace } from './workspaces.ts';

/** What App Home shows, from top to bottom, where the bot knows the command. */
const HOME = ['summit-status', 'summit-topics', 'summit-help'] as const;

export function listenForHome(app: App, asking: Asking): void {
  app.event('app_home_opened', async ({ event, context }) => {
    const workspace = await asking.workspaceOf(context.teamId);
    if (event.tab !== 'home' || workspace === undefined) return;
    await asking.track(() => publishHome(event.user, event.channel, workspace, asking));
  });

  app.shortcut(
    { callback_id: WHY_SHORTCUT.callback_id, type: 'message_action' },
    async ({ shortcut, ack, context }) => {
      await asking.acknowledge(ack());
      const workspace = await asking.workspaceOf(context.teamId);
      if (workspace === undefined || !('message' in shortcut)) return;
      const { user, channel, message, response_url: url } = shortcut;
      const options = { [WHY_COMMAND.option]: message.ts };
      const asked = { command: WHY_COMMAND.command, options, channel: channel.id, user, workspace };
      const reply = asking.replyTo(url, asked);
      await asking.track(async () => reply(await asking.answer(asked)));
    },
  );
}

async function publishHome(user: string, channel: string, workspace: Workspace, asking: Asking): Promise<void> {
  const commands = HOME.filter((name) => asking.spec(name) !== undefined);
  const answers = await Promise.all(
    commands.map((command) =>
      asking.answer({ command, options: {}, channel, user: { id: user, name: user }, workspace }),
    ),
  );
  try {
    await workspace.client.views.publish({ user_id: user, view: { type: 'home', blocks: blocksOf(answers) } });
  } catch (error) {
    asking.log.warn('Slack: App Home could not be shown', { why: describeFault(readFault(error)) });
  }
}

/** The window opens at once, since Slack lets it only for three seconds, and is filled when the answer is there. */
export async function showInWindow(
  answer: () => Promise<Message>,
  trigger: string,
  asked: Pick<Asked, 'workspace' | 'user'>,
  asking: Asking,
): Promise<void> {
  const { client } = asked.workspace;
  const { platform } = await asking.wordsFor(asked);
  const view = (message: Message): types.ModalView => ({
    type: 'modal',
    title: { type: 'plain_text', text: 'Summit Watch' },
    close: { type: 'plain_text', text: platform.close },
    blocks: blocksOf([message]),
  });
  try {
    const opened = await client.views.open({ trigger_id: trigger, view: view(say('neutral', platform.oneMoment)) });
    const id = opened.view?.id;
    if (id !== undefined) await client.views.update({ view_id: id, view: view(await answer()) });
  } catch (error) {
    asking.log.warn('Slack: a window could not be shown', { why: describeFault(readFault(error)) });
  }
}

/** Several messages under each other. Ids of buttons are unique in a message only, so each gets its own here. */
function blocksOf(messages: readonly Message[]): types.KnownBlock[] {
  let button = 0;
  const renumber = (block: types.KnownBlock): types.KnownBlock =>
    block.type !== 'actions'
      ? block
      : {
          ...block,
          elements: block.elements.map((element) => {
            button += 1;
            return element.type === 'button' ? { ...element, action_id: `${element.action_id}.${button}` } : element;
          }),
        };
  return messages
    .flatMap((message, index): types.KnownBlock[] => [
      ...(index === 0 ? [] : [{ type: 'divider' as const }]),
      ...renderMessage(message).blocks,
    ])
    .slice(0, VIEWS.blocks)
    .map(renumber);
}
