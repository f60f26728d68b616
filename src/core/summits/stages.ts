// From the coarse class a sentence speaks of to the stage proper.
import type { Reading } from './reading.ts';
import type { Coarse } from './status.ts';
import type { Stage } from './summit.ts';
import type { Notion } from './wording/wording.ts';

/** `settled`: a place or a day is named. */
export function fineStage(coarse: Coarse | 'none', reading: Reading, settled: boolean): Stage | 'none' {
  const has = (...notions: readonly Notion[]) => notions.some((notion) => reading.notions.has(notion));
  switch (coarse) {
    case 'none':
      return 'none';
    case 'talk_of':
      return has('invite', 'propose') && !has('may', 'ready') ? 'proposed' : 'exploring';
    case 'on':
      if (has('revive')) return 'back_on';
      if (has('confirm', 'travel', 'attend')) return 'confirmed';
      return settled || has('schedule') ? 'scheduled' : 'announced';
    case 'live':
      return 'underway';
    case 'done':
      return has('result', 'deal', 'fail', 'demand') ? 'outcome' : 'held';
    case 'called_off':
      return has('postpone') && !has('cancel') ? 'postponed' : 'cancelled';
    case 'denied':
      return 'denied';
    default:
      return coarse satisfies never;
  }
}
