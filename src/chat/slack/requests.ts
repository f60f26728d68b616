// What people do in Slack, handed on: commands and buttons are acknowledged at once, then answered to their author alone.
import type { App } from '@slack/bolt';
import { type Message, say } from '../../core/messages/message.ts';
import type { EpochMs } from '../../core/text/instant.ts';
import type { CommandSpec, Handlers } from '../chat.ts';
import { readOptions } from '../typed-line.ts';
import { BUTTON_PREFIX, readPress } from './buttons.ts';
import type { People } from './people.ts';
import { createRepeats, requestId } from './repeats.ts';
import { createReply, type Reply } from './replies.ts';
import type { SlackLog } from './web.ts';
import type { Workspace } from './workspaces.ts';

export type RequestOptions = {
  readonly workspaceOf: (team: string | undefined) => Workspace | undefined;
  readonly people: People;
  readonly now: () => EpochMs;
  readonly log: SlackLog;
};

export type Requests = {
  serve(specs: readonly CommandSpec[], handlers: Handlers): void;
  /** Resolves when every answer under way is out. */
  drain(): Promise<void>;
};

/** What somebody asked for, whichever way. */
type Asked = {
  readonly command: string;
  readonly options: Readonly<Record<string, string>>;
  readonly channel: string;
  readonly user: { readonly id: string; readonly name: string };
  readonly workspace: Workspace;
  readonly shared: boolean;
};

export function listen(app: App, options: RequestOptions): Requests {
  const { log, people, now } = options;
  const repeats = createRepeats(now);
  const underWay = new Set<Promise<void>>();
  let specs: ReadonlyMap<string, CommandSpec> = new Map();
  let handlers: Handlers | undefined;

  app.use(async (args) => {
    const id = requestId(args.body);
    if (id !== undefined && repeats.isRepeat(id)) {
      log.warn('Slack: a repeated request was dropped', { id: id.slice(0, 60) });
      if ('ack' in args && typeof args.ack === 'function') await quietly(args.ack());
      return;
    }
    await args.next();
  });

  app.error(async (error) => {
    log.warn('Slack: a request could not be handled', { why: error.message });
  });

  app.command(/^\//, async ({ command, ack, context }) => {
    await acknowledge(ack());
    const workspace = options.workspaceOf(context.teamId);
    if (workspace === undefined) return;
    const user = { id: command.user_id, name: command.user_name };
    const reply = replyTo(command.response_url, workspace, command.channel_id, user.id);
    const name = command.command.replace(/^\//, '');
    const spec = specs.get(name);
    if (spec === undefined) {
      return reply(say('fault', `This bot does not know ${command.command}`, 'See /summit-help for what it does.'));
    }
    const read = readOptions(spec, readEntities(command.text ?? ''));
    if (read.kind === 'fault') return reply(say('fault', read.why));
    const asked = { command: name, options: read.options, channel: command.channel_id, user, workspace, shared: false };
    return track(answer(asked, reply));
  });

  app.action({ type: 'block_actions' }, async ({ body, ack, context }) => {
    await acknowledge(ack());
    const workspace = options.workspaceOf(context.teamId);
    const action = body.actions[0];
    if (workspace === undefined || action?.type !== 'button' || !action.action_id.startsWith(BUTTON_PREFIX)) return;
    const channel = body.channel?.id;
    const press = readPress(action.value);
    if (channel === undefined) return;
    const user = { id: body.user.id, name: body.user.username ?? body.user.name ?? body.user.id };
    const reply = replyTo(body.response_url, workspace, channel, user.id);
    const spec = press && specs.get(press.command);
    if (!press || !spec || !Object.keys(press.options).every((name) => spec.options.some((o) => o.name === name))) {
      log.warn('Slack: a button that this version does not know was pressed', { user: user.id });
      return reply(
        say('fault', 'This button is of another version of the bot', 'Type the command instead: /summit-help.'),
      );
    }
    return track(answer({ ...press, channel, user, workspace }, reply));
  });

  /** A lost acknowledgement costs a warning in Slack's window; the answer can still be given. */
  async function acknowledge(acknowledged: Promise<void>): Promise<void> {
    await acknowledged.catch((error: unknown) => {
      log.warn('Slack: a request could not be acknowledged', { why: error instanceof Error ? error.message : '' });
    });
  }

  function replyTo(url: string | undefined, workspace: Workspace, channel: string, user: string): Reply {
    return createReply({ url, now, log, instead: { client: workspace.client, channel, user } });
  }

  async function answer(asked: Asked, reply: Reply): Promise<void> {
    await reply(await messageFor(asked), { shared: asked.shared });
  }

  async function messageFor(asked: Asked): Promise<Message> {
    const { command, workspace, user } = asked;
    if (handlers === undefined) return say('fault', 'The bot is still starting', 'Try again in a moment.');
    try {
      return await handlers.answer({
        command,
        options: asked.options,
        channel: { platform: 'slack', workspace: workspace.team, id: asked.channel },
        caller: await people.caller(workspace, user.id, user.name),
      });
    } catch (error) {
      log.error('A command failed', { command, error });
      return say('fault', 'That did not work', 'The fault is on our side and was written down. Try again in a moment.');
    }
  }

  function track(work: Promise<void>): Promise<void> {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  }

  return {
    serve(newSpecs, newHandlers) {
      specs = new Map(newSpecs.map((spec) => [spec.name, spec]));
      handlers = newHandlers;
    },
    async drain() {
      await Promise.allSettled(underWay);
    },
  };
}

async function quietly(work: Promise<unknown>): Promise<void> {
  await work.catch(() => {});
}

/** Slack sends these three as entities in a command's text. */
function readEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
