// The stages of a summit: how they are told, and which may follow which.
import type { Stage } from './summit.ts';

/** Stages as alerts tell them. */
export const COARSE = ['talk_of', 'on', 'live', 'done', 'called_off', 'denied'] as const;
export type Coarse = (typeof COARSE)[number];

export function coarseOf(stage: Stage): Coarse | 'none' {
  switch (stage) {
    case 'exploring':
    case 'proposed':
      return 'talk_of';
    case 'announced':
    case 'scheduled':
    case 'confirmed':
    case 'back_on':
      return 'on';
    case 'underway':
      return 'live';
    case 'held':
    case 'outcome':
      return 'done';
    case 'postponed':
    case 'cancelled':
      return 'called_off';
    case 'denied':
      return 'denied';
    case 'at_risk':
      return 'none';
    default:
      return stage satisfies never;
  }
}

const FOLLOWS: Readonly<Record<Coarse, readonly Coarse[]>> = {
  talk_of: ['on', 'live', 'done', 'called_off', 'denied'],
  on: ['live', 'done', 'called_off'],
  live: ['done'],
  done: [],
  called_off: ['on', 'live', 'done'],
  denied: ['talk_of', 'on', 'live', 'done'],
};

/** Whether a summit may go on from one stage to the other; an old stage named again takes nothing back. */
export function mayFollow(before: Coarse | 'none', after: Coarse): boolean {
  if (before === 'none') return true;
  return FOLLOWS[before].includes(after);
}
