// Speaks to hubs: asks one to subscribe or unsubscribe us, over connections that are checked like those to publishers.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Dispatcher, request } from 'undici';
import { type HubSubscription, LEASE_SECONDS, readSignature } from '../core/feeds/websub.ts';
import { checkedUrl } from './ask.ts';
import { FetchStopped, toFault } from './fault.ts';
import { header } from './headers.ts';
import type { HostTurns } from './host-turns.ts';

const MOST_REDIRECTS = 3;
const REASON = 200;
const MOST_READ = 4 * 1024;

export type HubParts = {
  readonly dispatcher: Dispatcher;
  readonly turns: HostTurns;
  readonly userAgent: string;
  /** A hub that takes longer has not answered. */
  readonly headersMs: number;
};

export type HubAnswer = { readonly kind: 'accepted' } | { readonly kind: 'refused'; readonly why: string };

export async function askHub(
  { hub, topic, secret, wants, callback = '' }: HubSubscription,
  parts: HubParts,
  signal: AbortSignal,
): Promise<HubAnswer> {
  const form = new URLSearchParams({ 'hub.mode': wants, 'hub.topic': topic, 'hub.callback': callback });
  if (wants === 'subscribe') {
    form.set('hub.secret', secret);
    form.set('hub.lease_seconds', String(LEASE_SECONDS));
  }
  const late = AbortSignal.timeout(parts.headersMs);
  try {
    return await post(checkedUrl(hub), form.toString(), parts, AbortSignal.any([signal, late]));
  } catch (error) {
    return { kind: 'refused', why: late.aborted ? 'the hub did not answer in time' : toFault(error).why };
  }
}

async function post(
  first: URL,
  body: string,
  { dispatcher, turns, userAgent }: HubParts,
  signal: AbortSignal,
): Promise<HubAnswer> {
  let url = first;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const leave = await turns.take(url.hostname, signal);
    try {
      const answer = await request(url, {
        dispatcher,
        signal,
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': userAgent },
      });
      const { statusCode: status } = answer;
      const location = header(answer.headers, 'location');
      if ((status === 307 || status === 308) && location !== undefined) {
        await answer.body.dump({ limit: MOST_READ, signal });
        url = checkedUrl(location, url);
        continue;
      }
      if (status >= 200 && status < 300) {
        await answer.body.dump({ limit: MOST_READ, signal });
        return { kind: 'accepted' };
      }
      return { kind: 'refused', why: `the hub answers HTTP ${status}${await reasonIn(answer.body)}` };
    } finally {
      leave();
    }
  }
  throw new FetchStopped({ kind: 'refused', why: `the hub redirects more than ${MOST_REDIRECTS} times` });
}

/** Hubs say in plain text what they do not like. */
async function reasonIn(body: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of body) {
    text += chunk.toString('utf8');
    if (text.length >= REASON) break;
  }
  const line = text
    .slice(0, REASON)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return line === '' || line.startsWith('<') ? '' : `: ${line}`;
}

/** Whether whoever sent this knows the secret that only the hub was told; takes the same time for every wrong answer. */
export function isSigned(bytes: Uint8Array, signature: string | undefined, secret: string): boolean {
  const read = readSignature(signature);
  if (read === undefined) return false;
  const expected = createHmac(read.algorithm, secret).update(bytes).digest();
  return timingSafeEqual(expected, Buffer.from(read.digest, 'hex'));
}
