// What stops a fetch, and how each error of the network reads as a sentence for the operator.
import type { FetchFault } from '../core/feeds/feed.ts';

/** Thrown inside a fetch to end it with a fault we have named ourselves; never leaves this room. */
export class FetchStopped extends Error {
  override name = 'FetchStopped';
  readonly fault: FetchFault;
  constructor(fault: FetchFault) {
    super(fault.why);
    this.fault = fault;
  }
}

const SENTENCES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such host: check the spelling of the address',
  EAI_AGAIN: 'the name of the host could not be looked up just now',
  ECONNREFUSED: 'the host refuses connections on this port',
  ECONNRESET: 'the host cut the connection',
  EPIPE: 'the host cut the connection',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network of the host cannot be reached',
  UND_ERR_SOCKET: 'the host closed the connection before it had answered in full',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the body is not as long as announced',
  UND_ERR_HEADERS_OVERFLOW: 'the headers of the answer are too large',
  CERT_HAS_EXPIRED: 'the certificate of the host has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate of the host is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate of the host is self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the host does not send the certificates that vouch for its own',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate belongs to another host',
  Z_DATA_ERROR: 'the compressed body is broken',
  Z_BUF_ERROR: 'the compressed body ends early',
};

const TIMEOUTS = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

const CERTIFICATE = /^(?:CERT_|ERR_TLS_CERT|DEPTH_ZERO_SELF|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER))/;

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The innermost error says most: a refusal is wrapped by the connector, an unreachable host by happy eyeballs. */
function innermost(error: unknown): unknown {
  if (error instanceof FetchStopped) return error;
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  if (error instanceof Error && error.cause instanceof Error) return innermost(error.cause);
  return error;
}

export function toFault(thrown: unknown): FetchFault {
  const error = innermost(thrown);
  if (error instanceof FetchStopped) return error.fault;
  if (!(error instanceof Error)) return { kind: 'network', why: String(error) };
  const code = codeOf(error);
  if (TIMEOUTS.has(code)) return { kind: 'timeout', why: 'the host did not answer in time' };
  if (code.startsWith('ERR__ERROR') || code.startsWith('ERR_BROTLI')) {
    return { kind: 'network', why: 'the compressed body is broken' };
  }
  const why = SENTENCES[code] ?? (code ? `${error.message} (${code})` : error.message);
  return { kind: 'network', why, ...(CERTIFICATE.test(code) && { certificate: true }) };
}

const STATUSES: Readonly<Record<number, string>> = {
  304: 'answers "not modified" although it was never read',
  400: 'the publisher rejects the request',
  401: 'the publisher wants a login',
  402: 'the publisher wants a payment',
  403: 'the publisher refuses robots, or this network',
  404: 'there is nothing at this address',
  406: 'the publisher does not serve what a feed reader accepts',
  410: 'the publisher has withdrawn what is behind this redirect',
  429: 'the publisher asks to come less often',
  451: 'the publisher is not allowed to show this here',
  503: 'the publisher is down for the moment',
};

export function statusFault(status: number, firewall?: string): FetchFault {
  if (firewall !== undefined) {
    const why = `a firewall before the publisher (${firewall}) lets no feed readers in (HTTP ${status})`;
    return { kind: 'status', status, why, firewall };
  }
  const why = STATUSES[status] ?? (status >= 500 ? 'the publisher has a fault of its own' : 'an answer without a feed');
  return { kind: 'status', status, why: `${why} (HTTP ${status})` };
}
