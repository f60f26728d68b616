// Recognises that a text was taken from a news agency, by its byline, dateline, credit or the way it cites.
import type { Item } from '../feeds/item.ts';

type Wire = { readonly name: string; readonly names: string; readonly domains: readonly string[] };

const WIRES: readonly Wire[] = [
  { name: 'AP', names: 'AP|Associated Press|The Associated Press', domains: ['apnews.com', 'ap.org'] },
  { name: 'Reuters', names: 'Reuters|Рейтер|Рейтерс|Reuters\\.com', domains: ['reuters.com', 'reuters.co.uk'] },
  { name: 'AFP', names: 'AFP|Agence France-Presse|Agence France Presse', domains: ['afp.com'] },
  {
    name: 'dpa',
    names: 'dpa|DPA|Deutsche Presse-Agentur',
    domains: ['dpa.com', 'dpa.de', 'dpa-international.com', 'dpa-international.de'],
  },
  { name: 'TASS', names: 'TASS|ТАСС|ITAR-TASS|Itar-Tass', domains: ['tass.com', 'tass.ru'] },
  { name: 'Interfax', names: 'Interfax|Интерфакс', domains: ['interfax.com', 'interfax.ru'] },
  {
    name: 'Interfax-Ukraine',
    names: 'Interfax-Ukraine|Інтерфакс-Україна|Интерфакс-Украина',
    domains: ['interfax.com.ua'],
  },
  { name: 'RIA Novosti', names: 'RIA Novosti|RIA|РИА Новости', domains: ['ria.ru'] },
  {
    name: 'Ukrinform',
    names: 'Ukrinform|Укрінформ|Укринформ',
    domains: ['ukrinform.net', 'ukrinform.ua', 'ukrinform.com'],
  },
  { name: 'UNIAN', names: 'UNIAN|УНІАН|УНИАН', domains: ['unian.net', 'unian.ua', 'unian.info'] },
  { name: 'Xinhua', names: 'Xinhua|新华社', domains: ['xinhuanet.com', 'news.cn'] },
  { name: 'Kyodo', names: 'Kyodo|Kyodo News|共同通信', domains: ['kyodonews.net', 'kyodonews.jp'] },
  { name: 'Yonhap', names: 'Yonhap|연합뉴스', domains: ['yna.co.kr'] },
  { name: 'ANSA', names: 'ANSA|Ansa', domains: ['ansa.it'] },
  { name: 'EFE', names: 'EFE|Agencia EFE', domains: ['efe.com'] },
  { name: 'PAP', names: 'PAP|Polska Agencja Prasowa', domains: ['pap.pl'] },
  { name: 'Anadolu', names: 'Anadolu|Anadolu Agency|Anadolu Ajansı', domains: ['aa.com.tr'] },
  { name: 'PA', names: 'PA Media|Press Association', domains: ['pa.media'] },
  { name: 'PTI', names: 'PTI|Press Trust of India', domains: ['ptinews.com'] },
  { name: 'Bloomberg', names: 'Bloomberg|Bloomberg News', domains: ['bloomberg.com'] },
];

const ALL_NAMES = WIRES.flatMap((wire) => wire.names.split('|')).sort((a, b) => b.length - a.length);
const NAMES = ALL_NAMES.map((name) => name.replaceAll('.', '\\.')).join('|');
const NAME_OF: ReadonlyMap<string, string> = new Map(
  WIRES.flatMap((wire) =>
    wire.names.split('|').map((name) => [name.replaceAll('\\', '').toLowerCase(), wire.name] as const),
  ),
);
const EDGE = '(?![\\p{L}\\p{N}])';
/** Most texts name no wire; this spares them the closer look. */
const ANY_NAME = new RegExp(`(?:${NAMES})${EDGE}`, 'u');
const START = '(?<![\\p{L}\\p{N}])';

/** Citing, reporting, according to; who cites may write the name in any case. */
const CITES = new RegExp(
  `(?:citing|according to|reported by|as reported by|told|laut|selon|según|secondo|за даними|повідомляє|передає|посилаючись на|сообщает|передает|передаёт|ссылкой на|podaje|według)(?: the)?(?: news agency| агентство| агентства)? (${NAMES})${EDGE}`,
  'iu',
);

const SIGNS: readonly RegExp[] = [
  // KYIV (Reuters) -, BERLIN, May 3 (dpa) —, (AP)
  new RegExp(`^.{0,60}?\\((${NAMES})\\)`, 'u'),
  // МОСКВА, 3 мая. /ТАСС/
  new RegExp(`^.{0,60}?/(${NAMES})/`, 'u'),
  // BEIJING, May 3 (Xinhua) -- is above; Kyiv. May 3. Interfax-Ukraine –
  new RegExp(`^[\\p{Lu}][\\p{L} .,]{2,30}\\d{0,2}[\\p{L} .,]{0,12}[.,] (${NAMES})\\s*[-–—.:]`, 'u'),
  // By The Associated Press; Von dpa
  new RegExp(
    `(?:^|[.\\n] ?)(?:By|Von|Par|Por|Di|Source|Quelle|Fonte|Fuente|Джерело|Источник):? (?:[\\p{Lu}][\\p{L}.'-]+ ){0,3}?(${NAMES})${EDGE}`,
    'u',
  ),
  // (with AFP), – with files from Reuters
  new RegExp(
    `(?:with|mit|avec|con|files from|material(?:s)? from|Material von)(?: \\p{L}+){0,2} (${NAMES})(?:\\)|$|\\.)`,
    'u',
  ),
  CITES,
  new RegExp(
    `${START}(${NAMES}),? (?:reports|reported|says|said|berichtet|meldet|rapporte|повідомляє|передає|сообщает|передает|передаёт)${EDGE}`,
    'u',
  ),
  // … - AP at the very end of a headline or a lede
  new RegExp(`[-–—|:/(] ?(${NAMES})\\)?\\s*$`, 'u'),
];

/** The wire that an item's text comes from; its own publisher where that is a wire. */
export function originOf(item: Item): string | undefined {
  const own = NAME_OF.get(item.source.toLowerCase()) ?? wireOfHost(item.canonicalUrl);
  if (own !== undefined) return own;
  const edges = [item.title, item.summary.slice(0, 300), item.content?.slice(0, 200), item.content?.slice(-120)];
  for (const text of edges) {
    if (text === undefined) continue;
    for (const sign of ANY_NAME.test(text) ? SIGNS : [CITES]) {
      const named = sign.exec(text)?.[1];
      if (named !== undefined) return NAME_OF.get(named.toLowerCase());
    }
  }
  return undefined;
}

const WIRE_AT: ReadonlyMap<string, string> = new Map(
  WIRES.flatMap(({ name, domains }) => domains.map((domain) => [domain, name] as const)),
);

/** The wire whose domain the address lies in. */
function wireOfHost(url: string): string | undefined {
  let domain = /^https?:\/\/([^/:?#]+)/.exec(url)?.[1] ?? '';
  for (;;) {
    const wire = WIRE_AT.get(domain);
    const dot = domain.indexOf('.');
    if (wire !== undefined || dot < 0) return wire;
    domain = domain.slice(dot + 1);
  }
}
