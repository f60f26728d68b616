// Trains the relevance model of the summit reader on labelled streams and our own articles, and weighs the grammar's rules.
// usage: node test/train/summits.ts [--check [--streams] [--errors]] DATA_DIR...
//   --without NAME  leave a stream out altogether, to measure on it afterwards
//   --check    hold out a quarter of every stream at a time (with --streams: a whole stream) and write nothing
import { readFileSync, writeFileSync } from 'node:fs';
import { parseLeaders } from '../../src/config/leaders.ts';
import type { StoryId } from '../../src/core/stories/story.ts';
import { createSummitBook, type Seen } from '../../src/core/summits/book.ts';
import { type StageSaid, stageSaid } from '../../src/core/summits/claims.ts';
import { NOTHING_AROUND } from '../../src/core/summits/identify.ts';
import type { LeaderBook } from '../../src/core/summits/leaders.ts';
import { concerns, itemFeatures, RELEVANT } from '../../src/core/summits/relevance.ts';
import { readTitle, type Sentence } from '../../src/core/summits/sentences.ts';
import { coarse } from '../eval/summit-measures.ts';
import { type Label, readStreams, type Stream } from '../eval/summit-streams.ts';
import { backReferences, ownArticles } from './own-articles.ts';

type Example = {
  readonly features: readonly string[];
  readonly weight: number;
  readonly relevant: boolean;
  readonly stream: string;
  readonly block: number;
  readonly title: string;
  readonly known: boolean;
  readonly scored: boolean;
  readonly language: string;
};
type Reading = { readonly stream: string; readonly title: string; readonly gold: string; readonly said: StageSaid };
type Model = ReadonlyMap<string, number>;

const BLOCKS = 4;
const OWN_WEIGHT = 0.3;
/** In English our own headlines must hold against many streams. */
const OWN_ENGLISH_WEIGHT = 0.9;
const AMBIGUOUS_WEIGHT = 0.2;
/** Other languages' unlabelled rows may well be about a meeting. */
const UNSURE_WEIGHT = 0.3;
const DECAY = 0.002;
const ROUNDS = 6;
const WEIGHTS = new URL('../../src/core/summits/weights.ts', import.meta.url);
const LEADERS = new URL('../../config/leaders.yaml', import.meta.url);

function print(...parts: readonly unknown[]): void {
  process.stdout.write(`${parts.join(' ')}\n`);
}

function leaderBook(): LeaderBook {
  const read = parseLeaders(readFileSync(LEADERS, 'utf8'));
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  return read.leaders;
}

function languageOf(stream: string): string {
  return /^(uk|ru|de|fr|es)_/u.exec(stream)?.[1] ?? 'en';
}

/** Each stream is read in order with a book that is told the truth about relevance. */
function watchStream(stream: Stream, each: (seen: Seen, label: Label | undefined) => void): void {
  const book = createSummitBook(leaderBook(), (seen) => {
    const label = stream.labels.get(seen.item.id);
    each(seen, label);
    return label?.relevant ?? false;
  });
  for (const item of stream.items)
    book.take(item, { storyId: item.id as string as StoryId, joined: false }, item.publishedAt);
}

function gather(streams: readonly Stream[]): { examples: readonly Example[]; readings: readonly Reading[] } {
  const examples: Example[] = [];
  const readings: Reading[] = [];
  for (const stream of streams) {
    const sure = languageOf(stream.name) === 'en';
    let row = 0;
    watchStream(stream, (seen, label) => {
      const block = Math.floor((row * BLOCKS) / stream.items.length);
      row += 1;
      const title = seen.item.title;
      if (label?.relevant && !label.ambiguous)
        readings.push({ stream: stream.name, title, gold: coarse(label.stage), said: stageSaid(seen.title) });
      if (!concerns(seen.title, seen.lede)) {
        if (label?.relevant && !label.ambiguous)
          examples.push({
            features: [],
            weight: 0,
            relevant: true,
            stream: stream.name,
            block,
            title,
            known: true,
            scored: true,
            language: languageOf(stream.name),
          });
        return;
      }
      const weight = label ? (label.ambiguous ? AMBIGUOUS_WEIGHT : 1) : sure ? 1 : UNSURE_WEIGHT;
      const scored = label ? !label.ambiguous : sure;
      examples.push({
        features: [...new Set(itemFeatures(seen.title, seen.lede))],
        weight,
        relevant: label?.relevant ?? false,
        stream: stream.name,
        block,
        title,
        known: label !== undefined,
        scored,
        language: languageOf(stream.name),
      });
    });
  }
  return { examples: [...examples, ...ownExamples()], readings };
}

function ownExamples(): readonly Example[] {
  const book = leaderBook();
  const alone = ownArticles().map(({ item, relevant }) => ({
    item,
    relevant,
    title: readTitle(item, item.publishedAt, book, NOTHING_AROUND),
  }));
  const back = backReferences().flatMap(({ first, item, relevant }) => {
    const titles: Sentence[] = [];
    const running = createSummitBook(book, (seen) => {
      titles.push(seen.title);
      return true;
    });
    for (const each of first ? [first, item] : [item])
      running.take(each, { storyId: each.id as string as StoryId, joined: false }, each.publishedAt);
    const title = titles.at(-1);
    return title ? [{ item, relevant, title }] : [];
  });
  return [...alone, ...back].flatMap(({ item, relevant, title }) => {
    if (!concerns(title, [])) return [];
    const features = [...new Set(itemFeatures(title, []))];
    return [
      {
        features,
        weight: OWN_WEIGHT,
        relevant,
        stream: 'own',
        block: -1,
        title: item.title,
        known: true,
        scored: false,
        language: item.language,
      },
    ];
  });
}

function chanceOf(model: Model, features: Iterable<string>): number {
  let sum = model.get('(always)') ?? 0;
  for (const name of features) sum += model.get(name) ?? 0;
  return 1 / (1 + Math.exp(-sum));
}

/** Logistic regression by AdaGrad over a fixed shuffle: the same data give the same weights. */
function train(examples: readonly Example[]): Model {
  const model = new Map<string, number>();
  const squares = new Map<string, number>();
  const order = examples.filter((example) => example.weight > 0);
  let seed = 7;
  for (let round = 0; round < ROUNDS; round++) {
    for (let index = order.length - 1; index > 0; index--) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      const other = seed % (index + 1);
      const [a, b] = [order[index], order[other]];
      if (a && b) [order[index], order[other]] = [b, a];
    }
    for (const example of order) {
      const error = (chanceOf(model, example.features) - (example.relevant ? 1 : 0)) * example.weight;
      for (const name of [...example.features, '(always)']) {
        const value = model.get(name) ?? 0;
        const gradient = error + DECAY * value;
        const square = (squares.get(name) ?? 1e-2) + gradient * gradient;
        squares.set(name, square);
        model.set(name, value - (0.3 * gradient) / Math.sqrt(square));
      }
    }
  }
  return model;
}

type Tally = { tp: number; fp: number; fn: number };

function f1({ tp, fp, fn }: Tally): string {
  return `tp ${tp} fp ${fp} fn ${fn} F1 ${((2 * tp) / Math.max(1, 2 * tp + fp + fn)).toFixed(3)}`;
}

/** English has examples enough of its own; what we wrote in other languages only blurs it. */
function forEnglish(examples: readonly Example[]): readonly Example[] {
  return examples
    .filter((example) => example.language === 'en' || example.stream !== 'own')
    .map((example) => (example.stream === 'own' ? { ...example, weight: OWN_ENGLISH_WEIGHT } : example));
}

function check(examples: readonly Example[], readings: readonly Reading[]): void {
  const partOf = (example: Example): string =>
    process.argv.includes('--streams') ? example.stream : String(example.block);
  const others = examples.filter((example) => example.stream !== 'own');
  const tallies = new Map<string, Tally>();
  for (const part of new Set(others.map(partOf))) {
    const held = others.filter((example) => partOf(example) === part);
    const seen = examples.filter((example) => example.stream === 'own' || partOf(example) !== part);
    const models = { en: train(forEnglish(seen)), other: train(seen) };
    for (const example of held.filter((each) => each.scored)) {
      const tally = tallies.get(example.stream) ?? { tp: 0, fp: 0, fn: 0 };
      const told =
        example.weight > 0 &&
        chanceOf(example.language === 'en' ? models.en : models.other, example.features) > RELEVANT;
      if (told && example.relevant) tally.tp += 1;
      else if (told) tally.fp += 1;
      else if (example.relevant) tally.fn += 1;
      tallies.set(example.stream, tally);
      if (told !== example.relevant && process.argv.includes('--errors'))
        print(`   ${told ? 'taken' : 'missed'} ${example.known ? '' : '(unlabelled)'} ${example.title}`);
    }
  }
  const sums = new Map<string, Tally>();
  for (const [stream, tally] of tallies) {
    print(stream.padEnd(32), f1(tally));
    const sum = sums.get(languageOf(stream)) ?? { tp: 0, fp: 0, fn: 0 };
    sums.set(languageOf(stream), { tp: sum.tp + tally.tp, fp: sum.fp + tally.fp, fn: sum.fn + tally.fn });
  }
  for (const [language, sum] of sums) print('==', language, f1(sum));
  showGrammar(readings);
}

function showGrammar(readings: readonly Reading[]): void {
  const languages = new Map<string, Reading[]>();
  for (const reading of readings)
    languages.set(languageOf(reading.stream), [...(languages.get(languageOf(reading.stream)) ?? []), reading]);
  for (const [language, own] of languages) {
    const right = own.filter((reading) => reading.said.coarse === reading.gold).length;
    print('== stage', language, `${right}/${own.length}`, (right / own.length).toFixed(3));
  }
  for (const [rule, { right, all }] of [...ruleCounts(readings)].sort()) print(`   ${rule.padEnd(34)} ${right}/${all}`);
  if (!process.argv.includes('--errors')) return;
  const wrong = readings.filter((reading) => reading.said.coarse !== reading.gold);
  for (const { gold, said, title } of wrong.sort((a, b) =>
    `${a.gold}${a.said.coarse}` < `${b.gold}${b.said.coarse}` ? -1 : 1,
  ))
    print(`   stage ${gold} read as ${said.coarse} (${said.rule}): ${title}`);
}

function ruleCounts(readings: readonly Reading[]): ReadonlyMap<string, { right: number; all: number }> {
  const counts = new Map<string, { right: number; all: number }>();
  for (const { said, gold } of readings) {
    const count = counts.get(said.rule) ?? { right: 0, all: 0 };
    counts.set(said.rule, { right: count.right + (said.coarse === gold ? 1 : 0), all: count.all + 1 });
  }
  return counts;
}

function record(entries: Iterable<readonly [string, number]>): string {
  const lines = [...entries]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `  ${JSON.stringify(name)}: ${value.toFixed(2)},`);
  return `{\n${lines.join('\n')}\n}`;
}

function write(models: { readonly en: Model; readonly other: Model }, readings: readonly Reading[]): void {
  const trust = [...ruleCounts(readings)].map(([rule, { right, all }]) => [rule, (right + 1.4) / (all + 2)] as const);
  const kept = (model: Model) => record([...model].filter(([, value]) => Math.abs(value) >= 0.05));
  writeFileSync(
    WEIGHTS,
    `// Weights of the relevance model and how often each rule of the grammar is right; written by the training script.
import type { Weights } from './model.ts';

/** English has weights of its own, the other languages share theirs. */
export const RELEVANCE: { readonly en: Weights; readonly other: Weights } = { en: ${kept(models.en)}, other: ${kept(models.other)} };

export const RULE_TRUST: Weights = ${record(trust)};
`,
  );
}

const without = process.argv.indexOf('--without');
const left = without < 0 ? undefined : process.argv[without + 1];
const folders = process.argv.slice(2).filter((argument) => !argument.startsWith('--') && argument !== left);
const { examples, readings } = gather(readStreams(folders, (name) => left === undefined || !name.startsWith(left)));
print(
  `${examples.length} examples, ${examples.filter((each) => each.relevant).length} of them about a meeting; ${readings.length} stages`,
);
if (process.argv.includes('--check')) check(examples, readings);
else write({ en: train(forEnglish(examples)), other: train(examples) }, readings);
