// When what is said becomes what is known: how much a claim weighs, and what several sources add up to.
import type { SideOf } from './positions.ts';
import type { ChangeField, Claim, Fact, Summit } from './summit.ts';

const WINDOW = 48 * 3_600_000;

export const TRUST: Readonly<Record<Claim['trust'], number>> = { official: 1, agency: 1, press: 0.97, state: 0.9 };

/** From this chance on one report of a meeting suffices; below it weighs the less. */
export const SURELY_RELEVANT = 0.75;
const MAX_KEPT = 12;

/** A claim with how sure its reading is. */
export type Weighed = { readonly claim: Claim; readonly chance: number };

/** Who stands behind a claim: the wire it was taken from, else the publisher. */
export function originOf(claim: Claim): string {
  return claim.origin ?? claim.source;
}

/** Chance that at least one of the independent sources is read rightly: copies of one origin count once. */
export function together(weighed: readonly Weighed[], at: number): number {
  const best = new Map<string, number>();
  for (const { claim, chance } of weighed) {
    if (at - claim.at > WINDOW) continue;
    const origin = originOf(claim);
    best.set(origin, Math.max(best.get(origin) ?? 0, chance * TRUST[claim.trust]));
  }
  let none = 1;
  for (const chance of best.values()) none *= 1 - chance;
  return 1 - none;
}

export function sourcesOf(claims: readonly Claim[]): readonly string[] {
  const byOrigin = new Map<string, string>();
  for (const claim of claims) if (!byOrigin.has(originOf(claim))) byOrigin.set(originOf(claim), claim.source);
  return [...new Set(byOrigin.values())];
}

export type Evidence = {
  readonly claim: Claim;
  /** How sure it is that the item is about this summit, and that it says this stage. */
  readonly relevant: number;
  readonly certain: number;
  /** Earlier claims on this summit, with how sure they were. */
  readonly earlier: readonly Weighed[];
  readonly sideOf: SideOf;
};

/** Notes a change, and the summit it leads to. */
export type Tell = (field: ChangeField, before: string | null, after: string, why: string, next: Summit) => void;

/** Nobody stands behind it with a name. */
export function isRumour(claim: Claim): boolean {
  return claim.speaker?.kind === 'anonymous';
}

export function factOf<T>(value: T, claim: Claim, earlier: readonly Weighed[]): Fact<T> {
  const claims = [claim, ...earlier.map((each) => each.claim).filter((each) => each.stage === claim.stage)].slice(
    0,
    MAX_KEPT,
  );
  return {
    value,
    since: claim.at,
    firmness: claim.firmness,
    ...(claim.speaker ? { saidBy: claim.speaker } : {}),
    itemIds: claims.map((each) => each.itemId),
    sources: sourcesOf(claims),
  };
}
