// Windows that show an answer, and several answers under each other.
import type { types } from '@slack/bolt';
import { z } from 'zod';
import { type Message, say } from '../../core/messages/message.ts';
import type { Wording } from '../../core/messages/wording.ts';
import type { Asked, Asking } from './asking.ts';
import { BLOCKS, VIEWS } from './limits.ts';
import { describeFault, readFault } from './outcome.ts';
import { renderMessage } from './render.ts';

/** What a window is about, which its buttons do not say. Slack keeps it with the window and shows it to nobody. */
const PlaceSchema = z.object({ channel: z.string().min(1).max(64) });

/** The channel that a window of ours is about. */
export function channelOf(metadata: string | undefined): string | undefined {
  try {
    return PlaceSchema.safeParse(JSON.parse(metadata ?? '')).data?.channel;
  } catch {
    return undefined;
  }
}

export function windowOf(message: Message, { platform }: Wording, channel?: string): types.ModalView {
  return {
    type: 'modal',
    ...(channel !== undefined && { private_metadata: JSON.stringify({ channel }) }),
    title: { type: 'plain_text', text: 'Summit Watch' },
    close: { type: 'plain_text', text: platform.close },
    blocks: numbered(renderMessage(message).blocks),
  };
}

type Visit = Pick<Asked, 'workspace' | 'user' | 'channel'>;

/** As it is shown where no channel is: nothing there could be managed. */
export function withoutManaging(message: Message, asking: Asking): Message {
  return { ...message, actions: message.actions.filter(({ command }) => asking.spec(command)?.manages === false) };
}

/** Shown before anything is looked up, even who is asking. */
export function waitingView(words: Wording): types.ModalView {
  return windowOf(say('neutral', words.platform.oneMoment), words);
}

/** The window opens at once, since Slack lets it only for three seconds, and is filled when the answer is there. */
export async function showInWindow(
  answer: () => Promise<Message>,
  trigger: string,
  asked: Visit,
  asking: Asking,
  draw?: typeof windowOf,
): Promise<void> {
  try {
    const view = waitingView(await asking.wordsFor(asked));
    const opened = await asked.workspace.client.views.open({ trigger_id: trigger, view });
    const id = opened.view?.id;
    if (id !== undefined) await fillWindow(id, await answer(), asked, asking, draw);
  } catch (error) {
    asking.log.warn('Slack: a window could not be shown', { why: describeFault(readFault(error)) });
  }
}

export async function fillWindow(
  id: string,
  message: Message,
  asked: Visit,
  asking: Asking,
  draw: typeof windowOf = windowOf,
): Promise<void> {
  try {
    const view = draw(message, await asking.wordsFor(asked), asked.channel);
    await asked.workspace.client.views.update({ view_id: id, view });
  } catch (error) {
    asking.log.warn('Slack: a window could not be filled', { why: describeFault(readFault(error)) });
  }
}

/** Ids of buttons are unique in a message only, so in a view of several each gets its own. */
export function numbered(blocks: readonly types.KnownBlock[]): types.KnownBlock[] {
  let button = 0;
  return blocks.slice(0, VIEWS.blocks).map((block) => {
    if (block.type !== 'actions') return block;
    const elements = block.elements.map((element) => {
      button += 1;
      const isOurs = element.type === 'button' || element.type === 'overflow';
      return isOurs ? { ...element, action_id: `${element.action_id}.${button}`.slice(0, BLOCKS.idText) } : element;
    });
    return { ...block, elements };
  });
}
