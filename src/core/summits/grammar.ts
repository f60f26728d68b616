// The grammar of stages: from notions, their clause and their order to what a sentence says of a meeting. The first rule that holds, holds.
import type { Surroundings } from './identify.ts';
import type { Reading } from './reading.ts';
import type { Sides } from './sides.ts';
import type { Coarse } from './status.ts';
import type { Notion } from './wording/wording.ts';

export type Ruling = { readonly coarse: Coarse | 'none'; readonly rule: string };

type Scene = {
  readonly reading: Reading;
  readonly sides: Sides;
  /** Anywhere in the sentence. */
  has(...notions: readonly Notion[]): boolean;
  /** In the clause of the event, or in the main clause where there is no event. */
  here(...notions: readonly Notion[]): boolean;
  /** Some word of the first within `reach` words before one of the second. */
  near(first: readonly Notion[], second: readonly Notion[], reach: number): boolean;
  readonly kind: string;
  readonly around: Surroundings;
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
  ['back on', 'on', (s) => s.has('revive') && s.has(...EVENT)],
  [
    'called off before the meeting',
    'called_off',
    (s) =>
      (s.near(['cancel', 'postpone'], EVENT, 5) || s.near(EVENT, ['cancel', 'postpone'], 6)) &&
      !s.near(['not'], ['cancel', 'postpone'], 2) &&
      !s.has('press') &&
      !pressOff(s),
  ],
  [
    'denied',
    'denied',
    (s) =>
      s.here('deny') &&
      (s.near(['deny'], [...EVENT, ...MEET], 6) || s.near(EVENT, ['deny'], 6)) &&
      !s.here('result', 'deal'),
  ],
  ['refused to meet', 'denied', (s) => s.near(['refuse'], [...EVENT, ...MEET], 6) && !s.here('deal', 'result')],
  ['one leaves or stays away', 'none', (s) => s.has('stay_away') || (s.has('leave') && !s.has('visit'))],
  ['a result', 'done', (s) => s.here('result') && (s.kind !== 'before' || s.has('after'))],
  ['the meeting ended', 'done', (s) => s.near(EVENT, ['end'], 4) || s.near(['end'], EVENT, 3)],
  [
    'wanted or possible',
    'talk_of',
    (s) =>
      s.near(['may', 'ready', 'want', 'expect'], [...MEET, ...EVENT], 6) &&
      !s.has('confirm', 'after') &&
      s.kind !== 'before' &&
      !s.here('discuss', 'analysis'),
  ],
  [
    'invited or proposed',
    'talk_of',
    (s) =>
      (s.has('invite') || s.near(['propose'], [...EVENT, ...MEET, 'host_now'], 6)) &&
      s.kind !== 'before' &&
      !s.has('analysis', 'accept'),
  ],
  [
    'the floor is open',
    'live',
    (s) => (s.near(EVENT, ['open'], 4) || s.here('gather') || s.near(['open'], EVENT, 4)) && !ahead(s),
  ],
  [
    'arrived',
    'live',
    (s) =>
      s.has('arrive') && !s.near(['meet_will'], ['arrive'], 1) && !s.has('press') && !s.near(['travel'], ['arrive'], 1),
  ],
  ['said at the table', 'none', (s) => s.here('discuss') && s.kind !== 'as' && !s.has('meet_now', 'meet_past')],
  [
    'to come',
    'on',
    (s) =>
      s.here(...COMING) ||
      (s.here('travel', 'confirm', 'schedule') && s.kind !== 'after') ||
      s.near(['agree'], [...MEET, ...EVENT], 5) ||
      s.near(['announce'], EVENT, 5) ||
      s.near(['attend'], EVENT, 4),
  ],
  [
    'a day ahead',
    'on',
    (s) =>
      s.has(...EVENT) &&
      s.here('day', 'soon') &&
      !s.has('analysis', 'discuss') &&
      s.kind !== 'before' &&
      !s.has('meet_past'),
  ],
  ['over, and looked back on', 'done', (s) => s.kind === 'after' && s.pair],
  ['before it begins', 'none', (s) => s.kind === 'before' || s.has('before')],
  ['they met', 'done', (s) => s.here('meet_past') && !s.has('former')],
  [
    'they agreed',
    'done',
    (s) => s.has('deal', 'fail') && (s.sides.institution !== undefined || s.pair) && !s.has('may', 'analysis'),
  ],
  ['they meet', 'live', (s) => (s.here('meet_now', 'host_now', 'visit_now') || s.here('meet')) && !s.has('analysis')],
  [
    'while it goes on',
    'live',
    (s) => (s.kind === 'as' || s.kind === 'during') && s.has('meet', 'meet_now', 'summit', 'host_now', 'gather'),
  ],
];

function ahead(scene: Scene): boolean {
  return scene.has('day', 'soon') && !scene.has('live') && scene.has('before', 'meet_will', 'day');
}

/** Another thing is called off: a news conference, a trip of another. */
function pressOff(scene: Scene): boolean {
  return scene.near(['cancel'], ['press'], 3);
}

export function rulingOf(reading: Reading, sides: Sides, around: Surroundings): Ruling {
  const clause = sides.eventMark ? reading.segments[sides.eventMark.from] : 0;
  const scene: Scene = {
    reading,
    sides,
    around,
    has: (...notions) => notions.some((notion) => reading.notions.has(notion)),
    here: (...notions) =>
      reading.marks.some((mark) => notions.includes(mark.notion) && reading.segments[mark.from] === clause),
    near: (first, second, reach) =>
      reading.marks.some(
        (mark) =>
          first.includes(mark.notion) &&
          reading.marks.some(
            (other) =>
              second.includes(other.notion) &&
              other.from >= mark.from &&
              other.from - mark.to <= reach &&
              other !== mark,
          ),
      ),
    kind: reading.kinds[clause ?? 0] ?? 'main',
    pair: sides.leaders.length + sides.implied.length >= 2,
  };
  for (const [rule, coarse, holds] of RULES) if (holds(scene)) return { coarse, rule };
  return { coarse: 'none', rule: 'nothing of its status' };
}
