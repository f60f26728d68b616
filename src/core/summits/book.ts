// The book of summits that are running: reads each item against them and keeps their status.
import type { Item } from '../feeds/item.ts';
import type { EpochMs } from '../text/instant.ts';
import { claimOf, readText, readTitle, relevanceOf, type Sentence, type StageSaid, stageSaid } from './claims.ts';
import type { Weighed } from './evidence.ts';
import { evolve, openSummit } from './evolve.ts';
import { type Around, mayBeMeant, standingOf } from './identify.ts';
import type { LeaderBook } from './leaders.ts';
import { kindOf, summitId, summitName } from './naming.ts';
import { coarseOf } from './status.ts';
import type { Claim, PartyKey, Summit, SummitBook, SummitId, SummitVerdict } from './summit.ts';

const DAY = 86_400_000;
const RELEVANT = 0.5;
const KEPT_CLAIMS = 40;

type Running = { summit: Summit; claims: Weighed[] };

/** What was seen of an item, for those who train or explain the models. */
export type Seen = {
  readonly item: Item;
  readonly title: Sentence;
  readonly lede: readonly Sentence[];
  readonly chance: number;
};

export function createSummitBook(leaders: LeaderBook, watch?: (seen: Seen) => boolean | undefined): SummitBook {
  const all = new Map<SummitId, Running>();
  let meant: Summit[] = [];
  let sweptAt = 0;

  const sweep = (at: EpochMs): void => {
    sweptAt = at;
    meant = [...all.values()].map((each) => each.summit).filter((summit) => mayBeMeant(summit, at));
  };
  const around: Around = {
    get meant() {
      return meant;
    },
    reports: (summit, at) => all.get(summit.id)?.claims.filter((each) => at - each.claim.at <= 3 * DAY).length ?? 0,
  };
  const keep = (running: Running): void => {
    all.set(running.summit.id, running);
    sweep(sweptAt);
  };

  function runningFor(sentence: Sentence, said: StageSaid, claim: Claim, at: EpochMs): Running | undefined {
    const { around, sides } = sentence;
    const found = around.summit && all.get(around.summit.id);
    if (found && !isAnother(found.summit, said, claim, at)) return found;
    const parties: readonly PartyKey[] =
      sides.institution && sides.leaders.length < 2 ? [] : [...sides.leaders, ...sides.implied];
    const institution = parties.length >= 2 ? undefined : sides.institution;
    if (parties.length === 0 && !institution) return undefined;
    const id = summitId(parties, institution, at, (taken) => all.has(taken));
    const summit = openSummit(
      {
        id,
        name: summitName(parties, institution, claim.place, leaders),
        kind: kindOf(parties, institution),
        parties,
        possibleParties: claim.possibleParties,
        ...(institution ? { institution } : {}),
      },
      claim,
      at,
    );
    return { summit, claims: [] };
  }

  return {
    take(item, story, now): SummitVerdict {
      const at = item.publishedAt > 0 ? item.publishedAt : now;
      if (at - sweptAt > DAY || at < sweptAt) sweep(at);
      const title = readTitle(item, at, leaders, around);
      const lede = item.summary === '' ? [] : readText(item.summary.slice(0, 600), item, at, leaders, around);
      const relevance = relevanceOf(title, lede);
      const forced = watch?.({ item, title, lede, chance: relevance.chance });
      const relevant = forced ?? relevance.chance >= RELEVANT;
      if (!relevant)
        return {
          relevant: false,
          stage: 'none',
          parties: [],
          claims: [],
          changes: [],
          reason: reasonOf(false, relevance.because),
        };
      const said = stageSaid(title);
      const claim = claimOf(item, title, said, story);
      const sentence =
        title.around.relation === 'none' && title.sides.leaders.length === 0
          ? (lede.find((each) => each.around.relation !== 'none') ?? title)
          : title;
      const running = runningFor(sentence, said, claim, at);
      if (!running)
        return {
          relevant: true,
          stage: said.stage,
          parties: claim.parties,
          claims: [claim],
          changes: [],
          reason: reasonOf(true, relevance.because),
        };
      const { summit, changes } = evolve(running.summit, {
        claim,
        relevant: relevance.chance,
        certain: said.chance,
        earlier: running.claims,
      });
      keep({ summit, claims: [...running.claims, { claim, chance: said.chance }].slice(-KEPT_CLAIMS) });
      return {
        relevant: true,
        summitId: summit.id,
        stage: said.stage,
        parties: claim.parties,
        claims: [claim],
        changes,
        reason: reasonOf(true, relevance.because),
      };
    },
    pass: () => [],
    restore(summit, claims) {
      keep({ summit, claims: claims.map((claim) => ({ claim, chance: 1 })) });
    },
    summit: (id) => all.get(id)?.summit,
    summits: () => [...all.values()].map((each) => each.summit),
  };
}

/** News of a meeting still to come, after one of the same people is over, is of the next one. */
function isAnother(summit: Summit, said: StageSaid, claim: Claim, at: EpochMs): boolean {
  if (standingOf(summit) !== 'done' || claim.background || claim.stage === 'none') return false;
  const coarse = coarseOf(claim.stage);
  if (coarse === 'done' || coarse === 'none') return false;
  return said.chance > 0.5 && at - summit.stage.since > 3 * DAY;
}

function reasonOf(relevant: boolean, because: readonly string[]): string {
  const heading = relevant ? "about a leaders' meeting" : "not about a leaders' meeting";
  return because.length === 0 ? heading : `${heading}: ${because.join('; ')}`;
}
