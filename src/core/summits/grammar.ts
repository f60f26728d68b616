// The grammar of stages: from notions, their clause and their order to what a sentence says of a meeting. The first rule that holds, holds.
import { COMING, EVENT, MEET, MEETS, type Scene } from './scene.ts';
import type { Coarse } from './status.ts';

export type Ruling = {
  readonly coarse: Coarse | 'none';
  readonly rule: string;
  /** A threat or a doubt, beside the stage. */
  readonly risk: boolean;
};

type Rule = readonly [string, Coarse | 'none', (scene: Scene) => boolean];

const RULES: readonly Rule[] = [
  [
    'a threat is no decision',
    'none',
    (s) =>
      s.near(['threaten'], ['cancel', 'postpone', 'stay_away', 'leave'], 5) ||
      (s.has('threaten') && s.has('not', 'summit') && !s.near(['cancel'], EVENT, 1)),
  ],
  ['in doubt', 'none', (s) => s.here('doubt')],
  ['may be called off', 'none', (s) => s.near(['may'], ['cancel', 'postpone'], 3)],
  [
    'it stands',
    'on',
    (s) => s.has('confirm') && s.has('deny') && s.has('cancel', 'postpone', 'may') && s.has(...EVENT),
  ],
  ['confirmed that not', 'denied', (s) => s.has('confirm') && s.near(['deny', 'not'], [...EVENT, ...MEET], 3)],
  ['something else is called off', 'none', (s) => s.near(['cancel', 'postpone'], ['press'], 3)],
  ['back on', 'on', (s) => s.has('revive') && s.has(...EVENT)],
  [
    'called off',
    'called_off',
    (s) =>
      (s.near(['cancel', 'postpone'], EVENT, 5) ||
        s.near(EVENT, ['cancel', 'postpone'], 6) ||
        dropsPlan(s) ||
        notSoon(s)) &&
      !s.near(['not'], ['cancel', 'postpone'], 2) &&
      !s.near(['cancel'], ['press'], 3) &&
      !staysAway(s),
  ],
  [
    'denied',
    'denied',
    (s) =>
      (s.near(['deny'], [...EVENT, ...MEET], 6) || s.near(EVENT, ['deny'], 6)) &&
      !s.has('result', 'deal', 'invite', 'analysis'),
  ],
  [
    'refused to meet',
    'denied',
    (s) => s.near(['refuse'], [...EVENT, ...MEET], 6) && !s.has('deal', 'result', 'other_sense'),
  ],
  [
    'none is planned',
    'denied',
    (s) => s.near(['not'], EVENT, 4) && s.has('plan', 'schedule') && !s.has('result', 'deal', 'cancel', 'analysis'),
  ],
  ['declined an invitation', 'denied', (s) => s.pair && s.near(['refuse', 'deny'], ['invite'], 3)],
  ['left with or without a result', 'done', (s) => s.has('leave') && s.has('result', 'fail') && s.place()],
  [
    'a guest leaves',
    'done',
    (s) =>
      s.has('leave') &&
      s.goes() &&
      s.sides.institution === undefined &&
      s.sides.leaders.length > 0 &&
      !s.has('stay_away', 'will', 'to_do', 'before', 'not', 'summit', 'cancel', 'travel', 'threaten'),
  ],
  ['one leaves or stays away', 'none', (s) => s.has('stay_away') || (s.has('leave') && !s.has('visit'))],
  [
    'a guest is or is not invited',
    'none',
    (s) => s.has('invite') && s.sides.institution !== undefined && !s.has('deal', 'host_will'),
  ],
  ['one met the other', 'done', (s) => s.between(['meet_past']) || s.pairThen(['meet_past'])],
  [
    'while they meet',
    'live',
    (s) =>
      (s.during() || s.kind === 'during') &&
      (s.meets() || (s.has('visit_now') && s.goes())) &&
      !s.has('analysis') &&
      !s.near(['not'], ['result'], 2),
  ],
  [
    'a result',
    'done',
    (s) =>
      s.resulted() &&
      (s.kind !== 'before' || s.has('after')) &&
      !s.has('may', 'deny', 'doubt', 'analysis') &&
      !s.near(['to_do', 'will'], ['result'], 4),
  ],
  [
    'they sat so long',
    'done',
    (s) =>
      s.has('lasted') && s.kind !== 'before' && !s.has('to_do', 'will', 'may', 'before', 'not', 'during', 'cancel'),
  ],
  [
    'the meeting ended',
    'done',
    (s) =>
      (s.near(EVENT, ['end'], 4) || s.near(['end'], EVENT, 3)) &&
      !s.near(['end'], ['plan'], 1) &&
      !s.near(['to_do'], ['end'], 0),
  ],
  ['it was so', 'done', (s) => s.near(EVENT, ['was'], 5) && (s.pair || s.sides.leaders.length > 0) && !s.has('before')],
  ['it failed', 'done', (s) => s.near(EVENT, ['fail'], 3) || s.actor(['fail'], 2)],
  ['on a visit', 'live', (s) => s.has('visit_now') && s.goes() && !s.has('will', 'to_do', 'analysis', 'host_will')],
  ['leaders are there', 'live', (s) => s.has('leaders') && s.there() && !s.has('will')],
  [
    'said of it in passing',
    'none',
    (s) => s.has('discuss') && s.has('to_do', 'will') && !s.dated && !s.has('meet_will', 'host_will'),
  ],
  [
    'wanted or possible',
    'talk_of',
    (s) =>
      s.near(['may', 'ready', 'want'], [...MEET, ...EVENT], 3) &&
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
    'arrived',
    'live',
    (s) => s.has('arrive') && !s.near(['meet_will', 'to_do', 'will', 'before'], ['arrive'], 1) && !s.has('press'),
  ],
  [
    'the floor is open',
    'live',
    (s) =>
      (s.near(EVENT, ['open'], 4) || s.near(['open'], EVENT, 4) || s.has('gather')) &&
      !s.has(...COMING, 'cancel', 'travel') &&
      !s.dated &&
      s.kind !== 'before',
  ],
  [
    'they agreed',
    'done',
    (s) =>
      s.sides.institution !== undefined &&
      s.actor(['deal', 'demand', 'agree'], 3) &&
      !s.near(['to_do', 'will', 'not', 'head', 'host_now'], ['deal', 'demand', 'agree'], 2),
  ],
  [
    'what it brought',
    'done',
    (s) =>
      (s.pairThen(['deal', 'praise']) || (s.pair && s.near(['praise'], EVENT, 4) && !s.meets())) &&
      !s.has(...COMING, 'before'),
  ],
  [
    'together they agreed',
    'done',
    (s) =>
      s.together(['deal', 'result'], 3) &&
      !s.near(['to_do', 'will', 'not', 'may', 'want', 'expect'], ['deal', 'result'], 2) &&
      !s.near(['agree'], [...MEET, ...EVENT, 'hold'], 5) &&
      !s.has(...COMING, 'before', 'discuss', 'phone', 'if', 'analysis'),
  ],
  ['to come', 'on', (s) => toCome(s)],
  [
    'a day ahead for two',
    'on',
    (s) =>
      s.pair &&
      s.dated &&
      s.has('to_do', 'will', 'at') &&
      s.kind === 'main' &&
      !s.has('analysis', 'discuss', 'meet_past', 'demand', 'live', 'not', 'may', 'deal', 'result', 'say'),
  ],
  [
    'a day ahead',
    'on',
    (s) =>
      s.dated &&
      s.has(...EVENT, ...MEETS, 'gather') &&
      !s.has('analysis', 'discuss', 'meet_past', 'demand', 'live') &&
      s.kind !== 'before' &&
      s.kind !== 'after',
  ],
  [
    'over, and looked back on',
    'done',
    (s) => s.kind === 'after' && s.pair && !s.has('retro', 'expect', 'will', 'visit_will', 'cancel', 'postpone'),
  ],
  ['they met', 'done', (s) => s.has('meet_past') && s.pair && !s.has('former', 'before', 'retro', 'analysis')],
  [
    'before it begins',
    'none',
    (s) =>
      s.near(['before'], [...EVENT, ...MEET, 'gather', 'head', 'leaders'], 5) ||
      (s.has('before') && s.sides.event !== 'none'),
  ],
  [
    'they hold talks',
    'live',
    (s) =>
      s.near(['hold'], ['talks', 'meeting', 'summit'], 2) &&
      (s.pair || s.has('leaders')) &&
      !s.has('to_do', 'will', 'phone'),
  ],
  ['they meet', 'live', (s) => s.meets() && !s.has('analysis', 'protest') && !s.near(['to_do', 'will'], MEETS, 1)],
  [
    'a gesture between two',
    'live',
    (s) =>
      (s.pair || s.has('leaders')) &&
      s.has('gesture') &&
      !s.dated &&
      !s.has('to_do', 'will', 'not', 'analysis', 'after', 'before', 'may', 'invite', 'discuss', 'result', 'deal'),
  ],
  [
    'at the other’s',
    'live',
    (s) => s.atOther() && !s.dated && !s.has('to_do', 'will', 'analysis', 'phone', 'invite', 'may', 'discuss'),
  ],
  ['there already', 'live', (s) => s.there() && !s.has('to_do', 'will', 'analysis', 'discuss', 'protest')],
  [
    'said there',
    'live',
    (s) =>
      s.near(['at', 'sidelines'], ['summit'], 5) &&
      s.sides.leaders.length > 0 &&
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
        'invite',
        'attend',
      ),
  ],
];

const RISKS = new Set(['a threat is no decision', 'in doubt', 'may be called off']);

function dropsPlan(scene: Scene): boolean {
  return scene.near(['cancel', 'postpone'], ['plan'], 1) && scene.has(...MEET);
}

/** "No plans to meet in the immediate future" puts off what was planned. */
function notSoon(scene: Scene): boolean {
  return scene.has('postpone') && scene.near(['deny', 'not'], MEET, 5);
}

/** Someone pulls out of what goes on without him. */
function staysAway(scene: Scene): boolean {
  return (
    scene.sides.institution !== undefined && scene.has('stay_away') && !scene.near(EVENT, ['cancel', 'postpone'], 3)
  );
}

function toCome(s: Scene): boolean {
  if (s.kind === 'after' || s.has('meet_past')) return false;
  if (s.has(...COMING) && !s.near(['not'], COMING, 2)) return !s.has('discuss') || s.dated || s.has('meet_will');
  if (s.near(['to_do', 'will'], ['hold'], 1) && s.has('summit', 'meeting', 'talks')) return true;
  if (s.has('travel') && s.goes() && !s.has('discuss', 'analysis', 'market')) return true;
  if (s.here('travel', 'confirm', 'schedule') && !s.has('discuss', 'analysis', 'market')) return true;
  if (s.near(['agree'], [...MEET, ...EVENT], 5) || s.has('accept')) return true;
  if (s.near(['announce'], EVENT, 5) && !s.near(['to_do'], ['announce'], 1)) return true;
  return (s.near(['attend'], EVENT, 6) || s.near(EVENT, ['attend'], 3)) && !s.has('say', 'if', 'not');
}

/** Every rule that holds, whichever comes first. */
export function rulesIn(scene: Scene): readonly string[] {
  return RULES.flatMap(([rule, , holds]) => (holds(scene) ? [rule] : []));
}

export function rulingOf(scene: Scene): Ruling {
  for (const [rule, coarse, holds] of RULES) if (holds(scene)) return { coarse, rule, risk: RISKS.has(rule) };
  return { coarse: 'none', rule: 'nothing of its status', risk: false };
}
