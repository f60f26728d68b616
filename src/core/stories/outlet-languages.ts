// The language that an outlet writes in, as its items told: a short headline full of names is easily taken for another one's.
import type { Item } from '../feeds/item.ts';
import { languageNamed } from '../languages/language.ts';

/** The language to read an item in. */
export type OutletLanguages = (item: Pick<Item, 'source' | 'language' | 'title'>) => string;

/** So many items tell, if so large a share of them is in one language. */
const ENOUGH = 8;
const MOSTLY = 0.85;
/** What an outlet writes in oftener than this it may well mean. */
const SELDOM = 0.1;
const MOST_OUTLETS = 5_000;

type Outlet = { items: number; readonly byLanguage: Record<string, number>; usual: string };

export function createOutletLanguages(): OutletLanguages {
  const outlets = new Map<string, Outlet>();

  const outletNamed = (name: string): Outlet => {
    const known = outlets.get(name);
    if (known !== undefined) return known;
    if (outlets.size >= MOST_OUTLETS) {
      for (const oldest of outlets.keys()) {
        outlets.delete(oldest);
        break;
      }
    }
    const outlet = { items: 0, byLanguage: {}, usual: '' };
    outlets.set(name, outlet);
    return outlet;
  };

  return ({ source, language, title }) => {
    if (source === '') return language;
    const outlet = outletNamed(source);
    const { byLanguage } = outlet;
    const here = (byLanguage[language] ?? 0) + 1;
    byLanguage[language] = here;
    outlet.items += 1;
    if (here > (byLanguage[outlet.usual] ?? 0)) outlet.usual = language;
    const { items, usual } = outlet;
    if (usual === language || items < ENOUGH) return language;
    if ((byLanguage[usual] ?? 0) < MOSTLY * items || here > Math.max(1, SELDOM * items)) return language;
    return isWritten(title, usual) ? usual : language;
  };
}

const CYRILLIC = /\p{Script=Cyrillic}/u;
const OTHER_SCRIPT = /[^\p{Script=Latin}\p{Script=Cyrillic}\P{L}]/u;

/** Whether a text is in the script of the language. */
function isWritten(text: string, code: string): boolean {
  const [word] = languageNamed(code).stopWords;
  if (word === undefined || OTHER_SCRIPT.test(text)) return false;
  return CYRILLIC.test(text) === CYRILLIC.test(word);
}
