// Putting a question to the bot, however it was asked in Slack, and bringing the answer back to its author.
import { type Message, say } from '../../core/messages/message.ts';
import type { Wording } from '../../core/messages/wording.ts';
import { wordingFor } from '../../core/messages/words/languages.ts';
import type { EpochMs } from '../../core/text/instant.ts';
import type { Choice, CommandCall, CommandSpec, Handlers } from '../chat.ts';
import type { People } from './people.ts';
import { createReply, type Reply } from './replies.ts';
import { createTurns } from './turns.ts';
import type { SlackLog } from './web.ts';
import type { Workspace } from './workspaces.ts';

/** Answers under way at the same time; most of their time is waiting for Slack. */
const AT_ONCE = 8;

export type AskingOptions = {
  /** May have to renew its token; so only after the acknowledgement. */
  readonly workspaceOf: (team: string | undefined) => Promise<Workspace | undefined>;
  readonly people: People;
  readonly now: () => EpochMs;
  readonly log: SlackLog;
};

/** What somebody asked for, whichever way. */
export type Asked = {
  readonly command: string;
  readonly options: Readonly<Record<string, string>>;
  readonly channel: string;
  readonly user: { readonly id: string; readonly name: string };
  readonly workspace: Workspace;
};

export type Asking = AskingOptions & {
  serve(specs: readonly CommandSpec[], handlers: Handlers): void;
  spec(name: string): CommandSpec | undefined;
  answer(asked: Asked): Promise<Message>;
  complete(asked: Asked, option: string, typed: string): Promise<readonly Choice[]>;
  mayManage(asked: Pick<Asked, 'workspace' | 'user'>): Promise<boolean>;
  /** Ids of the workspace's channels that asked for anything. */
  channelsOf(workspace: Workspace): Promise<readonly string[]>;
  /** In the language of who asks. */
  wordsFor(asked: Pick<Asked, 'workspace' | 'user'>): Promise<Wording>;
  replyTo(url: string | undefined, asked: Pick<Asked, 'workspace' | 'channel' | 'user'>): Reply;
  /** A lost acknowledgement costs a warning in Slack's window; the answer can still be given. */
  acknowledge(acknowledged: Promise<void>): Promise<void>;
  /** Does the work when its turn comes; `drain` waits for it. */
  track(work: () => Promise<void>): Promise<void>;
  drain(): Promise<void>;
};

export function createAsking(options: AskingOptions): Asking {
  const { log, people, now } = options;
  const underWay = new Set<Promise<void>>();
  let arrived = 0;
  const turns = createTurns(AT_ONCE, () => arrived);
  let specs: ReadonlyMap<string, CommandSpec> = new Map();
  let handlers: Handlers | undefined;

  async function callOf({ command, options: given, channel, user, workspace }: Asked): Promise<CommandCall> {
    return {
      command,
      options: given,
      channel: { platform: 'slack', workspace: workspace.team, id: channel },
      caller: await people.caller(workspace, user.id, user.name),
    };
  }

  async function wordsFor({ workspace, user }: Pick<Asked, 'workspace' | 'user'>): Promise<Wording> {
    return wordingFor((await people.caller(workspace, user.id, user.name)).locale);
  }

  return {
    ...options,

    serve(newSpecs, newHandlers) {
      specs = new Map(newSpecs.map((spec) => [spec.name, spec]));
      handlers = newHandlers;
    },

    spec: (name) => specs.get(name),

    async answer(asked) {
      try {
        if (handlers === undefined) {
          const { platform } = await wordsFor(asked);
          return say('fault', platform.startingTitle, platform.starting);
        }
        return await handlers.answer(await callOf(asked));
      } catch (error) {
        log.error('A command failed', { command: asked.command, error });
        const { platform } = await wordsFor(asked);
        return say('fault', platform.failedTitle, platform.failed);
      }
    },

    async complete(asked, option, typed) {
      try {
        return (await handlers?.complete(await callOf(asked), option, typed)) ?? [];
      } catch (error) {
        log.error('Choices could not be offered', { command: asked.command, error });
        return [];
      }
    },

    async channelsOf({ team }) {
      const channels = await handlers?.channelsOf?.({ platform: 'slack', workspace: team });
      return (channels ?? []).map(({ id }) => id);
    },

    async mayManage({ workspace, user }) {
      return (await people.caller(workspace, user.id, user.name)).mayManage;
    },

    wordsFor,

    replyTo(url, { workspace, channel, user }) {
      return createReply({ url, now, log, instead: { client: workspace.client, channel, user: user.id } });
    },

    async acknowledge(acknowledged) {
      arrived += 1;
      await acknowledged.catch((error: unknown) => {
        log.warn('Slack: a request could not be acknowledged', { why: error instanceof Error ? error.message : '' });
      });
    },

    track(work) {
      const done = turns(work);
      underWay.add(done);
      return done.finally(() => underWay.delete(done));
    },

    async drain() {
      await Promise.allSettled(underWay);
    },
  };
}
