// What Discord accepts: the limits of its documentation, checked as its API does, with its own error bodies (50035).
import type { APIButtonComponentWithCustomId, APIEmbed } from 'discord.js';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** What a post, an edit or an answer says, once it has passed. */
export type MessageBody = {
  readonly content?: string;
  readonly embeds?: readonly APIEmbed[];
  readonly components?: readonly { readonly components: readonly APIButtonComponentWithCustomId[] }[];
  readonly allowed_mentions?: { readonly parse?: readonly string[]; readonly roles?: readonly string[] };
  readonly nonce?: string;
  readonly enforce_nonce?: boolean;
  readonly flags?: number;
};

/** Where (`embeds.0.title`) and what is wrong. */
export type Fault = { readonly path: string; readonly code: string; readonly message: string };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function member(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) ? value[key] : undefined;
}

/** Length as the API counts it at its strictest: UTF-16 units of what is left after trimming. */
function lengthOf(value: Json | undefined): number {
  return typeof value === 'string' ? value.trim().length : 0;
}

function tooLong(path: string, value: Json | undefined, most: number): Fault[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'string')
    return [{ path, code: 'STRING_TYPE_CONVERT', message: 'Could not interpret as string.' }];
  if (!value.isWellFormed()) return [{ path, code: 'STRING_TYPE_CONVERT', message: 'Not valid Unicode.' }];
  if (value.length <= most) return [];
  return [{ path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${most} or fewer in length.` }];
}

function needed(path: string, value: Json | undefined, most: number): Fault[] {
  if (lengthOf(value) === 0) return [{ path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }];
  return tooLong(path, value, most);
}

function tooMany(path: string, value: Json | undefined, most: number): Fault[] {
  if (list(value).length <= most) return [];
  return [{ path, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be ${most} or fewer in length.` }];
}

function badUrl(path: string, value: Json | undefined): Fault[] {
  if (value === undefined) return [];
  const good = typeof value === 'string' && value.length <= 2048 && URL.canParse(value) && /^https?:/.test(value);
  return good ? [] : [{ path, code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' }];
}

function messageFaults(body: Json): Fault[] {
  const embeds = list(member(body, 'embeds'));
  const size = embeds.reduce<number>((sum, embed) => sum + embedSize(embed), 0);
  return [
    ...tooLong('content', member(body, 'content'), 2000),
    ...tooLong('nonce', member(body, 'nonce'), 25),
    ...tooMany('embeds', member(body, 'embeds'), 10),
    ...embeds.flatMap((embed, index) => embedFaults(`embeds.${index}`, embed)),
    ...(size > 6000
      ? [{ path: 'embeds', code: 'MAX_EMBED_SIZE_EXCEEDED', message: 'Embed size exceeds maximum size of 6000' }]
      : []),
    ...(isV2(body) ? componentsV2Faults(body) : componentFaults(member(body, 'components'))),
  ];
}

/** The body, or what Discord says is wrong with it. */
export function readMessage(body: Json): MessageBody | { readonly refused: JsonObject } {
  const faults = messageFaults(body);
  const checked: unknown = body;
  if (faults.length === 0 && isFaultless(checked, faults)) return checked;
  return { refused: invalidForm(faults) };
}

/** Whom a message calls: only its content can, and only whom it may. */
export function calledBy({ content = '', allowed_mentions }: MessageBody): readonly string[] {
  const parse = allowed_mentions?.parse ?? ['everyone', 'users', 'roles'];
  const found = [...content.matchAll(/@(everyone|here)|<@&(\d+)>|<@!?(\d+)>/g)];
  return found.flatMap(([whole, everyone, role, user]) => {
    const may =
      (everyone !== undefined && parse.includes('everyone')) ||
      (role !== undefined && (parse.includes('roles') || allowed_mentions?.roles?.includes(role))) ||
      (user !== undefined && parse.includes('users'));
    return may ? [role ?? user ?? whole] : [];
  });
}

/** The rules have looked at every part that the type names. */
function isFaultless(body: unknown, faults: readonly Fault[]): body is MessageBody {
  return typeof body === 'object' && body !== null && faults.length === 0;
}

function embedSize(embed: Json): number {
  const fields = list(member(embed, 'fields'));
  return (
    lengthOf(member(embed, 'title')) +
    lengthOf(member(embed, 'description')) +
    lengthOf(member(member(embed, 'footer'), 'text')) +
    lengthOf(member(member(embed, 'author'), 'name')) +
    fields.reduce<number>((sum, field) => sum + lengthOf(member(field, 'name')) + lengthOf(member(field, 'value')), 0)
  );
}

function embedFaults(path: string, embed: Json): Fault[] {
  const colour = member(embed, 'color');
  return [
    ...(embedSize(embed) === 0 ? [{ path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }] : []),
    ...tooLong(`${path}.title`, member(embed, 'title'), 256),
    ...tooLong(`${path}.description`, member(embed, 'description'), 4096),
    ...badUrl(`${path}.url`, member(embed, 'url')),
    ...tooMany(`${path}.fields`, member(embed, 'fields'), 25),
    ...list(member(embed, 'fields')).flatMap((field, index) => [
      ...needed(`${path}.fields.${index}.name`, member(field, 'name'), 256),
      ...needed(`${path}.fields.${index}.value`, member(field, 'value'), 1024),
    ]),
    ...tooLong(`${path}.footer.text`, member(member(embed, 'footer'), 'text'), 2048),
    ...tooLong(`${path}.author.name`, member(member(embed, 'author'), 'name'), 256),
    ...(typeof colour === 'number' && (colour < 0 || colour > 0xffffff)
      ? [
          {
            path: `${path}.color`,
            code: 'NUMBER_TYPE_MAX',
            message: 'int value should be less than or equal to 16777215.',
          },
        ]
      : []),
  ];
}

function componentFaults(rows: Json | undefined): Fault[] {
  const ids = new Set<string>();
  return [
    ...tooMany('components', rows, 5),
    ...list(rows).flatMap((row, at) => [
      ...(list(member(row, 'components')).length === 0
        ? [
            {
              path: `components.${at}.components`,
              code: 'BASE_TYPE_BAD_LENGTH',
              message: 'Must be between 1 and 5 in length.',
            },
          ]
        : []),
      ...tooMany(`components.${at}.components`, member(row, 'components'), 5),
      ...list(member(row, 'components')).flatMap((button, index) => {
        const path = `components.${at}.components.${index}`;
        const id = member(button, 'custom_id');
        const twice = typeof id === 'string' && ids.has(id);
        if (typeof id === 'string') ids.add(id);
        return [
          ...needed(`${path}.custom_id`, id, 100),
          ...needed(`${path}.label`, member(button, 'label'), 80),
          ...(twice
            ? [
                {
                  path: `${path}.custom_id`,
                  code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
                  message: 'Component custom id cannot be duplicated',
                },
              ]
            : []),
        ];
      }),
    ]),
  ];
}

function isV2(body: Json): boolean {
  const flags = member(body, 'flags');
  return typeof flags === 'number' && (flags & (1 << 15)) !== 0;
}

/** Components within components count too. */
function within(component: Json): readonly Json[] {
  return [component, ...list(member(component, 'components')).flatMap(within)];
}

/** components/reference: the flag excludes content and embeds; 40 components and 4000 characters in all. */
function componentsV2Faults(body: Json): Fault[] {
  const all = list(member(body, 'components')).flatMap(within);
  const text = all.reduce<number>((sum, each) => sum + lengthOf(member(each, 'content')), 0);
  const rows = all.filter((each) => member(each, 'type') === 1);
  const mixed = ['content', 'embeds'].filter((key) => lengthOf(member(body, key)) + list(member(body, key)).length > 0);
  return [
    ...mixed.map((path) => ({
      path,
      code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      message: 'The field cannot be used when IS_COMPONENTS_V2 is set',
    })),
    ...(all.length === 0 || all.length > 40
      ? [{ path: 'components', code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 40 in length.' }]
      : []),
    ...(text > 4000
      ? [{ path: 'components', code: 'COMPONENT_MAX_TOTAL_TEXT', message: 'Displayable text exceeds 4000' }]
      : []),
    ...componentFaults(rows),
  ];
}

const COMMAND_NAME = /^[-_\p{L}\p{N}]{1,32}$/u;

export function commandFaults(commands: Json): Fault[] {
  return [
    ...tooMany('', commands, 100),
    ...list(commands).flatMap((command, at) => {
      const options = list(member(command, 'options'));
      const firstOptional = options.findIndex((option) => member(option, 'required') !== true);
      const late = options.some(
        (option, index) => member(option, 'required') === true && firstOptional >= 0 && index > firstOptional,
      );
      return [
        ...badName(`${at}.name`, member(command, 'name')),
        ...needed(`${at}.description`, member(command, 'description'), 100),
        ...tooMany(`${at}.options`, member(command, 'options'), 25),
        ...(late
          ? [
              {
                path: `${at}.options`,
                code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
                message: 'Required options must be placed before non-required options',
              },
            ]
          : []),
        ...options.flatMap((option, index) => optionFaults(`${at}.options.${index}`, option)),
      ];
    }),
  ];
}

function optionFaults(path: string, option: Json): Fault[] {
  const choices = list(member(option, 'choices'));
  return [
    ...badName(`${path}.name`, member(option, 'name')),
    ...needed(`${path}.description`, member(option, 'description'), 100),
    ...tooMany(`${path}.choices`, member(option, 'choices'), 25),
    ...choices.flatMap((choice, index) => [
      ...needed(`${path}.choices.${index}.name`, member(choice, 'name'), 100),
      ...needed(`${path}.choices.${index}.value`, member(choice, 'value'), 100),
    ]),
    ...(choices.length > 0 && member(option, 'autocomplete') === true
      ? [
          {
            path,
            code: 'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES',
            message: 'Choices and autocomplete exclude each other',
          },
        ]
      : []),
  ];
}

function badName(path: string, value: Json | undefined): Fault[] {
  const good = typeof value === 'string' && COMMAND_NAME.test(value) && value === value.toLowerCase();
  return good ? [] : [{ path, code: 'APPLICATION_COMMAND_INVALID_NAME', message: 'Command name is invalid' }];
}

export function choiceFaults(choices: Json | undefined): Fault[] {
  return [
    ...tooMany('data.choices', choices, 25),
    ...list(choices).flatMap((choice, index) => [
      ...needed(`data.choices.${index}.name`, member(choice, 'name'), 100),
      ...needed(`data.choices.${index}.value`, member(choice, 'value'), 100),
    ]),
  ];
}

/** The faults in the nested form of Discord's error bodies. */
export function invalidForm(faults: readonly Fault[]): JsonObject {
  const errors: Record<string, unknown> = {};
  for (const { path, code, message } of faults) {
    let node = errors;
    for (const key of path.split('.')) {
      node[key] ??= {};
      node = node[key] as Record<string, unknown>;
    }
    node['_errors'] = [{ code, message }];
  }
  return { message: 'Invalid Form Body', code: 50035, errors: errors as JsonObject };
}
