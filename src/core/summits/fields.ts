// Place, day, format and participants of a summit: which claim adds to what is known, and which only repeats it.
import { coarseOf } from './status.ts';
import type { Claim, DateInterval, PartyKey, Place, Summit } from './summit.ts';

const DAY = 86_400_000;

/** The place a claim adds: the first one, a narrower one, or another one where the claim is of the meeting to come. */
export function placeAfter(summit: Summit, claim: Claim): Place | undefined {
  const named = claim.place;
  if (!named || claim.stage === 'none' || claim.stage === 'at_risk') return undefined;
  const coarse = coarseOf(claim.stage);
  if (coarse === 'called_off' || coarse === 'denied') return undefined;
  const known = summit.place?.value;
  if (!known) return named;
  if (named.name === known.name || known.region === named.name) return undefined;
  if (named.region === known.name) return named;
  if (known.country === named.country && known.name === countryOnly(known)) return named;
  if (named.name === countryOnly(named)) return undefined;
  return coarse === 'on' && claim.firmness !== 'may' ? named : undefined;
}

/** A whole country stood for the place so far. */
function countryOnly(place: Place): string | undefined {
  return place.country !== undefined && place.name.toLowerCase().replaceAll(' ', '_') === place.country
    ? place.name
    : undefined;
}

/** The day a claim adds: the first one, a narrower one, or another one. */
export function dateAfter(summit: Summit, claim: Claim): DateInterval | undefined {
  if (!claim.date || claim.stage === 'none' || claim.stage === 'at_risk') return undefined;
  const coarse = coarseOf(claim.stage);
  if (coarse !== 'on' && coarse !== 'talk_of' && claim.stage !== 'postponed') return undefined;
  const known = summit.date?.value;
  if (!known) return claim.date;
  const within = claim.date.from >= known.from && claim.date.to <= known.to;
  if (within) return claim.date.to - claim.date.from < known.to - known.from ? claim.date : undefined;
  const elsewhere = claim.date.from > known.to || claim.date.to < known.from;
  const exact = claim.date.to - claim.date.from <= DAY;
  return elsewhere && exact ? claim.date : undefined;
}

/** Leaders that a claim adds to those who meet, and to those who might. */
export function partiesAfter(
  summit: Summit,
  claim: Claim,
): { readonly joined: readonly PartyKey[]; readonly possible: readonly PartyKey[] } {
  const nothing = { joined: [], possible: [] };
  if (summit.institution || claim.stage === 'none' || claim.stage === 'at_risk' || claim.background) return nothing;
  if (claim.parties.filter((key) => summit.parties.includes(key)).length < 2) return nothing;
  const coarse = coarseOf(claim.stage);
  const fresh = claim.parties.filter((key) => !summit.parties.includes(key));
  const possible = claim.possibleParties.filter(
    (key) => !summit.parties.includes(key) && !summit.possibleParties.includes(key),
  );
  if (coarse === 'on' || coarse === 'live') return { joined: fresh, possible };
  if (coarse === 'talk_of')
    return { joined: [], possible: [...possible, ...fresh.filter((key) => !summit.possibleParties.includes(key))] };
  return nothing;
}
