// What the service and its shards' processes say to each other. Both are of one version, so the form is not doubted.
import type { Message } from '../../core/messages/message.ts';
import type { ChatHealth, Choice, CommandCall, CommandSpec, Membership } from '../chat.ts';
import { isRecord } from './forum-tags.ts';
import type { Standing } from './gateway.ts';
import type { SpecialChannel } from './posts.ts';

export type ToShard =
  | {
      readonly kind: 'begin';
      readonly token: string;
      readonly apiUrl: string;
      readonly timeout: number;
      readonly specs: readonly CommandSpec[];
      readonly line?: string;
    }
  | { readonly kind: 'answer'; readonly number: number; readonly message: Message }
  | { readonly kind: 'offer'; readonly number: number; readonly choices: readonly Choice[] }
  | { readonly kind: 'present'; readonly line?: string }
  | { readonly kind: 'stop' };

export type FromShard =
  | { readonly kind: 'hello' }
  | { readonly kind: 'standing'; readonly standing: Standing }
  | { readonly kind: 'health'; readonly health: ChatHealth }
  | { readonly kind: 'fatal'; readonly why: string }
  | { readonly kind: 'membership'; readonly membership: Membership }
  /** Channels unlike others, and with `undefined` one that is so no longer. */
  | { readonly kind: 'special'; readonly channels: readonly (readonly [id: string, special?: SpecialChannel])[] }
  | { readonly kind: 'ask'; readonly number: number; readonly call: CommandCall }
  | {
      readonly kind: 'suggest';
      readonly number: number;
      readonly call: CommandCall;
      readonly option: string;
      readonly typed: string;
    }
  | {
      readonly kind: 'log';
      readonly level: 'debug' | 'info' | 'warn' | 'error';
      readonly message: string;
      readonly context?: Readonly<Record<string, unknown>>;
    };

/** discord.js's manager talks over the same line, in messages without a kind. */
export function isTalk<T extends ToShard | FromShard>(message: unknown): message is T {
  return isRecord(message) && typeof message['kind'] === 'string';
}
