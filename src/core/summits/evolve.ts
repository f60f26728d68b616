// Folds a claim into a summit: what changes by it, by which rule, on whose word. Nothing falls back, nothing is told twice.
import type { EpochMs } from '../text/instant.ts';
import { sourcesOf, together, type Weighed } from './evidence.ts';
import { standingOf } from './identify.ts';
import { type Coarse, coarseOf, mayFollow } from './status.ts';
import type {
  ChangeField,
  ChangeId,
  Claim,
  DateInterval,
  Fact,
  PartyKey,
  Place,
  Position,
  Stage,
  StatusChange,
  Summit,
} from './summit.ts';

export type Evidence = {
  readonly claim: Claim;
  /** How sure it is that the item is about this summit and says this stage. */
  readonly relevant: number;
  readonly certain: number;
  /** Earlier claims on this summit, with how sure they were. */
  readonly earlier: readonly Weighed[];
};

export type Step = { readonly summit: Summit; readonly changes: readonly StatusChange[] };

/** From here on a stage is told. */
export const TELL = 0.6;
const RELEVANT_ENOUGH = 0.6;
const MAX_KEPT = 12;

export function evolve(before: Summit, evidence: Evidence): Step {
  const { claim } = evidence;
  let summit: Summit = withReport(before, claim);
  const changes: StatusChange[] = [];
  const tell = (field: ChangeField, was: string | null, is: string, why: string, next: Summit): void => {
    const revision = summit.revision + 1;
    summit = { ...next, revision };
    changes.push(changeOf(summit, claim, field, was, is, why));
  };
  const stage = stageAfter(summit, evidence);
  if (stage) {
    const was = summit.presumed ? null : summit.stage.value;
    const { presumed: _, ...known } = summit;
    tell('stage', was, stage, ruleOf(standingOf(summit), stage), {
      ...known,
      stage: factOf(stage, claim, evidence.earlier),
    });
  } else summit = refined(summit, claim);
  if (evidence.relevant >= RELEVANT_ENOUGH) summit = withFields(summit, evidence, tell);
  return { summit: withPositions(summit, claim), changes };
}

function withReport(summit: Summit, claim: Claim): Summit {
  const sources = summit.sources.includes(claim.source) ? summit.sources : [...summit.sources, claim.source].slice(-40);
  return { ...summit, sources, lastReportAt: Math.max(summit.lastReportAt, claim.at), dormant: false };
}

function stageAfter(summit: Summit, evidence: Evidence): Stage | undefined {
  const { claim } = evidence;
  if (claim.stage === 'none' || claim.background) return undefined;
  const coarse = coarseOf(claim.stage);
  if (coarse === 'none' || !mayFollow(standingOf(summit), coarse)) return undefined;
  if (evidence.relevant < RELEVANT_ENOUGH) return undefined;
  const same = evidence.earlier.filter(
    (each) => !each.claim.background && each.claim.stage !== 'none' && coarseOf(each.claim.stage) === coarse,
  );
  const weight = together([...same, { claim, chance: evidence.certain }], claim.at);
  return weight >= TELL ? claim.stage : undefined;
}

function ruleOf(before: Coarse | 'none', stage: Stage): string {
  return before === 'none'
    ? `first report that says so: ${stage}`
    : `${before.replace('_', ' ')} → ${stage}, by evidence of the present`;
}

const FINER: readonly Stage[] = [
  'exploring',
  'proposed',
  'announced',
  'scheduled',
  'confirmed',
  'underway',
  'held',
  'outcome',
];

/** A finer stage of the same class is kept without being told: subscribers heard of the class. */
function refined(summit: Summit, claim: Claim): Summit {
  if (summit.presumed || claim.stage === 'none' || claim.background) return summit;
  const [now, said] = [FINER.indexOf(summit.stage.value), FINER.indexOf(claim.stage)];
  if (coarseOf(summit.stage.value) !== coarseOf(claim.stage) || said <= now) return summit;
  return { ...summit, stage: { ...factOf(claim.stage, claim, []), since: summit.stage.since } };
}

type Tell = (field: ChangeField, was: string | null, is: string, why: string, next: Summit) => void;

function withFields(start: Summit, evidence: Evidence, tell: Tell): Summit {
  const { claim } = evidence;
  let summit = start;
  const silent = summit.presumed === true || standingOf(summit) === 'done' || claim.background;
  const place = placeAfter(summit, claim);
  if (place) {
    const next = { ...summit, place: factOf(place, claim, evidence.earlier) };
    if (silent) summit = next;
    else {
      tell('place', summit.place?.value.name ?? null, place.name, 'a place is named', next);
      summit = { ...next, revision: summit.revision + 1 };
    }
  }
  const date = dateAfter(summit, claim);
  if (date) {
    const next = { ...summit, date: factOf(date, claim, evidence.earlier) };
    if (silent) summit = next;
    else {
      tell('date', summit.date?.value.words ?? null, date.words, 'a day is named', next);
      summit = { ...next, revision: summit.revision + 1 };
    }
  }
  return summit;
}

function placeAfter(summit: Summit, claim: Claim): Place | undefined {
  if (!claim.place) return undefined;
  const known = summit.place?.value;
  if (!known) return claim.place;
  if (known.name === claim.place.name) return undefined;
  // A town within the country that is known narrows it; another country is a move only when the claim is of the event itself.
  const town = known.name !== known.country && known.country === claim.place.country;
  return town || claim.stage === 'none' || coarseOf(claim.stage) !== 'on' ? undefined : claim.place;
}

function dateAfter(summit: Summit, claim: Claim): DateInterval | undefined {
  if (!claim.date || claim.stage === 'none') return undefined;
  const coarse = coarseOf(claim.stage);
  if (coarse !== 'on' && coarse !== 'talk_of' && claim.stage !== 'postponed') return undefined;
  const known = summit.date?.value;
  if (!known) return claim.date;
  const narrower =
    claim.date.from >= known.from &&
    claim.date.to <= known.to &&
    claim.date.to - claim.date.from < known.to - known.from;
  const moved = claim.date.from > known.to || claim.date.to < known.from;
  return narrower || moved ? claim.date : undefined;
}

function factOf<T>(value: T, claim: Claim, earlier: readonly Weighed[]): Fact<T> {
  const claims = [claim, ...earlier.map((each) => each.claim).filter((each) => each.stage === claim.stage)].slice(
    0,
    MAX_KEPT,
  );
  return {
    value,
    since: claim.at,
    firmness: claim.firmness,
    ...(claim.speaker ? { saidBy: claim.speaker } : {}),
    itemIds: claims.map((each) => each.itemId),
    sources: sourcesOf(claims),
  };
}

function withPositions(summit: Summit, claim: Claim): Summit {
  const { speaker } = claim;
  const party: PartyKey | undefined = speaker?.side;
  if (!speaker || !party || claim.background) return summit;
  const position: Position = {
    party,
    speaker,
    stage: claim.stage,
    firmness: claim.firmness,
    quote: claim.quote,
    url: claim.url,
    source: claim.source,
    itemId: claim.itemId,
    at: claim.at,
  };
  return {
    ...summit,
    positions: [...summit.positions.filter((each) => each.party !== party), position].slice(-MAX_KEPT),
  };
}

export function changeOf(
  summit: Summit,
  claim: Claim,
  field: ChangeField,
  before: string | null,
  after: string,
  why: string,
): StatusChange {
  const firm = claim.trust === 'official' || claim.trust === 'agency' || summit.stage.sources.length > 1;
  return {
    id: `${summit.id}#${summit.revision}` as ChangeId,
    summitId: summit.id,
    revision: summit.revision,
    at: claim.at,
    field,
    stage: summit.stage.value,
    before,
    after,
    why,
    because: summit.stage.itemIds.includes(claim.itemId) ? summit.stage.itemIds : [claim.itemId],
    firmness: claim.firmness,
    ...(claim.speaker ? { saidBy: claim.speaker } : {}),
    sources: sourcesOf([claim]),
    url: claim.url,
    headline: claim.headline,
    rumour: !firm && (claim.firmness === 'may' || claim.speaker?.kind === 'anonymous'),
  };
}

export function openSummit(
  fields: Pick<Summit, 'id' | 'name' | 'kind' | 'parties' | 'possibleParties'> & { institution?: PartyKey },
  claim: Claim,
  at: EpochMs,
): Summit {
  return {
    ...fields,
    stage: factOf<Stage>('announced', claim, []),
    confirmedBy: [],
    positions: [],
    sources: [claim.source],
    firstSeenAt: at,
    lastReportAt: at,
    revision: 0,
    dormant: false,
    presumed: true,
  };
}
