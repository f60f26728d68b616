// How many gateway connections Discord recommends for the bot, asked until it answers.
import type { REST } from 'discord.js';
import { Routes } from 'discord.js';
import { MINUTE, SECOND } from '../../core/text/instant.ts';
import type { ChatHealth } from '../chat.ts';
import { pause, type Say, TOKEN_FORM, TOKEN_REFUSED } from './connection.ts';
import { isRecord } from './forum-tags.ts';
import { describeError, isTokenRefused } from './outcome.ts';

/** `together`: how many may identify themselves at the same time. */
export type Shards = { readonly count: number; readonly together: number };

type AskParts = {
  readonly rest: REST;
  readonly token: string;
  readonly wanted: number | undefined;
  readonly timeout: number;
  readonly log: { readonly warn: Say };
  readonly onHealth: (health: ChatHealth) => void;
  readonly onFatal: (why: string) => void;
  readonly ended: () => boolean;
  readonly ending: Promise<void>;
};

const LONGEST_WAIT = MINUTE;

/** Undefined when Discord refuses the token, or nobody waits any more. */
export async function howManyShards(parts: AskParts): Promise<Shards | undefined> {
  const { rest, token, timeout } = parts;
  if (!TOKEN_FORM.test(token)) {
    parts.onFatal(TOKEN_REFUSED);
    return undefined;
  }
  rest.setToken(token.replace(/^Bot /, ''));
  for (let wait = SECOND; !parts.ended(); wait = Math.min(wait * 2, LONGEST_WAIT)) {
    try {
      const answer = await rest.get(Routes.gatewayBot(), { signal: AbortSignal.timeout(2 * timeout) });
      const { shards, session_start_limit: limit } = isRecord(answer) ? answer : {};
      const recommended = typeof shards === 'number' && shards > 0 ? shards : 1;
      const together = isRecord(limit) && typeof limit['max_concurrency'] === 'number' ? limit['max_concurrency'] : 1;
      return { count: parts.wanted ?? recommended, together };
    } catch (error) {
      if (isTokenRefused(error)) {
        parts.onFatal(TOKEN_REFUSED);
        return undefined;
      }
      if (parts.ended()) return undefined;
      parts.onHealth({ state: 'connecting', why: describeError(error) });
      parts.log.warn('no connection yet, trying again', { why: describeError(error), inSeconds: wait / SECOND });
    }
    await pause(wait, parts.ending);
  }
  return undefined;
}
