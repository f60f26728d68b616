// An item as the comparing of items sees it: numbers of terms, none twice, in order of first appearance.
import type { Item } from '../feeds/item.ts';
import { languageNamed } from '../languages/language.ts';
import { tokensOf } from '../text/tokens.ts';
import { bareHeadline } from './headline.ts';
import { NO_TERM, type Vocabulary } from './vocabulary.ts';

export type Reading = {
  /** Title first, then what only the lede has. */
  readonly terms: readonly number[];
  /** How many of `terms` stand in the title. */
  readonly titleSize: number;
};

/** What a lede tells stands at its beginning; more only blurs it. */
const LEDE_TOKENS = 80;

export function readItem(item: Item, vocabulary: Vocabulary): Reading {
  const language = languageNamed(item.language);
  const terms: number[] = [];
  const seen = new Set<number>();
  const add = (text: string, limit: number): void => {
    for (const token of tokensOf(text, limit)) {
      const term = vocabulary.numberOf(token, language);
      if (term === NO_TERM || seen.has(term)) continue;
      seen.add(term);
      terms.push(term);
    }
  };
  add(bareHeadline(item.title, item.source), 40);
  const titleSize = terms.length;
  if (item.summary !== '') add(item.summary, LEDE_TOKENS);
  return { terms, titleSize };
}
