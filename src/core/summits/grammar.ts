// The grammar of stages: from notions, their clause and their order to what a sentence says of a meeting. The first rule that holds, holds.
import type { Reading } from './reading.ts';
import type { Sides } from './sides.ts';
import type { Coarse } from './status.ts';
import type { Notion } from './wording/wording.ts';

export type Ruling = {
  readonly coarse: Coarse | 'none';
  readonly rule: string;
  /** A threat or a doubt, beside the stage. */
  readonly risk: boolean;
};

type Scene = {
  readonly reading: Reading;
  readonly sides: Sides;
  /** Anywhere in the sentence. */
  has(...notions: readonly Notion[]): boolean;
  /** In the clause of the event, or in the main clause where there is no event. */
  here(...notions: readonly Notion[]): boolean;
  /** Some word of the first within `reach` words before one of the second. */
  near(first: readonly Notion[], second: readonly Notion[], reach: number): boolean;
  /** The institution or "leaders" is the subject of one of these. */
  actor(verbs: readonly Notion[], reach: number): boolean;
  /** "Trump-Xi truce": two leaders side by side and right after them one of these. */
  pairThen(nouns: readonly Notion[]): boolean;
  /** A leader, or leaders, in a place that is not their own. */
  there(): boolean;
  /** A place is named. */
  place(): boolean;
  readonly kind: string;
  readonly pair: boolean;
};

type Rule = readonly [string, Coarse | 'none', (scene: Scene) => boolean];

const EVENT: readonly Notion[] = ['summit', 'meeting', 'talks', 'visit', 'state_visit', 'meal'];
const MEET: readonly Notion[] = [
  'meet',
  'meet_now',
  'meet_will',
  'meet_past',
  'host_now',
  'host_will',
  'visit_now',
  'visit_will',
];
const MEETS: readonly Notion[] = ['meet', 'meet_now', 'host_now', 'visit_now'];
const COMING: readonly Notion[] = ['meet_will', 'host_will', 'visit_will'];

const RULES: readonly Rule[] = [
  [
    'a threat is no decision',
    'none',
    (s) =>
      s.has('threaten') &&
      s.has('cancel', 'postpone', 'stay_away', 'leave', 'not', 'summit') &&
      !s.near(['cancel'], EVENT, 1),
  ],
  ['in doubt', 'none', (s) => s.here('doubt')],
  ['may be called off', 'none', (s) => s.near(['may'], ['cancel', 'postpone'], 3)],
  ['it stands', 'on', (s) => s.has('confirm') && s.has('deny') && s.has(...EVENT)],
  ['back on', 'on', (s) => s.has('revive') && s.has(...EVENT)],
  [
    'called off',
    'called_off',
    (s) =>
      (s.near(['cancel', 'postpone'], EVENT, 5) || s.near(EVENT, ['cancel', 'postpone'], 6)) &&
      !s.near(['not'], ['cancel', 'postpone'], 2) &&
      !s.near(['cancel'], ['press'], 3) &&
      !staysAway(s),
  ],
  [
    'denied',
    'denied',
    (s) =>
      (s.near(['deny'], [...EVENT, ...MEET], 6) || s.near(EVENT, ['deny'], 6)) &&
      !s.here('result', 'deal', 'invite') &&
      !s.has('analysis'),
  ],
  [
    'refused to meet',
    'denied',
    (s) => s.near(['refuse'], [...EVENT, ...MEET], 6) && !s.has('deal', 'result', 'other_sense'),
  ],
  ['left with or without a result', 'done', (s) => s.has('leave') && s.has('result', 'fail') && s.place()],
  ['one leaves or stays away', 'none', (s) => s.has('stay_away') || (s.has('leave') && !s.has('visit'))],
  [
    'a guest is or is not invited',
    'none',
    (s) => s.has('invite') && s.sides.institution !== undefined && !s.has('deal'),
  ],
  [
    'a result',
    'done',
    (s) =>
      s.has('result') &&
      (s.kind !== 'before' || s.has('after')) &&
      !s.has('may', 'deny', 'doubt', 'analysis') &&
      !s.near(['to_do', 'will'], ['result'], 4),
  ],
  [
    'the meeting ended',
    'done',
    (s) => (s.near(EVENT, ['end'], 4) || s.near(['end'], EVENT, 3)) && !s.near(['end'], ['plan'], 1),
  ],
  [
    'said of it in passing',
    'none',
    (s) => s.has('discuss') && s.has('to_do', 'will') && !s.has('day', 'soon', 'meet_will', 'host_will'),
  ],
  [
    'wanted or possible',
    'talk_of',
    (s) =>
      s.near(['may', 'ready', 'want'], [...MEET, ...EVENT], 4) &&
      !s.has('confirm', 'after', 'analysis', 'invite') &&
      s.kind !== 'before' &&
      !s.here('discuss'),
  ],
  [
    'invited or proposed',
    'talk_of',
    (s) =>
      (s.has('invite') || s.near(['propose'], [...EVENT, ...MEET, 'host_now'], 5)) &&
      s.kind !== 'before' &&
      !s.has('analysis', 'accept', 'discuss'),
  ],
  [
    'prepared, no more',
    'talk_of',
    (s) =>
      s.near(['plan'], ['summit'], 3) &&
      s.sides.institution === undefined &&
      !s.has('day', 'soon', 'say', 'before', 'analysis'),
  ],
  [
    'arrived',
    'live',
    (s) => s.has('arrive') && !s.near(['meet_will', 'to_do', 'will', 'before'], ['arrive'], 1) && !s.has('press'),
  ],
  [
    'the floor is open',
    'live',
    (s) =>
      (s.near(EVENT, ['open'], 4) || s.near(['open'], EVENT, 4) || s.has('gather')) &&
      !s.has(...COMING, 'cancel') &&
      !s.near(['gather'], ['day', 'soon'], 3) &&
      s.kind !== 'before',
  ],
  [
    'they agreed',
    'done',
    (s) =>
      s.actor(['deal', 'demand'], 4) &&
      s.sides.institution !== undefined &&
      !s.near(['to_do', 'will', 'not'], ['deal', 'demand'], 2),
  ],
  ['what it brought is named', 'done', (s) => s.pairThen(['deal', 'praise']) && !s.has(...COMING, 'before')],
  ['to come', 'on', (s) => toCome(s)],
  [
    'a day ahead',
    'on',
    (s) =>
      s.has(...EVENT, ...MEETS) &&
      s.here('day', 'soon') &&
      !s.has('analysis', 'discuss', 'meet_past', 'demand') &&
      s.kind !== 'before' &&
      s.kind !== 'after',
  ],
  ['over, and looked back on', 'done', (s) => s.kind === 'after' && s.pair && !s.has('retro')],
  ['they met', 'done', (s) => s.has('meet_past') && s.pair && !s.has('former', 'before', 'retro', 'analysis')],
  ['before it begins', 'none', (s) => s.kind === 'before' || s.has('before')],
  [
    'they meet',
    'live',
    (s) =>
      s.has(...MEETS) &&
      (s.pair || s.sides.institution !== undefined || s.has('leaders')) &&
      !s.has('analysis', 'protest') &&
      !s.near(['to_do', 'will'], MEETS, 1),
  ],
  ['there already', 'live', (s) => s.there() && !s.has('to_do', 'will', 'analysis', 'discuss', 'protest')],
  [
    'said there',
    'live',
    (s) =>
      s.near(['at', 'sidelines'], ['summit'], 5) &&
      s.kind !== 'after' &&
      !s.has(
        'to_do',
        'will',
        'discuss',
        'analysis',
        'protest',
        'expect',
        'plan',
        'want',
        'demand',
        'if',
        'not',
        'market',
        'may',
      ),
  ],
  [
    'while it goes on',
    'live',
    (s) => (s.kind === 'as' || s.kind === 'during') && s.has('meet', 'meet_now', 'host_now', 'gather'),
  ],
];

const RISKS = new Set(['a threat is no decision', 'in doubt', 'may be called off']);

/** Someone pulls out of what goes on without him. */
function staysAway(scene: Scene): boolean {
  return scene.sides.institution !== undefined && scene.has('stay_away');
}

function toCome(s: Scene): boolean {
  if (s.kind === 'after' || s.has('meet_past')) return false;
  if (s.has(...COMING) && !s.near(['not'], COMING, 2)) return !s.has('discuss') || s.has('day', 'soon', 'meet_will');
  if (s.here('travel', 'confirm', 'schedule') && !s.has('discuss', 'analysis', 'market')) return true;
  if (s.near(['agree'], [...MEET, ...EVENT], 5) || s.near(['announce'], EVENT, 5) || s.has('accept')) return true;
  return s.near(['attend'], EVENT, 4) && !s.has('say', 'if', 'not');
}

export function rulingOf(reading: Reading, sides: Sides): Ruling {
  const clause = sides.eventMark ? reading.segments[sides.eventMark.from] : 0;
  const scene: Scene = {
    reading,
    sides,
    has: (...notions) => notions.some((notion) => reading.notions.has(notion)),
    here: (...notions) =>
      reading.marks.some((mark) => notions.includes(mark.notion) && reading.segments[mark.from] === clause),
    near: (first, second, reach) => nearIn(reading, first, second, reach),
    actor: (verbs, reach) => {
      const subjects = [
        ...reading.mentions.filter((mention) => mention.kind === 'institution'),
        ...reading.marks.filter((mark) => mark.notion === 'leaders'),
      ];
      return subjects.some((subject) =>
        reading.marks.some(
          (mark) =>
            verbs.includes(mark.notion) &&
            mark.from >= subject.to &&
            mark.from - subject.to <= reach &&
            reading.segments[mark.from] === reading.segments[subject.from],
        ),
      );
    },
    pairThen: (nouns) => pairThen(reading, nouns),
    there: () => isThere(reading, sides),
    place: () => sides.places.length > 0,
    kind: reading.kinds[clause ?? 0] ?? 'main',
    pair: sides.leaders.length + sides.implied.length >= 2,
  };
  for (const [rule, coarse, holds] of RULES) if (holds(scene)) return { coarse, rule, risk: RISKS.has(rule) };
  return { coarse: 'none', rule: 'nothing of its status', risk: false };
}

function nearIn(reading: Reading, first: readonly Notion[], second: readonly Notion[], reach: number): boolean {
  for (const mark of reading.marks) {
    if (!first.includes(mark.notion)) continue;
    for (const other of reading.marks) {
      if (other === mark || !second.includes(other.notion) || other.from < mark.from || other.from - mark.to > reach)
        continue;
      if (reading.segments[other.from] === reading.segments[mark.from]) return true;
    }
  }
  return false;
}

function pairThen(reading: Reading, nouns: readonly Notion[]): boolean {
  const named = reading.mentions.filter((mention) => mention.kind === 'leader');
  return named.some((left, index) => {
    const right = named[index + 1];
    if (!right || right.from !== left.to || right.key === left.key) return false;
    return reading.marks.some(
      (mark) => nouns.includes(mark.notion) && mark.from >= right.to && mark.from - right.to <= 2,
    );
  });
}

function isThere(reading: Reading, sides: Sides): boolean {
  const people = [
    ...reading.mentions
      .filter((mention) => mention.kind === 'leader' || mention.kind === 'role')
      .map((mention) => ({ to: mention.to, country: mention.country })),
    ...reading.marks.filter((mark) => mark.notion === 'leaders').map((mark) => ({ to: mark.to, country: undefined })),
  ];
  return people.some(({ to, country }) => {
    const at = reading.marks.find((mark) => mark.notion === 'at' && mark.from === to);
    const where =
      at &&
      reading.mentions.find(
        (mention) =>
          mention.from === at.to && (mention.kind === 'country' || mention.kind === 'seat' || mention.kind === 'place'),
      );
    return where !== undefined && where.country !== country && (sides.event !== 'none' || country !== undefined);
  });
}
