// What stands beside the stage: a threat or a doubt, its end, and sides that contradict each other.
import { type Evidence, factOf, isRumour, originOf, type Tell } from './evidence.ts';
import { standingOf } from './identify.ts';
import { disputeOf } from './positions.ts';
import { coarseOf } from './status.ts';
import type { Claim, Summit } from './summit.ts';

/** So soon after a doubt was over, one report alone does not raise it again. */
const SETTLED = 3 * 86_400_000;
export const AT_RISK = 'at risk';
export const CLEARED = 'cleared';

export function foldDoubt(current: () => Summit, evidence: Evidence, tell: Tell): void {
  foldRisk(current(), evidence, tell);
  const dispute = disputeOf(current());
  if (!dispute || current().disputed) return;
  const sides = dispute.map((each) => `${each.speaker.name}: ${each.stage}`).join('; ');
  tell('dispute', null, sides, 'the sides contradict each other', { ...current(), disputed: dispute });
}

function foldRisk(summit: Summit, evidence: Evidence, tell: Tell): void {
  const { claim, earlier } = evidence;
  if (claim.background) return;
  const standing = standingOf(summit);
  if (standing !== 'on' && standing !== 'talk_of') return;
  if (summit.atRisk) {
    if (!settles(claim) || claim.at < summit.atRisk.since) return;
    const { atRisk: _, ...known } = summit;
    tell('risk', AT_RISK, CLEARED, 'the doubt was denied, or the meeting confirmed', {
      ...known,
      doubtOverAt: claim.at,
    });
    return;
  }
  if (!doubts(claim, standing === 'on')) return;
  const over = summit.doubtOverAt;
  const backed = earlier.some(
    (each) =>
      each.claim.at > (over ?? 0) && doubts(each.claim, standing === 'on') && originOf(each.claim) !== originOf(claim),
  );
  if (over !== undefined && (claim.at <= over || (claim.at - over < SETTLED && !backed))) return;
  tell('risk', null, AT_RISK, 'a threat or a doubt, no decision', {
    ...summit,
    atRisk: factOf(claim.quote, claim, earlier),
  });
}

/** A threat or a doubt; or, where it was on, a denial, or word from nobody with a name that it is off. */
function doubts(claim: Claim, on: boolean): boolean {
  if (claim.background || claim.stage === 'none') return false;
  if (claim.stage === 'at_risk') return claim.firmness !== 'denied';
  const coarse = coarseOf(claim.stage);
  return on && (coarse === 'denied' || (coarse === 'called_off' && isRumour(claim)));
}

/** Somebody with a name denies the doubt or says that it goes ahead; that papers go on writing of it is not enough. */
function settles(claim: Claim): boolean {
  if (claim.stage === 'none') return false;
  if (claim.stage === 'at_risk') return claim.firmness === 'denied';
  if (isRumour(claim)) return false;
  if (coarseOf(claim.stage) !== 'on') return false;
  const named = claim.speaker !== undefined && claim.speaker.kind !== 'outlet';
  return claim.firmness === 'confirmed' || claim.stage === 'back_on' || (named && claim.firmness === 'will');
}
