// HTTP: Slack's signed requests come to our own server, which hands everything under `/slack/` to this listener.
import { type IncomingMessage, ServerResponse } from 'node:http';
import { HTTPModuleFunctions, HTTPReceiver, verifySlackRequest } from '@slack/bolt';
import type { EpochMs } from '../../core/text/instant.ts';
import type { Transport } from './transport.ts';
import type { SdkLogger, SlackLog } from './web.ts';

export const EVENTS_PATH = '/slack/events';

const LARGEST_CLOCK_DIFFERENCE = 5 * 60_000;
const LARGEST_BODY = 1024 * 1024;

export function createHttpTransport(options: {
  readonly signingSecret: string;
  readonly logger: SdkLogger;
  readonly log: SlackLog;
  readonly now: () => EpochMs;
}): Transport {
  const { log, now, signingSecret } = options;
  const receiver = new HTTPReceiver({
    signingSecret,
    // Checked by `listener` before, by Bolt's own rule but with our clock, and in both directions of it.
    signatureVerification: false,
    endpoints: [EVENTS_PATH],
    logger: options.logger,
    processEventErrorHandler: async ({ error, response }) => {
      log.warn('Slack: a request could not be handled', { why: error.message });
      answer(response, 500);
      return false;
    },
    unhandledRequestHandler: ({ response }) => {
      log.warn('Slack: a request was of a kind nobody here answers');
      answer(response, 200);
    },
  });
  let open = false;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const read = await readSigned(request, signingSecret, now());
    if (read.kind === 'refused') {
      log.warn('Slack: a request was refused', { why: read.why });
      return answer(response, read.status);
    }
    if (read.kind === 'ssl-check') return answer(response, 200);
    if (!needsNoAnswer(read.body)) return receiver.requestListener(read.request, response);
    answer(response, 200);
    // Of many that come at once all are acknowledged before any is looked into. What Bolt then answers goes nowhere.
    setImmediate(() => receiver.requestListener(read.request, new ServerResponse(read.request)));
  }

  return {
    receiver,
    async open() {
      open = true;
      return 'connected';
    },
    async close() {
      open = false;
    },
    listener(request, response) {
      const path = (request.url ?? '').split('?')[0];
      if (!open || path !== EVENTS_PATH || request.method !== 'POST') {
        request.resume();
        return answer(response, open ? 404 : 503);
      }
      take(request, response).catch((error: unknown) => {
        log.warn('Slack: a request could not be read', { error });
        answer(response, 400);
      });
    },
  };
}

type Signed =
  | { readonly kind: 'signed'; readonly request: IncomingMessage; readonly body: string }
  /** Slack's look at the certificate comes unsigned and carries nothing. */
  | { readonly kind: 'ssl-check' }
  | { readonly kind: 'refused'; readonly status: 401 | 413; readonly why: string };

async function readSigned(request: IncomingMessage, signingSecret: string, now: EpochMs): Promise<Signed> {
  let buffered: Awaited<ReturnType<typeof HTTPModuleFunctions.bufferIncomingMessage>>;
  try {
    buffered = await HTTPModuleFunctions.bufferIncomingMessage(request, LARGEST_BODY);
  } catch {
    return { kind: 'refused', status: 413, why: `its body broke off or is larger than ${LARGEST_BODY} bytes` };
  }
  const body = buffered.rawBody.toString();
  const signature = request.headers['x-slack-signature'];
  const at = Number(request.headers['x-slack-request-timestamp']);
  if (typeof signature !== 'string') {
    if (/^ssl_check=1(&token=\w*)?$/.test(body)) return { kind: 'ssl-check' };
    return { kind: 'refused', status: 401, why: 'it is not signed' };
  }
  if (!(Math.abs(now - at * 1000) <= LARGEST_CLOCK_DIFFERENCE)) {
    return { kind: 'refused', status: 401, why: 'its timestamp is stale' };
  }
  try {
    verifySlackRequest({
      signingSecret,
      body,
      headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': at },
      nowMilliseconds: now,
    });
  } catch {
    return { kind: 'refused', status: 401, why: 'its signature is not by SLACK_SIGNING_SECRET' };
  }
  return { kind: 'signed', request: buffered, body };
}

/** Commands, buttons and shortcuts: an empty acknowledgement is all that Slack wants of us. */
function needsNoAnswer(body: string): boolean {
  return /(^|&)command=%2F/.test(body) || /^payload=%7B%22type%22%3A%22(block_actions|message_action)%22/.test(body);
}

function answer(response: ServerResponse, status: number): void {
  if (!response.headersSent) response.writeHead(status);
  response.end();
}
