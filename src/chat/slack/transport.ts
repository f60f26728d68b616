// How Slack's requests reach us: over a websocket or over HTTP. The rest of the bot does not know which.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Receiver } from '@slack/bolt';
import type { SlackLog } from './web.ts';

export type Transport = {
  readonly receiver: Receiver;
  /** Resolves when requests can come, with the reason when Slack refuses us for good, or when closed meanwhile. */
  open(): Promise<'connected' | 'closed' | { readonly refused: string }>;
  close(): Promise<void>;
  /** Over HTTP only: takes the requests under `/slack/`. */
  readonly listener?: (request: IncomingMessage, response: ServerResponse) => void;
};

/** Told how the connection fares after `open`. */
export type TransportWatcher = {
  readonly log: SlackLog;
  connected(): void;
  connecting(why: string): void;
  refused(why: string): void;
};
