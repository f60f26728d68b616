// Menus that ask for their entries while somebody types: Slack wants them within three seconds, a hundred at the most.
import { setTimeout as wait } from 'node:timers/promises';
import type { App, types } from '@slack/bolt';
import { clip } from '../../core/text/clip.ts';
import type { Choice } from '../chat.ts';
import type { Asked, Asking } from './asking.ts';
import { fieldsIn, originOf } from './forms.ts';
import { INPUTS, SELECTS } from './limits.ts';
import { defuse } from './markup.ts';

/** Menus outside of windows say in their id what they are for: this, the command and its option. */
const PICK = /^pick:([a-z-]+):([a-z-]+)$/;
/** Leaves Slack time for the way. */
const ANSWER_WITHIN = 2_000;

export function pickMenu(command: string, option: string, placeholder: string): types.ExternalSelect {
  return {
    type: 'external_select',
    action_id: `pick:${command}:${option}`,
    placeholder: { type: 'plain_text', text: clip(placeholder, INPUTS.placeholder), emoji: false },
    min_query_length: 0,
  };
}

/** Which command a menu outside of a window asks, and with which option. */
export function readPick(actionId: string): { readonly command: string; readonly option: string } | undefined {
  const [, command, option] = PICK.exec(actionId) ?? [];
  return command === undefined || option === undefined ? undefined : { command, option };
}

export function listenForOffers(app: App, asking: Asking): void {
  app.options(/.*/, async ({ options: typed, body, ack, context }) => {
    const user = { id: body.user.id, name: body.user.name ?? body.user.id };
    const pick = readPick(typed.action_id);
    const origin = originOf(body.view?.private_metadata);
    const command = pick?.command ?? origin?.command;
    const option = pick?.option ?? typed.block_id;
    const spec = command === undefined ? undefined : asking.spec(command);
    const isFree = pick === undefined && spec?.options.find(({ name }) => name === option)?.type === 'text';
    const look = async (): Promise<readonly Choice[]> => {
      const workspace = await asking.workspaceOf(context.teamId);
      if (workspace === undefined || spec === undefined) return [];
      const asked: Asked = {
        command: spec.name,
        options: pick === undefined && body.view ? fieldsIn(body.view) : {},
        channel: origin?.channel ?? body.channel?.id ?? user.id,
        user,
        workspace,
      };
      return asking.complete(asked, option, typed.value);
    };
    const choices = await inTime(look(), asking);
    await ack({ options: toOptions(choices, isFree ? typed.value : '') });
  });
}

/** What is typed is offered as well, where any words will do: Slack's menus take nothing but their own entries. */
export function toOptions(choices: readonly Choice[], typed: string): types.PlainTextOption[] {
  const words = typed.trim();
  const own = words === '' || choices.some(({ value }) => value === words) ? [] : [{ name: words, value: words }];
  const fit = [...choices, ...own].filter(
    ({ name, value }) => name.trim() !== '' && value !== '' && value.length <= SELECTS.optionValue,
  );
  // Of too many the end is left out, but not what was typed.
  const kept = fit.length > SELECTS.options ? [...fit.slice(0, SELECTS.options - own.length), ...own] : fit;
  return kept.slice(0, SELECTS.options).map(({ name, value }) => ({
    text: { type: 'plain_text', text: clip(defuse(name), SELECTS.optionText) },
    value,
  }));
}

async function inTime(look: Promise<readonly Choice[]>, { log }: Asking): Promise<readonly Choice[]> {
  const done = new AbortController();
  const late = wait(ANSWER_WITHIN, 'late' as const, { signal: done.signal }).catch(() => 'late' as const);
  try {
    const found = await Promise.race([look, late]);
    if (found !== 'late') return found;
    log.warn('Slack: a menu was not filled in time');
    look.catch(() => {});
    return [];
  } finally {
    done.abort();
  }
}
