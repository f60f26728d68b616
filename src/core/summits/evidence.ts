// When what is said becomes what is known: how much a claim weighs, and what several sources add up to.
import type { Claim } from './summit.ts';

const WINDOW = 48 * 3_600_000;

export const TRUST: Readonly<Record<Claim['trust'], number>> = { official: 1, agency: 1, press: 0.97, state: 0.9 };

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
