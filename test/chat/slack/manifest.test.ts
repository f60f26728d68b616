// The app manifest: made from the commands, within Slack's limits, and the file in the repository is up to date.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse, stringify } from 'yaml';
import { SCOPES, slackManifest } from '../../../src/chat/slack/manifest.ts';
import { manifestText } from '../../../src/cli/slack-manifest.ts';
import { COMMANDS, commandsOn } from '../../../src/commands/index.ts';
import { manifestSchema } from './manifest-schema.ts';

const manifest = slackManifest(commandsOn('slack'));

test('slack-manifest.yaml is what the commands make; if not, run npm run manifest', () => {
  const file = readFileSync(new URL('../../../slack-manifest.yaml', import.meta.url), 'utf8');
  assert.equal(file, manifestText());
});

test('every command is there, with its words beside it', () => {
  const commands = manifest.features?.slash_commands ?? [];
  assert.deepEqual(
    commands.map(({ command }) => command),
    COMMANDS.map(({ name }) => `/${name}`),
  );
  const subscribe = commands.find(({ command }) => command === '/summit-subscribe');
  assert.match(subscribe?.usage_hint ?? '', /^\[topic\] \[alerts: .*\] \[at\] \[time-zone\]$/);
});

for (const [way, made] of [
  ['Socket Mode', manifest],
  ['HTTP', slackManifest(commandsOn('slack'), 'https://summits.example.org')],
] as const) {
  test(`over ${way} it is what Slack’s published schema allows`, () => {
    assert.deepEqual(manifestSchema.safeParse(parse(stringify(made))).error?.issues ?? [], []);
    assert.deepEqual(made.oauth_config?.scopes?.bot, Object.keys(SCOPES));
  });
}

test('what the schema does not allow is found', () => {
  const [command] = manifest.features?.slash_commands ?? [];
  const wrong = [
    { ...manifest, outgoing: [] },
    { ...manifest, display_information: { ...manifest.display_information, name: 'x'.repeat(36) } },
    { ...manifest, features: { ...manifest.features, slash_commands: [{ ...command, command: 'summit-status' }] } },
    { ...manifest, settings: { ...manifest.settings, interactivity: {} } },
  ];
  for (const each of wrong) assert.equal(manifestSchema.safeParse(each).success, false);
});

test('over Socket Mode there are no addresses, over HTTP all are below the public one', () => {
  assert.equal(manifest.settings?.socket_mode_enabled, true);
  assert.doesNotMatch(JSON.stringify(manifest), /https?:/);
  const http = slackManifest(commandsOn('slack'), 'https://summits.example.org');
  assert.equal(http.settings?.socket_mode_enabled, false);
  const events = 'https://summits.example.org/slack/events';
  assert.equal(http.settings?.event_subscriptions?.request_url, events);
  assert.equal(http.settings?.interactivity?.request_url, events);
  assert.equal(http.settings?.interactivity?.message_menu_options_url, events);
  assert.ok(http.features?.slash_commands?.every(({ url }) => url === events));
});
