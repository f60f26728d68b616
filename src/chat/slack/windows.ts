// Windows that show an answer, and several answers under each other.
import type { types } from '@slack/bolt';
import { type Message, say } from '../../core/messages/message.ts';
import type { Wording } from '../../core/messages/wording.ts';
import { en } from '../../core/messages/words/en.ts';
import type { Asked, Asking } from './asking.ts';
import { VIEWS } from './limits.ts';
import { describeFault, readFault } from './outcome.ts';
import { renderMessage } from './render.ts';

function windowOf(message: Message, { platform }: Wording): types.ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: 'Summit Watch' },
    close: { type: 'plain_text', text: platform.close },
    blocks: numbered(renderMessage(message).blocks),
  };
}

/** Shown before anything is looked up, even who is asking. */
export function waitingView(words: Wording = en): types.ModalView {
  return windowOf(say('neutral', words.platform.oneMoment), words);
}

/** The window opens at once, since Slack lets it only for three seconds, and is filled when the answer is there. */
export async function showInWindow(
  answer: () => Promise<Message>,
  trigger: string,
  asked: Pick<Asked, 'workspace' | 'user'>,
  asking: Asking,
): Promise<void> {
  try {
    const view = waitingView(await asking.wordsFor(asked));
    const opened = await asked.workspace.client.views.open({ trigger_id: trigger, view });
    const id = opened.view?.id;
    if (id !== undefined) await fillWindow(id, await answer(), asked, asking);
  } catch (error) {
    asking.log.warn('Slack: a window could not be shown', { why: describeFault(readFault(error)) });
  }
}

export async function fillWindow(
  id: string,
  message: Message,
  asked: Pick<Asked, 'workspace' | 'user'>,
  asking: Asking,
): Promise<void> {
  try {
    const view = windowOf(message, await asking.wordsFor(asked));
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
      return element.type === 'button' ? { ...element, action_id: `${element.action_id}.${button}` } : element;
    });
    return { ...block, elements };
  });
}
