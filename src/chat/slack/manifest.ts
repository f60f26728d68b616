// The app as Slack should know it, made from the command definitions, so that the two cannot differ.
import type { CommandSpec } from '../chat.ts';
import { usageHint } from '../typed-line.ts';
import { EVENTS_PATH } from './http.ts';
import { MANIFEST } from './limits.ts';
import { WHY_SHORTCUT } from './shortcut.ts';
import type { WebClient } from './web.ts';

export type Manifest = Parameters<WebClient['apps']['manifest']['create']>[0]['manifest'];

const NAME = 'Summit Watch';
const DESCRIPTION = 'Tells where a meeting of world leaders stands, and only what changed.';
const LONG_DESCRIPTION =
  'Summit Watch reads news feeds and official sources, folds what they say of one meeting into one story, and keeps ' +
  'the status of each summit: rumoured, announced, scheduled, under way, concluded, postponed or cancelled. Channels ' +
  'hear of a change once, with who said it and links, or get a digest at an hour of their own.';

/** What the bot needs, and for what. */
export const SCOPES = {
  commands: 'slash commands, buttons and shortcuts',
  'chat:write': 'alerts, digests and answers',
  'chat:write.public': 'the same in public channels it was not invited to',
  'users:read': 'who is a guest, and in which time zone a reader lives',
  'channels:history': 'looking for its own message after an unclear answer, so that none is posted twice',
  'groups:history': 'the same in private channels',
  'channels:read': 'which channels a person is in, so that App Home shows these and no others',
  'groups:read': 'the same for private channels',
  'pins:write': 'pinning the card of a meeting that is kept up to date',
} as const;

type Scope = keyof typeof SCOPES;
const isScope = (name: string): name is Scope => name in SCOPES;

/** Over Socket Mode; with `publicUrl` over HTTP instead. */
export function slackManifest(specs: readonly CommandSpec[], publicUrl?: string): Manifest {
  const url = publicUrl === undefined ? undefined : new URL(EVENTS_PATH, publicUrl).href;
  const requestUrl = url === undefined ? {} : { request_url: url };
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: NAME,
      description: DESCRIPTION,
      long_description: LONG_DESCRIPTION,
      background_color: '#1d3557',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: false, messages_tab_read_only_enabled: false },
      bot_user: { display_name: NAME, always_online: true },
      slash_commands: specs.slice(0, MANIFEST.commands).map((spec) => commandOf(spec, url)),
      shortcuts: [WHY_SHORTCUT],
    },
    oauth_config: {
      scopes: { bot: Object.keys(SCOPES).filter(isScope) },
      ...(publicUrl === undefined ? {} : { redirect_urls: [new URL('/slack/oauth_redirect', publicUrl).href] }),
    },
    settings: {
      event_subscriptions: { bot_events: ['app_home_opened', 'app_uninstalled', 'tokens_revoked'], ...requestUrl },
      // Menus that ask for their entries have an address of their own.
      interactivity: { is_enabled: true, ...requestUrl, ...(url !== undefined && { message_menu_options_url: url }) },
      org_deploy_enabled: false,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: false,
    },
  };
}

function commandOf(spec: CommandSpec, url: string | undefined) {
  const hint = usageHint(spec);
  return {
    command: `/${spec.name}`.slice(0, MANIFEST.commandName),
    description: spec.description.slice(0, MANIFEST.commandDescription),
    ...(hint === '' ? {} : { usage_hint: hint.slice(0, MANIFEST.commandHint) }),
    // Slack names a user group by its id only where it escapes.
    should_escape: spec.options.some(({ name }) => name === 'ping'),
    ...(url === undefined ? {} : { url }),
  };
}
