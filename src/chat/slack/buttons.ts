// Buttons: a Message's action packed into a Slack button's value, and read back when pressed.
import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Action } from '../../core/messages/message.ts';
import { clip } from '../../core/text/clip.ts';
import { BLOCKS } from './limits.ts';
import { defuse } from './markup.ts';

/** Action ids of our buttons are this and a number: Slack wants them unique within a message. */
export const BUTTON_PREFIX = 'do:';

const PressSchema = z.object({
  c: z.string().min(1).max(64),
  o: z.record(z.string().max(64), z.string().max(BLOCKS.buttonValue)).default({}),
  h: z.string().min(1).max(64).optional(),
});

export type Press = {
  readonly command: string;
  readonly options: Readonly<Record<string, string>>;
  /** The channel it is about, where the button does not stand in one. */
  readonly channel?: string;
};

export function toPressValue({ command, options, channel }: Press): string {
  return JSON.stringify({ c: command, o: options, ...(channel !== undefined && { h: channel }) });
}

export function readPress(value: string | undefined): Press | undefined {
  if (value === undefined || value.length > BLOCKS.buttonValue) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return undefined;
  }
  const press = PressSchema.safeParse(parsed);
  if (!press.success) return undefined;
  const { c: command, o: options, h: channel } = press.data;
  return { command, options, ...(channel !== undefined && { channel }) };
}

/** Opens the window with a command's options as fields. */
export const FORM_BUTTON = 'form:';

export function formButton(command: string, label: string, channel?: string): types.Button {
  return {
    type: 'button',
    action_id: `${FORM_BUTTON}${command}`,
    text: { type: 'plain_text', text: clip(label, BLOCKS.buttonText), emoji: false },
    value: toPressValue({ command, options: {}, ...(channel !== undefined && { channel }) }),
  };
}

/** On answers that only their author sees: pressing it shows the same to the channel. */
export const SHARE_BUTTON = 'share';

export function shareButton(press: Press, label: string): types.Button[] {
  const value = toPressValue(press);
  if (value.length > BLOCKS.buttonValue) return [];
  return [{ type: 'button', action_id: SHARE_BUTTON, text: { type: 'plain_text', text: label, emoji: false }, value }];
}

/** Actions that do not fit into a button's value are left out: what they would do could not be carried. */
export function toButtons(actions: readonly Action[]): types.Button[] {
  return actions
    .map((action) => ({ action, value: toPressValue(action) }))
    .filter(({ action, value }) => value.length <= BLOCKS.buttonValue && action.label.trim() !== '')
    .slice(0, BLOCKS.actionsElements - 1)
    .map(({ action, value }, index) => ({
      type: 'button',
      action_id: `${BUTTON_PREFIX}${index}`,
      text: { type: 'plain_text', text: defuse(clip(action.label, BLOCKS.buttonText)), emoji: false },
      value,
      ...(action.style === 'danger' ? { style: 'danger' as const } : {}),
    }));
}
