// Feed lists as other readers exchange them: OPML 2.0 in and out, folders kept as categories.
import { encodeXML } from 'entities';
import { Parser } from 'htmlparser2';
import { cleanLine } from '../text/clip.ts';
import { resolveUrl } from '../text/urls.ts';

export type Outline = {
  readonly url: string;
  readonly title: string;
  readonly language?: string;
  /** Folders from the outside in, joined by `/`. */
  readonly category?: string;
};

export type OpmlRead =
  | { readonly kind: 'read'; readonly outlines: readonly Outline[]; readonly refused: readonly string[] }
  | { readonly kind: 'unreadable'; readonly why: string };

const LARGEST = 5_000_000;
const MOST_FEEDS = 10_000;
const DEEPEST = 64;

/** A feed that is listed twice is read once; an address that is none is told in `refused`. */
export function readOpml(text: string): OpmlRead {
  if (text.length > LARGEST) return { kind: 'unreadable', why: 'the list is larger than 5 MB' };
  const folders: (string | undefined)[] = [];
  const outlines = new Map<string, Outline>();
  const refused: string[] = [];
  let isOpml = false;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'opml') isOpml = true;
        if (name !== 'outline') return;
        const title = cleanLine((attributes['title'] || attributes['text'] || '').slice(0, 1_000));
        const isFeed = /^(?:rss|atom|feed)$/i.test(attributes['type'] ?? '');
        const address = attributes['xmlurl'] ?? (isFeed ? attributes['url'] : undefined);
        if (address === undefined) {
          folders.push(title.replaceAll('/', '-'));
          return;
        }
        const outline = toOutline(address, title, attributes, folders);
        if (typeof outline === 'string') refused.push(outline);
        else if (!outlines.has(outline.url)) outlines.set(outline.url, outline);
        folders.push(undefined);
      },
      onclosetag(name) {
        if (name === 'outline') folders.pop();
      },
    },
    { xmlMode: true, lowerCaseTags: true, lowerCaseAttributeNames: true, decodeEntities: true },
  );
  parser.end(text);
  if (!isOpml) return { kind: 'unreadable', why: 'it is no OPML: there is no <opml> element' };
  if (outlines.size > MOST_FEEDS) return { kind: 'unreadable', why: `it lists more than ${MOST_FEEDS} feeds` };
  return { kind: 'read', outlines: [...outlines.values()], refused };
}

function toOutline(
  address: string,
  title: string,
  { language, category }: Readonly<Record<string, string | undefined>>,
  folders: readonly (string | undefined)[],
): Outline | string {
  const url = resolveUrl(address.replace(/^feed:(?:\/\/)?(?=https?:)/i, '').replace(/^feed:/i, 'http:'));
  if (url === undefined) return cleanLine(address.slice(0, 200)) || title;
  const inFolders = folders.filter((folder) => folder !== undefined && folder !== '');
  const path = (inFolders.length > 0 ? inFolders : foldersOf(category)).slice(0, DEEPEST);
  return {
    url,
    title,
    ...(language === undefined || !/^[a-z]{2,3}\b/i.test(language) ? {} : { language: language.toLowerCase() }),
    ...(path.length === 0 ? {} : { category: path.join('/') }),
  };
}

/** Lists without folders may name one for each feed: `/News/Europe,/Politics`. */
function foldersOf(category: string | undefined): readonly string[] {
  const [first = ''] = cleanLine((category ?? '').slice(0, 1_000)).split(',');
  return first
    .split('/')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

type Folder = { readonly folders: Map<string, Folder>; readonly feeds: Outline[] };

export function writeOpml(outlines: readonly Outline[], title: string): string {
  const root: Folder = { folders: new Map(), feeds: [] };
  for (const outline of outlines) {
    let folder = root;
    for (const name of outline.category?.split('/') ?? []) {
      const inner = folder.folders.get(name) ?? { folders: new Map(), feeds: [] };
      folder.folders.set(name, inner);
      folder = inner;
    }
    folder.feeds.push(outline);
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    `  <head><title>${encodeXML(title)}</title></head>`,
    '  <body>',
    ...linesOf(root, '    '),
    '  </body>',
    '</opml>',
    '',
  ].join('\n');
}

function linesOf(folder: Folder, indent: string): readonly string[] {
  const feeds = folder.feeds.map(({ url, title, language }) => {
    const attributes = {
      type: 'rss',
      text: title,
      title,
      xmlUrl: url,
      ...(language === undefined ? {} : { language }),
    };
    return `${indent}<outline ${written(attributes)}/>`;
  });
  const folders = [...folder.folders].flatMap(([name, inner]) => [
    `${indent}<outline ${written({ text: name, title: name })}>`,
    ...linesOf(inner, `${indent}  `),
    `${indent}</outline>`,
  ]);
  return [...feeds, ...folders];
}

function written(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${encodeXML(value)}"`)
    .join(' ');
}
