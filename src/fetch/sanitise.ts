// Text → XML that a strict parser accepts, as far as small mends go. One pass, linear in the length: nothing here looks further back or ahead than it has to.
import { decodeHTMLStrict } from 'entities';
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
  readonly hasBase: boolean;
  readonly rootLanguage?: string;
};

const ROOT = /^(?:[\w.-]{1,40}:)?(rss|rdf|feed|channel|item|entry)$/i;
/** Controls but tab and line ends, and what is no character at all. */
const UNWANTED = /[[\p{Cc}\uFFFE\uFFFF]--[\t\n\r]]/v;
const EVERY_UNWANTED = new RegExp(UNWANTED, 'gv');
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
    hasBase: body.xml.includes('xml:base'),
    ...(rootLanguage !== undefined && { rootLanguage }),
  };
}

/** The character that windows-1252 has where Latin-1 has a control. */
const CP1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function fromCp1252(code: number): string {
  const character = CP1252.charAt(code - 0x80);
  return character.charCodeAt(0) > 0x9f ? character : '';
}

function withoutControls(text: string): string {
  return text.replaceAll(EVERY_UNWANTED, (character) => {
    const code = character.charCodeAt(0);
    if (code === 0x85) return '\n';
    return code >= 0x80 && code <= 0x9f ? fromCp1252(code) : '';
  });
}

type Root = { readonly at: number; readonly name: string; readonly entities: ReadonlyMap<string, string> };

/** Passes over warnings, comments, declarations and a DOCTYPE, up to the element that begins a feed. */
function findRoot(text: string): Root | undefined {
  let entities: ReadonlyMap<string, string> = new Map();
  let at = text.indexOf('<');
  let elements = 0;
  while (at >= 0 && elements < 1_000) {
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at + 4);
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
      if (name !== '' && /^[a-z]/i.test(name)) elements += 1;
      at = text.indexOf('<', at + 1);
    }
  }
  return undefined;
}

const LONGEST_DOCTYPE = 65_536;
const LONGEST_ENTITY = 512;

/** Entities that a DOCTYPE declares, plain text only: what refers to others or to files is not followed. */
function readDoctype(
  text: string,
  at: number,
): { readonly end: number; readonly entities: ReadonlyMap<string, string> } {
  const entities = new Map<string, string>();
  const close = text.indexOf('>', at);
  const open = text.indexOf('[', at);
  if (close < 0) return { end: text.length, entities };
  if (open < 0 || open > close) return { end: close + 1, entities };
  const subsetEnd = /\]\s{0,100}>/.exec(text.slice(open, open + LONGEST_DOCTYPE));
  const end = subsetEnd === null ? close + 1 : open + subsetEnd.index + subsetEnd[0].length;
  for (const [, name = '', double, single] of text
    .slice(open, end)
    .matchAll(/<!ENTITY\s{1,20}([\w.-]{1,60})\s{1,20}(?:"([^"<]{0,512})"|'([^'<]{0,512})')/g)) {
    const value = decodeHTMLStrict(double ?? single ?? '');
    if (!/&[\w.-]+;/.test(value) && value.length <= LONGEST_ENTITY && entities.size < 500) entities.set(name, value);
  }
  return { end, entities };
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

/** Growth that entities of a DOCTYPE may cause in all. */
const MOST_GROWTH = 1_000_000;

function entityMender(entities: ReadonlyMap<string, string>): (part: string) => string {
  let growth = 0;
  const named = (whole: string, name: string): string => {
    const own = entities.get(name);
    if (own !== undefined) {
      growth += own.length;
      return growth > MOST_GROWTH ? '' : escapeXml(own);
    }
    const decoded = decodeHTMLStrict(`&${name};`);
    return decoded.startsWith('&') && decoded.length > 1 ? `&amp;${whole.slice(1)}` : escapeXml(decoded);
  };
  return (part) =>
    part.replaceAll(
      /&+(?=&)|&(?!(?:amp|lt|gt|quot|apos);)(?:#(?:(\d{1,8})|[xX]([\da-fA-F]{1,7}));?|([A-Za-z][\w.-]{0,59});)?|<+(?![\p{L}_:/!?])/gu,
      (whole, decimal?: string, hex?: string, name?: string) => {
        if (whole.startsWith('<')) return '&lt;'.repeat(whole.length);
        if (name !== undefined) return named(whole, name);
        if (decimal === undefined && hex === undefined) return '&amp;'.repeat(whole.length);
        return characterOf(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal));
      },
    );
}

function characterOf(code: number): string {
  if (code >= 0x80 && code <= 0x9f) return fromCp1252(code);
  const allowed =
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0x10ffff);
  if (!allowed || (code & 0xfffe) === 0xfffe) return '';
  return code < 0x80 ? `&#${code};` : String.fromCodePoint(code);
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
