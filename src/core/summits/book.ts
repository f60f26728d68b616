// The book of summits that are running: reads each item against them and keeps their status.
import type { LeaderBook } from './leaders.ts';
import type { SummitBook } from './summit.ts';

export function createSummitBook(_leaders: LeaderBook): SummitBook {
  return {
    take: () => ({ relevant: false, stage: 'none', parties: [], claims: [], changes: [], reason: 'not read' }),
    pass: () => [],
    restore() {},
    summit: () => undefined,
    summits: () => [],
  };
}
