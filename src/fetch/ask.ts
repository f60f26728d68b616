// One request for a feed, one hop of its redirects: sends the validators, judges the answer.
import { type Dispatcher, request } from 'undici';
import type { FetchOutcome, PollState } from '../core/feeds/feed.ts';
import { type BodyLimits, readBody } from './body.ts';
import { FetchStopped, statusFault } from './fault.ts';
import { firewallOf } from './gatekeeper.ts';
import { type Headers, header, hintsOf, linksOf, retryAtOf } from './headers.ts';

export type AskOptions = BodyLimits & {
  readonly dispatcher: Dispatcher;
  readonly userAgent: string;
  /** Connecting and headers. */
  readonly headersMs: number;
  readonly now: () => number;
};

export type Hop =
  | { readonly kind: 'answer'; readonly outcome: FetchOutcome }
  | { readonly kind: 'redirect'; readonly to: URL; readonly permanent: boolean };

const ACCEPT = 'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5';

/** Throws a `FetchStopped` or an error of the network; aborting `stopper` ends it at any moment. */
export async function ask(url: URL, poll: PollState, options: AskOptions, stopper: AbortController): Promise<Hop> {
  const late = setTimeout(() => {
    const why = `${url.hostname} sent no headers within ${options.headersMs / 1_000} s`;
    stopper.abort(new FetchStopped({ kind: 'timeout', why }));
  }, options.headersMs);
  try {
    const answer = await request(url, {
      dispatcher: options.dispatcher,
      signal: stopper.signal,
      headers: requestHeaders(poll, options.userAgent),
      // The clocks that count are ours: exact, and ended by name.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    clearTimeout(late);
    return await judge(answer, url, poll, options, stopper);
  } finally {
    clearTimeout(late);
  }
}

export function checkedUrl(address: string, base?: URL): URL {
  const url = URL.parse(address, base?.href);
  if (!url) throw new FetchStopped({ kind: 'refused', why: `${address} is no address` });
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    const why = `only http and https addresses are fetched, and this is ${url.protocol}`;
    throw new FetchStopped({ kind: 'refused', why });
  }
  url.hash = '';
  return url;
}

function requestHeaders(poll: PollState, agent: string): Record<string, string> {
  return {
    'user-agent': agent,
    accept: ACCEPT,
    'accept-encoding': 'gzip, deflate, br',
    ...(poll.etag === undefined ? {} : { 'if-none-match': poll.etag }),
    ...(poll.lastModified === undefined ? {} : { 'if-modified-since': poll.lastModified }),
  };
}

async function judge(
  { statusCode: status, headers, body }: Dispatcher.ResponseData,
  url: URL,
  poll: PollState,
  options: AskOptions,
  stopper: AbortController,
): Promise<Hop> {
  const now = options.now();
  if (status === 200 || status === 203) {
    const encoding = (header(headers, 'content-encoding') ?? '').trim().toLowerCase();
    const bytes = await readBody(body, encoding, options, (why) => stopper.abort(why));
    const contentType = header(headers, 'content-type');
    return answer({
      kind: 'fetched',
      status,
      url: url.href,
      bytes,
      ...(contentType === undefined ? {} : { contentType }),
      ...validatorsOf(headers),
      hints: hintsOf(headers, now),
      ...linksOf(headers, url.href),
    });
  }
  // Whatever else it says, its body is of no use; a short one is read so that the connection can be used again.
  await body.dump({ limit: 64 * 1024, signal: stopper.signal });
  if (status === 304 && (poll.etag !== undefined || poll.lastModified !== undefined)) {
    return answer({ kind: 'unchanged', status, ...validatorsOf(headers), hints: hintsOf(headers, now) });
  }
  if (status === 410) return answer({ kind: 'gone' });
  const location = header(headers, 'location');
  if ([301, 302, 303, 307, 308].includes(status) && location !== undefined) {
    return { kind: 'redirect', to: checkedUrl(location, url), permanent: status === 301 || status === 308 };
  }
  const retryAt = status === 429 || status === 503 ? retryAtOf(headers, now) : undefined;
  return answer({
    kind: 'failed',
    fault: statusFault(status, firewallOf(status, headers)),
    ...(retryAt === undefined ? {} : { retryAt }),
  });
}

const answer = (outcome: FetchOutcome): Hop => ({ kind: 'answer', outcome });

function validatorsOf(headers: Headers): { readonly etag?: string; readonly lastModified?: string } {
  const etag = header(headers, 'etag');
  const lastModified = header(headers, 'last-modified');
  return { ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }) };
}
