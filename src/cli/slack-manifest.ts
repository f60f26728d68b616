// Writes slack-manifest.yaml from the command definitions; given the service's public address, prints the one for HTTP.
import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { slackManifest } from '../chat/slack/manifest.ts';
import { commandsOn } from '../commands/index.ts';

const HEADER = '# The Slack app: paste this under https://api.slack.com/apps, "Create New App", "From a manifest".\n';
/** Editors that know this comment check the file against Slack's own schema. */
const SCHEMA =
  '# yaml-language-server: $schema=https://raw.githubusercontent.com/slackapi/manifest-schema/main/manifest.schema.json\n';
const MADE =
  '# Made by `npm run manifest` from the command definitions; `npm run manifest -- https://HOST` prints it for HTTP.\n';

export function manifestText(publicUrl?: string): string {
  return HEADER + MADE + SCHEMA + stringify(slackManifest(commandsOn('slack'), publicUrl), { lineWidth: 110 });
}

if (import.meta.main) {
  const [publicUrl] = process.argv.slice(2);
  if (publicUrl === undefined) writeFileSync(new URL('../../slack-manifest.yaml', import.meta.url), manifestText());
  else if (URL.parse(publicUrl)?.protocol === 'https:') process.stdout.write(manifestText(publicUrl));
  else {
    process.stderr.write(`"${publicUrl}" is no public https address; write e.g. https://summits.example.org\n`);
    process.exitCode = 2;
  }
}
