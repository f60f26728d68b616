// Who says what a sentence says, and for which side.
import type { Item } from '../feeds/item.ts';
import type { Mark, Mention } from './mentions.ts';
import type { Sentence } from './sentences.ts';
import type { Speaker } from './summit.ts';

/** Verbs of saying, and those that tell a side's attitude without one. */
const SAYING = new Set(['say', 'confirm', 'deny']);
const ATTITUDE = new Set(['refuse', 'ready', 'want', 'expect', 'agree', 'accept', 'cancel', 'postpone']);

const EVENTS = new Set(['summit', 'meeting', 'talks', 'visit']);

const UNNAMED: Speaker = { name: 'unnamed officials', kind: 'anonymous' };

export function speakerOf({ reading }: Sentence, item: Item): Speaker | undefined {
  const has = reading.notions;
  const who = firstSpeaker(SAYING) ?? firstSpeaker(ATTITUDE);
  const first = reading.mentions[0];
  const headed = first && first.from === 0 && reading.words[first.to]?.gap.includes(':') ? first : undefined;
  const named = headed ?? who;
  if (named?.kind === 'leader' || named?.kind === 'role') return { name: named.name, side: named.key, kind: 'leader' };
  if (has.has('anonymous') && !has.has('spokes')) return named?.country ? { ...UNNAMED, side: named.country } : UNNAMED;
  if (named?.kind === 'official') return { name: named.name, side: named.key, kind: 'official' };
  if (named && (named.kind === 'country' || named.kind === 'seat'))
    return { name: named.name, side: named.key, kind: kindOfSpeaker() };
  return item.source === '' ? undefined : { name: item.source, kind: 'outlet' };

  function firstSpeaker(notions: ReadonlySet<string>): Mention | undefined {
    for (const mark of reading.marks) {
      const named = notions.has(mark.notion) && speaker(mark);
      if (named) return named;
    }
    return undefined;
  }

  function speaker({ notion, from, to }: Mark): Mention | undefined {
    const clause = reading.segments[from];
    const before = reading.mentions.findLast(
      (mention) => mention.to <= from && from - mention.to <= 3 && reading.segments[mention.from] === clause,
    );
    if (before && (notion === 'say' || !isSpokenOf(before, from))) return before;
    return reading.mentions.find((mention) => mention.to === reading.words.length && mention.from > to);
  }

  /** "Summit with X will go ahead", "the X summit is on track": X is not who says so. */
  function isSpokenOf(mention: Mention, verb: number): boolean {
    return reading.marks.some(
      (mark) =>
        (mark.notion === 'with' && mark.to === mention.from) ||
        (EVENTS.has(mark.notion) && mark.from >= mention.to && mark.to <= verb),
    );
  }

  function kindOfSpeaker(): Speaker['kind'] {
    if (has.has('ministry')) return 'ministry';
    return has.has('spokes') ? 'spokesperson' : 'official';
  }
}
