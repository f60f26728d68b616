// What a sentence says of a summit: stage and how firmly, by whom, between whom, where and when; of the present or the past.
import type { Item } from '../feeds/item.ts';
import type { StoryId } from '../stories/story.ts';
import { dateIn } from './dates.ts';
import { rulingOf } from './grammar.ts';
import { placeOf } from './places.ts';
import type { Reading } from './reading.ts';
import type { Sentence } from './sentences.ts';
import { speakerOf } from './speakers.ts';
import { fineStage } from './stages.ts';
import type { Coarse } from './status.ts';
import type { Claim, Firmness, PartyKey, Stage } from './summit.ts';
import { RULE_TRUST } from './weights.ts';
import { wordingOf } from './wording/wordings.ts';

export type StageSaid = {
  readonly coarse: Coarse | 'none';
  readonly stage: Stage | 'none';
  /** How often the rule is right. */
  readonly chance: number;
  readonly rule: string;
};

const UNTRIED = 0.6;
const DAY = 86_400_000;

export function stageSaid(sentence: Sentence): StageSaid {
  const { reading, sides, around } = sentence;
  const date = dateIn(reading.words, wordingOf(reading.language), sentence.at);
  const dated = (date !== undefined && date.to > sentence.at && date.from > sentence.at) || reading.notions.has('soon');
  const { coarse, rule, risk } = rulingOf(reading, sides, dated);
  const chance = RULE_TRUST[rule] ?? UNTRIED;
  if (risk) return { coarse: 'none', stage: 'at_risk', chance, rule };
  const exact = date !== undefined && date.to - date.from <= 3 * DAY;
  return {
    coarse,
    stage: fineStage(coarse, reading, around.standing, exact || placeOf(sentence) !== undefined),
    chance,
    rule,
  };
}

const MAX_QUOTE = 300;

export function claimOf(
  item: Item,
  sentence: Sentence,
  said: StageSaid,
  story: { readonly storyId?: StoryId; readonly origin?: string | undefined },
): Claim {
  const { reading, sides } = sentence;
  const date = dateIn(reading.words, wordingOf(reading.language), sentence.at);
  const place = placeOf(sentence);
  const speaker = speakerOf(sentence, item);
  const possible = possibleOf(sentence);
  const parties = sides.institution && sides.leaders.length < 2 ? sides.leaders : [...sides.leaders, ...sides.implied];
  return {
    itemId: item.id,
    ...(story.storyId === undefined ? {} : { storyId: story.storyId }),
    at: sentence.at,
    source: item.source,
    trust: item.trust,
    url: item.url,
    headline: item.title,
    ...(story.origin === undefined ? {} : { origin: story.origin }),
    stage: said.stage,
    firmness: firmnessOf(reading, said),
    background: isBackground(sentence, said),
    ...(speaker ? { speaker } : {}),
    parties: parties.filter((key) => !possible.includes(key)),
    possibleParties: possible,
    ...(place ? { place } : {}),
    ...(date ? { date } : {}),
    ...(reading.notions.has('video') ? { format: 'video' as const } : {}),
    quote: reading.text.slice(0, MAX_QUOTE),
  };
}

/** A third leader whom only a "could" or "open to" names is possible and no more. */
function possibleOf({ reading, sides }: Sentence): readonly PartyKey[] {
  if (sides.leaders.length < 3 || !(reading.notions.has('may') || reading.notions.has('ready'))) return [];
  return sides.leaders.slice(2);
}

/** An old status named to say when something else happened, or a look back. */
function isBackground({ reading, sides }: Sentence, said: StageSaid): boolean {
  if (reading.notions.has('year_ago') || reading.notions.has('retro')) return true;
  if (!sides.eventMark || said.coarse === 'done' || said.coarse === 'live') return false;
  return reading.kinds[reading.segments[sides.eventMark.from] ?? 0] === 'after';
}

function firmnessOf({ notions }: Reading, said: StageSaid): Firmness {
  // "Denies that it may be called off": the doubt is denied, not the meeting.
  if (said.stage === 'at_risk') return notions.has('deny') && !notions.has('threaten') ? 'denied' : 'threatened';
  if (said.coarse === 'denied') return 'denied';
  if (notions.has('confirm')) return 'confirmed';
  if (notions.has('may')) return 'may';
  if (notions.has('want') || notions.has('ready')) return 'wants';
  return said.coarse === 'on' ? 'will' : 'reported';
}
