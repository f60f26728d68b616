// Names in a sentence: which reading of a word holds on that day, and who is meant by an office.
import type { EpochMs } from '../text/instant.ts';
import { type LeaderBook, type Named, nearOffice } from './leaders.ts';
import type { Found } from './phrases.ts';
import type { PartyKey } from './summit.ts';
import type { Notion } from './wording/wording.ts';
import { isUncased, type Word } from './words.ts';

/** Somebody or somewhere named. */
export type Mention = {
  readonly kind: 'leader' | 'country' | 'seat' | 'institution' | 'official' | 'place' | 'role';
  /** The leader, country or institution; of a role the leader it resolves to. */
  readonly key: PartyKey;
  readonly country?: PartyKey;
  readonly region?: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
};

export type Mark = { readonly notion: Notion; readonly from: number; readonly to: number };

/** A name whose surname may be a common word. */
export type Candidate = Mention & { readonly weak?: boolean };

export function bestName(names: readonly Found<Named>[], words: readonly Word[], at: EpochMs): Candidate | undefined {
  let best: Candidate | undefined;
  for (const { value, from, to } of names) {
    if (best && to - from < best.to - best.from) break;
    const mention = toMention(value, from, to, at);
    if (!mention) continue;
    if (best && rank(best) >= rank(mention)) continue;
    best = mention;
  }
  if (
    best?.kind === 'leader' &&
    best.weak &&
    words[best.from]?.raw.toLowerCase() === words[best.from]?.raw &&
    !isUncased(words)
  )
    return undefined;
  return best;
}

const ORDER = ['official', 'place', 'seat', 'country', 'institution', 'leader'];
function rank(mention: Candidate): number {
  return ORDER.indexOf(mention.kind) * 2 + (mention.weak ? 0 : 1);
}

function toMention(named: Named, from: number, to: number, at: EpochMs): Candidate | undefined {
  switch (named.kind) {
    case 'leader':
      if (!nearOffice(named.leader, at)) return undefined;
      return {
        kind: 'leader',
        key: named.leader.key,
        country: named.leader.country,
        name: named.leader.name,
        from,
        to,
        weak: named.weak,
      };
    case 'country':
      return {
        kind: 'country',
        key: named.country.key,
        country: named.country.key,
        name: named.country.name,
        from,
        to,
      };
    case 'seat':
      return { kind: 'seat', key: named.country.key, country: named.country.key, name: named.name, from, to };
    case 'institution':
      return { kind: 'institution', key: named.institution.key, name: named.institution.name, from, to };
    case 'official':
      return { kind: 'official', key: named.side, country: named.side, name: named.name, from, to };
    case 'place':
      return {
        kind: 'place',
        key: named.place.country,
        country: named.place.country,
        name: named.place.name,
        ...(named.place.region === '' ? {} : { region: named.place.region }),
        from,
        to,
      };
  }
}

/** Right before a surname these make it a partner's. */
const PARTNER: ReadonlySet<Notion> = new Set([
  'with',
  'meet',
  'meet_now',
  'meet_past',
  'meet_will',
  'host_now',
  'invite',
]);

/** A surname that is also a common word counts only beside a title, its country, or another leader. */
export function dropWeak(
  mentions: readonly Candidate[],
  marks: readonly Mark[],
  words: readonly Word[],
): readonly Mention[] {
  return mentions.filter((mention) => {
    if (mention.kind !== 'leader' || !mention.weak) return true;
    const before = (mark: { from: number; to: number }) => mark.to <= mention.from && mention.from - mark.to <= 1;
    if (marks.some((mark) => (mark.notion === 'head' || mark.notion === 'monarch') && before(mark))) return true;
    if (
      mentions.some(
        (other) => other.country === mention.country && other !== mention && Math.abs(other.from - mention.from) <= 3,
      )
    )
      return true;
    if (
      mentions.some((other) => other !== mention && other.kind === 'leader') &&
      marks.some((mark) => PARTNER.has(mark.notion) && mark.to === mention.from)
    )
      return true;
    return mentions.some(
      (other) =>
        other !== mention && other.kind === 'leader' && Math.abs(other.from - mention.from) <= 5 && words.length > 1,
    );
  });
}

/** "the South Korean leader", "president of Brazil", "Germany's chancellor": the one in office then. */
export function withRoles(
  mentions: readonly Mention[],
  marks: readonly Mark[],
  words: readonly Word[],
  at: EpochMs,
  book: LeaderBook,
  language: string,
): readonly Mention[] {
  const roles: Mention[] = [];
  for (const mark of marks) {
    if (mark.notion !== 'head' && mark.notion !== 'leaders') continue;
    const nearest = mentions.find(
      (mention) => mention.kind === 'country' && besideRole(mention, mark, words, language),
    );
    if (!nearest) continue;
    const countries = mark.notion === 'leaders' ? [nearest, ...coordinated(nearest, mentions)] : [nearest];
    for (const country of countries) {
      const leader = book.leaderOf(country.key, at);
      const named = mentions.some(
        (mention) =>
          mention.kind === 'leader' && mention.country === country.key && Math.abs(mention.from - mark.to) <= 3,
      );
      if (!leader || named) continue;
      roles.push({
        kind: 'role',
        key: leader.key,
        country: country.key,
        name: leader.name,
        from: Math.min(country.from, mark.from),
        to: Math.max(country.to, mark.to),
      });
    }
  }
  if (roles.length === 0) return mentions;
  return [...mentions, ...roles].sort((a, b) => a.from - b.from);
}

/** "Thai and Cambodian leaders": the countries joined to the one beside the role. */
function coordinated(country: Mention, mentions: readonly Mention[]): readonly Mention[] {
  return mentions.filter(
    (other) =>
      other.kind === 'country' &&
      other.key !== country.key &&
      country.from - other.to >= 0 &&
      country.from - other.to <= 1,
  );
}

function besideRole(country: Mention, role: Mark, words: readonly Word[], language: string): boolean {
  const between = country.to <= role.from ? words.slice(country.to, role.from) : words.slice(role.to, country.from);
  if (country.to <= role.from) return between.length <= 1 && !between.some((word) => /[,:;]/u.test(word.gap));
  return between.length <= 2 && between.length > 0
    ? OF.has(between[0]?.text ?? '')
    : between.length === 0 && country.from === role.to && adjectiveFollows(language, words[country.from]?.text ?? '');
}

const OF = new Set(['of', 'von', 'de', 'du', 'des', 'del', 'der']);
const CYRILLIC = /\p{Script=Cyrillic}/u;

/** "le chancelier autrichien", "Президент Польщі": the country comes after the office. */
function adjectiveFollows(language: string, country: string): boolean {
  return language === 'fr' || language === 'es' || CYRILLIC.test(country);
}
