import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FetchStopped, statusFault, toFault } from '../../src/fetch/fault.ts';
import { type Headers, hintsOf, linksOf, retryAtOf } from '../../src/fetch/headers.ts';

const NOW = Date.UTC(2026, 0, 1);
const THEN = 'Thu, 01 Jan 2026 12:00:00 GMT';
const LATER = 'Thu, 01 Jan 2026 13:00:00 GMT';
const HOUR = 3_600_000;

const freshness: readonly (readonly [what: string, headers: Headers, hints: object])[] = [
  ['nothing said', {}, {}],
  ['max-age', { 'cache-control': 'max-age=60' }, { maxAge: 60_000 }],
  [
    'max-age among others, in any case',
    { 'cache-control': 'public,MAX-AGE="60", must-revalidate' },
    { maxAge: 60_000 },
  ],
  ['only s-maxage, which is for caches', { 'cache-control': 's-maxage=600' }, {}],
  ['two fields', { 'cache-control': ['public', 'max-age=5'] }, { maxAge: 5_000 }],
  ['max-age before Expires', { 'cache-control': 'max-age=60', expires: LATER, date: THEN }, { maxAge: 60_000 }],
  ['no-store before Expires', { 'cache-control': 'no-store', expires: LATER, date: THEN }, {}],
  ['Expires by the publisher’s clock', { expires: LATER, date: THEN }, { expiresAt: NOW + HOUR }],
  ['Expires without a Date', { expires: LATER }, { expiresAt: Date.parse(LATER) }],
  ['an Expires that is no date', { expires: '0' }, { expiresAt: Date.parse('0') }],
  ['an Expires that is nonsense', { expires: 'soon' }, {}],
  ['a max-age that is nonsense', { 'cache-control': 'max-age=-1' }, {}],
];
for (const [what, headers, hints] of freshness) {
  test(`freshness: ${what}`, () => assert.deepEqual(hintsOf(headers, NOW), hints));
}

const returns: readonly (readonly [headers: Headers, at: number | undefined])[] = [
  [{}, undefined],
  [{ 'retry-after': ' 120 ' }, NOW + 120_000],
  [{ 'retry-after': LATER, date: THEN }, NOW + HOUR],
  [{ 'retry-after': LATER }, Date.parse(LATER)],
  [{ 'retry-after': 'tomorrow' }, undefined],
  [{ 'retry-after': '' }, undefined],
];
for (const [headers, at] of returns) {
  test(`Retry-After ${JSON.stringify(headers)}`, () => assert.equal(retryAtOf(headers, NOW), at));
}

test('Link relations are read in every form, absolute', () => {
  const links = (link: string): object => linksOf({ link }, 'https://a.example/dir/feed');
  assert.deepEqual(links('<https://hub.example/>; rel=hub, <../self>; title="a, b"; rel="self"'), {
    hub: 'https://hub.example/',
    self: 'https://a.example/self',
  });
  assert.deepEqual(links('<https://1.example/>; rel="next hub"; x=1, <https://2.example/>; rel=hub'), {
    hub: 'https://1.example/',
  });
  assert.deepEqual(links('nonsense; rel=hub, <>'), {});
});

const faults: readonly (readonly [error: unknown, kind: string, why: RegExp])[] = [
  [Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED' }), 'network', /certificate .* has expired/],
  [Object.assign(new Error('x'), { code: 'ENOTFOUND' }), 'network', /no such host/],
  [Object.assign(new Error('x'), { code: 'UND_ERR_CONNECT_TIMEOUT' }), 'timeout', /in time/],
  [new AggregateError([Object.assign(new Error('x'), { code: 'EHOSTUNREACH' })]), 'network', /cannot be reached/],
  [
    new Error('outer', { cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }) }),
    'network',
    /cut the connection/,
  ],
  [new Error('outer', { cause: new FetchStopped({ kind: 'refused', why: 'closed' }) }), 'refused', /closed/],
  [Object.assign(new Error('odd'), { code: 'E_ODD' }), 'network', /^odd \(E_ODD\)$/],
  ['just text', 'network', /^just text$/],
];
for (const [error, kind, why] of faults) {
  test(`an error as a fault: ${why.source}`, () => {
    const fault = toFault(error);
    assert.equal(fault.kind, kind);
    assert.match(fault.why, why);
  });
}

test('each status is told in words with its number', () => {
  for (const status of [204, 400, 401, 403, 404, 418, 429, 451, 500, 503, 599]) {
    assert.match(statusFault(status).why, new RegExp(`\\w \\(HTTP ${status}\\)$`));
  }
});
