// App Home: where meetings stand, a menu to look one up, and the channels of whoever looks, with what is set in each.
import type { App, types } from '@slack/bolt';
import type { Wording } from '../../core/messages/wording.ts';
import type { Asked, Asking } from './asking.ts';
import { formButton } from './buttons.ts';
import { VIEWS } from './limits.ts';
import type { Memberships } from './memberships.ts';
import { pickMenu } from './offers.ts';
import { describeFault, readFault } from './outcome.ts';
import { renderBody, renderMessage } from './render.ts';
import { WHY_COMMAND, WHY_SHORTCUT } from './shortcut.ts';
import { numbered, withoutManaging } from './windows.ts';

/** A person in App Home, which is no channel. */
type Visitor = Pick<Asked, 'workspace' | 'user' | 'channel'>;

/** What a channel can be given from here, with the word for it. */
const FORMS = [
  ['summit-subscribe', 'homeFollow'],
  ['summit-mute', 'homeMute'],
  ['summit-settings', 'homeSettings'],
] as const satisfies readonly (readonly [string, keyof Wording['platform']])[];

/** Room for the note of what was left out, and for the help at the end. */
const KEPT_FREE = 12;
const MOST_CHANNELS = 20;

export function listenForHome(app: App, asking: Asking, memberships: Memberships): void {
  app.event('app_home_opened', async ({ event, context }) => {
    if (event.tab !== 'home') return;
    await asking.track(async () => {
      const workspace = await asking.workspaceOf(context.teamId);
      const user = { id: event.user, name: event.user };
      if (workspace !== undefined) await publishHome({ workspace, user, channel: event.channel }, asking, memberships);
    });
  });

  app.shortcut(
    { callback_id: WHY_SHORTCUT.callback_id, type: 'message_action' },
    async ({ shortcut, ack, context }) => {
      await asking.acknowledge(ack());
      await asking.track(async () => {
        const workspace = await asking.workspaceOf(context.teamId);
        if (workspace === undefined || !('message' in shortcut)) return;
        const { user, channel, message, response_url: url } = shortcut;
        const options = { [WHY_COMMAND.option]: message.ts };
        const asked = { command: WHY_COMMAND.command, options, channel: channel.id, user, workspace };
        await asking.replyTo(url, asked)(await asking.answer(asked));
      });
    },
  );
}

export async function publishHome(visitor: Visitor, asking: Asking, memberships: Memberships): Promise<void> {
  const words = await asking.wordsFor(visitor);
  const status = await answerOf('summit-status', visitor, asking);
  const blocks = [
    ...status,
    { type: 'actions' as const, elements: [pickMenu('summit-status', 'summit', words.platform.homeLookUp)] },
    { type: 'divider' as const },
    ...(await channelBlocks(visitor, words, asking, memberships)),
    { type: 'divider' as const },
    ...(await answerOf('summit-help', visitor, asking)),
  ];
  try {
    const view: types.HomeView = { type: 'home', blocks: numbered(blocks) };
    await visitor.workspace.client.views.publish({ user_id: visitor.user.id, view });
  } catch (error) {
    asking.log.warn('Slack: App Home could not be shown', { why: describeFault(readFault(error)) });
  }
}

async function answerOf(command: string, visitor: Visitor, asking: Asking): Promise<types.KnownBlock[]> {
  if (asking.spec(command) === undefined) return [];
  const answer = await asking.answer({ ...visitor, command, options: {} });
  return renderMessage(withoutManaging(answer, asking)).blocks;
}

async function channelBlocks(
  visitor: Visitor,
  { platform }: Wording,
  asking: Asking,
  memberships: Memberships,
): Promise<types.KnownBlock[]> {
  const head: types.KnownBlock = { type: 'header', text: { type: 'plain_text', text: platform.homeChannels } };
  const own = await memberships(visitor.workspace, visitor.user.id);
  if (own === undefined) return [head, note(platform.homeNoRight)];
  const told = (await asking.channelsOf(visitor.workspace)).filter((id) => own.has(id));
  if (told.length === 0) return [head, note(platform.homeNoChannels)];
  const mayManage = await asking.mayManage(visitor);
  const blocks: types.KnownBlock[] = [head];
  for (const [shown, channel] of told.entries()) {
    const settings = await asking.answer({ ...visitor, channel, command: 'summit-settings', options: {} });
    const next: types.KnownBlock[] = [
      nameOf(channel),
      ...renderBody(settings),
      ...(mayManage ? [formsOf(channel, platform, asking)] : []),
    ];
    if (shown >= MOST_CHANNELS || blocks.length + next.length > VIEWS.blocks / 2 - KEPT_FREE) {
      return [...blocks, note(`… (+${told.length - shown})`)];
    }
    blocks.push(...next);
  }
  return blocks;
}

/** Slack shows the channel's name by its id. */
function nameOf(channel: string): types.RichTextBlock {
  const element: types.RichTextElement = { type: 'channel', channel_id: channel, style: { bold: true } };
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [element] }] };
}

function formsOf(channel: string, words: Wording['platform'], asking: Asking): types.ActionsBlock {
  const known = FORMS.filter(([command]) => asking.spec(command) !== undefined);
  return { type: 'actions', elements: known.map(([command, label]) => formButton(command, words[label], channel)) };
}

function note(text: string): types.ContextBlock {
  return { type: 'context', elements: [{ type: 'plain_text', text, emoji: false }] };
}
