// Discord's own published description of its API, as zod schemas made of it: every body that reaches the loopback Discord
// is held against it, and a route that it does not know, or a key that it does not name, is a fault too.
import { isDeepStrictEqual } from 'node:util';
import * as schemas from 'discord-api-spec/zod';
import { z } from 'zod';
import type { Json } from './discord-rules.ts';

const nothing = z.null();

const BODIES: Readonly<Record<string, readonly z.ZodType[]>> = {
  'GET /gateway/bot': [nothing],
  'PUT /applications/{application_id}/commands': [
    z.array(schemas.ApplicationCommandUpdateRequestSchema).min(1).max(110),
    z.array(z.never()),
  ],
  'POST /channels/{channel_id}/messages': [schemas.MessageCreateRequestSchema],
  'GET /channels/{channel_id}/messages': [nothing],
  'POST /users/@me/channels': [schemas.CreatePrivateChannelRequestSchema],
  'GET /channels/{channel_id}/messages/{message_id}': [nothing],
  'PATCH /channels/{channel_id}/messages/{message_id}': [schemas.MessageEditRequestPartialSchema],
  'POST /channels/{channel_id}/messages/{message_id}/crosspost': [nothing],
  'PUT /channels/{channel_id}/messages/pins/{message_id}': [nothing],
  'POST /channels/{channel_id}/messages/{message_id}/threads': [schemas.CreateTextThreadWithMessageRequestSchema],
  'POST /channels/{channel_id}/threads': [schemas.CreateForumThreadRequestSchema],
  'GET /channels/{channel_id}': [nothing],
  'PATCH /channels/{channel_id}': [
    schemas.UpdateThreadRequestPartialSchema,
    schemas.UpdateGuildChannelRequestPartialSchema,
  ],
  'GET /guilds/{guild_id}/threads/active': [nothing],
  'GET /guilds/{guild_id}/scheduled-events': [nothing],
  'POST /guilds/{guild_id}/scheduled-events': [schemas.ExternalScheduledEventCreateRequestSchema],
  'PATCH /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}': [
    schemas.ExternalScheduledEventPatchRequestPartialSchema,
  ],
  'POST /interactions/{interaction_id}/{interaction_token}/callback': [
    schemas.CreateMessageInteractionCallbackRequestSchema,
    schemas.ApplicationCommandAutocompleteCallbackRequestSchema,
    schemas.ModalInteractionCallbackRequestSchema,
  ],
  'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original': [
    schemas.IncomingWebhookUpdateRequestPartialSchema,
  ],
};

/** By a name that the compiler does not follow: the package's own types are TypeScript that this project's rules refuse. */
const DESCRIPTION: string = 'discord-api-spec';
const { pathsList: METHODS } = z
  .object({ pathsList: z.record(z.string(), z.array(z.string())) })
  .parse({ ...(await import(DESCRIPTION)) });
const ROUTES = Object.entries(BODIES).map(([route, bodies]) => {
  const [method = '', path = ''] = route.split(' ');
  return { method, form: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`), bodies };
});

/** What Discord's description says against the request; undefined when nothing. */
export function publishedFault(method: string, path: string, body: Json): string | undefined {
  const route = ROUTES.find((each) => each.method === method && each.form.test(path));
  if (route === undefined) return `no test holds ${method} ${path} against Discord's description`;
  const meant = asMeant(body);
  const tried = route.bodies.map((schema) => faultIn(meant, schema));
  return tried.includes(undefined) ? undefined : tried.join('\n');
}

/**
 * Where the documentation has strings of digits the description has numbers, and says that the API takes both. And
 * discord.js puts two switches of new messages, off, into every answer, where Discord overlooks them.
 */
function asMeant(body: Json): Json {
  return JSON.parse(JSON.stringify(body), (key: string, value: unknown): unknown => {
    if (value === false && (key === 'tts' || key === 'enforce_nonce')) return undefined;
    return key === 'default_member_permissions' && typeof value === 'string' ? Number(value) : value;
  });
}

/** The schemas leave out what they do not name, so what is left must be the whole. */
function faultIn(body: Json, schema: z.ZodType): string | undefined {
  const { error, data } = schema.safeParse(body);
  if (error) return z.prettifyError(error);
  return isDeepStrictEqual(data, body) ? undefined : `${JSON.stringify(body)} has keys that the description lacks`;
}

/** Routes that this file names and Discord's description does not. */
export function unknownRoutes(): readonly string[] {
  return Object.keys(BODIES).filter((route) => {
    const [method = '', path = ''] = route.split(' ');
    return !METHODS[method.toLowerCase()]?.includes(path);
  });
}
