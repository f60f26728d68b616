// What an item says of a summit: relevance, stage, firmness, speaker, place, day — read sentence by sentence.
import type { Item } from '../feeds/item.ts';
import type { StoryId } from '../stories/story.ts';
import type { EpochMs } from '../text/instant.ts';
import { dateIn } from './dates.ts';
import { mayConcern, relevanceFeatures } from './features.ts';
import { rulingOf } from './grammar.ts';
import { type Around, look, NO_SURROUNDINGS, type Surroundings } from './identify.ts';
import type { LeaderBook } from './leaders.ts';
import { judge } from './model.ts';
import { type Reading, readSentence } from './reading.ts';
import { type Sides, sidesOf } from './sides.ts';
import { fineStage } from './stages.ts';
import { type Coarse, coarseOf } from './status.ts';
import type { Claim, Firmness, Place, Speaker, Stage } from './summit.ts';
import { RELEVANCE, RULE_TRUST } from './weights.ts';
import { wordingOf } from './wording/wordings.ts';

/** One sentence, read against what is running. */
export type Sentence = {
  readonly reading: Reading;
  readonly sides: Sides;
  readonly around: Surroundings;
};

/** Longest text of an article that is read. */
const MAX_SENTENCES = 60;

export function readTitle(item: Item, at: EpochMs, book: LeaderBook, running: Around): Sentence {
  const reading = readSentence(item.title, item.language, at, book);
  const sides = sidesOf(reading, at, book);
  const idle = sides.event === 'none' && sides.leaders.length === 0 && !sides.institution;
  const around = idle ? NO_SURROUNDINGS : look(reading, sides, running, at);
  return { reading, sides, around };
}

export function readText(
  text: string,
  item: Item,
  at: EpochMs,
  book: LeaderBook,
  running: Around,
): readonly Sentence[] {
  return sentencesOf(text).map((sentence) => {
    const reading = readSentence(sentence, item.language, at, book);
    const sides = sidesOf(reading, at, book);
    return { reading, sides, around: look(reading, sides, running, at) };
  });
}

const SENTENCE_END = /(?<=[.!?…]["”»’']?)\s+(?=["“«„‘'(]?[\p{Lu}\p{N}])|\n+/u;

export function sentencesOf(text: string): readonly string[] {
  return text
    .split(SENTENCE_END)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
    .slice(0, MAX_SENTENCES);
}

/** The features by which an item is judged: its title's, and what its lede adds. */
export function itemFeatures(title: Sentence, lede: readonly Sentence[]): readonly string[] {
  const names = [...relevanceFeatures(title.reading, title.sides, title.around)];
  for (const sentence of lede.slice(0, 3)) {
    names.push(`lede: event ${sentence.sides.event}, ${Math.min(2, sentence.sides.leaders.length)} leaders`);
    names.push(
      `lede: institution ${sentence.sides.institution ? (sentence.sides.usual ? 'usual' : 'named') : 'no'}, event ${sentence.sides.event}`,
    );
    if (sentence.around.relation !== 'none') names.push(`lede: around ${sentence.around.relation}`);
    for (const notion of [
      'lower',
      'climate',
      'domestic',
      'business',
      'sport',
      'sidelines',
      'theme',
      'phone',
    ] as const) {
      if (sentence.reading.notions.has(notion)) names.push(`lede: ${notion}`);
    }
  }
  return names;
}

export function concerns(title: Sentence, lede: readonly Sentence[]): boolean {
  return (
    mayConcern(title.reading, title.around, title.sides) ||
    lede
      .slice(0, 2)
      .some(
        (sentence) =>
          sentence.sides.event === 'summit' && mayConcern(sentence.reading, sentence.around, sentence.sides),
      )
  );
}

export type Relevance = { readonly chance: number; readonly because: readonly string[] };

export function relevanceOf(title: Sentence, lede: readonly Sentence[]): Relevance {
  if (!concerns(title, lede)) return { chance: 0, because: [] };
  return judge(itemFeatures(title, lede), RELEVANCE);
}

export type StageSaid = {
  readonly coarse: Coarse | 'none';
  readonly stage: Stage | 'none';
  readonly chance: number;
  readonly rule: string;
};

export function stageSaid(sentence: Sentence): StageSaid {
  const { coarse, rule } = rulingOf(sentence.reading, sentence.sides, sentence.around);
  return { coarse, stage: fineStage(coarse, sentence.reading, sentence.around), chance: RULE_TRUST[rule] ?? 0.5, rule };
}

export function claimOf(
  item: Item,
  sentence: Sentence,
  said: StageSaid,
  story: { readonly storyId?: StoryId; readonly origin?: string | undefined },
): Claim {
  const { reading, sides } = sentence;
  const date = dateIn(reading.words, wordingOf(reading.language), item.publishedAt);
  const place = placeOf(sentence);
  const speaker = speakerOf(sentence, item);
  const possible = possibleOf(sentence);
  const parties = sides.institution && sides.leaders.length < 2 ? sides.leaders : [...sides.leaders, ...sides.implied];
  return {
    itemId: item.id,
    ...(story.storyId === undefined ? {} : { storyId: story.storyId }),
    at: item.publishedAt,
    source: item.source,
    trust: item.trust,
    url: item.url,
    headline: item.title,
    ...(story.origin === undefined ? {} : { origin: story.origin }),
    stage: said.stage,
    firmness: firmnessOf(reading, said.stage),
    background: isBackground(sentence),
    ...(speaker ? { speaker } : {}),
    parties: parties.filter((key) => !possible.includes(key)),
    possibleParties: possible,
    ...(place ? { place } : {}),
    ...(date ? { date } : {}),
    ...(reading.notions.has('video') ? { format: 'video' as const } : {}),
    quote: reading.text.slice(0, 300),
  };
}

/** A third leader who would join, or whom only a "could" names, is possible and no more. */
function possibleOf(sentence: Sentence): Claim['possibleParties'] {
  const { reading, sides } = sentence;
  if (sides.leaders.length < 3 || !reading.notions.has('may')) return [];
  return sides.leaders.slice(2);
}

export function isBackground(sentence: Sentence): boolean {
  const { reading, sides } = sentence;
  if (!sides.eventMark) return false;
  const kind = reading.kinds[reading.segments[sides.eventMark.from] ?? 0];
  return kind === 'after' || kind === 'before' || reading.notions.has('year_ago') || reading.notions.has('retro');
}

export function placeOf(sentence: Sentence): Place | undefined {
  const { reading, sides } = sentence;
  const own = new Set(sides.leaders);
  const ahead = (from: number) =>
    reading.marks.some(
      (mark) => (mark.notion === 'at' || mark.notion === 'arrive' || mark.notion === 'travel') && mark.to === from,
    );
  for (const mention of reading.mentions) {
    if (mention.kind === 'place') return { name: mention.name, country: mention.country ?? mention.key };
    if (mention.kind === 'seat' && (ahead(mention.from) || own.size >= 2))
      return { name: mention.name, country: mention.key };
    if (mention.kind === 'country' && ahead(mention.from)) return { name: mention.name, country: mention.key };
  }
  return undefined;
}

function firmnessOf(reading: Reading, stage: Stage | 'none'): Firmness {
  const has = (notion: Parameters<typeof reading.notions.has>[0]) => reading.notions.has(notion);
  if (has('threaten') && coarse(stage) !== 'called_off') return 'threatened';
  if (stage === 'denied') return 'denied';
  if (has('confirm')) return 'confirmed';
  if (has('may')) return 'may';
  if (has('want') || has('ready')) return 'wants';
  return coarse(stage) === 'on' ? 'will' : 'reported';
}

function coarse(stage: Stage | 'none'): Coarse | 'none' {
  return stage === 'none' ? 'none' : coarseOf(stage);
}

function speakerOf(sentence: Sentence, item: Item): Speaker | undefined {
  const { reading } = sentence;
  const said = reading.marks.find((mark) => mark.notion === 'say' || mark.notion === 'tell');
  const who = said && reading.mentions.findLast((mention) => mention.to <= said.from && said.from - mention.to <= 3);
  if (reading.notions.has('anonymous')) return { name: 'unnamed officials', kind: 'anonymous' };
  if (who?.kind === 'leader' || who?.kind === 'role') return { name: who.name, side: who.key, kind: 'leader' };
  if (who?.kind === 'official') return { name: who.name, kind: 'official' };
  if (who && reading.notions.has('spokes'))
    return { name: `${who.name} spokesperson`, side: who.key, kind: 'spokesperson' };
  if (who?.kind === 'country' || who?.kind === 'seat')
    return { name: who.name, side: who.key, kind: reading.notions.has('ministry') ? 'ministry' : 'official' };
  return item.source === '' ? undefined : { name: item.source, kind: 'outlet' };
}
