// What a slash command is made of, and what all of them work with.

import type { Choice, CommandCall, CommandSpec } from '../chat/chat.ts';
import type { Channel, Subscription } from '../core/alerts/subscription.ts';
import { type Message, say } from '../core/messages/message.ts';
import { readerFor } from '../core/messages/names.ts';
import type { Reader } from '../core/messages/reader.ts';
import { fill, type Values, type Wording } from '../core/messages/wording.ts';
import type { Topic } from '../core/stories/topic.ts';
import { clip } from '../core/text/clip.ts';
import type { EpochMs } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';

export type CommandParts = {
  readonly store: Store;
  readonly topics: readonly Topic[];
  /** The name of a leader, country or institution by its key. */
  readonly nameOf: (key: string) => string;
  readonly words: Wording;
  readonly now: () => EpochMs;
  /** For channels that said nothing else; `at` is `HH:MM`. */
  readonly digestDefaults: { readonly at: string; readonly timeZone: string };
  /** Servers and workspaces (`discord:GUILD`) whose word on stories and facts counts for all; undefined: that of each. */
  readonly overruledFrom?: readonly string[];
  /** Told when a command left something in the outbox. */
  readonly wake?: () => void;
  /** Told of a command that broke. */
  readonly onFault?: (error: unknown, command: string) => void;
};

export type Command = {
  readonly spec: CommandSpec;
  readonly run: (call: CommandCall, parts: CommandParts) => Promise<Message>;
  readonly complete?: (
    call: CommandCall,
    option: string,
    typed: string,
    parts: CommandParts,
  ) => Promise<readonly Choice[]>;
};

/** The operator's own terminal always may. */
export function mayOverrule({ platform, workspace }: Channel, { overruledFrom }: CommandParts): boolean {
  return platform === 'console' || (overruledFrom?.includes(`${platform}:${workspace}`) ?? true);
}

const REPEATED = 100;

export type AnswerKey = keyof Wording['answers'];

/** One helpful sentence about a user's mistake. */
export function mistake(parts: CommandParts, key: AnswerKey, values: Values = {}): Message {
  // What was typed is repeated, but never so long that the help after it is cut off.
  const short = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? clip(value, REPEATED) : value,
  ]);
  return say('fault', fill(parts.words.answers[key], Object.fromEntries(short)));
}

export function sentence(parts: CommandParts, key: AnswerKey, values: Values = {}): string {
  return fill(parts.words.answers[key], values);
}

/** The zone a channel reads in: what it chose, else what the caller's platform says, else the operator's. */
export function zoneOf(call: CommandCall, subscriptions: readonly Subscription[], parts: CommandParts): string {
  return subscriptions[0]?.timeZone ?? call.caller.timeZone ?? parts.digestDefaults.timeZone;
}

export async function readerOf(call: CommandCall, parts: CommandParts): Promise<Reader> {
  const subscriptions = await parts.store.subscriptions.ofChannel(call.channel);
  return readerFor({ words: parts.words, nameOf: parts.nameOf, zone: zoneOf(call, subscriptions, parts) });
}
