// Who counts as a leader, a country or an institution, under which names, in which office and when.
import type { EpochMs } from '../text/instant.ts';
import { type Found, PhraseTable } from './phrases.ts';
import type { PartyKey } from './summit.ts';
import type { Word } from './words.ts';

export type Party = { readonly key: PartyKey; readonly name: string };

/** A time in office; `to` is left out while it lasts. */
export type Term = { readonly from: EpochMs; readonly to?: EpochMs };

export type Leader = Party & {
  readonly country: PartyKey;
  readonly terms: readonly Term[];
  readonly words: readonly string[];
  /** Another one of the same country is meant by "the president of …". */
  readonly second: boolean;
  readonly monarch: boolean;
};
export type Country = Party & { readonly words: readonly string[]; readonly seats: readonly string[] };
export type Institution = Party & {
  readonly words: readonly string[];
  /** Its bare name in the news means its leaders' summit. */
  readonly usual: boolean;
  readonly business: boolean;
  /** Countries whose leaders it stands for, where it is no body of its own ("the Koreas"). */
  readonly members: readonly PartyKey[];
};
export type MeetingPlace = {
  readonly name: string;
  readonly country: PartyKey /** The larger place it lies in, empty where there is none. */;
  readonly region: string;
  readonly words: readonly string[];
};

export type LeaderData = {
  readonly countries: readonly Country[];
  readonly leaders: readonly Leader[];
  readonly institutions: readonly Institution[];
  /** People who meet for their countries below the level of a summit. */
  readonly officials: readonly { readonly side: PartyKey; readonly names: readonly string[] }[];
  readonly places: readonly MeetingPlace[];
};

export type Named =
  | { readonly kind: 'leader'; readonly leader: Leader; readonly weak: boolean }
  | { readonly kind: 'country'; readonly country: Country }
  | { readonly kind: 'seat'; readonly country: Country; readonly name: string }
  | { readonly kind: 'institution'; readonly institution: Institution }
  | { readonly kind: 'official'; readonly name: string; readonly side: PartyKey }
  | { readonly kind: 'place'; readonly place: MeetingPlace };

type Entry = { readonly named: Named; readonly exact: string | undefined };

export type LeaderBook = {
  readonly parties: readonly Party[];
  readonly data: LeaderData;
  /** Names that begin at a word, longest first. */
  namesAt(words: readonly Word[], from: number, uncased: boolean): readonly Found<Named>[];
  /** Who speaks for a country on that day. */
  leaderOf(country: PartyKey, at: EpochMs): Leader | undefined;
  /** Who is visited on a state visit: the crown, where there is one. */
  crownOf(country: PartyKey, at: EpochMs): Leader | undefined;
  leader(key: PartyKey): Leader | undefined;
  institution(key: PartyKey): Institution | undefined;
  party(key: PartyKey): Party | undefined;
  countryName(key: PartyKey): string;
};

const DAY = 86_400_000;
/** A winner of an election meets others before the oath; a leader is still named so for days after it ends. */
const BEFORE_OATH = 75 * DAY;
const AFTER_OFFICE = 20 * DAY;

export function inOffice(leader: Leader, at: EpochMs): boolean {
  return leader.terms.some((term) => at >= term.from && (term.to === undefined || at <= term.to));
}

export function nearOffice(leader: Leader, at: EpochMs): boolean {
  return leader.terms.some(
    (term) => at >= term.from - BEFORE_OATH && (term.to === undefined || at <= term.to + AFTER_OFFICE),
  );
}

export function createLeaderBook(data: LeaderData): LeaderBook {
  const table = new PhraseTable<Entry>();
  fillTable(table, data);
  const byCountry = new Map<PartyKey, Leader[]>();
  for (const leader of data.leaders) byCountry.set(leader.country, [...(byCountry.get(leader.country) ?? []), leader]);
  const byKey = new Map<PartyKey, Party>(
    [...data.institutions, ...data.countries, ...data.leaders].map((party) => [party.key, party]),
  );
  const leaders = new Map(data.leaders.map((leader) => [leader.key, leader]));
  const institutions = new Map(data.institutions.map((institution) => [institution.key, institution]));
  return {
    parties: [...data.leaders, ...data.countries, ...data.institutions],
    data,
    namesAt: (words, from, uncased) => namesAt(table, words, from, uncased),
    leaderOf(country, at) {
      const list = byCountry.get(country) ?? [];
      const first = (leader: Leader) => !leader.second && !leader.monarch;
      return (
        list.find((leader) => first(leader) && inOffice(leader, at)) ?? list.find((leader) => inOffice(leader, at))
      );
    },
    crownOf: (country, at) => byCountry.get(country)?.find((leader) => leader.monarch && inOffice(leader, at)),
    leader: (key) => leaders.get(key),
    institution: (key) => institutions.get(key),
    party: (key) => byKey.get(key),
    countryName: (key) => byKey.get(key)?.name ?? key,
  };
}

function fillTable(table: PhraseTable<Entry>, data: LeaderData): void {
  const add = (spelling: string, named: Named): void => {
    const exact = spelling.startsWith('=') ? spelling.slice(1) : undefined;
    table.add(exact ?? spelling, { named, exact }, true);
  };
  for (const country of data.countries) {
    for (const word of country.words) add(word, { kind: 'country', country });
    for (const name of country.seats) add(name, { kind: 'seat', country, name });
  }
  for (const leader of data.leaders) {
    add(leader.name, { kind: 'leader', leader, weak: false });
    for (const word of leader.words) {
      const weak = word.startsWith('?');
      add(weak ? word.slice(1) : word, { kind: 'leader', leader, weak });
    }
  }
  for (const institution of data.institutions)
    for (const word of institution.words) add(word, { kind: 'institution', institution });
  for (const { side, names } of data.officials) for (const name of names) add(name, { kind: 'official', name, side });
  for (const place of data.places) for (const word of [place.name, ...place.words]) add(word, { kind: 'place', place });
}

/** Latin names take an s in German genitives and where a source drops apostrophes. */
function withoutGenitive(words: readonly Word[], from: number): readonly Word[] | undefined {
  const word = words[from];
  if (!word || word.text.length < 5 || !/^[a-z]+s$/u.test(word.text)) return undefined;
  return [{ ...word, text: word.text.slice(0, -1), raw: word.raw.slice(0, -1) }];
}

function namesAt(
  table: PhraseTable<Entry>,
  words: readonly Word[],
  from: number,
  uncased: boolean,
): readonly Found<Named>[] {
  const found: Found<Entry>[] = [];
  table.at(words, from, found);
  if (found.length === 0) {
    const bare = withoutGenitive(words, from);
    if (!bare) return [];
    table.at(bare, 0, found);
    if (found.length === 0) return [];
    return found
      .filter(({ value }) => value.named.kind === 'leader' && value.exact === undefined)
      .map(({ value }) => ({ value: value.named, from, to: from + 1 }));
  }
  const kept = found.filter(({ value, from: start, to }) => {
    if (value.exact === undefined || uncased) return true;
    const written = words
      .slice(start, to)
      .map((word) => word.raw)
      .join(' ');
    return written === value.exact;
  });
  if (kept.length > 1) kept.sort((a, b) => b.to - a.to);
  return kept.map(({ value, from: start, to }) => ({ value: value.named, from: start, to }));
}
