// What the rest of the adapter needs of the gateway, however many connections and processes hold it.
import type { ChatHealth, CommandSpec, Handlers, Membership } from '../chat.ts';
import type { Say } from './connection.ts';
import type { SpecialChannel } from './posts.ts';

export type GatewayParts = {
  readonly token: string;
  readonly apiUrl: string;
  /** Of one request, in milliseconds. */
  readonly timeout: number;
  readonly specs: readonly CommandSpec[];
  readonly handlers: Handlers;
  readonly log: { readonly debug: Say; readonly info: Say; readonly warn: Say; readonly error: Say };
  readonly onHealth: (health: ChatHealth) => void;
  readonly onFatal: (why: string) => void;
  readonly onMembership: (membership: Membership) => void;
  /** Work that a stop waits for. */
  readonly track: (work: Promise<unknown>) => void;
};

/** As it stands once connected. */
export type Standing = {
  /** The bot's own user, and its application. */
  readonly self: string;
  readonly name: string;
  readonly application: string;
  /** Servers that have the bot in. */
  readonly servers: readonly string[];
};

export type Gateway = {
  /** Undefined when it was refused, or closed before it stood. */
  open(): Promise<Standing | undefined>;
  special(channelId: string): SpecialChannel | undefined;
  present(line: string | undefined): void;
  close(): Promise<void>;
};
