// What each side last said: who has confirmed, and whether the sides contradict each other.
import { coarseOf } from './status.ts';
import type { Claim, PartyKey, Position, Summit } from './summit.ts';

const MAX_KEPT = 12;

/** The party of the summit for which a speaker speaks; `leaderOf` names who leads a country. */
export type SideOf = (side: PartyKey) => PartyKey;

export function withPosition(summit: Summit, claim: Claim, sideOf: SideOf): Summit {
  const { speaker } = claim;
  if (!speaker?.side || claim.background) return summit;
  const party = sideOf(speaker.side);
  const position: Position = {
    party,
    speaker,
    stage: claim.stage,
    firmness: claim.firmness,
    quote: claim.quote,
    url: claim.url,
    source: claim.source,
    itemId: claim.itemId,
    at: claim.at,
  };
  const positions = [
    ...summit.positions.filter((each) => each.party !== party || each.speaker.name !== speaker.name),
    position,
  ].slice(-MAX_KEPT);
  return { ...summit, positions, confirmedBy: confirmedWith(summit, position) };
}

/** Who has confirmed it, now that one more has spoken; what calls it off empties the list. */
function confirmedWith(summit: Summit, position: Position): readonly PartyKey[] {
  const { party, firmness } = position;
  if (denies(position)) return summit.confirmedBy.filter((key) => key !== party);
  const meets = summit.parties.includes(party) || summit.possibleParties.includes(party);
  if (!meets || !stands(position) || (firmness !== 'confirmed' && firmness !== 'will')) return summit.confirmedBy;
  return [...new Set([...summit.confirmedBy, party])];
}

function stands(position: Position): boolean {
  return position.stage !== 'none' && coarseOf(position.stage) === 'on';
}

function denies(position: Position): boolean {
  if (position.stage === 'none') return false;
  const coarse = coarseOf(position.stage);
  return coarse === 'denied' || coarse === 'called_off';
}

/** One side says it is on, the other that it is not: both positions. Who confirmed it before it was called off contradicts nobody. */
export function disputeOf(summit: Summit): readonly Position[] | undefined {
  const { value, since } = summit.stage;
  const off = coarseOf(value) === 'called_off';
  const latest = summit.parties.flatMap(
    (party) => summit.positions.findLast((each) => each.party === party && (denies(each) || stands(each))) ?? [],
  );
  const against = latest.find(denies);
  const along = latest.find((each) => stands(each) && (!off || each.at > since));
  return against && along ? [along, against] : undefined;
}
