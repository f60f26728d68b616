// Element names in one form: lower case, under the prefix that is customary for their namespace, whatever the
// document calls it. The feed's own vocabulary has no prefix.

const SPACES: readonly (readonly [RegExp, string])[] = [
  [
    /^https?:\/\/(?:www\.w3\.org\/2005\/atom|purl\.org\/(?:atom|echo)|uncensored\.citadel\.org\/pie|example\.com\/(?:necho|newformat))/,
    'atom',
  ],
  [
    /^https?:\/\/(?:purl\.org\/(?:rss\/1\.0\/?$|net\/rss)|(?:my|channel)\.netscape\.com\/|backend\.userland\.com\/|(?:blogs\.law|cyber(?:\.law)?)\.harvard\.edu\/(?:tech\/)?rss|www\.rssboard\.org\/rss)/,
    'rss',
  ],
  [/^https?:\/\/purl\.org\/dc\/elements\//, 'dc'],
  [/^https?:\/\/purl\.org\/dc\/terms/, 'dcterms'],
  [/^https?:\/\/purl\.org\/rss\/1\.0\/modules\/content/, 'content'],
  [/^https?:\/\/purl\.org\/rss\/1\.0\/modules\/syndication/, 'sy'],
  [/^https?:\/\/[\w.]*search\.yahoo\.com\/mrss/, 'media'],
  [/^https?:\/\/www\.itunes\.com\/dtds\/podcast/, 'itunes'],
  [/^https?:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns/, 'rdf'],
  [/^https?:\/\/www\.w3\.org\/1999\/xhtml/, 'xhtml'],
  [/^https?:\/\/www\.w3\.org\/xml\/1998\/namespace/, 'xml'],
  [/^https?:\/\/rssnamespace\.org\/feedburner\//, 'feedburner'],
];

/** Prefixes as people use them without declaring. */
const CUSTOMARY: Readonly<Record<string, string>> = {
  a10: 'atom',
  atom10: 'atom',
  atom03: 'atom',
  rss09: 'rss',
  rss1: 'rss',
  rss2: 'rss',
};

/** Prefix → namespace, as declared anywhere in the text; the first declaration of a prefix counts. */
export function declaredPrefixes(text: string): ReadonlyMap<string, string> {
  const prefixes = new Map<string, string>();
  if (!text.includes('xmlns:')) return prefixes;
  for (const [, prefix = '', space = ''] of text.matchAll(
    /xmlns:([\w.-]{1,40})\s{0,4}=\s{0,4}["']\s{0,4}([^\s"'<>]{1,200})/g,
  )) {
    const key = prefix.toLowerCase();
    if (!prefixes.has(key)) prefixes.set(key, space);
    if (prefixes.size > 200) break;
  }
  return prefixes;
}

/** How names of one document are put into the one form; `own` is the vocabulary that loses its prefix. */
export function nameReader(prefixes: ReadonlyMap<string, string>, root: string): (name: string) => string {
  const known = new Map<string, string>();
  const rootPrefix = root.includes(':') ? root.slice(0, root.indexOf(':')).toLowerCase() : '';
  const local = root.slice(root.indexOf(':') + 1).toLowerCase();
  const own = local === 'feed' || local === 'entry' ? 'atom' : 'rss';
  const read = (name: string): string => {
    const lower = name.toLowerCase();
    const colon = lower.indexOf(':');
    if (colon < 0) return lower;
    const prefix = lower.slice(0, colon);
    const rest = lower.slice(colon + 1);
    const space = prefixes.get(prefix)?.toLowerCase();
    const customary =
      (space === undefined ? undefined : SPACES.find(([shape]) => shape.test(space))?.[1]) ??
      CUSTOMARY[prefix] ??
      prefix;
    if (customary === own || (prefix === rootPrefix && customary !== 'rdf')) return rest;
    return `${customary}:${rest}`;
  };
  return (name) => {
    const seen = known.get(name);
    if (seen !== undefined) return seen;
    const canonical = read(name);
    // A hostile document may hold a name for every tag.
    if (known.size < 2_000) known.set(name, canonical);
    return canonical;
  };
}
