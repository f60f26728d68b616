// How we talk to Slack's Web API: one attempt a call, a deadline on each, and the SDK's talk goes into our log.
import { LogLevel, webApi } from '@slack/bolt';

/** What the operator's log offers; the message never carries a secret. */
export type SlackLog = Readonly<
  Record<'debug' | 'info' | 'warn' | 'error', (message: string, context?: Readonly<Record<string, unknown>>) => void>
>;

export type WebClient = webApi.WebClient;
export type SdkLogger = webApi.Logger;

/** Slack answers in well under a second; a call that hangs longer is given up and counts as of unknown result. */
export const CALL_TIMEOUT = 10_000;

/**
 * Options are made anew for each client: the SDK writes the token into `headers` and retries into `retryConfig`, and a
 * shared object would hand one workspace's token to the next. No retries: repeating a post is the outbox's decision.
 */
export function clientOptions(apiUrl: string, logger: SdkLogger, timeout = CALL_TIMEOUT): webApi.WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    logger,
    timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
  };
}

export function openClient(token: string, apiUrl: string, logger: SdkLogger, timeout?: number): WebClient {
  return new webApi.WebClient(token, clientOptions(apiUrl, logger, timeout));
}

/** The SDK's debug lines hold whole payloads with `response_url`s, so they are dropped, not merely filtered. */
export function sdkLogger(log: SlackLog): SdkLogger {
  const say = (parts: readonly unknown[]): string =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
  return {
    debug: () => {},
    info: (...parts: unknown[]) => log.debug(say(parts)),
    warn: (...parts: unknown[]) => log.warn(say(parts)),
    error: (...parts: unknown[]) => log.warn(say(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
