// What people decided about stories against the index: an item that is other news, or two stories that are one.
import { type Judged, joins, type Rule } from './decide.ts';
import { measured } from './features.ts';
import type { Ruling, StoryId } from './story.ts';

export type Rulings = {
  note(ruling: Ruling): void;
  isApart(one: StoryId, other: StoryId): boolean;
  /** Most likely first in and out; between stories that are to stay apart, the closest single item decides. */
  prefer(judged: readonly Judged[], rule: Rule): Judged | undefined;
};

export function createRulings(): Rulings {
  const apart = new Set<string>();
  const pair = (one: StoryId, other: StoryId): string => (one < other ? `${one} ${other}` : `${other} ${one}`);
  const isApart = (one: StoryId, other: StoryId): boolean => apart.size > 0 && apart.has(pair(one, other));

  return {
    note({ kind, from, into }) {
      if (kind === 'split') apart.add(pair(from, into));
      else apart.delete(pair(from, into));
    },
    isApart,
    prefer(judged, rule) {
      const [best, ...others] = judged;
      if (best === undefined || apart.size === 0 || !joins(best, rule)) return best;
      const { id } = best.comparison.story;
      const rivals = others.filter((other) => joins(other, rule) && isApart(id, other.comparison.story.id));
      const closeness = ({ comparison }: Judged): number => measured(comparison, 'textBest');
      return rivals.reduce((closest, rival) => (closeness(rival) > closeness(closest) ? rival : closest), best);
    },
  };
}
