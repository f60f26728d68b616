// Trains the model that votes with the grammar on what a headline says of a meeting, on labelled streams and our own headlines.
// usage: node test/train/stages.ts [--check [--errors]] DATA_DIR...
//   --check  hold out a group of streams at a time, say how often grammar, model and both are right there, and write nothing
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
import { decide, GRAMMARS_VOTE, type StageWeights, scoresOf, VOTED, type Voted } from '../../src/core/summits/vote.ts';
import { coarse } from '../eval/summit-measures.ts';
import { type Label, readStreams, type Stream } from '../eval/summit-streams.ts';
import { fitLogistic } from './logistic.ts';
import { ownArticles, stageArticles } from './own-articles.ts';

type Example = {
  readonly group: string;
  readonly language: string;
  readonly title: string;
  readonly features: readonly string[];
  readonly grammar: Voted;
  readonly rule: string;
  /** What a fair reader could say; the first is meant. */
  readonly fair: readonly Voted[];
  readonly weight: number;
  readonly scored: boolean;
};

const LANGUAGES = ['en', 'uk', 'ru', 'de', 'fr', 'es'];
const OWN_WEIGHT = 0.5;
const AMBIGUOUS_WEIGHT = 0.3;
/** Chosen by what they do to streams held out. */
const SETTINGS = { decay: 5, atLeast: 6 };
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

function exampleOf(sentence: Sentence, own: boolean, row: Omit<Example, 'features' | 'grammar' | 'rule'>): Example {
  const { scene, ruling, when } = toldBy(sentence);
  return {
    ...row,
    features: stageFeatures(scene, ruling.rule, when, own ? undefined : sentence.around),
    grammar: ruling.coarse,
    rule: ruling.rule,
  };
}

function gather(streams: readonly Stream[], leaders: LeaderBook): readonly Example[] {
  return streams.flatMap((stream) => {
    const rows: Example[] = [];
    const book = createSummitBook(leaders, ({ item, title, lede }) => {
      const label = stream.labels.get(item.id);
      if (label?.relevant)
        rows.push(
          exampleOf(leadingSentence(title, lede), false, {
            group: groupOf(stream.name, label.date),
            language: item.language,
            title: item.title,
            fair: fairOf(label),
            weight: label.ambiguous ? AMBIGUOUS_WEIGHT : 1,
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

function ownExamples(leaders: LeaderBook): readonly Example[] {
  return [...ownArticles(), ...LANGUAGES.flatMap(stageArticles)]
    .filter((article) => article.relevant)
    .map(({ item, said }) =>
      exampleOf(readTitle(item, item.publishedAt, leaders, NOTHING_AROUND), true, {
        group: 'own',
        language: item.language,
        title: item.title,
        fair: [VOTED.find((each) => each === said) ?? coarse(said)],
        weight: OWN_WEIGHT,
        scored: false,
      }),
    );
}

function train(examples: readonly Example[]): StageWeights {
  const weights: Record<string, number[]> = {};
  for (const [at, name] of VOTED.entries()) {
    const rows = examples.map(({ features, weight, fair }) => ({ features, weight, relevant: fair[0] === name }));
    for (const [feature, value] of fitLogistic(rows, SETTINGS)) {
      const own = weights[feature] ?? VOTED.map(() => 0);
      own[at] = value;
      weights[feature] = own;
    }
  }
  return weights;
}

type Judged = { readonly example: Example; readonly scores: readonly number[]; readonly weights: StageWeights };

function heldOut(examples: readonly Example[], own: readonly Example[]): readonly Judged[] {
  const groups = [...new Set(examples.map((example) => example.group))];
  return groups.flatMap((group) => {
    const weights = train([...examples.filter((example) => example.group !== group), ...own]);
    return examples
      .filter((example) => example.group === group)
      .map((example) => ({ example, scores: scoresOf(example.features, weights), weights }));
  });
}

function said({ example, scores, weights }: Judged, steepness = 1) {
  return decide(scores, { coarse: example.grammar, rule: example.rule }, example.features, weights, steepness);
}

/** How much the difference of two sums tells: what makes what was seen on streams held out likeliest. */
function steepnessOf(judged: readonly Judged[]): number {
  const surprise = (steepness: number): number =>
    judged
      .map((each) => {
        const { coarse: told, chance } = said(each, steepness);
        return each.example.fair.includes(told) ? -Math.log(chance) : -Math.log(Math.max(1e-6, 1 - chance));
      })
      .reduce((sum, each) => sum + each, 0);
  return [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.5].reduce((best, each) =>
    surprise(each) < surprise(best) ? each : best,
  );
}

function share(right: number, all: number): string {
  return `${right}/${all} ${(right / Math.max(1, all)).toFixed(3)}`;
}

function show(judged: readonly Judged[]): void {
  const best = VOTED.map((_, at) => at);
  const model = ({ scores }: Judged) =>
    VOTED[best.reduce((top, at) => ((scores[at] ?? 0) > (scores[top] ?? 0) ? at : top), 0)] ?? 'none';
  const parts: readonly (readonly [string, (each: Judged) => boolean])[] = [
    ['all', () => true],
    ...LANGUAGES.map((name) => [name, (each: Judged) => each.example.language.startsWith(name)] as const),
    ...[...new Set(judged.map((each) => each.example.group))].map(
      (group) => [group, (each: Judged) => each.example.group === group] as const,
    ),
  ];
  for (const [name, isIn] of parts) {
    const own = judged.filter(isIn);
    const right = (tell: (each: Judged) => string) =>
      share(own.filter((each) => (each.example.fair as readonly string[]).includes(tell(each))).length, own.length);
    print(
      name.padEnd(12),
      `grammar ${right((each) => each.example.grammar)}`,
      `model ${right(model)}`,
      `both ${right((each) => said(each).coarse)}`,
    );
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
const examples = gather(readStreams(folders), leaders);
const own = ownExamples(leaders);
print(`${examples.length} headlines of streams, ${own.length} of our own; the grammar's vote counts ${GRAMMARS_VOTE}`);
const judged = heldOut(examples, own).filter(({ example }) => example.scored);
show(judged);
const steepness = steepnessOf(judged);
print(`steepness ${steepness}`);
if (!process.argv.includes('--check')) write(train([...examples, ...own]), steepness);
