// The running summits in memory: who may be meant now, how often each was reported of late, and who has gone silent.
import type { EpochMs } from '../text/instant.ts';
import type { Weighed } from './evidence.ts';
import { type Around, mayBeMeant } from './identify.ts';
import type { Summit, SummitId } from './summit.ts';

const DAY = 86_400_000;
const KEPT_CLAIMS = 40;
/** A summit of which nothing was heard for so long is dormant; long after, it is let go. */
const DORMANT_AFTER = 21 * DAY;
const LET_GO_AFTER = 300 * DAY;
const OF_LATE = 3 * DAY;
const OF_LONG = 10 * DAY;

export type Running = { readonly summit: Summit; readonly claims: readonly Weighed[] };

export type Shelf = {
  readonly around: Around;
  running(id: SummitId): Running | undefined;
  all(): readonly Summit[];
  put(summit: Summit, claims: readonly Weighed[]): void;
  /** Keeps what became of a summit without a report. */
  revise(summit: Summit): void;
  /** Lets a clock go on: who can no longer be meant is left out of the search. */
  turnTo(at: EpochMs): void;
  /** Puts the silent to sleep and lets the long silent go. */
  retire(now: EpochMs): void;
};

export function createShelf(): Shelf {
  const all = new Map<SummitId, Running>();
  let meant: readonly Summit[] = [];
  let sweptAt = 0;

  return {
    around: {
      get meant() {
        return meant;
      },
      reports(summit, at) {
        const claims = all.get(summit.id)?.claims ?? [];
        const since = (span: number) => claims.filter((each) => at - each.claim.at <= span).length;
        return { late: since(OF_LATE), long: since(OF_LONG) };
      },
    },
    running: (id) => all.get(id),
    all: () => [...all.values()].map((each) => each.summit),
    put(summit, claims) {
      all.set(summit.id, { summit, claims: claims.slice(-KEPT_CLAIMS) });
      meant = [...meant.filter((each) => each.id !== summit.id), summit];
    },
    revise(summit) {
      all.set(summit.id, { summit, claims: all.get(summit.id)?.claims ?? [] });
      meant = meant.map((each) => (each.id === summit.id ? summit : each));
    },
    turnTo(at) {
      if (at - sweptAt <= DAY && at >= sweptAt - DAY) return;
      sweptAt = at;
      meant = [...all.values()].map((each) => each.summit).filter((summit) => mayBeMeant(summit, at));
    },
    retire(now) {
      for (const { summit, claims } of all.values()) {
        const silent = now - summit.lastReportAt;
        if (silent > LET_GO_AFTER) all.delete(summit.id);
        else if (silent > DORMANT_AFTER && !summit.dormant)
          all.set(summit.id, { summit: { ...summit, dormant: true }, claims });
      }
    },
  };
}
