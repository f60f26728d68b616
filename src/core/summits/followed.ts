// Whom a topic can ask for in a summit: everybody at a small meeting; at an institution's summit the institution and who is named.
import type { PartyKey, Summit } from './summit.ts';

/** `named` are those that one item names; they count at any summit. */
export function partiesToFollow(summit: Summit, named: readonly PartyKey[] = []): readonly PartyKey[] {
  const { institution, parties, possibleParties } = summit;
  return [...new Set(institution ? [institution, ...named] : [...parties, ...possibleParties, ...named])];
}
