// A message's actions as buttons, and a pressed button back as the command it stands for.
import type { APIActionRowComponent, APIButtonComponentWithCustomId } from 'discord.js';
import { ButtonStyle, ComponentType } from 'discord.js';
import type { Action } from '../../core/messages/message.ts';
import { clip } from '../../core/text/clip.ts';
import type { CommandSpec } from '../chat.ts';
import { BUTTON } from './limits.ts';
import { plain } from './markdown.ts';

/** Tells our buttons, in this form, from those of older versions. */
const MARK = 'sw1:';

export type ButtonRow = APIActionRowComponent<APIButtonComponentWithCustomId>;

/** An action whose command does not fit into a button's id, or is no text, is left out: cut, it would do something else. */
export function toButtonRows(actions: readonly Action[]): ButtonRow[] {
  const buttons = new Map<string, APIButtonComponentWithCustomId>();
  for (const action of actions) {
    const id = toCustomId(action.command, action.options);
    const label = clip(plain(action.label), BUTTON.label);
    // Discord refuses two buttons with one id.
    if (id.length > BUTTON.customId || !id.isWellFormed() || label === '' || buttons.has(id)) continue;
    buttons.set(id, {
      type: ComponentType.Button,
      style: action.style === 'danger' ? ButtonStyle.Danger : ButtonStyle.Secondary,
      label,
      custom_id: id,
    });
  }
  const shown = [...buttons.values()].slice(0, BUTTON.perRow * BUTTON.rows);
  return inRows(shown).map((components) => ({ type: ComponentType.ActionRow, components }));
}

/** Neighbours of one command stand in one row, where there are rows enough for that. */
function inRows(buttons: readonly APIButtonComponentWithCustomId[]): APIButtonComponentWithCustomId[][] {
  const kin: APIButtonComponentWithCustomId[][] = [];
  for (const button of buttons) {
    const last = kin.at(-1);
    if (last?.[0] !== undefined && commandIn(last[0]) === commandIn(button)) last.push(button);
    else kin.push([button]);
  }
  const rows: APIButtonComponentWithCustomId[][] = [];
  for (const family of kin) {
    const row = rows.at(-1);
    if (row !== undefined && row.length + family.length <= BUTTON.perRow) row.push(...family);
    else rows.push(...chunks(family));
  }
  return rows.length <= BUTTON.rows ? rows : chunks(buttons);
}

function chunks<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / BUTTON.perRow) }, (_, row) =>
    all.slice(row * BUTTON.perRow, (row + 1) * BUTTON.perRow),
  );
}

function commandIn({ custom_id: id }: APIButtonComponentWithCustomId): string {
  return id.split('&', 1)[0] ?? id;
}

export function toCustomId(command: string, options: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(options).map(([name, value]) => `${escapePart(name)}=${escapePart(value)}`);
  return `${MARK}${[escapePart(command), ...pairs].join('&')}`;
}

/** Only what separates is escaped: a full URL encoding would spend nine characters on one Cyrillic letter. */
function escapePart(part: string): string {
  return part.replace(/[%&=]/g, (character) => encodeURIComponent(character));
}

function unescapePart(part: string): string {
  return part.replace(/%(25|26|3D)/g, (escaped) => decodeURIComponent(escaped));
}

/** What the button means, if it is one of ours and today's commands still know its command and options. */
export function fromCustomId(
  id: string,
  specs: readonly CommandSpec[],
): { readonly command: string; readonly options: Readonly<Record<string, string>> } | undefined {
  if (!id.startsWith(MARK)) return undefined;
  const [command = '', ...pairs] = id.slice(MARK.length).split('&');
  const spec = specs.find(({ name }) => name === unescapePart(command));
  if (spec === undefined) return undefined;
  const options = new Map<string, string>();
  for (const pair of pairs) {
    const [name = '', value, ...rest] = pair.split('=');
    const option = spec.options.find((each) => each.name === unescapePart(name));
    if (option === undefined || value === undefined || rest.length > 0 || options.has(option.name)) return undefined;
    options.set(option.name, unescapePart(value));
  }
  return { command: spec.name, options: Object.fromEntries(options) };
}
