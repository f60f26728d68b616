// Addresses: relative ones made absolute, and one form for the many addresses of one article.

// Only names that never choose an article: a wrong one would make two articles one.
const TRACKER =
  /^(?:utm_\w+|utm|at_(?:medium|campaign|link\w*|custom\d|ptr_\w+|bbc_\w+|format)|mtm_\w+|pk_\w+|piwik_\w+|hsa_\w+|_hs\w+|ns_\w+|xtor|fbclid|gclid|gclsrc|dclid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|mkt_tok|vero_\w+|oly_\w+|wickedid|_ga|_gl|ocid|cmp|cmpid|icid|ito|soc_src|soc_trk|guccounter|guce_\w+|smid|smtyp|sref|srnd|ref|ref_src|ref_url|referrer|feedtype|taid|traffic_source|outputtype|amp|usqp|__twitter_impression|reflink|spm|s_kwcid|wt_mc|wt\.mc_id|maca|campaign_id|emci|emdi|ceid|trk|trkcampaign|ncid|sr_share|leadsource)$/i;
/** `?from=rss` and the like: a name of any kind whose value only says that a feed led here. */
const FROM_A_FEED = /^(?:rss|feed|atom)(?:\b|_|\d|$)/i;
const MOBILE_HOST = /^(?:www\d?|m|mobile|mobil|amp|wap|touch)\./;
const INDEX_PAGE = /\/(?:index|default)\.(?:html?|php|aspx?)$/;

/** An absolute http(s) address, or nothing; `base` may be missing. */
export function resolveUrl(url: string, base?: string): string | undefined {
  const written = url.trim().replaceAll(/[\t\r\n]+\s*/g, '');
  if (written === '') return undefined;
  const parsed = URL.parse(written, base === undefined || base === '' ? undefined : base);
  return parsed !== null && isWeb(parsed) ? parsed.href : undefined;
}

/** One form of an address: two addresses of one article come out equal. What is no address comes back as it is. */
export function canonicalUrl(url: string): string {
  const parsed = URL.parse(url.trim());
  if (parsed === null || !isWeb(parsed)) return url.trim();
  const target = unwrapped(parsed);
  const host = withoutMobileHost(target.hostname.replace(/\.$/, ''));
  const port = target.port === '' ? '' : `:${target.port}`;
  return `https://${host}${port}${canonicalPath(target.pathname)}${canonicalQuery(target)}`;
}

function isWeb(url: URL): boolean {
  return (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '';
}

/** Follows, without any request, what redirectors and AMP caches carry in their own address. */
function unwrapped(url: URL): URL {
  const host = url.hostname;
  const carried = carriedTarget(url, host);
  const target = carried === undefined ? null : URL.parse(carried);
  return target !== null && isWeb(target) ? target : url;
}

function carriedTarget(url: URL, host: string): string | undefined {
  const amp = /^(?:\/amp\/s\/|\/[cvi]\/s\/)(.+)$/.exec(url.pathname);
  if (amp !== null && (/^(?:www\.)?google\.[a-z.]+$/.test(host) || host.endsWith('.cdn.ampproject.org'))) {
    return `https://${amp[1] ?? ''}${url.search}`;
  }
  if (/^(?:www\.)?google\.[a-z.]+$/.test(host) && url.pathname === '/url') {
    return url.searchParams.get('url') ?? url.searchParams.get('q') ?? undefined;
  }
  if (/^(?:www\.)?bing\.com$/.test(host) && url.pathname.endsWith('apiclick.aspx')) {
    return url.searchParams.get('url') ?? undefined;
  }
  if (/^lm?\.facebook\.com$/.test(host)) return url.searchParams.get('u') ?? undefined;
  return undefined;
}

function withoutMobileHost(host: string): string {
  const bare = host.replace(MOBILE_HOST, '');
  const whole = bare.includes('.') ? bare : host;
  // en.m.wikipedia.org and the like carry the mark in the middle.
  return whole.replace(/^([a-z-]{2,8})\.m\.(.+\..+)$/, '$1.$2');
}

function canonicalPath(path: string): string {
  const short = path
    .replaceAll(/\/{2,}/g, '/')
    .replace(INDEX_PAGE, '/')
    .replace(/(?:\/amp|[.]amp)\/?$/, '')
    .replace(/(?:[._-]amp)?[.]amp[.]html$|[.]amphtml$/, '.html')
    .replace(/^\/amp\//, '/')
    .replace(/\/$/, '');
  return short === '' ? '/' : short;
}

function canonicalQuery(url: URL): string {
  const kept = [...url.searchParams].filter(([name, value]) => !TRACKER.test(name) && !FROM_A_FEED.test(value));
  if (kept.length === 0) return '';
  kept.sort(([a, x], [b, y]) => (a === b ? order(x, y) : order(a, b)));
  return `?${new URLSearchParams(kept)}`;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const SECRET_NAME = /(?:key|token|secret|auth|pass(?:word)?|pwd|sig(?:nature)?)$/i;

/** For eyes that need not be those of who pays for the feed. */
export function withoutSecrets(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') [url.username, url.password] = ['', ''];
  for (const name of new Set(url.searchParams.keys())) {
    if (SECRET_NAME.test(name)) url.searchParams.set(name, '***');
  }
  return url.href;
}
