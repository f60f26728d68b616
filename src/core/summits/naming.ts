// Names and ids of summits: readable, and the same for the same news.
import type { EpochMs } from '../text/instant.ts';
import type { LeaderBook } from './leaders.ts';
import type { PartyKey, Place, SummitId, SummitKind } from './summit.ts';

const MAX_NAMED = 4;

export function summitId(
  parties: readonly PartyKey[],
  institution: PartyKey | undefined,
  at: EpochMs,
  taken: (id: SummitId) => boolean,
): SummitId {
  const who = institution ?? (parties.length === 0 ? 'leaders' : [...parties].sort().slice(0, MAX_NAMED).join('-'));
  const base = `${who.replaceAll('_', '-')}-${new Date(at).toISOString().slice(0, 7)}`;
  let id = base as SummitId;
  for (let count = 2; taken(id); count++) id = `${base}-${count}` as SummitId;
  return id;
}

export function summitName(
  parties: readonly PartyKey[],
  institution: PartyKey | undefined,
  place: Place | undefined,
  book: LeaderBook,
): string {
  const where = place ? ` in ${place.name}` : '';
  if (institution) return `${book.party(institution)?.name ?? institution} summit${where}`;
  const names = parties.slice(0, MAX_NAMED).map((key) => surname(book.party(key)?.name ?? key));
  if (names.length === 0) return `Leaders' summit${where}`;
  if (names.length === 1) return `${names[0] ?? ''} meeting${where}`;
  return `${names.join('–')} meeting${where}`;
}

/** "Kim Jong Un" and "Xi Jinping" put the family name first; short forms in the news follow the words of the file, not this. */
function surname(name: string): string {
  const parts = name.split(' ');
  if (
    parts.length < 2 ||
    /^(?:Xi|Kim|Moon|Lee|Hu|Li|Yoon|Park|Roh|Queen|King|Pope|Emir|Mohammed|Hun|To|Wen|Ma|Lai|Tsai|Jiang)$/u.test(
      parts[0] ?? '',
    )
  ) {
    return /^(?:Queen|King|Pope|Emir|Mohammed|Hun)$/u.test(parts[0] ?? '') ? name : (parts[0] ?? name);
  }
  const particle = parts.findIndex((part, index) => index > 0 && /^(?:von|de|da|van|De|Van|bin|al)$/u.test(part));
  return particle > 0 ? parts.slice(particle).join(' ') : (parts.at(-1) ?? name);
}

export function kindOf(parties: readonly PartyKey[], institution: PartyKey | undefined): SummitKind {
  if (institution) return 'multilateral';
  if (parties.length <= 2) return 'bilateral';
  return parties.length === 3 ? 'trilateral' : 'multilateral';
}
