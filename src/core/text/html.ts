// Markup → plain text: what a reader would see of a title, a summary or an article, without its tags.
import { decodeHTML } from 'entities';
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';

const BLOCKS = new Set(
  `address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3
   h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead title tr ul video`.split(
    /\s+/,
  ),
);
const UNSEEN = new Set(['script', 'style', 'template', 'iframe', 'noembed', 'noframes', 'object', 'svg', 'select']);

// Marks that feeds cannot carry: sanitising drops controls. Of one byte, as most text is: a wider one would double its size.
const BLOCK_END = '\x84';
const LINE_END = '\x85';

/** Runs of white space that are more than the one space they become; the marks count as white space. */
const LONG_SPACE =
  / [\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\x84\x85]+|[\t-\r\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\x84\x85][\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\x84\x85]*/g;

/** What one round of decoding left behind: an entity, or a tag that people write in headlines. */
const STILL_MARKUP =
  /&(?:#\d{2,7}|#x[\da-f]{2,6}|[a-z]{2,8}\d{0,2});|<\/?(?:a|abbr|b|big|blockquote|br|cite|code|del|div|em|font|h[1-6]|hr|i|img|ins|li|ol|p|q|s|small|span|strike|strong|sub|sup|u|ul)(?:\s[^<>]*)?\/?>/i;

/** A tag that was cut off with the text around it, as opposed to a lone `<`. */
const CUT_TAG = /^<(?:\/?[a-z][\w:-]*(?:\s+[\w:-]+\s*=[\s\S]*|\s*\/?)|!--[\s\S]*)$/i;

/** The text of markup on one line; text that was escaped twice is read twice. */
export function plainText(markup: string): string {
  const once = collapse(seen(markup));
  const may = once.includes('&') || once.includes('<');
  return may && STILL_MARKUP.test(once) ? collapse(seen(once)) : once;
}

/** The text of markup as paragraphs joined by an empty line. */
export function paragraphs(markup: string): string {
  const text = seen(markup);
  if (!text.includes(BLOCK_END) && !text.includes(LINE_END)) return collapse(text);
  return text
    .replaceAll(/\x85\s*(?:\x85\s*)+/g, BLOCK_END)
    .replaceAll(LINE_END, ' ')
    .split(BLOCK_END)
    .map(collapse)
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

/** White space becomes one space, none at the ends; invisible characters that `\s` takes along are left to others. */
export function collapse(text: string): string {
  const even = text.replaceAll(LONG_SPACE, ' ');
  const start = even.startsWith(' ') ? 1 : 0;
  return even.slice(start, even.endsWith(' ') ? Math.max(start, even.length - 1) : even.length);
}

/** The visible text, with marks where a block or a line ends. */
function seen(markup: string): string {
  if (!markup.includes('<')) return markup.includes('&') ? decodeHTML(markup) : markup;
  const source = markup.includes('<![CDATA[') ? markup.replaceAll(/<!\[CDATA\[|\]\]>/g, '') : markup;
  const open = source.indexOf('<', source.lastIndexOf('>') + 1);
  if (open < 0) return tokenised(source);
  const last = source.lastIndexOf('<');
  const end = CUT_TAG.test(source.slice(last)) ? last : source.length;
  return tokenised(source.slice(0, open)) + decodeHTML(source.slice(open, end));
}

function tokenised(source: string): string {
  let text = '';
  let hidden = '';
  const mark = (name: string): void => {
    if (name === 'br') text += LINE_END;
    else if (BLOCKS.has(name)) text += BLOCK_END;
  };
  const nothing = (): void => {};
  const callbacks: TokenizerCallbacks = {
    ontext(start, end) {
      if (hidden !== '') return;
      const run = source.slice(start, end);
      text += run.includes('&') ? decodeHTML(run) : run;
    },
    onopentagname(start, end) {
      const name = source.slice(start, end).toLowerCase();
      if (hidden === '' && UNSEEN.has(name)) hidden = name;
      mark(name);
    },
    onselfclosingtag() {
      hidden = '';
    },
    onclosetag(start, end) {
      const name = source.slice(start, end).toLowerCase();
      if (hidden === name) hidden = '';
      mark(name);
    },
    ontextentity: nothing,
    onattribdata: nothing,
    onattribentity: nothing,
    onattribend: nothing,
    onattribname: nothing,
    oncdata: nothing,
    oncomment: nothing,
    ondeclaration: nothing,
    onend: nothing,
    onopentagend: nothing,
    onprocessinginstruction: nothing,
  };
  // Whole runs of text are decoded at once: the tokenizer passes over them faster when it need not look for entities.
  const tokenizer = new Tokenizer({ decodeEntities: false }, callbacks);
  tokenizer.write(source);
  tokenizer.end();
  return text;
}
