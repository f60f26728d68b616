// Which sentence of an item tells of its summit: the title first, a lede where the title names nobody, and stances deep in a text.
import type { Sentence } from './sentences.ts';
import type { PartyKey, Summit } from './summit.ts';

/** The title speaks for the item, unless it names nobody and the lede does. */
export function leadingSentence(title: Sentence, lede: readonly Sentence[]): Sentence {
  const { around, sides } = title;
  if (around.relation !== 'none' || sides.leaders.length + sides.implied.length >= 2 || sides.institution) return title;
  return lede.find((each) => each.around.relation !== 'none' || each.sides.leaders.length >= 2) ?? title;
}

const STANCES = ['may', 'want', 'ready', 'refuse', 'deny', 'confirm', 'agree', 'expect', 'plan', 'accept'] as const;

/** A sentence of an article is of its summit when it names who meets, or when someone tells where he stands on it. */
export function bearsOn({ reading, sides }: Sentence, summit: Summit): boolean {
  const known = new Set<PartyKey>([...summit.parties, ...summit.possibleParties]);
  const named = [...sides.leaders, ...sides.implied].filter((key) => known.has(key)).length;
  if (named >= 2) return true;
  const stance = STANCES.some((notion) => reading.notions.has(notion));
  if (named === 1) return sides.event !== 'none' || stance;
  return (
    stance &&
    reading.mentions.some(
      (mention) => mention.kind === 'official' || mention.kind === 'country' || mention.kind === 'seat',
    )
  );
}
