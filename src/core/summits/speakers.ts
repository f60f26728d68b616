// Who says what a sentence says, and for which side.
import type { Item } from '../feeds/item.ts';
import type { Mention } from './mentions.ts';
import type { Sentence } from './sentences.ts';
import type { Speaker } from './summit.ts';

/** Verbs of saying, and those that tell a side's attitude without one. */
const SAYING = new Set(['say', 'confirm', 'deny']);
const ATTITUDE = new Set(['refuse', 'ready', 'want', 'expect', 'agree', 'accept']);

const UNNAMED: Speaker = { name: 'unnamed officials', kind: 'anonymous' };

export function speakerOf({ reading }: Sentence, item: Item): Speaker | undefined {
  const has = reading.notions;
  const said =
    reading.marks.find((mark) => SAYING.has(mark.notion)) ?? reading.marks.find((mark) => ATTITUDE.has(mark.notion));
  const who = said && speaker(said.from, said.to);
  const first = reading.mentions[0];
  const headed = first && first.from === 0 && reading.words[first.to]?.gap.includes(':') ? first : undefined;
  const named = headed ?? who;
  if (named?.kind === 'leader' || named?.kind === 'role') return { name: named.name, side: named.key, kind: 'leader' };
  if (has.has('anonymous') && !has.has('spokes')) return named?.country ? { ...UNNAMED, side: named.country } : UNNAMED;
  if (named?.kind === 'official') return { name: named.name, side: named.key, kind: 'official' };
  if (named && (named.kind === 'country' || named.kind === 'seat'))
    return { name: named.name, side: named.key, kind: kindOfSpeaker() };
  return item.source === '' ? undefined : { name: item.source, kind: 'outlet' };

  function speaker(from: number, to: number): Mention | undefined {
    const before = reading.mentions.findLast((mention) => mention.to <= from && from - mention.to <= 3);
    return before ?? reading.mentions.find((mention) => mention.to === reading.words.length && mention.from > to);
  }

  function kindOfSpeaker(): Speaker['kind'] {
    if (has.has('ministry')) return 'ministry';
    return has.has('spokes') ? 'spokesperson' : 'official';
  }
}
