// What the operator should do when Slack refuses us, each in one line that names the setting.
import type { SlackFault } from './outcome.ts';

export const REMEDIES = {
  bot: 'SLACK_BOT_TOKEN is refused by Slack: copy the Bot User OAuth Token (xoxb-…) from "OAuth & Permissions" of the app, installed in the workspace',
  scopes:
    'SLACK_BOT_TOKEN lacks permissions: update the app from slack-manifest.yaml and install it to the workspace again',
  app: 'SLACK_APP_TOKEN is refused by Slack: make an App-Level Token (xapp-…) with connections:write under "Basic Information", and turn Socket Mode on',
  address: 'SLACK_API_URL is not the address of a Slack API: leave it out, or mend it',
  transport:
    'SLACK_BOT_TOKEN alone is not enough: set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) too',
} as const;

export function remedyFor(fault: SlackFault): string {
  if (fault.kind === 'http') return REMEDIES.address;
  return fault.kind === 'platform' && fault.code === 'missing_scope' ? REMEDIES.scopes : REMEDIES.bot;
}
