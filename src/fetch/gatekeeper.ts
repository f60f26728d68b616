// Firewalls that stand before publishers: told by their headers, or by the page on which a browser shall prove itself.
import { type Headers, header } from './headers.ts';

const SIGNS: readonly (readonly [field: string, value: RegExp, name: string])[] = [
  ['cf-mitigated', /./, 'Cloudflare'],
  ['x-sucuri-id', /./, 'Sucuri'],
  ['x-datadome', /./, 'DataDome'],
  ['x-amzn-waf-action', /./, 'AWS WAF'],
  ['x-iinfo', /./, 'Imperva'],
  ['server', /^cloudflare/i, 'Cloudflare'],
  ['server', /^akamaighost/i, 'Akamai'],
  ['server', /^ddos-guard/i, 'DDoS-Guard'],
];

const SEARCHED = 20_000;
const CHALLENGE =
  /cf-chl|\/challenge-platform\/|_Incapsula_Resource|captcha-delivery\.com|sucuri_cloudproxy|ddos-guard|<title>\s*(?:Just a moment\.\.\.|Attention Required!|Checking your browser)/i;

/** Who refused, when it was not the publisher itself. A 503 may be a server restarting, so there it must say so. */
export function firewallOf(status: number, headers: Headers): string | undefined {
  if (status !== 401 && status !== 403 && status !== 503) return undefined;
  return SIGNS.find(([field, value]) => {
    if (status === 503 && field === 'server') return false;
    return value.test(header(headers, field) ?? '');
  })?.[2];
}

/** A page with 200 that asks for a browser. */
export function isChallengePage(bytes: Uint8Array): boolean {
  return CHALLENGE.test(Buffer.from(bytes.subarray(0, SEARCHED)).toString('latin1'));
}
