// People of the loopback Discord's server: they type, press and half-type, and see what the bot makes of it in time.
import type { Posted } from './discord-channels.ts';
import {
  APPLICATION,
  apiError,
  CHANNELS,
  CREATE_EVENTS,
  GUILD,
  KINDS,
  type Reply,
  VIEW_SEND_EMBED,
} from './discord-places.ts';
import {
  choiceFaults,
  invalidForm,
  isObject,
  type Json,
  type JsonObject,
  type MessageBody,
  readMessage,
} from './discord-rules.ts';

export type Person = {
  readonly id: string;
  readonly name: string;
  readonly permissions: bigint;
  readonly locale: string;
};

/** What the author of a command, a press or a half-typed option got to see. */
export type Answered = {
  /** To press a button of it. */
  readonly id: string;
  /** 4 at once, 5 deferred, 8 suggestions; undefined when the bot let three seconds pass. */
  readonly type?: number;
  readonly acknowledgedAfterMs: number;
  readonly ephemeral: boolean;
  readonly message?: MessageBody;
  readonly choices: readonly { readonly name: string; readonly value: string }[];
};

/** Who, and where; `channelId` undefined is the text channel, `dm` a direct message to the bot. */
export type From = {
  readonly person: Person;
  readonly channelId?: string;
  readonly dm?: true;
  /** In place of the id of the button. */
  readonly customId?: string;
  /** What the bot itself may do there. */
  readonly bot?: bigint;
};

const MANAGE_CHANNELS = 1n << 4n;
export const manager: Person = {
  id: '901',
  name: 'Mara',
  permissions: MANAGE_CHANNELS | VIEW_SEND_EMBED,
  locale: 'en-GB',
};
export const plainMember: Person = { id: '902', name: 'Milo', permissions: VIEW_SEND_EMBED, locale: 'de' };

const FIRST_ANSWER_MS = 3_000;

type Interaction = {
  readonly id: string;
  readonly token: string;
  readonly at: number;
  type?: number;
  acknowledgedAfterMs: number;
  ephemeral: boolean;
  message?: MessageBody;
  choices: { name: string; value: string }[];
  readonly settle: () => void;
};

export type LoopbackPeople = {
  type(command: string, options: Readonly<Record<string, string>>, from: From): Promise<Answered>;
  press(messageId: string, label: string, from: From): Promise<Answered>;
  /** `focused` is the option under the cursor. */
  suggest(command: string, focused: { readonly name: string; readonly typed: string }, from: From): Promise<Answered>;
  /** Any interaction, as raw as one likes. */
  interact(data: JsonObject): Promise<Answered>;
  /** The bot's first answer to an interaction, and its edit of it. */
  acknowledge(id: string, body: Json): Reply;
  editAnswer(token: string, body: Json): Reply;
};

type PeopleParts = {
  readonly nextId: () => string;
  readonly dispatch: (event: string, data: JsonObject) => void;
  readonly commands: () => readonly JsonObject[];
  readonly posted: readonly Posted[];
};

export function openPeople({ nextId, dispatch, commands, posted }: PeopleParts): LoopbackPeople {
  const interactions = new Map<string, Interaction>();

  function acknowledge(id: string, body: Json): Reply {
    const interaction = interactions.get(id);
    if (interaction === undefined || Date.now() - interaction.at > FIRST_ANSWER_MS) {
      return apiError(404, 10062, 'Unknown interaction');
    }
    if (interaction.type !== undefined) return apiError(400, 40060, 'Interaction has already been acknowledged.');
    const type = isObject(body) ? body['type'] : undefined;
    const data = isObject(body) ? (body['data'] ?? {}) : {};
    const choices = isObject(data) ? data['choices'] : undefined;
    const found = type === 8 ? choiceFaults(choices) : [];
    const message = readMessage(data);
    if (typeof type !== 'number' || found.length > 0) return { status: 400, body: invalidForm(found) };
    if ('refused' in message) return { status: 400, body: message.refused };
    interaction.type = type;
    interaction.acknowledgedAfterMs = Date.now() - interaction.at;
    interaction.ephemeral = ((message.flags ?? 0) & 64) !== 0;
    if (Array.isArray(choices)) {
      interaction.choices = choices
        .filter(isObject)
        .map(({ name, value }) => ({ name: String(name), value: String(value) }));
    }
    if (type === 4) interaction.message = message;
    if (type !== 5) interaction.settle();
    return { status: 204 };
  }

  function editAnswer(interactionToken: string, body: Json): Reply {
    const interaction = [...interactions.values()].find((each) => each.token === interactionToken);
    if (interaction?.type === undefined) return apiError(404, 10015, 'Unknown Webhook');
    const message = readMessage(body);
    if ('refused' in message) return { status: 400, body: message.refused };
    interaction.message = message;
    interaction.settle();
    return {
      status: 200,
      body: {
        id: nextId(),
        channel_id: CHANNELS.text,
        author: { id: APPLICATION, username: 'summit-watch', discriminator: '0' },
      },
    };
  }

  /** A post, or what only its author saw. */
  function shownTo(
    messageId: string,
  ): (MessageBody & { readonly id: string; readonly channelId?: string }) | undefined {
    const answer = interactions.get(messageId)?.message;
    return posted.find(({ id }) => id === messageId) ?? (answer && { ...answer, id: messageId });
  }

  function interact(data: JsonObject): Promise<Answered> {
    return new Promise((resolve) => {
      const id = nextId();
      const interaction: Interaction = {
        id,
        token: `interaction-token-${id}`,
        at: Date.now(),
        acknowledgedAfterMs: -1,
        ephemeral: false,
        choices: [],
        settle: () => {
          clearTimeout(impatience);
          const { type, acknowledgedAfterMs, ephemeral, message, choices } = interaction;
          resolve({
            id,
            acknowledgedAfterMs,
            ephemeral,
            choices,
            ...(type !== undefined && { type }),
            ...(message && { message }),
          });
        },
      };
      const impatience = setTimeout(
        () => interaction.type === undefined && interaction.settle(),
        FIRST_ANSWER_MS + 200,
      );
      impatience.unref();
      interactions.set(id, interaction);
      dispatch('INTERACTION_CREATE', {
        id,
        application_id: APPLICATION,
        token: interaction.token,
        version: 1,
        entitlements: [],
        authorizing_integration_owners: { '0': GUILD },
        ...data,
      });
    });
  }

  function registered(name: string): JsonObject {
    const command = commands().find((each) => each['name'] === name);
    if (command === undefined) throw new Error(`Discord knows no command /${name}`);
    return command;
  }

  function given(command: JsonObject, name: string, value: string): JsonObject {
    const known = Array.isArray(command['options']) ? command['options'] : [];
    const option = known.filter(isObject).find((each) => each['name'] === name);
    if (option === undefined) throw new Error(`/${String(command['name'])} has no option ${name}`);
    const type = Number(option['type']);
    return { name, type, value: type === 4 ? Number(value) : value };
  }

  return {
    interact,
    acknowledge,
    editAnswer,
    async type(name, typed, from) {
      const command = registered(name);
      const filled = Object.entries(typed).map(([option, value]) => given(command, option, value));
      return interact({ type: 2, ...place(from), data: { id: command['id'] ?? '', name, type: 1, options: filled } });
    },
    async press(messageId, label, from) {
      const message = shownTo(messageId);
      const button = buttonsOf(message).find((each) => each['label'] === label);
      if (message === undefined || button === undefined) throw new Error(`no button ${label}`);
      const embeds: Json = JSON.parse(JSON.stringify(message.embeds ?? []));
      const components: Json = JSON.parse(JSON.stringify(message.components ?? []));
      const shown = {
        id: message.id,
        channel_id: message.channelId ?? CHANNELS.text,
        author: { id: APPLICATION, username: 'summit-watch', discriminator: '0' },
        content: '',
        attachments: [],
        embeds,
        components,
        flags: message.flags ?? 0,
        timestamp: '2026-01-01T00:00:00Z',
      };
      return interact({
        type: 3,
        ...place({ ...(message.channelId && { channelId: message.channelId }), ...from }),
        message: shown,
        data: { custom_id: from.customId ?? button['custom_id'] ?? '', component_type: 2 },
      });
    },
    async suggest(name, focused, from) {
      const command = registered(name);
      const option = { ...given(command, focused.name, focused.typed), focused: true };
      return interact({ type: 4, ...place(from), data: { id: command['id'] ?? '', name, type: 1, options: [option] } });
    },
  };
}

/** In rows, or in rows within a container. */
function buttonsOf(message: MessageBody | undefined): readonly JsonObject[] {
  const within = (each: Json): readonly JsonObject[] => {
    if (!isObject(each)) return [];
    const inner = Array.isArray(each['components']) ? each['components'] : [];
    return each['type'] === 2 ? [each] : inner.flatMap(within);
  };
  const components: Json = JSON.parse(JSON.stringify(message?.components ?? []));
  return Array.isArray(components) ? components.flatMap(within) : [];
}

function place(from: From): JsonObject {
  const user = {
    id: from.person.id,
    username: from.person.name.toLowerCase(),
    global_name: from.person.name,
    discriminator: '0',
    avatar: null,
  };
  const channelId = from.channelId ?? CHANNELS.text;
  const where = {
    channel_id: channelId,
    channel: { id: channelId, type: from.dm ? 1 : (KINDS[channelId] ?? 11) },
    locale: from.person.locale,
  };
  if (from.dm) return { ...where, user, context: 1, app_permissions: '0' };
  const member = {
    user,
    roles: [],
    joined_at: '2026-01-01T00:00:00Z',
    permissions: String(from.person.permissions),
    deaf: false,
    mute: false,
    flags: 0,
  };
  return {
    ...where,
    member,
    guild_id: GUILD,
    guild: { id: GUILD, locale: 'en-US', features: [] },
    context: 0,
    app_permissions: String(from.bot ?? VIEW_SEND_EMBED | CREATE_EVENTS),
  };
}
