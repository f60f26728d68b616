// PORT: a chat platform. Connects, hands over commands, sends messages; knows nothing of summits.
import type { SendOutcome } from '../core/alerts/delivery.ts';
import type { Channel, Platform } from '../core/alerts/subscription.ts';
import type { MeetingEvent } from '../core/messages/meeting-event.ts';
import type { Message } from '../core/messages/message.ts';
import type { EpochMs } from '../core/text/instant.ts';

export type OptionSpec = {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly type: 'text' | 'integer';
  /** Fixed values; excludes `complete`. */
  readonly choices?: readonly string[];
  /** Offers values while the user types, through `Handlers.complete`. */
  readonly complete?: true;
  /** Only this platform knows what it is about. */
  readonly on?: Platform;
  /** A value of several words: where a line is typed, it goes on to the end or the next `key:`. */
  readonly toEnd?: true;
  /** Quotes mean something in it and stay, though it offers values. */
  readonly keepsQuotes?: true;
};

/** One slash command, the same on every platform. On Slack, positional words fill `options` in this order. */
export type CommandSpec = {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionSpec[];
  /** Changes a channel's settings: only for those who may manage it. */
  readonly manages: boolean;
};

export type Caller = {
  readonly id: string;
  readonly name: string;
  readonly mayManage: boolean;
  /** BCP 47, where the platform tells. */
  readonly locale?: string;
  /** IANA, where the platform tells. */
  readonly timeZone?: string;
};

export type CommandCall = {
  readonly command: string;
  /** Only options that were given, by name, as text. */
  readonly options: Readonly<Record<string, string>>;
  readonly channel: Channel;
  readonly caller: Caller;
  /** Rights that the bot itself lacks to post in this channel, by the platform's names; absent if none is known to lack. */
  readonly lacks?: readonly string[];
  /** The same for the calendar of the workspace, where the platform has one. */
  readonly lacksForEvents?: readonly string[];
};

export type Choice = { readonly name: string; readonly value: string };

export type Handlers = {
  /** Never throws; faults come back as a message. */
  readonly answer: (call: CommandCall) => Promise<Message>;
  readonly complete: (call: CommandCall, option: string, typed: string) => Promise<readonly Choice[]>;
  /** Channels of the workspace that asked for anything. */
  readonly channelsOf?: (workspace: Pick<Channel, 'platform' | 'workspace'>) => Promise<readonly Channel[]>;
};

/** `connecting` counts as not ready; `fatal` ends the process (wrong token), with `why` as its one line. */
export type ChatHealth = { readonly state: 'connected' | 'connecting' | 'fatal' | 'stopped'; readonly why?: string };

export type Membership = { readonly workspace: string } & (
  | { readonly state: 'in' }
  /** `why` in words for people. */
  | { readonly state: 'out'; readonly why: string }
);

/** Wrong token, missing scope: one line for the operator, exit 1. */
export class ChatRefused extends Error {
  override name = 'ChatRefused';
}

export type FindOutcome =
  | { readonly kind: 'found'; readonly messageId: string }
  | { readonly kind: 'absent' }
  /** The platform wants to be asked again at `at`. */
  | { readonly kind: 'later'; readonly at: EpochMs; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** The calendar of a workspace. `gone`: people took the event out, or it is over. `refused`: the bot may not keep it. */
export interface Calendar {
  create(workspace: string, event: MeetingEvent): Promise<SendOutcome>;
  change(workspace: string, id: string, event: MeetingEvent): Promise<SendOutcome>;
  cancel(workspace: string, id: string, hasBegun: boolean): Promise<SendOutcome>;
  /** One of ours that begins then and is called so. */
  find(workspace: string, event: MeetingEvent): Promise<string | undefined>;
}

/** A channel, or in it the thread under the message of that id. */
export type Target = Channel & { readonly thread?: string };

export interface Chat {
  readonly platform: Platform;
  /** Resolves when connected; rejects with ChatRefused when the platform refuses us for good. Network trouble keeps trying. */
  start(specs: readonly CommandSpec[], handlers: Handlers): Promise<void>;
  /**
   * One attempt, no hidden retries; `key` makes it idempotent where the platform can. Where it cannot, another send of
   * a key that ended `unsure` looks for the first before it posts, and answers `unsure` again when it may not look.
   * What a thread does not take is `refused`: the channel may take it all the same.
   */
  send(to: Target, message: Message, key: string): Promise<SendOutcome>;
  /** Looks in the channel for a message sent under `key` since then, where the platform lets the bot read: settles a send that a crash cut off or that ended `unsure`. */
  find?(to: Target, key: string, since: EpochMs, message: Message): Promise<FindOutcome>;
  /** Writes a message that was sent anew, in its place; that calls nobody. `refused` when the message is no more. */
  edit?(to: Channel, messageId: string, message: Message): Promise<SendOutcome>;
  /** Answers whether it is pinned now; the bot may lack the right, which is nothing to worry about. */
  pin?(to: Channel, messageId: string): Promise<boolean>;
  readonly calendar?: Calendar;
  /** Shows the line beside the bot's name; nothing takes it away. */
  present?(line: string | undefined): void;
  health(): ChatHealth;
  /** Told when a workspace took the bot out, or has it in, which may be no news; for platforms where each decides. */
  onMembership?(listener: (membership: Membership) => void): void;
  /** Told when health turns `fatal` after start. */
  onFatal(listener: (why: string) => void): void;
  /** Finishes what is in flight. */
  stop(): Promise<void>;
}
