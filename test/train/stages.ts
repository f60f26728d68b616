// Trains the model that votes with the grammar on what a headline says of a meeting, on labelled streams, streams in our own words and patterns.
// usage: node test/train/stages.ts [--check [--errors]] DATA_DIR...
//   --check  hold out a part of the streams at a time, say how often grammar, model and both are right there, and write nothing
import { readFileSync, writeFileSync } from 'node:fs';
import { parseLeaders } from '../../src/config/leaders.ts';
import type { StoryId } from '../../src/core/stories/story.ts';
import { leadingSentence } from '../../src/core/summits/bearing.ts';
import { createSummitBook } from '../../src/core/summits/book.ts';
import { toldBy } from '../../src/core/summits/claims.ts';
import { NOTHING_AROUND } from '../../src/core/summits/identify.ts';
import type { LeaderBook } from '../../src/core/summits/leaders.ts';
import { readTitle, type Sentence } from '../../src/core/summits/sentences.ts';
import { stageFeatures } from '../../src/core/summits/telling.ts';
import {
  decide,
  GRAMMARS_VOTE,
  type StageWeights,
  scoresOf,
  VOTED,
  type Vote,
  type Voted,
} from '../../src/core/summits/vote.ts';
import { ownStreams } from '../eval/own-streams.ts';
import { coarse } from '../eval/summit-measures.ts';
import { type Label, readStreams, type Stream } from '../eval/summit-streams.ts';
import { fitMultinomial } from './multinomial.ts';
import { ownArticles, stageArticles } from './own-articles.ts';

/** News of others, streams in our own words, patterns filled with names. */
type Origin = 'news' | 'streams' | 'patterns';

type Example = {
  readonly origin: Origin;
  readonly group: string;
  readonly language: string;
  readonly title: string;
  readonly features: readonly string[];
  readonly grammar: Voted;
  readonly rule: string;
  readonly risk: boolean;
  /** What a fair reader could say; the first is meant. */
  readonly fair: readonly Voted[];
  readonly weight: number;
  readonly scored: boolean;
};

const LANGUAGES = ['en', 'uk', 'ru', 'de', 'fr', 'es'];
const WEIGHT: Readonly<Record<Origin, number>> = { news: 1, streams: 0.5, patterns: 0.8 };
const AMBIGUOUS_WEIGHT = 0.3;
/** Chosen by what they do to streams held out. */
const SETTINGS = { decay: 4, atLeast: 6 };
const PARTS = 11;
/** Headlines of our own show how a stage is worded, not how often it is told: that they are ours is a feature of theirs. */
const OURS = '(ours)';
const KEPT = 0.03;
const WEIGHTS = new URL('../../src/core/summits/stage-weights.ts', import.meta.url);
const LEADERS = new URL('../../config/leaders.yaml', import.meta.url);

function print(...parts: readonly unknown[]): void {
  process.stdout.write(`${parts.join(' ')}\n`);
}

function leaderBook(): LeaderBook {
  const read = parseLeaders(readFileSync(LEADERS, 'utf8'));
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  return read.leaders;
}

/** Streams of one year tell of the same meetings and are held out together; a stream of a whole year is cut in two. */
function groupOf(stream: string, date: string): string {
  const year = /\d{4}/u.exec(stream)?.[0] ?? stream;
  return stream.startsWith('de_') ? `${year} ${date < '2022-05' ? 'early' : 'late'}` : year;
}

function exampleOf(sentence: Sentence, row: Omit<Example, 'features' | 'grammar' | 'rule' | 'risk'>): Example {
  const { scene, ruling, when } = toldBy(sentence);
  return {
    ...row,
    features: stageFeatures(scene, ruling.rule, when, row.origin === 'patterns' ? undefined : sentence.around),
    grammar: ruling.coarse,
    rule: ruling.rule,
    risk: ruling.risk,
  };
}

function gather(streams: readonly Stream[], leaders: LeaderBook, origin: Origin): readonly Example[] {
  return streams.flatMap((stream) => {
    const rows: Example[] = [];
    const book = createSummitBook(leaders, ({ item, title, lede }) => {
      const label = stream.labels.get(item.id);
      if (label?.relevant)
        rows.push(
          exampleOf(leadingSentence(title, lede), {
            origin,
            group: origin === 'news' ? groupOf(stream.name, label.date) : stream.name,
            language: item.language,
            title: item.title,
            fair: fairOf(label),
            weight: WEIGHT[origin] * (label.ambiguous ? AMBIGUOUS_WEIGHT : 1),
            scored: !label.ambiguous,
          }),
        );
      return undefined;
    });
    for (const item of stream.items)
      book.take(item, { storyId: item.id as string as StoryId, joined: false }, item.publishedAt);
    return rows;
  });
}

function fairOf(label: Label): readonly Voted[] {
  return [label.stage, ...(label.also ?? []).map((each) => each.stage)].map(coarse);
}

function patternExamples(leaders: LeaderBook): readonly Example[] {
  return [...ownArticles(), ...LANGUAGES.flatMap(stageArticles)]
    .filter((article) => article.relevant)
    .map(({ item, said }) =>
      exampleOf(readTitle(item, item.publishedAt, leaders, NOTHING_AROUND), {
        origin: 'patterns',
        group: 'patterns',
        language: item.language,
        title: item.title,
        fair: [VOTED.find((each) => each === said) ?? coarse(said)],
        weight: WEIGHT.patterns,
        scored: false,
      }),
    );
}

function train(examples: readonly Example[]): StageWeights {
  const rows = examples.map(({ origin, language, features, weight, fair }) => ({
    features: origin !== 'streams' ? features : [...features, `${OURS} ${origin}`, `${OURS} ${origin} ${language}`],
    weight,
    gold: VOTED.indexOf(fair[0] ?? 'none'),
  }));
  return Object.fromEntries(
    [...fitMultinomial(rows, VOTED.length, SETTINGS)].filter(([name]) => !name.startsWith(OURS)),
  );
}

type Judged = { readonly example: Example; readonly scores: readonly number[]; readonly weights: StageWeights };

/** What tells of the same meetings is held out together. */
function heldOut(examples: readonly Example[], patterns: readonly Example[]): readonly Judged[] {
  const groups = (['news', 'streams'] as const).map((origin) => [
    ...new Set(examples.filter((example) => example.origin === origin).map((example) => example.group)),
  ]);
  const partOf = new Map(groups.flatMap((own) => own.map((group, at): [string, number] => [group, at % PARTS])));
  return Array.from({ length: PARTS }, (_, part) => part).flatMap((part) => {
    const isIn = (example: Example) => partOf.get(example.group) === part;
    const weights = train([...examples.filter((example) => !isIn(example)), ...patterns]);
    return examples.filter(isIn).map((example) => ({ example, scores: scoresOf(example.features, weights), weights }));
  });
}

function said({ example, scores, weights }: Judged, steepness = 1): Vote {
  const { grammar, rule, risk, features } = example;
  if (risk) return { coarse: grammar, chance: 1, because: [rule] };
  return decide(scores, { coarse: grammar, rule }, features, weights, steepness);
}

/** How much the difference of two sums tells: what makes what was seen on streams held out likeliest. */
function steepnessOf(judged: readonly Judged[]): number {
  const surprise = (steepness: number): number =>
    judged
      .filter(({ example }) => !example.risk)
      .map((each) => {
        const { coarse: told, chance } = said(each, steepness);
        return each.example.fair.includes(told) ? -Math.log(chance) : -Math.log(Math.max(1e-6, 1 - chance));
      })
      .reduce((sum, each) => sum + each, 0);
  return [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.5].reduce((best, each) =>
    surprise(each) < surprise(best) ? each : best,
  );
}

type Pair = readonly [gold: Voted, told: Voted];

/** Accuracy and, over the classes that occur, macro-F1. */
function measured(judged: readonly Judged[], tell: (each: Judged) => Voted): string {
  const pairs = judged.map((each): Pair => {
    const [told, { fair }] = [tell(each), each.example];
    return [fair.includes(told) ? told : (fair[0] ?? 'none'), told];
  });
  const right = pairs.filter(([gold, told]) => gold === told);
  const scores = VOTED.filter((name) => pairs.some(([gold]) => gold === name)).map((name) => {
    const both = right.filter(([gold]) => gold === name).length;
    const named = pairs.filter(([gold]) => gold === name).length + pairs.filter(([, told]) => told === name).length;
    return (2 * both) / named;
  });
  const macro = scores.reduce((sum, each) => sum + each, 0) / Math.max(1, scores.length);
  return `${(right.length / Math.max(1, pairs.length)).toFixed(3)}/${macro.toFixed(3)}`;
}

function modelAlone({ scores }: Judged): Voted {
  const top = VOTED.reduce((best, _, at) => ((scores[at] ?? 0) > (scores[best] ?? 0) ? at : best), 0);
  return VOTED[top] ?? 'none';
}

function show(judged: readonly Judged[]): void {
  for (const origin of ['news', 'streams'] as const) {
    const here = judged.filter(({ example }) => example.origin === origin);
    const parts: readonly (readonly [string, (example: Example) => boolean])[] = [
      [origin, () => true],
      ...LANGUAGES.map((name) => [name, (example: Example) => example.language.startsWith(name)] as const),
      ['not en', (example: Example) => !example.language.startsWith('en')],
      ...(origin === 'news' ? [...new Set(here.map(({ example }) => example.group))] : []).map(
        (group) => [group, (example: Example) => example.group === group] as const,
      ),
    ];
    for (const [name, isIn] of parts) {
      const own = here.filter(({ example }) => isIn(example));
      print(
        name.padEnd(12),
        String(own.length).padStart(5),
        `grammar ${measured(own, (each) => each.example.grammar)}`,
        `model ${measured(own, modelAlone)}`,
        `both ${measured(own, (each) => said(each).coarse)}`,
      );
    }
  }
  if (!process.argv.includes('--errors')) return;
  for (const each of judged) {
    const { coarse: told, because } = said(each);
    const { fair, title, grammar } = each.example;
    if (!fair.includes(told))
      print(`   ${fair[0]} read as ${told} (grammar ${grammar}; ${because.join('; ')}): ${title}`);
  }
}

function write(weights: StageWeights, steepness: number): void {
  const lines = Object.entries(weights)
    .filter(([, own]) => own.some((value) => Math.abs(value) >= KEPT))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, own]) => `  ${JSON.stringify(name)}: [${own.map((value) => Number(value.toFixed(2))).join(', ')}],`);
  writeFileSync(
    WEIGHTS,
    `// Weights of the stage model, for each feature and each class of \`VOTED\`; written by the training script.

/** How much the difference of two sums tells, measured on streams held out. */
export const STEEPNESS = ${steepness};

export const STAGE_WEIGHTS: Readonly<Record<string, readonly number[]>> = {
${lines.join('\n')}
};
`,
  );
}

const folders = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const leaders = leaderBook();
const news = gather(readStreams(folders), leaders, 'news');
const streams = gather(ownStreams(), leaders, 'streams');
const patterns = patternExamples(leaders);
print(
  `${news.length} headlines of others, ${streams.length} of our own streams, ${patterns.length} of patterns; the grammar's vote counts ${GRAMMARS_VOTE}`,
);
const judged = heldOut([...news, ...streams], patterns).filter(({ example }) => example.scored);
show(judged);
const steepness = steepnessOf(judged.filter(({ example }) => example.origin === 'news'));
print(`steepness ${steepness}`);
if (!process.argv.includes('--check')) write(train([...news, ...streams, ...patterns]), steepness);
