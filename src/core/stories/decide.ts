// Judges the stories that an item was compared with, by the learned rule, and says in words what was decided.
import type { Item } from '../feeds/item.ts';
import { type Comparison, FEATURES, measured } from './features.ts';
import learned from './rule.json' with { type: 'json' };
import { readTrees } from './trees.ts';

export type Judged = { readonly comparison: Comparison; readonly likelihood: number };

export type Rule = {
  /** How likely the item tells the same news as the story. */
  likelihood(features: Float64Array): number;
  /** From this likelihood on an item joins; the first figure is for headlines alone, the second for items with a lede. */
  readonly joinFrom: readonly [title: number, text: number];
  /** Sees everything that is compared; training learns from it. */
  watch?(compared: readonly Comparison[], item: Item): void;
};

export const LEARNED_RULE: Rule = {
  likelihood: readTrees(
    learned,
    FEATURES.map(([name]) => name),
  ),
  joinFrom: [learned.joinFrom.title, learned.joinFrom.text],
};

/** So many words beside the headline make a lede. */
const LEDE = 8;

/** The rule is surer of itself, and less often wrong, where there is a lede to read. */
export function joins({ comparison, likelihood }: Judged, rule: Rule): boolean {
  const [title, text] = rule.joinFrom;
  return likelihood >= (measured(comparison, 'ledeTerms') < LEDE ? title : text);
}

/** Share of the closest story's likeness below which another one is not asked about: asking costs more than it tells. */
const FAR_BEHIND = 0.2;

/** Most likely first. */
export function judge(compared: readonly Comparison[], rule: Rule): Judged[] {
  const likeness = compared.map((one) => measured(one, 'textCentroid') + measured(one, 'titleCentroid'));
  const least = Math.max(0, ...likeness) * FAR_BEHIND;
  return compared
    .filter((_, at) => (likeness[at] ?? 0) >= least)
    .map((comparison) => ({ comparison, likelihood: rule.likelihood(comparison.features) }))
    .sort((a, b) => b.likelihood - a.likelihood || a.comparison.story.serial - b.comparison.story.serial);
}

const FOLLOWS_FROM = 0.35;
/** An answer to news ("rejects", "reacts", "days later") may be worded quite differently. */
const ANSWERS_FROM = 0.15;

/** An item that joins nothing may still tell what came after a story. */
export function isFollowUp({ comparison, likelihood }: Judged): boolean {
  return likelihood >= (measured(comparison, 'turns') > 0 ? ANSWERS_FROM : FOLLOWS_FROM);
}

export function whyJoined({ comparison, likelihood }: Judged, words: readonly string[]): string {
  const { story } = comparison;
  const items = story.size === 1 ? 'one item' : `${story.size} items`;
  return `${shares(words)} "${story.headline}" (${items}); ${figures(comparison, likelihood)}`;
}

export function whyOpened(best: Judged | undefined, words: readonly string[], follows: boolean): string {
  if (best === undefined) return 'no live story shares a telling word with it';
  const { story } = best.comparison;
  const closest = `${shares(words)} "${story.headline}"; ${figures(best.comparison, best.likelihood)}`;
  return follows ? `news that follows on: ${closest}` : `no story like it: the closest ${closest}, too little to join`;
}

function shares(words: readonly string[]): string {
  if (words.length === 0) return 'shares no telling word with';
  const quoted = words.map((word) => `"${word}"`).join(', ');
  return `shares ${quoted} with`;
}

function figures(comparison: Comparison, likelihood: number): string {
  const likeness = measured(comparison, 'textCentroid').toFixed(2);
  return `likeness ${likeness}, ${Math.round(likelihood * 100)} % likely the same news`;
}
