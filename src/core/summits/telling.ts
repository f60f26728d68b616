// What in a sentence tells of a meeting's stage, as named features: the rules that hold, the words by the event, how far the meeting is.
import { rulesIn } from './grammar.ts';
import type { Surroundings } from './identify.ts';
import type { Mark, Mention } from './mentions.ts';
import type { Reading } from './reading.ts';
import { EVENT, joinedIn, MEET, type Scene } from './scene.ts';
import type { Notion } from './wording/wording.ts';

type Add = (name: string) => void;

/** Where the day that is named lies. */
export type When = 'no' | 'ahead' | 'today' | 'span' | 'past';

/** `rule`: the first that holds; `around` is left out for headlines that stand alone. */
export function stageFeatures(
  scene: Scene,
  rule: string,
  when: When,
  around: Surroundings | undefined,
): readonly string[] {
  const names = new Set<string>();
  const add: Add = (name) => names.add(name);
  add(`rule: ${rule}`);
  for (const each of rulesIn(scene)) add(`rule holds: ${each}`);
  wordFeatures(scene, add);
  partyFeatures(scene, add);
  togetherFeatures(scene.reading, add);
  textFeatures(scene.reading, add);
  nearFeatures(scene, add);
  add(`day ${when}`);
  if (scene.has('soon')) add('day soon');
  if (around) aroundFeatures(scene, around, add);
  return [...names];
}

function wordFeatures({ reading, sides, kind }: Scene, add: Add): void {
  const { eventMark } = sides;
  const clause = eventMark ? reading.segments[eventMark.from] : 0;
  add(`event ${sides.event}`);
  add(`event in ${kind} clause`);
  for (const notion of reading.notions) add(`has ${notion}`);
  for (const mark of reading.marks) {
    if (reading.segments[mark.from] === clause) add(`by the event: ${mark.notion}`);
    if (eventMark) besideEvent(mark, eventMark, add);
  }
  if (!eventMark) return;
  if (eventMark.from === 0) add('begins with the event');
  else if (eventMark.to >= reading.words.length) add('ends with the event');
}

function besideEvent(mark: Mark, event: Mark, add: Add): void {
  if (mark.from >= event.to && mark.from - event.to <= 1) add(`right after the event: ${mark.notion}`);
  else if (mark.to <= event.from && event.from - mark.to <= 1) add(`right before the event: ${mark.notion}`);
}

function partyFeatures({ reading, sides, pair }: Scene, add: Add): void {
  const body = sides.institution === undefined ? 'no body' : 'a body';
  add(`${Math.min(3, sides.leaders.length)} leaders`);
  add(body);
  add(`${body}, event ${sides.event}`);
  if (sides.implied.length > 0) add('countries stand for leaders');
  if (pair) add('two who meet');
  const people = reading.mentions.filter(isActor);
  for (const mark of reading.marks) {
    const subject = people.findLast((person) => person.to <= mark.from && mark.from - person.to <= 2);
    if (subject) add(`${subject.kind === 'institution' ? 'body' : 'leader'} does: ${mark.notion}`);
  }
  for (const [index, left] of people.entries()) {
    const right = people[index + 1];
    if (!right || right.key === left.key) continue;
    for (const mark of reading.marks)
      if (mark.from >= left.to && mark.to <= right.from) add(`between two: ${mark.notion}`);
  }
}

/** "X and Y sign", "leaders sign". */
function togetherFeatures(reading: Reading, add: Add): void {
  for (const pair of joinedIn(reading)) {
    add('two side by side');
    if (pair.from === 0) add('begins with two');
    for (const mark of reading.marks) if (isNextAfter(mark, pair)) add(`two do: ${mark.notion}`);
  }
  for (const leaders of reading.marks) {
    if (leaders.notion !== 'leaders') continue;
    for (const mark of reading.marks) if (isNextAfter(mark, leaders)) add(`leaders do: ${mark.notion}`);
  }
}

function isNextAfter(mark: Mark, { to }: { readonly to: number }): boolean {
  return mark.from >= to && mark.from - to <= 2;
}

function isActor({ kind }: Mention): boolean {
  return kind === 'leader' || kind === 'role' || kind === 'institution';
}

function textFeatures(reading: Reading, add: Add): void {
  if (/\?/u.test(reading.text)) add('asks');
  if (/["“”«»„]/u.test(reading.text)) add('quotes');
  if (reading.text.includes(':')) add('has a colon');
  const [mark] = reading.marks;
  if (mark?.from === 0) add(`begins with: ${mark.notion}`);
  const [first] = reading.mentions;
  if (first?.from !== 0) return;
  add(`begins with a ${first.kind}`);
  if (reading.words[first.to]?.gap.includes(':')) add(`headed by a ${first.kind}`);
}

const PAIRS: readonly (readonly [string, readonly Notion[], readonly Notion[]])[] = [
  ['not > event', ['not'], EVENT],
  ['not > meet', ['not'], MEET],
  ['event > not', EVENT, ['not']],
  ['meet > not', MEET, ['not']],
  ['wish > meet', ['may', 'want', 'ready'], MEET],
  ['no > event', ['deny', 'refuse'], EVENT],
  ['no > meet', ['deny', 'refuse'], MEET],
  ['off > event', ['cancel', 'postpone'], EVENT],
  ['event > off', EVENT, ['cancel', 'postpone']],
  ['will > say', ['expect', 'to_do', 'will'], ['say', 'tell', 'demand', 'discuss']],
];
const REACH = 3;

function nearFeatures(scene: Scene, add: Add): void {
  for (const [name, first, second] of PAIRS) if (scene.near(first, second, REACH)) add(`near: ${name}`);
  if (scene.there()) add('a leader there');
  if (scene.atOther()) add('one at the other’s');
  if (scene.meets()) add('one meets another');
  if (scene.during()) add('while they meet');
  if (scene.resulted()) add('a result');
  if (scene.goes()) add('a leader abroad');
  if (scene.place()) add('a place');
  if (scene.dated) add('a day ahead');
}

function aroundFeatures({ sides }: Scene, { relation, standing, days }: Surroundings, add: Add): void {
  const body = sides.institution === undefined ? 'no body' : 'a body';
  add(`known: ${standing}`);
  add(`day of the meeting: ${days}`);
  add(`known: ${standing}, day ${days}`);
  add(`known by ${relation}: ${standing}`);
  add(`known by ${relation}: ${standing}, ${body}`);
}
