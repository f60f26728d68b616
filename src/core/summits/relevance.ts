// Whether an item is about a meeting of leaders: a linear model over named features of its title and lede.
import { mayConcern, relevanceFeatures } from './features.ts';
import { type Judgement, judge } from './model.ts';
import type { Sentence } from './sentences.ts';
import { type Objection, objectionTo } from './signs.ts';
import { RELEVANCE } from './weights.ts';

/** From this chance on an item counts as about a meeting. */
export const RELEVANT = 0.5;

/** How many sentences of a lede are weighed. */
const LEDE = 3;

/** The features by which an item is judged: its title's, and what its lede adds. */
export function itemFeatures(title: Sentence, lede: readonly Sentence[]): readonly string[] {
  const names = [...relevanceFeatures(title.reading, title.sides, title.around)];
  for (const { reading, sides, around } of lede.slice(0, LEDE)) {
    if (sides.event === 'none' && sides.leaders.length === 0 && !sides.institution) continue;
    const group = sides.institution ? (sides.usual ? 'usual' : 'named') : 'no';
    names.push(`lede: event ${sides.event}, ${Math.min(2, sides.leaders.length)} leaders`);
    names.push(`lede: institution ${group}, event ${sides.event}`);
    if (around.relation !== 'none') names.push(`lede: around ${around.relation}`);
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
      if (reading.notions.has(notion)) names.push(`lede: ${notion}`);
    }
  }
  return names;
}

/** A cheap look at the title, and at whether the lede speaks of a summit. */
export function concerns(title: Sentence, lede: readonly Sentence[]): boolean {
  if (mayConcern(title.reading, title.around, title.sides)) return true;
  return lede
    .slice(0, 2)
    .some(({ reading, sides, around }) => sides.event === 'summit' && mayConcern(reading, around, sides));
}

/** One of those who meet arrives where they meet, about the day they meet: no model is asked. */
function isAtTheMeeting({ reading, sides, around }: Sentence): boolean {
  if (around.relation !== 'place' || sides.leaders.length === 0) return false;
  if (around.days !== 'today' && around.days !== 'near') return false;
  return reading.notions.has('arrive') && !reading.notions.has('former');
}

/** "The Alaska summit", while leaders are to meet in Alaska: no model is asked. */
function isThatSummit({ reading, sides, around }: Sentence): boolean {
  const { eventMark } = sides;
  const place = around.summit?.place?.value.name;
  if (around.relation !== 'place' || sides.event !== 'summit' || !eventMark || sides.institution) return false;
  if (around.days === 'long past' || objectionTo(reading, sides) !== 'none') return false;
  return sides.places.some(
    (mention) =>
      mention.name === place &&
      (mention.to === eventMark.from || (mention.from > eventMark.from && mention.from - eventMark.to <= 1)),
  );
}

const CERTAIN = 0.9;
const BODILY: readonly Objection[] = ['none', 'subject', 'domestic', 'those below named', 'only talked of'];

/** "G20 leaders", "the BRICS summit": a body whose name in the news means its leaders. */
function isOfTheLeaders({ reading, sides }: Sentence): boolean {
  if (!sides.usual || sides.business || reading.uncased || !BODILY.includes(objectionTo(reading, sides))) return false;
  return reading.mentions.some(
    (mention) =>
      mention.kind === 'institution' &&
      mention.key === sides.institution &&
      reading.marks.some(
        (mark) => mark.from === mention.to && (mark.notion === 'leaders' || mark.notion === 'summit'),
      ) &&
      !reading.marks.some((mark) => mark.notion === 'lower' && mark.from >= mention.to && mark.from - mention.to <= 1),
  );
}

/** Why no model need be asked. */
export function certainly(title: Sentence): string | undefined {
  if (isThatSummit(title)) return 'a summit named by the place where they meet';
  if (isOfTheLeaders(title)) return 'a body whose name means its leaders, and their summit';
  return isAtTheMeeting(title) ? 'one of those who meet arrives where and when they meet' : undefined;
}

export function relevanceOf(title: Sentence, lede: readonly Sentence[]): Judgement {
  if (!concerns(title, lede)) return { chance: 0, because: [] };
  const certain = certainly(title);
  if (certain) return { chance: CERTAIN, because: [certain] };
  return judge(itemFeatures(title, lede), title.reading.language.startsWith('en') ? RELEVANCE.en : RELEVANCE.other);
}
