// What a sentence says of a summit: stage and how firmly, by whom, between whom, where and when; of the present or the past.
import type { Item } from '../feeds/item.ts';
import type { StoryId } from '../stories/story.ts';
import type { EpochMs } from '../text/instant.ts';
import { dateIn } from './dates.ts';
import { type Ruling, rulingOf } from './grammar.ts';
import { placeOf } from './places.ts';
import type { Reading } from './reading.ts';
import { type Scene, sceneOf } from './scene.ts';
import type { Sentence } from './sentences.ts';
import { speakerOf } from './speakers.ts';
import { fineStage } from './stages.ts';
import type { Coarse } from './status.ts';
import type { Claim, DateInterval, Firmness, PartyKey, Stage } from './summit.ts';
import { stageFeatures, type When } from './telling.ts';
import { voteOn } from './vote.ts';
import { wordingOf } from './wording/wordings.ts';

export type StageSaid = {
  readonly coarse: Coarse | 'none';
  readonly stage: Stage | 'none';
  /** How surely it is read rightly. */
  readonly chance: number;
  /** The rule of the grammar, or what else spoke for it. */
  readonly rule: string;
};

const DAY = 86_400_000;

/** A sentence with what its stage is judged by. */
export type Told = {
  readonly scene: Scene;
  readonly ruling: Ruling;
  readonly date: DateInterval | undefined;
  readonly when: When;
};

export function toldBy({ reading, sides, at }: Sentence): Told {
  const date = dateIn(reading.words, wordingOf(reading.language), at);
  const dated = (date !== undefined && date.to > at && date.from > at) || reading.notions.has('soon');
  const scene = sceneOf(reading, sides, dated);
  return { scene, ruling: rulingOf(scene), date, when: whenOf(date, at) };
}

export function stageSaid(sentence: Sentence): StageSaid {
  const { reading, around } = sentence;
  const { scene, ruling, date, when } = toldBy(sentence);
  const { coarse, chance, because } = voteOn(stageFeatures(scene, ruling.rule, when, around), ruling);
  const rule = because.join('; ');
  if (ruling.risk) return { coarse, stage: 'at_risk', chance, rule };
  const exact = date !== undefined && date.to - date.from <= 3 * DAY;
  return {
    coarse,
    stage: fineStage(coarse, reading, exact || placeOf(sentence) !== undefined),
    chance,
    rule,
  };
}

function whenOf(date: DateInterval | undefined, at: EpochMs): When {
  if (!date) return 'no';
  if (date.from > at) return 'ahead';
  if (date.to < at) return 'past';
  return date.to - date.from <= DAY ? 'today' : 'span';
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
