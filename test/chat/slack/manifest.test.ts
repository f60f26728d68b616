// The app manifest: made from the commands, within Slack's limits, and the file in the repository is up to date.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { SCOPES, slackManifest } from '../../../src/chat/slack/manifest.ts';
import { manifestText } from '../../../src/cli/slack-manifest.ts';
import { COMMANDS, commandsOn } from '../../../src/commands/index.ts';

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

test('lengths and counts are those of Slack’s manifest schema', () => {
  const { display_information: about, features } = manifest;
  assert.ok(about.name.length <= 35);
  assert.ok((about.description?.length ?? 0) <= 140);
  assert.ok((about.long_description?.length ?? 0) >= 174 && (about.long_description?.length ?? 0) <= 4_000);
  assert.match(about.background_color ?? '', /^#[0-9a-f]{6}$/);
  assert.ok((features?.bot_user?.display_name.length ?? 99) <= 80);
  assert.ok((features?.slash_commands?.length ?? 99) <= 50);
  for (const { command, description, usage_hint } of features?.slash_commands ?? []) {
    assert.ok(command.length <= 32 && description.length <= 2_000 && (usage_hint ?? '').length <= 1_000, command);
  }
  for (const { name, callback_id, description } of features?.shortcuts ?? []) {
    assert.ok(name.length <= 24 && callback_id.length <= 255 && description.length <= 150, name);
  }
  assert.deepEqual(manifest.oauth_config?.scopes?.bot, Object.keys(SCOPES));
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
