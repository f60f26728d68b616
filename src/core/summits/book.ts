// The book of summits that are running: reads each item against them and keeps their status.
import type { Item } from '../feeds/item.ts';
import type { EpochMs } from '../text/instant.ts';
import { claimOf, type StageSaid, stageSaid } from './claims.ts';
import type { Weighed } from './evidence.ts';
import { evolve, openSummit } from './evolve.ts';
import { type Around, mayBeMeant, standingOf } from './identify.ts';
import type { LeaderBook } from './leaders.ts';
import { kindOf, summitId, summitName } from './naming.ts';
import { RELEVANT, relevanceOf } from './relevance.ts';
import { readText, readTitle, type Sentence } from './sentences.ts';
import { coarseOf } from './status.ts';
import type { Claim, PartyKey, StatusChange, Summit, SummitBook, SummitId, SummitVerdict } from './summit.ts';

const DAY = 86_400_000;
const KEPT_CLAIMS = 40;
const MAX_LEDE = 600;
/** A summit of which nothing was heard for so long is dormant; long after, it is let go. */
const DORMANT_AFTER = 21 * DAY;
const LET_GO_AFTER = 300 * DAY;

type Running = { readonly summit: Summit; readonly claims: readonly Weighed[] };
type Story = Parameters<SummitBook['take']>[1];

/** What was seen of an item, for those who train or explain the model. */
export type Seen = {
  readonly item: Item;
  readonly title: Sentence;
  readonly lede: readonly Sentence[];
  readonly chance: number;
};

export function createSummitBook(leaders: LeaderBook, watch?: (seen: Seen) => boolean | undefined): SummitBook {
  const all = new Map<SummitId, Running>();
  let meant: readonly Summit[] = [];
  let sweptAt = 0;

  const around: Around = {
    get meant() {
      return meant;
    },
    reports: (summit, at) => all.get(summit.id)?.claims.filter((each) => at - each.claim.at <= 3 * DAY).length ?? 0,
  };

  const sweep = (at: EpochMs): void => {
    sweptAt = at;
    meant = [...all.values()].map((each) => each.summit).filter((summit) => mayBeMeant(summit, at));
  };

  const keep = (running: Running): void => {
    all.set(running.summit.id, running);
    meant = [...meant.filter((summit) => summit.id !== running.summit.id), running.summit];
  };

  const sideOf = (side: PartyKey, at: EpochMs): PartyKey => leaders.leaderOf(side, at)?.key ?? side;

  function runningFor(sentence: Sentence, said: StageSaid, claim: Claim): Running | undefined {
    const found = sentence.around.summit && all.get(sentence.around.summit.id);
    if (found && !isAnother(found.summit, said, claim)) return found;
    const { sides, at } = sentence;
    const parties: readonly PartyKey[] = sides.institution && sides.leaders.length < 2 ? [] : claim.parties;
    const institution = parties.length >= 2 ? undefined : sides.institution;
    if (parties.length === 0 && !institution) return undefined;
    const id = summitId(parties, institution, at, (taken) => all.has(taken));
    const fields = {
      id,
      name: '',
      kind: kindOf(parties, institution),
      parties,
      possibleParties: claim.possibleParties,
    };
    return { summit: openSummit(institution ? { ...fields, institution } : fields, claim, at), claims: [] };
  }

  /** Folds one sentence of an item; undefined where no summit can be told from it. */
  function fold(
    item: Item,
    sentence: Sentence,
    chance: number,
    story: Story,
  ): { readonly summit: Summit; readonly claim: Claim; readonly changes: readonly StatusChange[] } | Claim {
    const said = stageSaid(sentence);
    const claim = claimOf(item, sentence, said, story);
    const running = runningFor(sentence, said, claim);
    if (!running) return claim;
    const step = evolve(running.summit, {
      claim,
      relevant: chance,
      certain: said.chance,
      earlier: running.claims,
      sideOf: (side) => sideOf(side, sentence.at),
    });
    const { parties, institution, place } = step.summit;
    const summit = { ...step.summit, name: summitName(parties, institution, place?.value, leaders) };
    keep({ summit, claims: [...running.claims, { claim, chance: said.chance }].slice(-KEPT_CLAIMS) });
    return { summit, claim, changes: step.changes };
  }

  return {
    take(item, story, now): SummitVerdict {
      const at = item.publishedAt > 0 ? Math.min(item.publishedAt, Math.max(now, item.seenAt)) : now;
      if (at - sweptAt > DAY || at < sweptAt - DAY) sweep(at);
      const title = readTitle(item, at, leaders, around);
      const lede =
        item.summary === '' ? [] : readText(item.summary.slice(0, MAX_LEDE), item.language, at, leaders, around);
      const judged = relevanceOf(title, lede);
      const relevant = watch?.({ item, title, lede, chance: judged.chance }) ?? judged.chance >= RELEVANT;
      if (!relevant)
        return {
          relevant: false,
          stage: 'none',
          parties: [],
          claims: [],
          changes: [],
          reason: reasonOf(false, judged.because),
        };
      const read = fold(item, leading(title, lede), judged.chance, story);
      const reason = reasonOf(true, judged.because);
      if (!('summit' in read))
        return { relevant: true, stage: read.stage, parties: read.parties, claims: [read], changes: [], reason };
      const { summit, claim, changes } = read;
      return {
        relevant: true,
        summitId: summit.id,
        stage: claim.stage,
        parties: claim.parties,
        claims: [claim],
        changes,
        reason,
      };
    },
    pass(now) {
      for (const running of all.values()) {
        const silent = now - running.summit.lastReportAt;
        if (silent > LET_GO_AFTER) all.delete(running.summit.id);
        else if (silent > DORMANT_AFTER && !running.summit.dormant)
          all.set(running.summit.id, { ...running, summit: { ...running.summit, dormant: true } });
      }
      return [];
    },
    restore(summit, claims) {
      keep({ summit, claims: claims.map((claim) => ({ claim, chance: 1 })) });
    },
    summit: (id) => all.get(id)?.summit,
    summits: () => [...all.values()].map((each) => each.summit),
  };
}

/** The title speaks for the item, unless it names nobody and the lede does. */
function leading(title: Sentence, lede: readonly Sentence[]): Sentence {
  if (
    title.around.relation !== 'none' ||
    title.sides.leaders.length + title.sides.implied.length >= 2 ||
    title.sides.institution
  )
    return title;
  return lede.find((each) => each.around.relation !== 'none' || each.sides.leaders.length >= 2) ?? title;
}

/** News of a meeting still to come, after one of the same people is over, is of the next one. */
function isAnother(summit: Summit, said: StageSaid, claim: Claim): boolean {
  if (standingOf(summit) !== 'done' || claim.background || claim.stage === 'none') return false;
  const coarse = coarseOf(claim.stage);
  if (coarse === 'done' || coarse === 'none') return false;
  return said.chance > 0.5 && claim.at - summit.stage.since > 3 * DAY;
}

function reasonOf(relevant: boolean, because: readonly string[]): string {
  const heading = relevant ? "about a leaders' meeting" : "not about a leaders' meeting";
  return because.length === 0 ? heading : `${heading}: ${because.join('; ')}`;
}
