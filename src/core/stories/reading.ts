// An item as the comparing of items sees it: numbers of terms, none twice, in order of first appearance.
import type { Item } from '../feeds/item.ts';
import { languageNamed } from '../languages/language.ts';
import { type Token, tokensOf } from '../text/tokens.ts';
import { createOutletLanguages } from './outlet-languages.ts';
import { createShortNames } from './short-names.ts';
import { NO_TERM } from './spellings.ts';
import type { Vocabulary } from './vocabulary.ts';

export type Reading = {
  /** Title first, then what only the lede has. */
  readonly terms: readonly number[];
  /** How many of `terms` stand in the title. */
  readonly titleSize: number;
  /** Terms of the title that tell of news following on other news. */
  readonly turns: readonly number[];
};

/** What a lede tells stands at its beginning; more only blurs it. */
const LEDE_TOKENS = 80;
const TITLE_TOKENS = 40;

export type Reader = (item: Item, headline: string) => Reading;

/** `headline` is the item's title without what desks and sites put around it. */
export function createReader(vocabulary: Vocabulary): Reader {
  const shortNames = createShortNames();
  const languageIn = createOutletLanguages();
  /** By term: the reading that last had it. */
  let readBy = new Uint32Array(4096);
  let reading = 0;

  const isNew = (term: number): boolean => {
    if (term >= readBy.length) {
      const larger = new Uint32Array(term * 2);
      larger.set(readBy);
      readBy = larger;
    }
    if (readBy[term] === reading) return false;
    readBy[term] = reading;
    return true;
  };

  return (item, headline) => {
    const language = languageNamed(languageIn(item));
    const terms: number[] = [];
    const turns: number[] = [];
    reading += 1;

    const add = (text: string, limit: number, isTitle: boolean): void => {
      const tokens = tokensOf(text, limit);
      const tellsNames = isSentenceCase(tokens);
      for (const token of tokens) {
        const term = vocabulary.numberOf(token.text, language);
        if (term === NO_TERM) continue;
        if (tellsNames && !token.initial) vocabulary.noteCapital(term, token.capital);
        if (isTitle && language.turns?.has(token.text)) turns.push(term);
        if (isNew(term)) terms.push(term);
      }
      for (const form of shortNames.otherForms(tokens, language)) {
        const term = vocabulary.numberOf(form, language);
        if (term !== NO_TERM && isNew(term)) terms.push(term);
      }
    };

    add(headline, TITLE_TOKENS, true);
    const titleSize = terms.length;
    const address = addressWords(item.url);
    if (address !== '') add(address, TITLE_TOKENS, false);
    if (item.summary !== '') add(item.summary, LEDE_TOKENS, false);
    return { terms, titleSize, turns };
  };
}

/** Where most longer words begin small, a capital marks a name. */
function isSentenceCase(tokens: readonly Token[]): boolean {
  let small = 0;
  let long = 0;
  for (const token of tokens) {
    if (token.initial || token.text.length < 4) continue;
    long += 1;
    if (!token.capital) small += 1;
  }
  return small * 3 > long;
}

/** The words that a site put into an article's address, often from an earlier headline. */
function addressWords(url: string): string {
  const path = /^https?:\/\/[^/?#]+([^?#]*)/.exec(url)?.[1] ?? '';
  const part = mostHyphened(path);
  if (part === '') return '';
  return part
    .replace(/\.\w+$/, '')
    .split(HYPHENS)
    .filter((word) => /^[a-z]{3,15}$/i.test(word))
    .join(' ');
}

const HYPHENS = /[-_+]/;
const HYPHEN_CODES = [...'-_+'].map((hyphen) => hyphen.charCodeAt(0));
const SLASH = 47;
const FEWEST_HYPHENS = 2;

/** The part of a path with the most hyphens, the first of them; empty where none has enough. */
function mostHyphened(path: string): string {
  let part = '';
  let most = FEWEST_HYPHENS - 1;
  let from = 0;
  let count = 0;
  for (let at = 0; at <= path.length; at += 1) {
    const code = at < path.length ? path.charCodeAt(at) : SLASH;
    if (HYPHEN_CODES.includes(code)) count += 1;
    if (code !== SLASH) continue;
    if (count > most) {
      most = count;
      part = path.slice(from, at);
    }
    from = at + 1;
    count = 0;
  }
  return part;
}
