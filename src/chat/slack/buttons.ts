// Buttons: a Message's action packed into a Slack button's value, and read back when pressed.
import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Action } from '../../core/messages/message.ts';
import { clip } from '../../core/text/clip.ts';
import { BLOCKS, SELECTS } from './limits.ts';
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
  const press = PressSchema.safeParse(parse(value));
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
export function toButtons(actions: readonly Action[]): (types.Button | types.Overflow)[] {
  const shown = actions.filter(({ label }) => label.trim() !== '');
  return groupsIn(shown)
    .flatMap((group): (types.Button | types.Overflow)[] => {
      // Alone, they are the answer to a question, and must be seen.
      const menu = group.length < shown.length ? toMenu(group) : undefined;
      return menu === undefined ? group.flatMap(toButton) : [menu];
    })
    .slice(0, BLOCKS.actionsElements - 1)
    .map((element, index) =>
      element.type === 'button'
        ? { ...element, action_id: `${BUTTON_PREFIX}${index}` }
        : { ...element, action_id: `${MENU_PREFIX}${index}:${element.action_id}` },
    );
}

function toButton(action: Action): types.Button[] {
  const value = toPressValue(action);
  if (value.length > BLOCKS.buttonValue) return [];
  const text = { type: 'plain_text' as const, text: defuse(clip(action.label, BLOCKS.buttonText)), emoji: false };
  return [{ type: 'button', text, value, ...(action.style === 'danger' ? { style: 'danger' as const } : {}) }];
}

/** Menus of ours carry in their id, after this and a number, what their entries have in common. */
const MENU_PREFIX = 'menu:';
/** Of an id: the prefix, a number, and another where a view has several messages. */
const MENU_NUMBERS = 12;
/** Two buttons take less room than they save. */
const FEWEST_IN_MENU = 3;

/** Neighbours that do the same but for one option, as “Mute for 1 hour, 24 hours, a week”. */
function groupsIn(actions: readonly Action[]): readonly (readonly Action[])[] {
  const groups: Action[][] = [];
  for (const action of actions) {
    const last = groups.at(-1);
    const before = last?.[0];
    if (last && before && isVariant(before, action) && last.length < SELECTS.overflow) last.push(action);
    else groups.push([action]);
  }
  return groups;
}

function isVariant(one: Action, other: Action): boolean {
  const names = Object.keys(one.options);
  if (one.command !== other.command || one.style !== other.style) return false;
  if (names.length !== Object.keys(other.options).length) return false;
  return differing(one, other).length === 1;
}

function differing(one: Action, other: Action): readonly string[] {
  return Object.keys({ ...one.options, ...other.options }).filter((name) => one.options[name] !== other.options[name]);
}

function toMenu(group: readonly Action[]): types.Overflow | undefined {
  const [first, second] = group;
  if (first === undefined || second === undefined || group.length < FEWEST_IN_MENU) return undefined;
  if (first.style === 'danger') return undefined;
  const [varied] = differing(first, second);
  if (varied === undefined || group.some((each) => each !== first && differing(first, each)[0] !== varied))
    return undefined;
  const { [varied]: _, ...common } = first.options;
  const id = JSON.stringify({ c: first.command, o: common });
  const options = group.map(({ label, options: own }) => ({
    text: { type: 'plain_text' as const, text: defuse(clip(label, SELECTS.optionText)), emoji: false },
    value: JSON.stringify({ [varied]: own[varied] ?? '' }),
  }));
  if (id.length > BLOCKS.idText - MENU_NUMBERS || options.some(({ value }) => value.length > SELECTS.optionValue))
    return undefined;
  return { type: 'overflow', action_id: id, options };
}

const MENU_ID = /^menu:\d+:(\{.*\})(?:\.\d+)?$/;

const EntrySchema = z.record(z.string().max(64), z.string().max(SELECTS.optionValue));

/** What an entry of a menu of ours does; undefined for other menus. In views a number follows the id. */
export function readMenu(actionId: string, value: string): { readonly press: Press | undefined } | undefined {
  const [, carried] = MENU_ID.exec(actionId) ?? [];
  if (carried === undefined) return undefined;
  const common = readPress(carried);
  const entry = EntrySchema.safeParse(parse(value)).data;
  return { press: common && entry && { ...common, options: { ...common.options, ...entry } } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
