// Whom a topic can ask for in a summit: everybody at a small meeting; at an institution's summit the institution and who is named.
import type { EpochMs } from '../text/instant.ts';
import { type LeaderBook, nearOffice } from './leaders.ts';
import type { PartyKey, Summit } from './summit.ts';

/** `named` are those that one item names; they count at any summit. */
export function partiesToFollow(summit: Summit, named: readonly PartyKey[] = []): readonly PartyKey[] {
  const { institution, parties, possibleParties, countries = [] } = summit;
  return [...new Set(institution ? [institution, ...named] : [...parties, ...possibleParties, ...countries, ...named])];
}

/** The countries that these people lead at the time, so that a topic can ask for a country whoever leads it. */
export function countriesOf(parties: readonly PartyKey[], at: EpochMs, book: LeaderBook): readonly PartyKey[] {
  const countries = parties.flatMap((key) => {
    const leader = book.leader(key);
    return leader && nearOffice(leader, at) ? [leader.country] : [];
  });
  return [...new Set(countries)];
}
