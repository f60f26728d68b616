// Text → XML that a strict parser accepts, as far as small mends go. One pass, linear in the length: nothing here looks further back or ahead than it has to.
import { entityMender, fromCp1252, readDoctype } from './entities.ts';
import type { Dialect } from './markup.ts';
import { declaredPrefixes, nameReader } from './names.ts';

export type SanitisedFeed = {
  readonly xml: string;
  readonly dialect: Dialect;
  readonly nameOf: (name: string) => string;
  /** The stretches of `xml` outside CDATA. */
  readonly sections: readonly Section[];
  /** Every comment and section that begins also ends. */
  readonly whole: boolean;
  readonly rootLanguage?: string;
};

const ROOT = /^(?:[\w.-]{1,40}:)?(rss|rdf|feed|channel|item|entry)$/i;
/** Controls but tab and line ends, and what is no character at all; written out, for classes of Unicode are slow to look for. */
const UNWANTED = /[^\t\n\r\x20-\x7e\xa0-\ufffd]/;
const EVERY_UNWANTED = new RegExp(UNWANTED, 'g');
const NAME = /[^\s<>/"'=]*/y;

/** The document from its root element on, or nothing where there is no feed in it. */
export function sanitiseFeed(text: string): SanitisedFeed | undefined {
  const clean = UNWANTED.test(text) ? withoutControls(text) : text;
  const start = findRoot(clean);
  if (start === undefined) return undefined;
  const nameOf = nameReader(declaredPrefixes(clean), start.name);
  const body = rewriteBody(clean.slice(start.at), start.entities);
  const root = nameOf(start.name);
  const rootTag = body.xml.slice(0, Math.min(body.xml.indexOf('>') + 1, 4_000));
  const rootLanguage = /\sxml:lang\s{0,4}=\s{0,4}["']([\w-]{2,20})/i.exec(rootTag)?.[1];
  return {
    xml: body.xml,
    dialect: root === 'feed' || root === 'entry' ? 'atom' : root === 'rdf:rdf' || root === 'rdf' ? 'rdf' : 'rss',
    nameOf,
    sections: body.sections,
    whole: body.whole,
    ...(rootLanguage !== undefined && { rootLanguage }),
  };
}

function withoutControls(text: string): string {
  return text.replaceAll(EVERY_UNWANTED, (character) => {
    const code = character.charCodeAt(0);
    if (code === 0x85) return '\n';
    return code >= 0x80 && code <= 0x9f ? fromCp1252(code) : '';
  });
}

/** Tags, comments and declarations that may stand before a feed. */
const MOST_STEPS = 2_000;

type Root = { readonly at: number; readonly name: string; readonly entities: ReadonlyMap<string, string> };

/** Passes over warnings, comments, declarations and a DOCTYPE, up to the element that begins a feed. */
function findRoot(text: string): Root | undefined {
  let entities: ReadonlyMap<string, string> = new Map();
  let at = text.indexOf('<');
  let commentsEnd = true;
  for (let steps = 0; at >= 0 && steps < MOST_STEPS; steps += 1) {
    if (text.startsWith('<!--', at)) {
      // A missing end is missed once: looking for it again and again would take quadratic time.
      const end: number = commentsEnd ? text.indexOf('-->', at + 4) : -1;
      commentsEnd = end >= 0;
      at = text.indexOf('<', end < 0 ? at + 4 : end + 3);
    } else if (text.startsWith('<!', at)) {
      const doctype = readDoctype(text, at);
      if (doctype.entities.size > 0) entities = doctype.entities;
      at = text.indexOf('<', doctype.end);
    } else {
      NAME.lastIndex = at + 1;
      const name = NAME.exec(text)?.[0] ?? '';
      if (ROOT.test(name)) return { at, name, entities };
      if (/^html$/i.test(name)) return undefined;
      at = text.indexOf('<', at + 1);
    }
  }
  return undefined;
}

export type Section = readonly [start: number, end: number];

/** Mends entities outside CDATA, drops comments and instructions; `sections` are the stretches of `xml` outside CDATA. */
function rewriteBody(
  text: string,
  entities: ReadonlyMap<string, string>,
): { readonly xml: string; readonly sections: readonly Section[]; readonly whole: boolean } {
  const mend = entityMender(entities);
  const sections: Section[] = [];
  let xml = '';
  let whole = true;
  const addMarkup = (from: number, to: number): void => {
    if (from >= to) return;
    const part = mend(text.slice(from, to));
    sections.push([xml.length, xml.length + part.length]);
    xml += part;
  };
  // Each end is missed once at most; searching for it again would make the pass quadratic.
  const unended = new Set<Special>();
  let from = 0;
  let search = 0;
  for (;;) {
    const at = nextSpecial(text, search);
    const special = at < 0 ? undefined : SPECIALS.find(({ open }) => text.startsWith(open, at));
    if (special === undefined) break;
    addMarkup(from, at);
    const end = unended.has(special) ? -1 : text.indexOf(special.close, at + special.open.length);
    if (end < 0) {
      // Nothing ends it: what follows is read as markup, so that the items in it are not lost.
      unended.add(special);
      whole = false;
      from = at + special.open.length;
      search = from;
      continue;
    }
    if (special.keep) xml += text.slice(at, end + special.close.length);
    from = end + special.close.length;
    search = from;
  }
  addMarkup(from, text.length);
  return { xml, sections, whole };
}

const SPECIAL = /<[!?]/g;

function nextSpecial(text: string, from: number): number {
  SPECIAL.lastIndex = from;
  return SPECIAL.exec(text)?.index ?? -1;
}

type Special = { readonly open: string; readonly close: string; readonly keep: boolean };
const SPECIALS: readonly Special[] = [
  { open: '<![CDATA[', close: ']]>', keep: true },
  { open: '<!--', close: '-->', keep: false },
  { open: '<?', close: '>', keep: false },
  { open: '<!', close: '>', keep: false },
];
