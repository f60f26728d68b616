// Entities: those a DOCTYPE declares, those of HTML, and references to characters, as a strict parser accepts them.
import { decodeHTMLStrict } from 'entities';

/** The character that windows-1252 has where Latin-1 has a control. */
const CP1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

export function fromCp1252(code: number): string {
  const character = CP1252.charAt(code - 0x80);
  return character.charCodeAt(0) > 0x9f ? character : '';
}

const LONGEST_DOCTYPE = 65_536;
const LONGEST_ENTITY = 512;

/** Entities that a DOCTYPE declares, plain text only: what refers to others or to files is not followed. */
export function readDoctype(
  text: string,
  at: number,
): { readonly end: number; readonly entities: ReadonlyMap<string, string> } {
  const entities = new Map<string, string>();
  const close = text.indexOf('>', at);
  if (close < 0) return { end: text.length, entities };
  const bracket = text.slice(at, close).indexOf('[');
  if (bracket < 0) return { end: close + 1, entities };
  const open = at + bracket;
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

/** Growth that entities of a DOCTYPE may cause in all. */
const MOST_GROWTH = 1_000_000;

/** Rewrites what a strict parser would refuse: foreign entities, bare ampersands and brackets. */
export function entityMender(entities: ReadonlyMap<string, string>): (part: string) => string {
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
  const mend = (part: string): string =>
    withWholePairs(part).replaceAll(
      /&+(?=&)|&(?!(?:amp|lt|gt|quot|apos);)(?:#(?:(\d{1,8})|[xX]([\da-fA-F]{1,7}));?|([A-Za-z][\w.-]{0,59});)?|<+(?![\p{L}_:/!?])/gu,
      (whole, decimal?: string, hex?: string, name?: string) => {
        if (whole.startsWith('<')) return '&lt;'.repeat(Math.min(whole.length, LONGEST_RUN));
        if (name !== undefined) return named(whole, name);
        if (decimal === undefined && hex === undefined) return '&amp;'.repeat(Math.min(whole.length, LONGEST_RUN));
        return characterOf(codeOf(decimal, hex));
      },
    );
  // The engine collects all matches of a text before it replaces any: piece by piece that stays small.
  return (part) => (part.length <= PIECE ? mend(part) : piecesOf(part).map(mend).join(''));
}

/** Characters beyond the first plane that were written as the two halves they have in UTF-16. */
function withWholePairs(part: string): string {
  if (!/&#(?:5[5-7]|[xX][dD][89abAB])/.test(part)) return part;
  return part.replaceAll(
    /&#(?:(5[56]\d{3})|[xX]([dD][89abAB][\da-fA-F]{2}));&#(?:(5[67]\d{3})|[xX]([dD][c-fC-F][\da-fA-F]{2}));/g,
    (whole, ...[high, highHex, low, lowHex]: (string | undefined)[]) => {
      const [lead, trail] = [codeOf(high, highHex), codeOf(low, lowHex)];
      const isPair = lead >= 0xd800 && lead <= 0xdbff && trail >= 0xdc00 && trail <= 0xdfff;
      return isPair ? String.fromCharCode(lead, trail) : whole;
    },
  );
}

function codeOf(decimal: string | undefined, hex: string | undefined): number {
  return decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
}

const PIECE = 65_536;
const LONGEST_REFERENCE = 64;
const LONGEST_RUN = 1_000;

/** Cuts between references, and never between a `<` and what follows it. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  while (from < text.length) {
    let to = Math.min(text.length, from + PIECE);
    // Only a stretch is looked back over: the whole of it, once for each piece, would take quadratic time.
    const stretch = Math.max(from, to - LONGEST_REFERENCE);
    const reference = text.slice(stretch, to).lastIndexOf('&') + stretch;
    if (to < text.length && reference > stretch) to = reference;
    if (to < text.length && text.charCodeAt(to - 1) === 0x3c && to - 1 > from) to -= 1;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
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

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
