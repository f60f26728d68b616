// What stands beside the name of a body tells whether its summit is meant, its countries, or those below its leaders.
import type { Surroundings } from './identify.ts';
import type { Add } from './phrasing.ts';
import type { Reading } from './reading.ts';
import type { Sides } from './sides.ts';
import type { Notion } from './wording/wording.ts';

const BESIDE: readonly Notion[] = [
  'at',
  'before',
  'after',
  'leave',
  'travel',
  'leaders',
  'lower',
  'to_do',
  'summit',
  'meeting',
  'head',
  'result',
  'deal',
  'with',
  'attend',
  'countries',
  'domestic',
  'business',
  'theme',
  'will',
  'during',
  'invite',
  'say',
  'demand',
];

/** The words next to an institution tell whether its summit is meant or its countries. */
export function institutionFeatures(reading: Reading, sides: Sides, around: Surroundings, add: Add): void {
  const mention = reading.mentions.find((each) => each.kind === 'institution' && each.key === sides.institution);
  if (!mention) return;
  const usual = sides.usual ? 'usual' : 'named';
  const before =
    reading.marks.find((mark) => mark.to === mention.from && BESIDE.includes(mark.notion))?.notion ??
    (mention.from === 0 ? 'start' : 'other word');
  const after =
    reading.marks.find((mark) => mark.from === mention.to && BESIDE.includes(mark.notion))?.notion ??
    (mention.to >= reading.words.length ? 'end' : 'other word');
  add(`${usual} institution after ${before}`);
  add(`${usual} institution, then ${after}`);
  const next = reading.words[mention.to];
  if (next?.gap.includes(':')) add(`${usual} institution, then a colon`);
  add(`${usual} institution after ${before}, around ${around.relation}`);
  add(`${usual} institution, then ${after}, around ${around.relation}`);
  add(`${usual} institution, event ${sides.event}, around ${around.relation}`);
  if (around.relation === 'institution') {
    add(`${usual} institution, ${around.bustle} reports`);
    add(`${usual} institution, ${around.standing}`);
    add(`${usual} institution, day ${around.days}`);
  }
}
