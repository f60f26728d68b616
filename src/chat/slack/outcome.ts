// What went wrong in a call to Slack, and what that means for a delivery.
import { webApi } from '@slack/bolt';
import type { SendOutcome } from '../../core/alerts/delivery.ts';
import type { EpochMs } from '../../core/text/instant.ts';

export type SlackFault =
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number }
  | { readonly kind: 'platform'; readonly code: string; readonly needed?: string }
  | { readonly kind: 'http'; readonly status: number }
  /** The request never reached Slack. */
  | { readonly kind: 'unreachable'; readonly why: string }
  /** It may have. */
  | { readonly kind: 'lost'; readonly why: string };

/** The token is no good any more, whatever is sent with it. */
const TOKEN_FAULTS: ReadonlySet<string> = new Set([
  'not_authed',
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'no_permission',
  'missing_scope',
  'not_allowed_token_type',
  'user_removed_from_team',
  'team_disabled',
  'two_factor_setup_required',
]);

const DEAD_TOKENS: ReadonlySet<string> = new Set([
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'user_removed_from_team',
  'team_disabled',
]);

/** This channel takes nothing from us, with what its people can do about it. */
const GONE: Readonly<Record<string, string>> = {
  channel_not_found: 'the channel was deleted, or is private and the bot is not in it: invite the bot there',
  is_archived: 'the channel is archived',
  channel_is_archived: 'the channel is archived',
  not_in_channel: 'the bot is not in the channel: invite it there',
  restricted_action: 'the workspace does not let apps post in this channel',
  restricted_action_read_only_channel: 'the channel is read-only',
  restricted_action_thread_only_channel: 'the channel takes replies only',
  restricted_action_non_threadable_channel: 'the channel takes no messages of this kind',
  posting_to_general_channel_denied: 'apps may not post in the general channel',
  not_allowed_in_channel: 'the workspace does not let apps post in this channel',
  access_denied: 'the workspace does not let the bot post in this channel',
  ekm_access_denied: 'the workspace has suspended posting in this channel',
  cannot_dm_bot: 'bots cannot be written to',
  user_disabled: 'the account was deactivated',
  user_not_found: 'there is no such person any more',
};

/** Slack's own trouble; some part may have been done before the error, as its docs say. */
const UNSURE: ReadonlySet<string> = new Set(['internal_error', 'fatal_error', 'service_unavailable']);

const LATER: Readonly<Record<string, number>> = {
  ratelimited: 30_000,
  rate_limited: 30_000,
  request_timeout: 15_000,
  team_added_to_org: 60_000,
  org_login_required: 60_000,
  accesslimited: 60_000,
};

/** Codes of connections that were never made. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** How long a delivery waits when Slack could not be reached or refused our token; the outbox adds its own back-off. */
const UNREACHABLE_WAIT = 15_000;
const TOKEN_WAIT = 5 * 60_000;

export function readFault(error: unknown): SlackFault {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return { kind: 'rate-limited', retryAfterMs: Math.max(error.retryAfter, 1) * 1000 };
  }
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = typeof error.data.error === 'string' ? error.data.error.slice(0, 100) : 'unknown_error';
    const needed = 'needed' in error.data && typeof error.data.needed === 'string' ? error.data.needed : undefined;
    return needed === undefined ? { kind: 'platform', code } : { kind: 'platform', code, needed };
  }
  if (error instanceof webApi.WebAPIHTTPError) return { kind: 'http', status: error.statusCode };
  const codes = causeCodes(error);
  const why = codes[0] ?? (error instanceof Error ? error.message : String(error));
  return codes.some((code) => NEVER_SENT.has(code)) ? { kind: 'unreachable', why } : { kind: 'lost', why };
}

export function isTokenFault(fault: SlackFault): boolean {
  return fault.kind === 'platform' && TOKEN_FAULTS.has(fault.code);
}

/** Only an install anew mends it: the app was removed or its token revoked. One that expired may be renewed yet. */
export function isTokenDead(fault: SlackFault): boolean {
  return fault.kind === 'platform' && DEAD_TOKENS.has(fault.code);
}

/** Trouble that passes by itself, so that a start or a reconnect goes on trying. */
export function passes(fault: SlackFault): boolean {
  if (fault.kind === 'platform') return UNSURE.has(fault.code) || fault.code in LATER;
  return fault.kind !== 'http' || fault.status >= 500 || fault.status === 408 || fault.status === 429;
}

export function toSendOutcome(fault: SlackFault, now: EpochMs): SendOutcome {
  switch (fault.kind) {
    case 'rate-limited':
      return { kind: 'later', at: now + fault.retryAfterMs, why: 'Slack asked to slow down' };
    case 'unreachable':
      return { kind: 'later', at: now + UNREACHABLE_WAIT, why: describeFault(fault) };
    case 'lost':
      return { kind: 'unsure', why: describeFault(fault) };
    case 'http':
      if (fault.status >= 500 || fault.status === 408) return { kind: 'unsure', why: describeFault(fault) };
      if (fault.status === 413) return { kind: 'refused', why: describeFault(fault) };
      return { kind: 'later', at: now + UNREACHABLE_WAIT, why: describeFault(fault) };
    case 'platform': {
      if (isTokenFault(fault)) return { kind: 'later', at: now + TOKEN_WAIT, why: describeFault(fault) };
      if (fault.code in GONE) return { kind: 'gone', why: describeFault(fault) };
      const wait = LATER[fault.code];
      if (wait !== undefined) return { kind: 'later', at: now + wait, why: describeFault(fault) };
      return { kind: UNSURE.has(fault.code) ? 'unsure' : 'refused', why: describeFault(fault) };
    }
    default:
      return fault satisfies never;
  }
}

export function describeFault(fault: SlackFault): string {
  switch (fault.kind) {
    case 'rate-limited':
      return `Slack asked to wait ${Math.ceil(fault.retryAfterMs / 1000)} s`;
    case 'http':
      return `Slack answered HTTP ${fault.status}`;
    case 'unreachable':
      return `Slack cannot be reached (${fault.why})`;
    case 'lost':
      return `the connection to Slack broke (${fault.why})`;
    case 'platform': {
      const meaning = GONE[fault.code];
      const needed = fault.needed === undefined ? '' : `, needed: ${fault.needed}`;
      return meaning === undefined ? `Slack says ${fault.code}${needed}` : `${meaning} (${fault.code})`;
    }
    default:
      return fault satisfies never;
  }
}

/** Codes hide in causes of causes, and in the list of addresses that were tried. */
function causeCodes(error: unknown, depth = 0): readonly string[] {
  if (depth > 5 || !(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' && !error.code.startsWith('slack_') ? [error.code] : [];
  const tried = error instanceof AggregateError ? error.errors.flatMap((each) => causeCodes(each, depth + 1)) : [];
  return [...own, ...tried, ...causeCodes(error.cause, depth + 1)];
}
