// What Slack's published manifest schema (version 2) asks of an app like ours, in zod: names that it does not know are
// refused as it refuses them. Lengths and counts: https://github.com/slackapi/manifest-schema, schemas 2.0.0.
import { z } from 'zod';

const text = (least: number, most: number) => z.string().min(least).max(most);
const address = (most: number) =>
  z
    .string()
    .regex(/^https?:\/\//)
    .max(most);
/** Lists in which nothing may stand twice. */
const distinct = <T extends z.ZodType>(each: T, most: number) =>
  z
    .array(each)
    .max(most)
    .refine((list) => new Set(list).size === list.length, 'has something twice');

const slashCommand = z.strictObject({
  command: text(2, 32).startsWith('/'),
  url: address(3_000).optional(),
  description: text(1, 2_000),
  usage_hint: text(1, 1_000).optional(),
  should_escape: z.boolean().optional(),
});

const shortcut = z.strictObject({
  name: text(1, 24),
  type: z.enum(['message', 'global']),
  callback_id: text(1, 255),
  description: text(1, 150),
});

const features = z.strictObject({
  app_home: z
    .strictObject({
      home_tab_enabled: z.boolean().optional(),
      messages_tab_enabled: z.boolean().optional(),
      messages_tab_read_only_enabled: z.boolean().optional(),
    })
    .optional(),
  bot_user: z.strictObject({ display_name: text(1, 80), always_online: z.boolean().optional() }).optional(),
  slash_commands: z.array(slashCommand).min(1).max(50).optional(),
  shortcuts: z.array(shortcut).min(1).max(10).optional(),
});

const settings = z.strictObject({
  event_subscriptions: z
    .strictObject({
      request_url: address(3_500).optional(),
      bot_events: distinct(text(0, 50), 100).optional(),
      user_events: distinct(text(0, 50), 100).optional(),
    })
    .optional(),
  interactivity: z
    .strictObject({
      is_enabled: z.boolean(),
      request_url: address(3_500).optional(),
      message_menu_options_url: address(3_500).optional(),
    })
    .optional(),
  org_deploy_enabled: z.boolean().optional(),
  socket_mode_enabled: z.boolean().optional(),
  token_rotation_enabled: z.boolean().optional(),
});

export const manifestSchema = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.int().optional() }),
  display_information: z.strictObject({
    name: text(1, 35),
    description: text(1, 140).optional(),
    long_description: text(175, 4_000).optional(),
    background_color: z
      .string()
      .regex(/^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$/)
      .optional(),
  }),
  features: features.optional(),
  oauth_config: z
    .strictObject({
      redirect_urls: distinct(text(0, 2_500), 1_000).optional(),
      scopes: z.strictObject({ bot: z.array(text(0, 50)).max(255).optional() }).optional(),
    })
    .optional(),
  settings: settings.optional(),
});
