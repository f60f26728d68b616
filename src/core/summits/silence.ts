// Days that pass without news: a day that went by and nobody reported the meeting, a meeting whose end nobody reported.
import type { EpochMs } from '../text/instant.ts';
import { endOf } from './dates.ts';
import { standingOf } from './identify.ts';
import type { ChangeId, Silence, StatusChange, Summit } from './summit.ts';

const DAY = 86_400_000;
/** A meeting of leaders hardly lasts longer. */
const LONGEST_MEETING = 3 * DAY;
/** After so long it is no news that there is none: the service was down, or the summit is forgotten. */
const NO_NEWS = 14 * DAY;
/** A whole month or less; "this year" says no day that could go by. */
const VAGUE = 32 * DAY;

/** That its day went by unreported is told, once for each day it was to be on; a missing end is only shown. */
export function fallSilent(
  summit: Summit,
  now: EpochMs,
): { readonly summit: Summit; readonly change: StatusChange } | undefined {
  const silence = silenceOf(summit, now);
  if (silence?.kind !== 'no report' || summit.silence || now - silence.since > NO_NEWS) return undefined;
  const silent = { ...summit, silence, revision: summit.revision + 1 };
  return { summit: silent, change: changeOf(silent, now) };
}

/** What is missing of a summit by now, if anything is. */
export function silenceOf(summit: Summit, now: EpochMs): Silence | undefined {
  const silence = duly(summit);
  return silence && now > silence.since ? silence : undefined;
}

function duly(summit: Summit): Silence | undefined {
  const standing = standingOf(summit);
  const day = summit.date?.value;
  if (standing === 'on' && day && day.to - day.from <= VAGUE) return { kind: 'no report', since: endOf(day) };
  if (standing !== 'live') return undefined;
  return { kind: 'no end', since: Math.max(summit.stage.since, day ? endOf(day) : 0) + LONGEST_MEETING };
}

function changeOf(summit: Summit, now: EpochMs): StatusChange {
  return {
    id: `${summit.id}#${summit.revision}` as ChangeId,
    summitId: summit.id,
    revision: summit.revision,
    at: now,
    field: 'silence',
    stage: summit.stage.value,
    before: null,
    after: 'no report',
    why: 'its day went by without a report of it',
    because: summit.stage.itemIds,
    firmness: 'reported',
    sources: [],
    url: '',
    headline: '',
    rumour: false,
  };
}
