// The grammar and a model trained on labelled headlines vote on what a sentence says; each vote can be shown.
import type { Ruling } from './grammar.ts';
import { STAGE_WEIGHTS, STEEPNESS } from './stage-weights.ts';
import type { Coarse } from './status.ts';

export const VOTED = ['none', 'talk_of', 'on', 'live', 'done', 'called_off', 'denied'] as const satisfies readonly (
  | Coarse
  | 'none'
)[];
export type Voted = (typeof VOTED)[number];
/** A weight for each of `VOTED`, in that order. */
export type StageWeights = Readonly<Record<string, readonly number[]>>;

/** How much the grammar's word counts; chosen on streams that the model never saw. */
export const GRAMMARS_VOTE = 0.8;

const SURE_OF_RISK = 0.85;

export type Vote = {
  readonly coarse: Voted;
  /** How often a vote as sure as this one is right. */
  readonly chance: number;
  /** What spoke most for it. */
  readonly because: readonly string[];
};

/** A threat or a doubt is the grammar's to tell: the model knows no such class. */
export function voteOn(features: readonly string[], ruling: Ruling): Vote {
  if (ruling.risk) return { coarse: ruling.coarse, chance: SURE_OF_RISK, because: [ruling.rule] };
  return decide(scoresOf(features, STAGE_WEIGHTS), ruling, features, STAGE_WEIGHTS, STEEPNESS);
}

export function scoresOf(features: readonly string[], weights: StageWeights): readonly number[] {
  const scores = VOTED.map((_, at) => weights['(always)']?.[at] ?? 0);
  for (const name of features) {
    const own = weights[name];
    if (own) for (const [at, weight] of own.entries()) scores[at] = (scores[at] ?? 0) + weight;
  }
  return scores;
}

export function decide(
  scores: readonly number[],
  ruling: Pick<Ruling, 'coarse' | 'rule'>,
  features: readonly string[],
  weights: StageWeights,
  steepness: number,
): Vote {
  const sums = scores.map((score, at) => score + (VOTED[at] === ruling.coarse ? GRAMMARS_VOTE : 0));
  const top = sums.reduce((best, sum, at) => (sum > (sums[best] ?? 0) ? at : best), 0);
  const most = sums[top] ?? 0;
  const all = sums.reduce((sum, each) => sum + Math.exp(steepness * (each - most)), 0);
  const coarse = VOTED[top] ?? 'none';
  const words = features
    .map((name): readonly [string, number] => [name, weights[name]?.[top] ?? 0])
    .filter(([, weight]) => weight > 0)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3)
    .map(([name]) => name);
  return { coarse, chance: 1 / all, because: coarse === ruling.coarse ? [ruling.rule, ...words] : words };
}
