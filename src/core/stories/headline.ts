// A headline without what desks and sites put around it, and what those additions say.
import type { Item } from '../feeds/item.ts';
import { plainPunctuation, textKey } from '../text/normalise.ts';
import { type TemplateKind, templateOf } from './templates.ts';

/** Read once an item: looking for marks and moulds is dear. */
export type Headline = { readonly bare: string; readonly template: TemplateKind | undefined };

export function readHeadline({ title, source }: Item): Headline {
  return { bare: bareHeadline(title, source), template: templateOf(title) };
}

const DESK_MARK =
  /^\s*(?:\[[^\]]{1,30}\]|(?:(?:u\.?s\.? )?(?:update|wrapup|refile|rpt|repeat|corrected|correction|breaking|breaking news|exclusive|just in|watch|video|photos?|pictures|live|urgent|alert|factbox|timeline|analysis|insight|focus|column|preview|instant view|breakingviews|[a-z ]{2,20} (?:update|focus|summary))(?: ?\d{1,2})?(?: ?\(.{1,40}?\))?\s?[-:|]+))\s*/i;
const DESK_MARK_ABROAD =
  /^\s*(?:eilmeldung|eil|exklusiv|analyse|kommentar|urgent|alerte(?: info)?|exclusif|vidéo|urgente|última hora|exclusiva|esclusiva|ultim'ora|video|pilne|z ostatniej chwili|терміново|оновлено|ексклюзив|відео|срочно|обновлено|эксклюзив|видео|молния|блискавка)(?: ?\d{1,2})?\s?[-:|!]+\s*/iu;
const TRAILING_MARK =
  /\s*(?:[([](?:video|videos|photos?|pictures|audio|watch|live|update[ds]?|graphic|slideshow|poll)[^)\]]{0,30}[)\]]|\.{2,}|-\s*(?:video|photos|as it happened))\s*$/i;
const CORRECTION =
  /^\s*[[(]?(?:corrected|correction|corrects|clarification|retraction|retracted|withdrawn|advisory)\b[^a-z]|\b(?:correction|retraction|clarification)\s*:|\((?:corrected|correction|retracted)\)\s*$/i;
const CORRECTION_ABROAD =
  /^\s*[[(]?(?:korrektur|korrigiert|berichtigung|richtigstellung|rectificatif|rectification|corrigé|corrección|rectificación|fe de errores|correzione|rettifica|sprostowanie|korekta|виправлено|виправлення|спростування|исправлено|исправление|опровержение)[\])]?\s?[-:|]/iu;

/** Most headlines have nothing put around them; this spares them the closer look. */
const PERHAPS_MARKED = /[[\]()|:!-]|\.\.\s*$/;

/** Keeps the words that tell the news; `source` is the publisher, whose name some sites append. */
export function bareHeadline(title: string, source: string): string {
  let bare = plainPunctuation(title).trim();
  for (let round = 0; round < 2 && PERHAPS_MARKED.test(bare); round += 1) {
    const without = bare.replace(DESK_MARK, '').replace(DESK_MARK_ABROAD, '').replace(TRAILING_MARK, '');
    if (without.length < 12 || without === bare) break;
    bare = without;
  }
  return withoutSite(bare, source);
}

/** Cuts " - Publisher" and " | Publisher", also where the publisher writes its name in another form. */
function withoutSite(title: string, source: string): string {
  const cut = Math.max(title.lastIndexOf(' - '), title.lastIndexOf(' | '));
  if (cut < 12) return title;
  const suffix = textKey(title.slice(cut + 3)).replaceAll(' ', '');
  const publisher = textKey(source).replaceAll(' ', '');
  const isSite = title.charAt(cut + 1) === '|' || /(?:news|times|post|online|tv|com)$/.test(suffix);
  if (suffix === '' || (suffix.length < 40 && (isSite || sameName(suffix, publisher))))
    return title.slice(0, cut).trim();
  return title;
}

function sameName(a: string, b: string): boolean {
  return a !== '' && b !== '' && (a.includes(b) || b.includes(a));
}

/** The publisher says that something told before was wrong. */
export function saysCorrected(title: string): boolean {
  return CORRECTION.test(title) || CORRECTION_ABROAD.test(title);
}
