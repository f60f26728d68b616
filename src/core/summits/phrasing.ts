// The words right beside the event and beside names, with names told by their kind: "LEADER wants", "ahead of BODY".
import type { Mark, Mention } from './mentions.ts';
import type { Reading } from './reading.ts';
import type { Sides } from './sides.ts';
import type { Notion } from './wording/wording.ts';

export type Add = (name: string) => void;

export function eventFeatures(reading: Reading, event: Mark, sides: Sides, add: Add): void {
  const before = neighbour(reading, event.from - 1);
  const after = neighbour(reading, event.to);
  const second = neighbour(reading, event.to + 1);
  add(`event ${sides.event} after ${before}`);
  add(`event ${sides.event} then ${after}`);
  if (after === 'with') add(`event with ${second}`);
  const clause = reading.segments[event.from];
  const inClause = (from: number) => reading.segments[from] === clause;
  const leaders = new Set(
    reading.mentions
      .filter((mention) => (mention.kind === 'leader' || mention.kind === 'role') && inClause(mention.from))
      .map((mention) => mention.key),
  ).size;
  add(`event ${sides.event} in ${reading.kinds[clause ?? 0] ?? 'main'} clause`);
  add(`event ${sides.event} clause has ${Math.min(2, leaders)} leaders`);
  if (reading.marks.some((mark) => mark.notion === 'lower' && inClause(mark.from)))
    add(`lower level in clause of ${sides.event}`);
  if (reading.mentions.some((mention) => mention.kind === 'official' && inClause(mention.from)))
    add(`official in clause of ${sides.event}`);
}

const TELLING: readonly Notion[] = [
  'theme',
  'lower',
  'domestic',
  'business',
  'sport',
  'climate',
  'leaders',
  'head',
  'phone',
  'with',
  'first',
  'before',
  'after',
  'at',
  'state_visit',
  'end',
  'open',
  'former',
  'video',
  'to_do',
  'will',
  'not',
  'say',
  'discuss',
  'phone',
  'deal',
  'result',
  'travel',
  'arrive',
  'protest',
  'market',
];

export function neighbour(reading: Reading, index: number): string {
  if (index < 0) return 'start';
  if (index >= reading.words.length) return 'end';
  const named = reading.mentions.find((mention: Mention) => index >= mention.from && index < mention.to);
  if (named) return named.kind;
  const mark = reading.marks.find((each) => index >= each.from && index < each.to && TELLING.includes(each.notion));
  return mark?.notion ?? 'other word';
}

const DIGIT = /\p{N}/u;

/** Turns of phrase: what comes right before and right after each name. */
export function turnFeatures(reading: Reading, sides: Sides, add: Add): void {
  const { words, mentions } = reading;
  let before = '^';
  let named = false;
  for (let index = 0; index <= words.length; ) {
    const mention = mentions.find((each) => each.from === index && each.kind !== 'role');
    const word = words[index];
    let now = '$';
    if (mention) now = kindOf(mention, sides);
    else if (word) now = DIGIT.test(word.text) ? '0' : word.text;
    if (named || mention) add(`words: ${before} ${now}`);
    before = now;
    named = mention !== undefined;
    index = mention ? Math.max(mention.to, index + 1) : index + 1;
  }
}

function kindOf(mention: Mention, sides: Sides): string {
  if (mention.kind === 'institution') return sides.usual ? 'BODY' : 'UNION';
  return mention.kind.toUpperCase();
}
