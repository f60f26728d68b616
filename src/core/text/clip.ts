// Text made fit to be shown: freed of characters that deceive the eye, and cut at a word within a limit.

const ELLIPSIS = '…';

/** Invisible characters, which only mislead; joiners, tags and the selectors of emoji have rules of their own. */
const INVISIBLE = /(?![\p{Join_Control}\p{Variation_Selector}\u{E0000}-\u{E007F}])\p{Default_Ignorable_Code_Point}/gu;

const CONTROLS = /(?!\n)\p{Cc}|[\uFFF9-\uFFFC]/gu;

/** Joiners belong inside emoji and in the scripts that shape with them; between Latin letters they only hide. */
const SHAPED = ['Arabic', 'Syriac', 'Mongolian', 'Khmer', 'Myanmar', 'Sinhala', 'Devanagari', 'Bengali', 'Gujarati']
  .concat(['Gurmukhi', 'Kannada', 'Malayalam', 'Oriya', 'Tamil', 'Telugu'])
  .map((script) => `\\p{Script=${script}}`)
  .join('');
const STRAY_JOINER = new RegExp(
  `\\p{Join_Control}+(?<![\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\p{M}${SHAPED}]\\p{Join_Control}+)|\\p{Join_Control}+(?=\\s|$)`,
  'gu',
);

/** Tag characters spell out flags after a black flag; anywhere else they are hidden text. */
const STRAY_TAGS = /[\u{E0000}-\u{E007F}]+(?<!\u{1F3F4}[\u{E0020}-\u{E007F}]+)/gu;

const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Text as a reader should see it. Line feeds stay, every other kind of break becomes one; tabs become spaces. */
export function clean(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '')
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(/[\t\u00A0]/g, ' ')
    .replace(CONTROLS, '')
    .replace(INVISIBLE, '')
    .replace(STRAY_TAGS, '')
    .replace(STACKED_MARKS, '$1')
    .replace(STRAY_JOINER, '');
}

/** `clean`, and all on one line. */
export function cleanLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim();
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** At least this share of the limit must be used, else a word is cut: scripts without spaces, endless tokens. */
const WORD_SHARE = 0.6;

/** At most `limit` UTF-16 units: whole if it fits, else cut after a word (never inside a character) with an ellipsis. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  if (limit < ELLIPSIS.length) return '';
  const room = limit - ELLIPSIS.length;
  const head = text.slice(0, graphemeStart(text, room));
  // `room` may fall exactly on the end of a word, which then stays.
  const wordEnd = /\s/.test(text.charAt(head.length)) ? head.length : head.search(/\s\S*$/);
  const cut = wordEnd >= room * WORD_SHARE ? head.slice(0, wordEnd) : head;
  return `${cut.replace(/[\s,;:–—-]+$/u, '')}${ELLIPSIS}`;
}

/** Where the character that `index` falls into begins. Reads only a stretch before it, so that long text costs nothing. */
function graphemeStart(text: string, index: number): number {
  let from = Math.max(0, index - 64);
  // A stretch that begins at a space begins no grapheme in its middle.
  while (from > 0 && index - from < 256 && !/\s/.test(text.charAt(from))) from -= 1;
  if (/[\uDC00-\uDFFF]/.test(text.charAt(from)) && from > 0) from -= 1;
  const stretch = text.slice(from, index + 64);
  const inside = graphemes.segment(stretch).containing(index - from);
  return inside === undefined ? index : from + inside.index;
}
