// An operator withdraws a wrong fact: what was known before it comes back, with a trace; later evidence may set it again.
import type { EpochMs } from '../text/instant.ts';
import { coarseOf } from './status.ts';
import { type ChangeId, type Claim, STAGES, type StatusChange, type Summit } from './summit.ts';

export const RETRACTABLE = ['stage', 'place', 'date', 'format', 'participants'] as const;
export type Retractable = (typeof RETRACTABLE)[number];
export type Retraction = { readonly summitId: string; readonly field: Retractable; readonly why: string };

/** Under this name what was withdrawn waits for the running service, as the store keeps it. */
export const RETRACTIONS = 'retractions';

export function noteRetraction(noted: string | undefined, retraction: Retraction): string {
  return JSON.stringify([...readRetractions(noted), retraction]);
}

export function readRetractions(noted: string | undefined): readonly Retraction[] {
  const read: unknown = noted === undefined || noted === '' ? [] : JSON.parse(noted);
  return Array.isArray(read) ? read.filter(isRetraction) : [];
}

function isRetraction(value: unknown): value is Retraction {
  if (typeof value !== 'object' || value === null) return false;
  if (!('summitId' in value && 'field' in value && 'why' in value)) return false;
  return typeof value.summitId === 'string' && RETRACTABLE.some((field) => field === value.field);
}

/** Stands in a correction for a value that is no longer known. */
export const UNKNOWN = 'not known';

/** `before`: the summit as it was before the change that set the fact; undefined when it was not known of. */
export function retract(
  summit: Summit,
  before: Summit | undefined,
  { field, why }: Retraction,
  now: EpochMs,
): { readonly summit: Summit; readonly change: StatusChange } | undefined {
  const was = factIn(summit, field);
  const corrected = { ...withFieldOf(summit, before, field), revision: summit.revision + 1 };
  const is = factIn(corrected, field);
  if (was === is) return undefined;
  const change: StatusChange = {
    id: `${summit.id}#${corrected.revision}` as ChangeId,
    summitId: summit.id,
    revision: corrected.revision,
    at: now,
    field: 'correction',
    stage: corrected.stage.value,
    before: was,
    after: is,
    why,
    because: [],
    firmness: 'reported',
    sources: [],
    url: '',
    headline: '',
    rumour: false,
  };
  return { summit: corrected, change };
}

/** What a withdrawn stage rested on no longer counts for it; later claims do. */
export function claimsThatStand(claims: readonly Claim[], changes: readonly StatusChange[]): readonly Claim[] {
  const withdrawn = changes.flatMap(({ field, before, at }) => {
    const stage = field === 'correction' ? STAGES.find((each) => each === before) : undefined;
    return stage ? [{ coarse: coarseOf(stage), at }] : [];
  });
  if (withdrawn.length === 0) return claims;
  return claims.filter(
    ({ stage, at }) => stage === 'none' || !withdrawn.some((each) => at <= each.at && each.coarse === coarseOf(stage)),
  );
}

export function factIn(summit: Summit, field: Retractable): string {
  switch (field) {
    case 'stage':
      return summit.presumed ? UNKNOWN : summit.stage.value;
    case 'place':
      return summit.place?.value.name ?? UNKNOWN;
    case 'date':
      return summit.date?.value.words ?? UNKNOWN;
    case 'format':
      return summit.format?.value ?? UNKNOWN;
    case 'participants':
      return [...summit.parties, ...summit.possibleParties].join(', ');
    default:
      return field satisfies never;
  }
}

function withFieldOf(summit: Summit, before: Summit | undefined, field: Retractable): Summit {
  switch (field) {
    case 'stage': {
      const { presumed: _, silence: __, ...rest } = summit;
      // Nothing firm had been said of it: it is expected again, and no more.
      if (!before || before.presumed) return { ...rest, presumed: true };
      return { ...rest, stage: before.stage };
    }
    case 'place': {
      const { place: _, ...rest } = summit;
      return before?.place ? { ...rest, place: before.place } : rest;
    }
    case 'date': {
      const { date: _, silence: __, ...rest } = summit;
      return before?.date ? { ...rest, date: before.date } : rest;
    }
    case 'format': {
      const { format: _, ...rest } = summit;
      return before?.format ? { ...rest, format: before.format } : rest;
    }
    case 'participants':
      return before ? { ...summit, parties: before.parties, possibleParties: before.possibleParties } : summit;
    default:
      return field satisfies never;
  }
}
