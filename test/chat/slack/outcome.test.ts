// What each kind of trouble at Slack means for a delivery.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { webApi } from '@slack/bolt';
import { describeFault, isTokenFault, passes, readFault, toSendOutcome } from '../../../src/chat/slack/outcome.ts';
import type { SendOutcome } from '../../../src/core/alerts/delivery.ts';

const NOW = Date.UTC(2026, 4, 4, 9, 30);

const said = (error: string): Error => new webApi.WebAPIPlatformError({ ok: false, error, response_metadata: {} });
const http = (status: number): Error => new webApi.WebAPIHTTPError(status, '', {}, '<h1>Trouble</h1>');
const broken = (code: string): Error =>
  new webApi.WebAPIRequestError(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }));

const CASES: readonly (readonly [string, unknown, SendOutcome['kind'], RegExp])[] = [
  ['429', new webApi.WebAPIRateLimitedError(7), 'later', /slow down/],
  ['channel_not_found', said('channel_not_found'), 'gone', /invite the bot/],
  ['is_archived', said('is_archived'), 'gone', /archived/],
  ['not_in_channel', said('not_in_channel'), 'gone', /invite it there/],
  ['restricted_action', said('restricted_action'), 'gone', /does not let apps post/],
  ['invalid_auth', said('invalid_auth'), 'later', /invalid_auth/],
  ['account_inactive', said('account_inactive'), 'later', /account_inactive/],
  ['missing_scope', said('missing_scope'), 'later', /missing_scope/],
  ['ratelimited', said('ratelimited'), 'later', /ratelimited/],
  ['request_timeout', said('request_timeout'), 'later', /request_timeout/],
  ['internal_error', said('internal_error'), 'unsure', /internal_error/],
  ['fatal_error', said('fatal_error'), 'unsure', /fatal_error/],
  ['service_unavailable', said('service_unavailable'), 'unsure', /service_unavailable/],
  ['invalid_blocks', said('invalid_blocks'), 'refused', /invalid_blocks/],
  ['msg_blocks_too_long', said('msg_blocks_too_long'), 'refused', /msg_blocks_too_long/],
  ['something new', said('something_new'), 'refused', /something_new/],
  ['HTTP 500', http(500), 'unsure', /HTTP 500/],
  ['HTTP 503', http(503), 'unsure', /HTTP 503/],
  ['HTTP 404', http(404), 'later', /HTTP 404/],
  ['HTTP 413', http(413), 'refused', /HTTP 413/],
  ['refused connection', broken('ECONNREFUSED'), 'later', /cannot be reached \(ECONNREFUSED\)/],
  ['unknown host', broken('ENOTFOUND'), 'later', /ENOTFOUND/],
  ['dropped socket', broken('UND_ERR_SOCKET'), 'unsure', /broke \(UND_ERR_SOCKET\)/],
  ['reset', broken('ECONNRESET'), 'unsure', /ECONNRESET/],
  ['deadline', new webApi.WebAPIRequestError(new DOMException('timed out', 'TimeoutError')), 'unsure', /broke/],
  ['nonsense', 'nonsense', 'unsure', /nonsense/],
];

for (const [name, error, kind, why] of CASES) {
  test(`${name}: ${kind}`, () => {
    const outcome = toSendOutcome(readFault(error), NOW);
    assert.equal(outcome.kind, kind);
    assert.ok(outcome.kind !== 'sent');
    assert.match(outcome.why, kind === 'later' && name === '429' ? /slow down/ : why);
    if (outcome.kind === 'later') assert.ok(outcome.at > NOW);
  });
}

test('the wait is the one Slack asked for', () => {
  assert.deepEqual(toSendOutcome(readFault(new webApi.WebAPIRateLimitedError(7)), NOW), {
    kind: 'later',
    at: NOW + 7_000,
    why: 'Slack asked to slow down',
  });
});

test('a refused connection is found among several addresses tried', () => {
  const tried = new AggregateError([Object.assign(new Error('no'), { code: 'ECONNREFUSED' })]);
  const fault = readFault(new webApi.WebAPIRequestError(new TypeError('fetch failed', { cause: tried })));
  assert.equal(fault.kind, 'unreachable');
});

test('a refused token is told from a refused message, and from trouble that passes', () => {
  assert.equal(isTokenFault(readFault(said('token_revoked'))), true);
  assert.equal(isTokenFault(readFault(said('channel_not_found'))), false);
  assert.equal(passes(readFault(said('invalid_auth'))), false);
  assert.equal(passes(readFault(said('internal_error'))), true);
  assert.equal(passes(readFault(http(502))), true);
  assert.equal(passes(readFault(http(404))), false);
  assert.equal(passes(readFault(broken('ENOTFOUND'))), true);
});

test('a missing permission is named', () => {
  const answer = { ok: false, error: 'missing_scope', needed: 'chat:write', response_metadata: {} };
  const error = new webApi.WebAPIPlatformError(answer);
  assert.equal(describeFault(readFault(error)), 'Slack says missing_scope, needed: chat:write');
});
