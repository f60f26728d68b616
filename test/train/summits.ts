// Trains the relevance model of the summit reader on labelled streams and our own articles.
// usage: node test/train/summits.ts [--check [--streams] [--errors]] DATA_DIR...
//   --without NAME,…  leave streams out altogether, to measure on them afterwards
//   --check    hold out a quarter of every stream at a time (with --streams: a whole stream), replay each stream
//              with models that never saw what they judge, and write nothing
import { writeFileSync } from 'node:fs';
import { RELEVANT } from '../../src/core/summits/relevance.ts';
import { ownStreams } from '../eval/own-streams.ts';
import { readStreams, type Stream } from '../eval/summit-streams.ts';
import { ALWAYS, chanceOf, fitLogistic, type Model } from './logistic.ts';
import { type Decide, type Example, gather, languageOf, OURS, ownExamples, type Reading } from './summit-examples.ts';

type Models = { readonly en: Model; readonly other: Model };

// Chosen by what they do to streams and weeks held out.
const SETTINGS = { en: { decay: 4, atLeast: 5 }, other: { decay: 3, atLeast: 3 } };
const OWN_WEIGHT = 0.9;
/** In scenes we wrote half of the headlines about a meeting; in the news next to none are. */
const SCENE_WEIGHT = { en: { about: 0.1, other: 0.3 }, other: { about: 0.2, other: 0.4 } };
/**
 * The same for our own streams, by their style. Headlines of an archive without capitals count for nothing: the labelled one
 * knows only meetings that are named as such. Those of broadcasters often need their lede.
 */
const STREAM_WEIGHT = { en: 0.05, broadcast: 0.03, archive: 0, other: 0.05 };
/** How much rows of the other languages count for the English model. */
const FOREIGN_WEIGHT = 0.5;
/** Unlabelled rows of the other languages, some of them about a meeting, make their model shy by so much. */
const SHYNESS = 0.5;
/** Held out, the English model is right more often than it says. */
const BOLDNESS = 1.2;
/** Our own streams are held out in so many parts, a file as a whole. */
const OWN_FOLDS = 4;
const WEIGHTS = new URL('../../src/core/summits/weights.ts', import.meta.url);

function print(...parts: readonly unknown[]): void {
  process.stdout.write(`${parts.join(' ')}\n`);
}

type Tally = { tp: number; fp: number; fn: number };

function f1({ tp, fp, fn }: Tally): string {
  return `tp ${tp} fp ${fp} fn ${fn} F1 ${((2 * tp) / Math.max(1, 2 * tp + fp + fn)).toFixed(3)}`;
}

/** Our own headlines show what tells a meeting from the rest, not how rare one is: that they are ours is a feature of theirs. */
function fromUs(example: Example): Example {
  const { stream, language, relevant } = example;
  if (!isOurs(example)) return example;
  const isStream = stream.startsWith('own ');
  const family = language === 'en' ? 'en' : 'other';
  const kind = isStream ? 'streams' : stream;
  const weight = isStream
    ? example.weight * STREAM_WEIGHT[styleOf(stream, family)]
    : kind === 'own'
      ? OWN_WEIGHT
      : SCENE_WEIGHT[family][relevant ? 'about' : 'other'];
  return {
    ...example,
    weight,
    features: [...example.features, ...signatureOf(example)],
  };
}

function styleOf(stream: string, family: 'en' | 'other'): keyof typeof STREAM_WEIGHT {
  if (stream.startsWith('own archive')) return 'archive';
  return stream.startsWith('own broadcast') ? 'broadcast' : family;
}

/** How often what we wrote is about a meeting says nothing of the news. */
function signatureOf(example: Pick<Example, 'stream' | 'block' | 'language'>): readonly string[] {
  if (!isOurs(example)) return [];
  const { stream, language } = example;
  const kind = stream.startsWith('own ') ? 'streams' : stream;
  return [BY_US, `${BY_US} ${kind}`, `${BY_US} ${stream}`, `${BY_US} ${language}`, `${BY_US} ${kind} ${language}`];
}

const BY_US = '(ours)';

function isOurs({ block, stream }: Pick<Example, 'stream' | 'block'>): boolean {
  return block === OURS || stream.startsWith('own ');
}

/** English has examples enough of its own; what we wrote in other languages only blurs it. */
function forEnglish(examples: readonly Example[]): readonly Example[] {
  return examples
    .filter((example) => example.language === 'en' || !isOurs(example))
    .map((example) => (example.language === 'en' ? example : { ...example, weight: example.weight * FOREIGN_WEIGHT }));
}

function train(all: readonly Example[]): Models {
  const examples = all.map(fromUs);
  const other = new Map(fitLogistic(examples, SETTINGS.other));
  other.set(ALWAYS, (other.get(ALWAYS) ?? 0) + SHYNESS);
  const english = [...fitLogistic(forEnglish(examples), SETTINGS.en)];
  return { en: new Map(english.map(([name, value]) => [name, value * BOLDNESS])), other };
}

/** For each part a pair of models that never saw it. */
function heldOut(
  examples: readonly Example[],
  own: readonly Example[],
  partOf: (example: Pick<Example, 'stream' | 'block'>) => string,
): Decide {
  const models = new Map(
    [...new Set(examples.map(partOf))].map((part) => [
      part,
      train([...examples.filter((example) => partOf(example) !== part), ...own]),
    ]),
  );
  return (features, example) => {
    const model = models.get(partOf(example));
    if (!model) return false;
    const own = [...features, ...signatureOf(example)];
    return chanceOf(example.language === 'en' ? model.en : model.other, own) >= RELEVANT;
  };
}

function check(streams: readonly Stream[], examples: readonly Example[], own: readonly Example[]): void {
  const byStream = process.argv.includes('--streams');
  const folds = new Map(ownStreams().map(({ name }, at) => [name, `own ${at % OWN_FOLDS}`]));
  const partOf = ({ stream, block }: Pick<Example, 'stream' | 'block'>): string =>
    folds.get(stream) ?? (byStream ? stream : String(block));
  const { examples: judged, readings } = gather(streams, heldOut(examples, own, partOf));
  show(judged);
  if (process.argv.includes('--errors'))
    for (const { told, relevant, known, title, stream } of judged.filter((each) => each.scored))
      if (told !== relevant)
        print(`   ${told ? 'taken' : 'missed'} ${stream}${known ? '' : ' (unlabelled)'}: ${title}`);
  showGrammar(readings);
}

function show(examples: readonly Example[]): void {
  const tallies = new Map<string, Tally>();
  for (const { stream, language, told, relevant } of examples.filter((each) => each.scored)) {
    const own = stream.startsWith('own ') ? 'own ' : '';
    for (const name of [
      own === '' ? stream : stream.replace(/-.*/u, ''),
      `== ${own}${language}`,
      ...(language === 'en' && own === '' && !/^abc/u.test(stream) ? ['== en, with capitals'] : []),
    ]) {
      const tally = tallies.get(name) ?? { tp: 0, fp: 0, fn: 0 };
      if (told && relevant) tally.tp += 1;
      else if (told) tally.fp += 1;
      else if (relevant) tally.fn += 1;
      tallies.set(name, tally);
    }
  }
  for (const [name, tally] of [...tallies].sort(([a], [b]) => (a < b ? 1 : -1))) print(name.padEnd(32), f1(tally));
}

function showGrammar(readings: readonly Reading[]): void {
  const languages = new Map<string, Reading[]>();
  for (const reading of readings)
    languages.set(languageOf(reading.stream), [...(languages.get(languageOf(reading.stream)) ?? []), reading]);
  for (const [language, own] of languages) {
    const right = own.filter((reading) => reading.said.coarse === reading.gold).length;
    print('== stage', language, `${right}/${own.length}`, (right / own.length).toFixed(3));
  }
  if (!process.argv.includes('--errors')) return;
  const wrong = readings.filter((reading) => reading.said.coarse !== reading.gold);
  for (const { gold, said, title } of wrong.sort((a, b) =>
    `${a.gold}${a.said.coarse}` < `${b.gold}${b.said.coarse}` ? -1 : 1,
  ))
    print(`   stage ${gold} read as ${said.coarse} (${said.rule}): ${title}`);
}

function record(entries: Iterable<readonly [string, number]>): string {
  const lines = [...entries]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `  ${JSON.stringify(name)}: ${value.toFixed(2)},`);
  return `{\n${lines.join('\n')}\n}`;
}

function write(models: Models): void {
  const kept = (model: Model) =>
    record([...model].filter(([name, value]) => Math.abs(value) >= 0.05 && !name.startsWith(BY_US)));
  writeFileSync(
    WEIGHTS,
    `// Weights of the relevance model; written by the training script.
import type { Weights } from './model.ts';

/** English has weights of its own, the other languages share theirs. */
export const RELEVANCE: { readonly en: Weights; readonly other: Weights } = { en: ${kept(models.en)}, other: ${kept(models.other)} };
`,
  );
}

const without = process.argv.indexOf('--without');
const left = without < 0 ? undefined : process.argv[without + 1];
const folders = process.argv.slice(2).filter((argument) => !argument.startsWith('--') && argument !== left);
const isLeftOut = (name: string): boolean => left?.split(',').some((each) => name.startsWith(each)) ?? false;
const streams = [...readStreams(folders, (name) => !isLeftOut(name)), ...ownStreams()];
const own = ownExamples();
const { examples, readings } = gather(streams);
print(
  `${examples.length} examples, ${examples.filter((each) => each.relevant).length} of them about a meeting; ${readings.length} stages`,
);
if (process.argv.includes('--check')) check(streams, examples, own);
else write(train([...examples, ...own]));
