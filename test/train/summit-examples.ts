// What the relevance model learns from: every candidate headline of the labelled streams with its features, and headlines of our own.
import { readFileSync } from 'node:fs';
import { parseLeaders } from '../../src/config/leaders.ts';
import type { Item } from '../../src/core/feeds/item.ts';
import type { StoryId } from '../../src/core/stories/story.ts';
import { createSummitBook } from '../../src/core/summits/book.ts';
import { type StageSaid, stageSaid } from '../../src/core/summits/claims.ts';
import { NOTHING_AROUND } from '../../src/core/summits/identify.ts';
import type { LeaderBook } from '../../src/core/summits/leaders.ts';
import { certainly, concerns, itemFeatures } from '../../src/core/summits/relevance.ts';
import { readTitle, type Sentence } from '../../src/core/summits/sentences.ts';
import { coarse } from '../eval/summit-measures.ts';
import type { Label, Stream } from '../eval/summit-streams.ts';
import { backReferences, ownArticles } from './own-articles.ts';
import { sceneArticles } from './own-scenes.ts';

export type Example = {
  readonly features: readonly string[];
  readonly weight: number;
  readonly relevant: boolean;
  readonly stream: string;
  readonly block: number;
  readonly title: string;
  readonly known: boolean;
  readonly scored: boolean;
  readonly language: string;
  readonly told: boolean;
};
export type Reading = {
  readonly stream: string;
  readonly title: string;
  readonly gold: string;
  readonly said: StageSaid;
};
/** Whether an item is taken as about a meeting while a stream is read. */
export type Decide = (features: readonly string[], example: Pick<Example, 'stream' | 'block' | 'language'>) => boolean;
export type Gathered = { readonly examples: readonly Example[]; readonly readings: readonly Reading[] };

/** The block of what no stream of others holds: it is never held out. */
export const OURS = -1;
const BLOCKS = 4;
const AMBIGUOUS_WEIGHT = 0.2;
/** Other languages' unlabelled rows may well be about a meeting. */
const UNSURE_WEIGHT = 0.3;
const LEADERS = new URL('../../config/leaders.yaml', import.meta.url);

function leaderBook(): LeaderBook {
  const read = parseLeaders(readFileSync(LEADERS, 'utf8'));
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  return read.leaders;
}

export function languageOf(stream: string): string {
  return /^(?:own )?(uk|ru|de|fr|es)[_-]/u.exec(stream)?.[1] ?? 'en';
}

/** Each stream is read in order, with a book that is told the truth about relevance or decides by a model. */
export function gather(streams: readonly Stream[], decide?: Decide): Gathered {
  const examples: Example[] = [];
  const readings: Reading[] = [];
  for (const stream of streams) {
    let row = 0;
    const book = createSummitBook(leaderBook(), ({ item, title, lede }) => {
      const label = stream.labels.get(item.id);
      const block = Math.floor((row * BLOCKS) / stream.items.length);
      row += 1;
      const candidate = concerns(title, lede);
      const features = candidate ? [...new Set(itemFeatures(title, lede))] : [];
      const example = exampleOf(stream, label, item.title, features, block, candidate);
      const told = decide && candidate ? decide(features, example) || certainly(title) !== undefined : false;
      if (label?.relevant && !label.ambiguous)
        readings.push({ stream: stream.name, title: item.title, gold: coarse(label.stage), said: stageSaid(title) });
      if (candidate || example.relevant) examples.push({ ...example, told });
      return decide ? told : example.relevant;
    });
    for (const item of stream.items)
      book.take(item, { storyId: item.id as string as StoryId, joined: false }, item.publishedAt);
  }
  return { examples, readings };
}

function exampleOf(
  stream: Stream,
  label: Label | undefined,
  title: string,
  features: readonly string[],
  block: number,
  candidate: boolean,
): Example {
  const language = languageOf(stream.name);
  const sure = language === 'en' || stream.name.startsWith('own ');
  const weight = label ? (label.ambiguous ? AMBIGUOUS_WEIGHT : 1) : sure ? 1 : UNSURE_WEIGHT;
  return {
    features,
    weight: candidate ? weight : 0,
    relevant: label?.relevant ?? false,
    stream: stream.name,
    block,
    title,
    known: label !== undefined,
    scored: label ? !label.ambiguous : sure,
    language,
    told: false,
  };
}

type OwnTitle = { readonly item: Item; readonly relevant: boolean; readonly title: Sentence };

/** How a headline reads once others stand in the news. */
function readAfter(before: readonly Item[], item: Item, relevant: boolean, book: LeaderBook): readonly OwnTitle[] {
  const titles: Sentence[] = [];
  const running = createSummitBook(book, (seen) => {
    titles.push(seen.title);
    return true;
  });
  for (const each of [...before, item])
    running.take(each, { storyId: each.id as string as StoryId, joined: false }, each.publishedAt);
  const title = titles.at(-1);
  return title ? [{ item, relevant, title }] : [];
}

export function ownExamples(): readonly Example[] {
  const book = leaderBook();
  const alone = ownArticles().map(({ item, relevant }) => ({
    item,
    relevant,
    title: readTitle(item, item.publishedAt, book, NOTHING_AROUND),
  }));
  const back = backReferences().flatMap(({ first, item, relevant }) =>
    readAfter(first ? [first] : [], item, relevant, book),
  );
  const scenes = sceneArticles().flatMap(({ before, item, relevant }) => readAfter(before, item, relevant, book));
  return [
    ...alone.map((each) => ({ ...each, from: 'own' })),
    ...back.map((each) => ({ ...each, from: 'own' })),
    ...scenes.map((each) => ({ ...each, from: 'scenes' })),
  ].flatMap(({ item, relevant, title, from }) => {
    if (!concerns(title, [])) return [];
    const features = [...new Set(itemFeatures(title, []))];
    return [
      {
        features,
        weight: 1,
        relevant,
        stream: from,
        block: OURS,
        title: item.title,
        known: true,
        scored: false,
        language: item.language,
        told: false,
      },
    ];
  });
}
