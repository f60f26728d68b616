// What an error of Discord's API means for the delivery that met it, and for the operator who reads of it.
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import type { SendOutcome } from '../../core/alerts/delivery.ts';
import { cleanLine, clip } from '../../core/text/clip.ts';
import { type EpochMs, MINUTE, SECOND } from '../../core/text/instant.ts';

/** Codes of topics/opcodes-and-status-codes after which a channel will not take another message by itself. */
const GONE: ReadonlyMap<number | string, string> = new Map([
  [10003, 'the channel no longer exists'],
  [10004, 'the server no longer exists, or the bot was removed from it'],
  [50001, 'the bot may not see this channel, or was removed from the server'],
  [50013, 'the bot lacks the permission to post here (View Channel, Send Messages, Embed Links)'],
  [50083, 'the thread is archived'],
  [160005, 'the thread is locked'],
]);

/** Discord's ways to say "not now" outside of 429. */
const LATER: ReadonlyMap<number | string, number> = new Map([
  [20016, MINUTE], // slow mode
  [20028, MINUTE], // the channel's write limit
  [40062, MINUTE], // resource is being rate limited
  [40333, 5 * MINUTE], // Cloudflare blocks the address
  [130000, MINUTE], // overloaded
  [160006, 10 * MINUTE], // as many open threads as a server may have
]);

/** The connection was never made, so nothing can have been taken. */
const NOT_REACHED = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

const WAIT_FOR_NETWORK = 15 * SECOND;
const WAIT_FOR_OPERATOR = MINUTE;
/** A refusal without Discord's own code comes from what guards it, and concerns the address we call from. */
const WAIT_AT_THE_DOOR = 5 * MINUTE;

/** Discord refuses the token, or refused it earlier and the client has dropped it since. */
export function isTokenRefused(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return error.status === 401;
  return error instanceof Error && ('code' in error ? error.code === 'TokenInvalid' : isTokenMissing(error));
}

function isTokenMissing(error: Error): boolean {
  return error.message.startsWith('Expected token to be set');
}

export function toSendOutcome(error: unknown, now: EpochMs): SendOutcome {
  if (error instanceof RateLimitError) {
    const wait = Math.max(error.retryAfter, error.sublimitTimeout, SECOND);
    const why = `rate limit of ${error.global ? 'the bot' : 'the channel'}`;
    return { kind: 'later', at: now + wait, why, ...(error.global && { everywhere: true }) };
  }
  if (isTokenRefused(error))
    return { kind: 'later', at: now + WAIT_FOR_OPERATOR, why: 'Discord refuses the bot’s token' };
  if (error instanceof DiscordAPIError) return toApiOutcome(error, now);
  if (error instanceof HTTPError) return { kind: 'unsure', why: `Discord answered ${error.status}` };
  if (!(error instanceof Error)) return { kind: 'unsure', why: 'unknown failure' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  if (NOT_REACHED.test(code))
    return { kind: 'later', at: now + WAIT_FOR_NETWORK, why: `Discord was not reached (${code})` };
  return { kind: 'unsure', why: `the connection broke before an answer (${code})` };
}

function toApiOutcome(error: DiscordAPIError, now: EpochMs): SendOutcome {
  const gone = GONE.get(error.code);
  if (gone !== undefined) return { kind: 'gone', why: `${gone} (Discord ${error.code})` };
  const wait = LATER.get(error.code);
  if (wait !== undefined) return { kind: 'later', at: now + wait, why: describeError(error) };
  if (error.status === 403 && error.code === undefined) {
    return { kind: 'later', at: now + WAIT_AT_THE_DOOR, why: 'Discord’s front door refuses this address (403)' };
  }
  if (error.status === 408 || error.status === 425) return { kind: 'unsure', why: `Discord answered ${error.status}` };
  return { kind: 'refused', why: describeError(error) };
}

/** One line for a log: never the request's address, which holds an interaction's token, nor its body. */
export function describeError(error: unknown): string {
  if (error instanceof RateLimitError) return `rate limited for ${Math.ceil(error.retryAfter / SECOND)} s`;
  if (error instanceof DiscordAPIError)
    return clip(cleanLine(`Discord ${error.code ?? error.status}: ${error.message}`), 300);
  if (error instanceof HTTPError) return `Discord answered ${error.status}`;
  if (!(error instanceof Error)) return 'unknown failure';
  const code = 'code' in error ? ` (${String(error.code)})` : '';
  return clip(cleanLine(`${error.name}: ${error.message}${code}`), 300);
}
