// The words after a command: positions, pairs, quotes, the rest of the line, and what to say about mistakes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandSpec, OptionSpec } from '../../src/chat/chat.ts';
import { readOptions, usageHint } from '../../src/chat/typed-line.ts';

const option = (name: string, more: Partial<OptionSpec> = {}): OptionSpec => ({
  name,
  description: name,
  required: false,
  type: 'text',
  ...more,
});
const spec = (name: string, ...options: OptionSpec[]): CommandSpec => ({
  name,
  description: name,
  manages: false,
  options,
});

const STATUS = spec('summit-status', option('summit', { complete: true }), option('as-of'));
const SUBSCRIBE = spec(
  'summit-subscribe',
  option('topic', { complete: true }),
  option('alerts', { choices: ['changes', 'stories', 'all'] }),
  option('digest', { choices: ['off', 'hourly', 'daily', 'weekly'] }),
  option('at'),
  option('time-zone', { complete: true }),
);
const FILTER = spec(
  'summit-filter',
  option('action', { required: true, choices: ['add', 'remove', 'list', 'test'] }),
  option('rule', { complete: true, keepsQuotes: true }),
);
const MUTE = spec('summit-mute', option('what', { required: true, complete: true }), option('for', { complete: true }));
const TIMELINE = spec('summit-timeline', option('summit', { complete: true }));
const DIGEST = spec('summit-digest', option('hours', { type: 'integer' }));
const SETTINGS = spec('summit-settings', option('quiet'), option('days'), option('ping', { toEnd: true }));
const HELP = spec('summit-help');

const READ: readonly (readonly [CommandSpec, string, Record<string, string>])[] = [
  [STATUS, '', {}],
  [STATUS, '   ', {}],
  [STATUS, 'geneva', { summit: 'geneva' }],
  [STATUS, 'geneva 2026-05-01', { summit: 'geneva', 'as-of': '2026-05-01' }],
  [STATUS, 'geneva 2026-05-01 10:00', { summit: 'geneva', 'as-of': '2026-05-01 10:00' }],
  [STATUS, 'as-of:2026-05-01 geneva', { summit: 'geneva', 'as-of': '2026-05-01' }],
  [STATUS, '"Trump and Putin"', { summit: 'Trump and Putin' }],
  [STATUS, '“Trump and Putin”', { summit: 'Trump and Putin' }],
  [STATUS, 'summit:"Trump and Putin" as-of:yesterday', { summit: 'Trump and Putin', 'as-of': 'yesterday' }],
  [STATUS, 'SUMMIT:geneva', { summit: 'geneva' }],
  [
    SUBSCRIBE,
    'trump-putin alerts:changes digest:daily at:08:00 time-zone:Europe/Kyiv',
    { topic: 'trump-putin', alerts: 'changes', digest: 'daily', at: '08:00', 'time-zone': 'Europe/Kyiv' },
  ],
  [SUBSCRIBE, 'g7 all weekly', { topic: 'g7', alerts: 'all', digest: 'weekly' }],
  [SUBSCRIBE, 'digest:DAILY g7 All', { topic: 'g7', alerts: 'all', digest: 'daily' }],
  [SUBSCRIBE, 'at:08:00 alerts:all', { alerts: 'all', at: '08:00' }],
  [SETTINGS, 'quiet:22:00-07:00 days:mon-fri', { quiet: '22:00-07:00', days: 'mon-fri' }],
  [SETTINGS, 'ping:<!subteam^S1|@desk> for dates, places', { ping: '<!subteam^S1|@desk> for dates, places' }],
  [SETTINGS, '22-7 ping:S1 off days:mon', { quiet: '22-7', ping: 'S1 off', days: 'mon' }],
  [FILTER, 'list', { action: 'list' }],
  [FILTER, 'add trump AND NOT golf', { action: 'add', rule: 'trump AND NOT golf' }],
  [FILTER, 'add "prisoner swap" NOT sport*', { action: 'add', rule: '"prisoner swap" NOT sport*' }],
  [FILTER, 'add “prisoner swap”', { action: 'add', rule: '"prisoner swap"' }],
  [FILTER, 'add title:trump', { action: 'add', rule: 'title:trump' }],
  [FILTER, 'add rule:trump AND NOT golf', { action: 'add', rule: 'trump AND NOT golf' }],
  [FILTER, 'action:add rule:"prisoner swap" NOT golf', { action: 'add', rule: '"prisoner swap" NOT golf' }],
  [FILTER, 'rule:trump action:add', { action: 'add', rule: 'trump' }],
  [MUTE, 'topic:g7 24h', { what: 'topic:g7', for: '24h' }],
  [MUTE, '"trade war" until 2026-01-31', { what: 'trade war', for: 'until 2026-01-31' }],
  [MUTE, 'what:"source:Example Times" for:1w', { what: 'source:Example Times', for: '1w' }],
  [MUTE, 'https://example.org/a:b 1h', { what: 'https://example.org/a:b', for: '1h' }],
  [TIMELINE, 'Trump and Putin', { summit: 'Trump and Putin' }],
  [TIMELINE, '"Trump and Putin"', { summit: 'Trump and Putin' }],
  [DIGEST, '48', { hours: '48' }],
  [HELP, '', {}],
];

for (const [command, typed, options] of READ) {
  test(`/${command.name} ${typed}`, () => {
    const read = readOptions(command, typed);
    assert.deepEqual(read, { kind: 'options', options });
  });
}

const FAULTS: readonly (readonly [CommandSpec, string, RegExp])[] = [
  [SUBSCRIBE, 'g7 sometimes', /“sometimes” is not one of changes, stories, all for alerts/],
  [SUBSCRIBE, 'g7 alert:all', /no option “alert”; write alerts:VALUE/],
  [SUBSCRIBE, 'g7 timezone:UTC', /no option “timezone”; write time-zone:VALUE/],
  [SUBSCRIBE, 'g7 time_zone:UTC', /write time-zone:VALUE/],
  [SUBSCRIBE, 'alerts:all alerts:all', /“alerts” is given twice/],
  [SUBSCRIBE, 'alerts:', /“alerts:” has no value/],
  [FILTER, '', /“action” is missing: \/summit-filter add\|remove\|list\|test \[rule\]/],
  [MUTE, '', /“what” is missing/],
  [DIGEST, 'some', /“some” is not a whole number for hours/],
  [DIGEST, '24 48', /“48” is one word too many/],
  [HELP, 'me', /takes no words/],
];

for (const [command, typed, why] of FAULTS) {
  test(`/${command.name} ${typed} is answered by what is wrong`, () => {
    const read = readOptions(command, typed);
    assert.equal(read.kind, 'fault');
    if (read.kind === 'fault') assert.match(read.why, why);
  });
}

test('an unclosed quote ends with the line', () => {
  assert.deepEqual(readOptions(FILTER, 'add "prisoner swap'), {
    kind: 'options',
    options: { action: 'add', rule: '"prisoner swap"' },
  });
});

test('a very long line costs nothing', () => {
  const read = readOptions(FILTER, `add ${'"'.repeat(100_000)}`);
  assert.equal(read.kind, 'options');
});

test('the hint beside a command shows order, choices and what may be left out', () => {
  assert.equal(
    usageHint(SUBSCRIBE),
    '[topic] [alerts: changes|stories|all] [digest: off|hourly|daily|weekly] [at] [time-zone]',
  );
  assert.equal(usageHint(FILTER), 'add|remove|list|test [rule]');
  assert.equal(usageHint(MUTE), 'what [for]');
});
