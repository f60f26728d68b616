// An item as the comparing of items sees it: numbers of terms, none twice, in order of first appearance.
import type { Item } from '../feeds/item.ts';
import { languageNamed } from '../languages/language.ts';
import { type Token, tokensOf } from '../text/tokens.ts';
import { bareHeadline } from './headline.ts';
import type { ShortNames } from './short-names.ts';
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

export function readItem(item: Item, vocabulary: Vocabulary, shortNames: ShortNames): Reading {
  const language = languageNamed(item.language);
  const terms: number[] = [];
  const seen = new Set<number>();
  const turns: number[] = [];
  const add = (tokens: readonly Token[], onTerm?: (term: number, token: Token) => void): void => {
    const tellsNames = isSentenceCase(tokens);
    for (const token of tokens) {
      const term = vocabulary.numberOf(token, language);
      if (term === NO_TERM) continue;
      if (tellsNames && !token.initial) vocabulary.noteCapital(term, token.capital);
      onTerm?.(term, token);
      if (seen.has(term)) continue;
      seen.add(term);
      terms.push(term);
    }
    for (const text of shortNames.otherForms(tokens, language)) {
      const term = vocabulary.numberOf({ text }, language);
      if (term === NO_TERM || seen.has(term)) continue;
      seen.add(term);
      terms.push(term);
    }
  };
  add(tokensOf(bareHeadline(item.title, item.source), TITLE_TOKENS), (term, token) => {
    if (language.turns?.has(token.text)) turns.push(term);
  });
  const titleSize = terms.length;
  add(tokensOf(addressWords(item.url), TITLE_TOKENS));
  if (item.summary !== '') add(tokensOf(item.summary, LEDE_TOKENS));
  return { terms, titleSize, turns };
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
  const part = path.split('/').reduce((most, each) => (hyphens(each) > hyphens(most) ? each : most), '');
  if (hyphens(part) < 2) return '';
  return part
    .replace(/\.\w+$/, '')
    .split(/[-_+]/)
    .filter((word) => /^[a-z]{3,15}$/i.test(word))
    .join(' ');
}

function hyphens(text: string): number {
  return text.split(/[-_+]/).length - 1;
}
