// The book of summits that are running: reads each item against them and keeps their status.
import type { Item } from '../feeds/item.ts';
import type { EpochMs } from '../text/instant.ts';
import { bearsOn, leadingSentence } from './bearing.ts';
import { claimOf, type StageSaid, stageSaid } from './claims.ts';
import { evolve, openSummit, type Step, weightOf } from './evolve.ts';
import { countriesOf } from './followed.ts';
import { mayNameSummit } from './glance.ts';
import { standingOf } from './identify.ts';
import type { LeaderBook } from './leaders.ts';
import { kindOf, summitId, summitName } from './naming.ts';
import { withPosition } from './positions.ts';
import { concerns, RELEVANT, relevanceOf } from './relevance.ts';
import { readText, readTitle, type Sentence } from './sentences.ts';
import { createShelf, type Running } from './shelf.ts';
import { fallSilent } from './silence.ts';
import { coarseOf } from './status.ts';
import type { Claim, PartyKey, Summit, SummitBook, SummitId, SummitVerdict } from './summit.ts';

const DAY = 86_400_000;
/** Days go by slowly; a look at every item of a stream would cost more than reading it. */
const LOOK_AGAIN = DAY / 48;
const MAX_LEDE = 600;
const MAX_CONTENT = 20_000;
/** What stands deep in a text is read as firmly, but tells no stage on its own. */
const IN_THE_TEXT = 0.4;

type Story = Parameters<SummitBook['take']>[1];
type TextRead = Pick<SummitVerdict, 'claims' | 'changes'>;
const NOTHING: TextRead = { claims: [], changes: [] };

/** What was seen of an item, for those who train or explain the model. */
export type Seen = {
  readonly item: Item;
  readonly title: Sentence;
  readonly lede: readonly Sentence[];
  readonly chance: number;
};

/** `watch` sees what was read of each item and may decide in the model's place whether it is about a meeting. */
export function createSummitBook(leaders: LeaderBook, watch?: (seen: Seen) => boolean | undefined): SummitBook {
  const shelf = createShelf();
  const { around } = shelf;
  let passedAt = 0;
  const sideAt = (at: EpochMs) => (side: PartyKey) => leaders.leaderOf(side, at)?.key ?? side;

  function runningFor(sentence: Sentence, said: StageSaid, claim: Claim): Running | undefined {
    const found = sentence.around.summit && shelf.running(sentence.around.summit.id);
    if (found && !isAnother(found.summit, said, claim)) return found;
    const { sides, at } = sentence;
    const parties: readonly PartyKey[] = sides.institution && sides.leaders.length < 2 ? [] : claim.parties;
    const institution = parties.length >= 2 ? undefined : sides.institution;
    if (parties.length < 2 && !institution) return undefined;
    const id = summitId(parties, institution, at, (taken) => shelf.running(taken) !== undefined);
    const fields = {
      id,
      name: '',
      kind: kindOf(parties, institution),
      parties,
      possibleParties: claim.possibleParties,
    };
    return { summit: openSummit(institution ? { ...fields, institution } : fields, claim, at), claims: [] };
  }

  /** Its name and countries follow from who takes part; a country stays with it when its leader leaves office. */
  function completed(summit: Summit, at: EpochMs): Summit {
    const { parties, possibleParties, institution, place, countries = [] } = summit;
    const led = new Set([...countries, ...countriesOf([...parties, ...possibleParties], at, leaders)]);
    return { ...summit, name: summitName(parties, institution, place?.value, leaders), countries: [...led] };
  }

  function keep(step: Step, running: Running, claim: Claim, chance: number): Summit {
    const summit = completed(step.summit, claim.at);
    shelf.put(summit, [...running.claims, { claim, chance }]);
    return summit;
  }

  /** Reads the sentences of an article: where each speaker stands, and what the summit's fields gain by it. */
  function foldText(item: Item, id: SummitId, at: EpochMs, chance: number, story: Story): TextRead {
    const read = readText((item.content ?? '').slice(0, MAX_CONTENT), item.language, at, leaders, around).flatMap(
      (sentence): readonly TextRead[] => {
        const running = shelf.running(id);
        if (!running || !bearsOn(sentence, running.summit)) return [];
        const said = stageSaid(sentence);
        const claim = { ...claimOf(item, sentence, said, story), weight: 0 };
        const ofBoth = claim.parties.filter((key) => running.summit.parties.includes(key)).length >= 2;
        const step = ofBoth
          ? evolve(running.summit, {
              claim,
              relevant: chance,
              certain: said.chance * IN_THE_TEXT,
              earlier: [],
              sideOf: sideAt(at),
            })
          : { summit: withPosition(running.summit, claim, sideAt(at)), changes: [] };
        shelf.put(completed(step.summit, at), running.claims);
        return [{ claims: [claim], changes: step.changes }];
      },
    );
    return { claims: read.flatMap((each) => each.claims), changes: read.flatMap((each) => each.changes) };
  }

  return {
    take(item, story, now): SummitVerdict {
      const at = item.publishedAt > 0 ? Math.min(item.publishedAt, Math.max(now, item.seenAt)) : now;
      shelf.turnTo(at);
      const title = readTitle(item, at, leaders, around);
      const beginning = item.summary.slice(0, MAX_LEDE);
      // Reading ledes is dear and most are of no meeting: where the title concerns none, only a summit in the lede can.
      const worth = watch !== undefined || concerns(title, []) || mayNameSummit(beginning, item.language);
      const lede = worth ? readText(beginning, item.language, at, leaders, around) : [];
      const { chance, because } = relevanceOf(title, lede);
      const relevant = watch?.({ item, title, lede, chance }) ?? chance >= RELEVANT;
      const reason = reasonOf(relevant, because);
      if (!relevant) return { relevant, stage: 'none', parties: [], countries: [], claims: [], changes: [], reason };
      const sentence = leadingSentence(title, lede);
      const said = stageSaid(sentence);
      const weight = weightOf({ certain: said.chance, relevant: chance });
      const claim = { ...claimOf(item, sentence, said, story), weight };
      const countries = countriesOf(claim.parties, at, leaders);
      const own = { relevant, stage: claim.stage, parties: claim.parties, countries, reason };
      const running = runningFor(sentence, said, claim);
      if (!running) return { ...own, claims: [claim], changes: [] };
      const step = evolve(running.summit, {
        claim,
        relevant: chance,
        certain: said.chance,
        earlier: running.claims,
        sideOf: sideAt(at),
      });
      const { id } = keep(step, running, claim, weight);
      const text = item.content === undefined ? NOTHING : foldText(item, id, at, chance, story);
      return { ...own, summitId: id, claims: [claim, ...text.claims], changes: [...step.changes, ...text.changes] };
    },
    pass(now) {
      shelf.retire(now);
      if (now - passedAt < LOOK_AGAIN && now >= passedAt) return [];
      passedAt = now;
      return shelf.all().flatMap((each) => {
        const silent = fallSilent(each, now);
        if (!silent) return [];
        shelf.revise(silent.summit);
        return [silent.change];
      });
    },
    restore(summit, claims) {
      shelf.put(
        summit,
        claims.map((claim) => ({ claim, chance: claim.weight ?? 1 })),
      );
    },
    summit: (id) => shelf.running(id)?.summit,
    summits: () => shelf.all(),
  };
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
