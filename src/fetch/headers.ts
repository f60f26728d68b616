// What the headers of an answer say to a poller: how long it stays fresh, when to come back, where its hub is.
import type { PollHints } from '../core/feeds/feed.ts';
import type { EpochMs } from '../core/text/instant.ts';

/** Header fields by lower-case name, as undici gives them. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

export function header(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  const text = Array.isArray(value) ? value.join(', ') : value;
  return text === undefined || text.trim() === '' ? undefined : text;
}

/** An HTTP date as an instant of our own clock: what counts is its distance from the publisher's `Date`. */
function instantOf(headers: Headers, text: string, now: EpochMs): EpochMs | undefined {
  const at = Date.parse(text);
  if (Number.isNaN(at)) return undefined;
  const sentAt = Date.parse(header(headers, 'date') ?? '');
  return Number.isNaN(sentAt) ? at : now + (at - sentAt);
}

export function hintsOf(headers: Headers, now: EpochMs): PollHints {
  const control = header(headers, 'cache-control') ?? '';
  const seconds = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})/i.exec(control)?.[1];
  if (seconds !== undefined) return { maxAge: Number(seconds) * 1_000 };
  if (/(?:^|[\s,])no-(?:store|cache)\b/i.test(control)) return {};
  const expires = header(headers, 'expires');
  const expiresAt = expires === undefined ? undefined : instantOf(headers, expires, now);
  return expiresAt === undefined ? {} : { expiresAt };
}

export function retryAtOf(headers: Headers, now: EpochMs): EpochMs | undefined {
  const text = header(headers, 'retry-after')?.trim();
  if (text === undefined) return undefined;
  return /^\d{1,10}$/.test(text) ? now + Number(text) * 1_000 : instantOf(headers, text, now);
}

/** The `Link` relations WebSub needs (RFC 8288), absolute. */
export function linksOf(headers: Headers, base: string): { readonly hub?: string; readonly self?: string } {
  const found: { hub?: string; self?: string } = {};
  for (const [, target = '', parameters = ''] of (header(headers, 'link') ?? '').matchAll(/<([^>]*)>([^<]*)/g)) {
    const relations = /(?:^|;)\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters);
    for (const relation of (relations?.[1] ?? relations?.[2] ?? '').toLowerCase().split(/\s+/)) {
      const url = URL.parse(target, base)?.href;
      if (url && (relation === 'hub' || relation === 'self')) found[relation] ??= url;
    }
  }
  return found;
}
