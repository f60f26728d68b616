import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog, maskSecrets } from '../../src/ops/log.ts';

/** Joined at run time so that no scanner takes the made-up tokens for real ones. */
const made = (...parts: string[]): string => parts.join('');

const cases: readonly { readonly what: string; readonly text: string; readonly hidden: string }[] = [
  { what: 'Slack bot token', text: made('using xoxb', '-123456-abcdef now'), hidden: '123456-abcdef' },
  { what: 'Slack app token', text: made('xapp', '-1-A0-777-fedcba'), hidden: '777-fedcba' },
  {
    what: 'rotated Slack token',
    text: made('xoxe.xoxp', '-1-Mi0yLTk5OTk5'),
    hidden: 'Mi0yLTk5OTk5',
  },
  {
    what: 'Discord token',
    text: made('token is MTAxMjM0NTY3ODkwMTIzNDU2', '.GAbCdE.', 'a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5'),
    hidden: 'a1b2c3d4e5f6',
  },
  { what: 'bearer header', text: 'Authorization: Bearer abcdefgh12345678', hidden: 'abcdefgh12345678' },
  { what: 'bot header', text: 'authorization: Bot abcdefgh.12345678', hidden: 'abcdefgh' },
  { what: 'database password', text: 'postgres://bot:hunter22@db:5432/news', hidden: 'hunter22' },
  { what: 'password with an at sign', text: 'postgres://bot:hun@ter22@db/news', hidden: 'ter22' },
  { what: 'signing secret by name', text: '{"signingSecret":"0123456789abcdef"}', hidden: '0123456789abcdef' },
  { what: 'secret in the environment', text: 'SLACK_SIGNING_SECRET=0123456789abcdef', hidden: '0123456789abcdef' },
  { what: 'secret in escaped JSON', text: String.raw`body {\"token\":\"abcd1234\"}`, hidden: 'abcd1234' },
  { what: 'encryption key', text: 'ENCRYPTION_KEY: c2VjcmV0c2VjcmV0', hidden: 'c2VjcmV0c2VjcmV0' },
];

for (const { what, text, hidden } of cases) {
  test(`masks a ${what}`, () => {
    const masked = maskSecrets(text);
    assert.ok(!masked.includes(hidden), masked);
    assert.match(masked, /\[secret\]/);
  });
}

test('leaves ordinary text alone', () => {
  for (const text of [
    'feed https://example.org/rss?token_count=3 polled in 20 ms',
    'the keynote secretary spoke',
    'etag "0123456789abcdef0123456789abcdef"',
    'next poll 2026-01-01T00:00:00.000Z',
  ]) {
    assert.equal(maskSecrets(text), text);
  }
});

test('masks known secrets wherever they turn up, also inside errors', () => {
  const lines: string[] = [];
  const log = createLog('info', (line) => lines.push(line), ['correct-horse']);
  log.error('failed', { error: new Error('said correct-horse', { cause: new Error('correct-horse again') }) });
  assert.equal(lines.length, 1);
  assert.ok(!lines[0]?.includes('correct-horse'));
  assert.match(lines[0] ?? '', /\[secret\] again/);
});

test('writes one JSON object a line with the context of its children', () => {
  const lines: string[] = [];
  const log = createLog('info', (line) => lines.push(line)).child({ job: 'poll' });
  log.info('done', { feeds: 3 });
  log.debug('not at this level');
  assert.equal(lines.length, 1);
  const line: unknown = JSON.parse(lines[0] ?? '');
  assert.ok(typeof line === 'object' && line !== null && 'time' in line);
  const { time, ...rest } = line;
  assert.deepEqual(rest, { level: 'info', job: 'poll', feeds: 3, message: 'done' });
  assert.match(String(time), /^\d{4}-\d\d-\d\dT/);
});
