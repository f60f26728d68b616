// Looks among what the bot posted in a channel for a message that may have arrived: by what it says, for Discord shows no
// keys of earlier messages.
import type { REST } from 'discord.js';
import { DiscordAPIError, Routes } from 'discord.js';
import type { EpochMs } from '../../core/text/instant.ts';
import type { FindOutcome } from '../chat.ts';
import { isRecord } from './forum-tags.ts';
import { describeError, toSendOutcome } from './outcome.ts';

type EarlierParts = {
  readonly rest: REST;
  /** The bot's own user. */
  readonly self: string;
  readonly signal: () => AbortSignal;
  readonly now: () => EpochMs;
};

const PAGE = 100;
const PAGES = 5;
/** Discord's clock and ours may differ. */
const CLOCK_SLACK = 5 * 60_000;
const LOOK_AGAIN = 5_000;

/** `body` as it was posted, or would be. */
export type FindEarlier = (channelId: string, body: object, since: EpochMs) => Promise<FindOutcome>;

export function createFindEarlier({ rest, self, signal, now }: EarlierParts): FindEarlier {
  async function search(channelId: string, said: string, since: EpochMs): Promise<FindOutcome> {
    let after = snowflakeAt(since - CLOCK_SLACK);
    for (let page = 0; page < PAGES; page += 1) {
      const query = new URLSearchParams({ limit: String(PAGE), after });
      const answer = await rest.get(Routes.channelMessages(channelId), { query, signal: signal() });
      const messages = Array.isArray(answer) ? answer.filter(isRecord) : [];
      const found = messages.find(
        ({ author, ...rest }) => isRecord(author) && author['id'] === self && wordsOf(rest) === said,
      );
      if (typeof found?.['id'] === 'string') return { kind: 'found', messageId: found['id'] };
      if (messages.length < PAGE) return { kind: 'absent' };
      after = messages
        .map(({ id }) => String(id))
        .reduce((newest, id) => (BigInt(id) > BigInt(newest) ? id : newest), after);
    }
    return { kind: 'unknown', why: 'too much was written since to look for it' };
  }

  return async (channelId, body, since) => {
    try {
      return await search(channelId, wordsOf(body), since);
    } catch (error) {
      const outcome = toSendOutcome(error, now());
      const why = describeError(error);
      if (outcome.kind === 'later') return { kind: 'later', at: outcome.at, why };
      if (error instanceof DiscordAPIError) return { kind: 'unknown', why };
      return { kind: 'later', at: now() + LOOK_AGAIN, why };
    }
  };
}

const EPOCH = 1_420_070_400_000;

/** The least id that something made at that moment can have. */
function snowflakeAt(at: EpochMs): string {
  return String(BigInt(Math.max(0, Math.round(at - EPOCH))) << 22n);
}

const TELLING: ReadonlySet<string> = new Set(['title', 'description', 'name', 'value', 'text', 'content', 'label']);

/** All that it says, in order; Discord trims, and adds things of its own. */
function wordsOf(body: unknown): string {
  const words: string[] = [];
  const read = (value: unknown, key: string): void => {
    if (typeof value === 'string' && TELLING.has(key)) words.push(value);
    else if (Array.isArray(value)) for (const each of value) read(each, key);
    else if (isRecord(value)) for (const name of Object.keys(value).toSorted()) read(value[name], name);
  };
  for (const part of ['content', 'embeds', 'components']) if (isRecord(body)) read(body[part], part);
  return words.join(' ').replace(/\s+/g, ' ').trim();
}
