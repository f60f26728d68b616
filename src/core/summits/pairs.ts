// How leaders stand to each other in a sentence, and who is at, or on the way to, whose seat.
import { type Add, neighbour } from './phrasing.ts';
import type { Reading } from './reading.ts';
import type { Notion } from './wording/wording.ts';

const MEETS: readonly Notion[] = [
  'meet',
  'meet_now',
  'meet_past',
  'meet_will',
  'host_now',
  'host_past',
  'host_will',
  'visit_now',
  'visit_will',
  'invite',
  'gather',
];

/** How two leaders stand to each other in the sentence. */
export function pairFeatures(reading: Reading, add: Add): void {
  const named = reading.mentions.filter((mention) => mention.kind === 'leader' || mention.kind === 'role');
  for (let index = 0; index + 1 < named.length; index++) {
    const [left, right] = [named[index], named[index + 1]];
    if (!left || !right || left.key === right.key) continue;
    const gap = right.from - left.to;
    const word = reading.words[right.from];
    if (gap === 0 && word && /[-–—]/u.test(word.gap)) {
      add('pair joined by a dash');
      add(`pair joined by a dash, then ${neighbour(reading, right.to)}`);
    } else if (gap <= 1 && reading.marks.some((mark) => mark.notion === 'with' && mark.from === left.to))
      add('pair joined by and');
    else if (gap === 0 && word?.gap.includes(',')) add('pair joined by a comma');
    else if (gap <= 1) add('pair side by side');
    if (reading.marks.some((mark) => MEETS.includes(mark.notion) && mark.from >= left.to && mark.to <= right.from))
      add('leader meets leader');
    if (reading.segments[left.from] === reading.segments[right.from]) add('pair in one clause');
  }
  for (const mark of reading.marks) {
    if (!MEETS.includes(mark.notion)) continue;
    const object = reading.mentions.find((mention) => mention.from >= mark.to && mention.from - mark.to <= 4);
    add(`meeting verb, then ${object?.kind ?? 'no name'}`);
    const subject = reading.mentions.findLast((mention) => mention.to <= mark.from && mark.from - mention.to <= 3);
    add(`meeting verb, ${subject?.kind ?? 'no name'} before, ${object?.kind ?? 'no name'} after`);
    break;
  }
}

const GOES: readonly Notion[] = ['travel', 'arrive', 'visit_now', 'visit_will', 'visit', 'at', 'leave', 'state_visit'];

/** A leader, or leaders, on the way to the seat of another. */
export function journeyFeatures(reading: Reading, add: Add): void {
  const people = reading.mentions.filter((mention) => mention.kind === 'leader' || mention.kind === 'role');
  for (const where of reading.mentions) {
    if (where.kind !== 'seat' && where.kind !== 'country' && where.kind !== 'place') continue;
    const guest = people.findLast((person) => person.to <= where.from && person.country !== where.country);
    const verb = reading.marks.find((mark) => GOES.includes(mark.notion) && mark.to === where.from);
    if (guest && verb) add(`leader, ${verb.notion}, ${where.kind} of another`);
    if (guest && verb && reading.segments[guest.from] === reading.segments[where.from])
      add(`leader goes to ${where.kind} of another`);
    if (where.kind === 'seat' && reading.notions.has('leaders')) add('leaders and a seat');
    const at = reading.marks.some((mark) => mark.notion === 'at' && mark.to === where.from);
    const visitor = people.some((person) => person.country !== where.country);
    const host = people.some((person) => person.country === where.country);
    const says = reading.marks.some((mark) => mark.notion === 'say' && mark.from === where.to);
    if (visitor && !says) {
      add(`${where.kind} of ${host ? 'one of them' : 'another'}`);
      if (at) add(`at ${where.kind} of ${host ? 'one of them' : 'another'}`);
    }
  }
  if (reading.notions.has('deal') || reading.notions.has('result')) {
    for (const [index, left] of people.entries()) {
      const right = people[index + 1];
      if (
        right &&
        right.from === left.to &&
        reading.marks.some(
          (mark) =>
            (mark.notion === 'deal' || mark.notion === 'result') && mark.from >= right.to && mark.from - right.to <= 2,
        )
      )
        add('pair, then what it brought');
    }
  }
}
