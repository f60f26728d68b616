// Who counts as a leader, a country or an institution, under which names, in which office and when.
import type { PartyKey } from './summit.ts';

export type Party = { readonly key: PartyKey; readonly name: string };

export type LeaderBook = { readonly parties: readonly Party[] };
