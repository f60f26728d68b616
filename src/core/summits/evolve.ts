// Folds a claim into a summit: what changes by it, by which rule, on whose word. Nothing falls back, nothing is told twice.
import type { EpochMs } from '../text/instant.ts';
import { foldConfirmation } from './confirmation.ts';
import { foldDoubt } from './doubt.ts';
import {
  type Evidence,
  factOf,
  isRumour,
  originOf,
  SURELY_RELEVANT,
  sourcesOf,
  type Tell,
  together,
} from './evidence.ts';
import { dateAfter, partiesAfter, placeAfter } from './fields.ts';
import { standingOf } from './identify.ts';
import { disputeOf, withPosition } from './positions.ts';
import { type Coarse, coarseOf, mayFollow } from './status.ts';
import type { ChangeField, ChangeId, Claim, PartyKey, Stage, StatusChange, Summit } from './summit.ts';

export type Step = { readonly summit: Summit; readonly changes: readonly StatusChange[] };

/** From here on a stage is told. */
const TELL = 0.5;
/** From this chance on facts are taken from a report. */
const RELEVANT_ENOUGH = 0.5;
/** What a summit that was called off needs to be on again without a word of its return. */
const HARDLY = 0.4;
const EXACT = 3 * 86_400_000;
/** By then it is the day of the meeting in the world's easternmost places. */
const EVE = 14 * 3_600_000;

export function evolve(before: Summit, evidence: Evidence): Step {
  const { claim } = evidence;
  let summit = withReport(before, claim);
  const changes: StatusChange[] = [];
  const tell: Tell = (field, was, is, why, next) => {
    summit = { ...next, revision: summit.revision + 1 };
    changes.push(changeOf(summit, claim, field, was, is, why));
  };
  const sure = evidence.relevant >= RELEVANT_ENOUGH;
  const stage = sure ? stageAfter(summit, evidence) : undefined;
  if (stage) {
    const was = summit.presumed ? null : summit.stage.value;
    const {
      presumed: _,
      atRisk: __,
      silence: ___,
      ...known
    } = coarseOf(stage) === 'called_off' ? unconfirmed(summit) : summit;
    tell('stage', was, stage, ruleOf(standingOf(summit), stage), {
      ...known,
      stage: factOf(stage, claim, evidence.earlier),
    });
  } else summit = presumedAs(refined(summit, claim), claim);
  if (sure && !claim.background) {
    foldFields(
      () => summit,
      evidence,
      tell,
      (next) => {
        summit = next;
      },
    );
  }
  summit = withPosition(summit, claim, evidence.sideOf);
  foldConfirmation(summit, evidence, stage !== undefined, tell, (next) => {
    summit = next;
  });
  if (weightOf(evidence) >= TELL) foldDoubt(() => summit, evidence, tell);
  if (summit.disputed && !disputeOf(summit)) summit = settledDispute(summit);
  return { summit, changes };
}

/** The sides agree again; what they agree on has been told. */
function settledDispute({ disputed: _, ...summit }: Summit): Summit {
  return summit;
}

/** Confirmations of what is called off are no longer worth anything; new ones are told. */
function unconfirmed({ confirmationTold: _, ...summit }: Summit): Summit {
  return { ...summit, confirmedBy: [] };
}

function withReport(summit: Summit, claim: Claim): Summit {
  const sources = summit.sources.includes(claim.source) ? summit.sources : [...summit.sources, claim.source].slice(-40);
  return { ...summit, sources, lastReportAt: Math.max(summit.lastReportAt, claim.at), dormant: false };
}

/** How much a report counts: how surely it is read rightly, and is about the meeting at all. */
export function weightOf({ certain, relevant }: Pick<Evidence, 'certain' | 'relevant'>): number {
  return relevant >= SURELY_RELEVANT ? certain : certain * relevant;
}

function stageAfter(summit: Summit, evidence: Evidence): Stage | undefined {
  const { claim } = evidence;
  if (claim.stage === 'none' || claim.background) return undefined;
  const coarse = coarseOf(claim.stage);
  if (coarse === 'none' || !mayFollow(standingOf(summit), coarse)) return undefined;
  const returns = standingOf(summit) === 'called_off' && coarse === 'on';
  const same = evidence.earlier.filter(
    (each) =>
      !each.claim.background &&
      each.claim.stage !== 'none' &&
      coarseOf(each.claim.stage) === coarse &&
      countsStill(summit, each.claim, returns),
  );
  if (
    isRumour(claim) &&
    (coarse === 'called_off' || coarse === 'denied') &&
    !same.some((each) => originOf(each.claim) !== originOf(claim))
  )
    return undefined;
  if (coarse === 'live' && isTooEarly(summit, claim) && !same.some((each) => originOf(each.claim) !== originOf(claim)))
    return undefined;
  const chance = weightOf(evidence) * (returns && !saysAnew(summit, claim) ? HARDLY : 1);
  if (together([...same, { claim, chance }], claim.at) < TELL) return undefined;
  return returns && summit.stage.value === 'cancelled' ? 'back_on' : claim.stage;
}

/** What was said before the present stage was reached backs no other one. */
function countsStill(summit: Summit, { at }: Claim, returns: boolean): boolean {
  if (summit.presumed) return true;
  return returns ? at > summit.stage.since : at >= summit.stage.since;
}

/** It is said to be back on, or a new day is named; that it is still on may only mean that the news is not heard of yet. */
function saysAnew(summit: Summit, claim: Claim): boolean {
  if (claim.stage === 'back_on') return true;
  const known = summit.date?.value;
  return claim.date !== undefined && claim.date.from > claim.at && (!known || claim.date.from >= known.from);
}

/** One of them is seen in the country before the day they meet: that they meet already must be said by two. */
function isTooEarly(summit: Summit, claim: Claim): boolean {
  return summit.date !== undefined && !summit.institution && summit.date.value.from - claim.at >= EVE;
}

function ruleOf(before: Coarse | 'none', stage: Stage): string {
  return before === 'none'
    ? `first report of it: ${stage}`
    : `${before.replace('_', ' ')} → ${stage}: said of the present`;
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

/** As long as nothing is told of it, its stage is what was last said. */
function presumedAs(summit: Summit, claim: Claim): Summit {
  if (!summit.presumed || claim.stage === 'none' || claim.stage === 'at_risk' || claim.background) return summit;
  return { ...summit, stage: factOf(claim.stage, claim, []) };
}

/** Fields are told of a summit whose stage is known and that is still to come. */
function foldFields(current: () => Summit, evidence: Evidence, tell: Tell, keep: (next: Summit) => void): void {
  const { claim, earlier } = evidence;
  const quiet =
    current().presumed === true ||
    evidence.relevant < SURELY_RELEVANT ||
    standingOf(current()) === 'done' ||
    standingOf(current()) === 'live';
  const fold = (field: ChangeField, was: string | null, is: string, why: string, changed: Summit): void => {
    const next = settled(changed);
    if (quiet) keep(next);
    else tell(field, was, is, why, next);
  };
  const place = placeAfter(current(), claim);
  if (place)
    fold('place', current().place?.value.name ?? null, place.name, 'a place is named', {
      ...current(),
      place: factOf(place, claim, earlier),
    });
  const date = dateAfter(current(), claim);
  if (date) {
    const { silence: _, ...known } = current();
    fold('date', known.date?.value.words ?? null, date.words, 'a day is named', {
      ...known,
      date: factOf(date, claim, earlier),
    });
  }
  if (claim.format && current().format?.value !== claim.format && coarseOf(current().stage.value) !== 'done') {
    fold('format', current().format?.value ?? null, claim.format, 'a format is named', {
      ...current(),
      format: factOf(claim.format, claim, earlier),
    });
  }
  const { joined, possible } = partiesAfter(current(), claim);
  if (joined.length === 0 && possible.length === 0) return;
  const parties = [...current().parties, ...joined];
  const next = {
    ...current(),
    parties,
    possibleParties: [...current().possibleParties.filter((key) => !joined.includes(key)), ...possible],
  };
  fold('participants', participantsOf(current()), participantsOf(next), 'more leaders are named', next);
}

/** An announced meeting with a place and a day is a scheduled one; told with the day or place that made it so. */
function settled(summit: Summit): Summit {
  const { stage, place, date } = summit;
  const exact = date !== undefined && date.value.to - date.value.from <= EXACT;
  if (stage.value !== 'announced' || summit.presumed || !place || !exact) return summit;
  return { ...summit, stage: { ...stage, value: 'scheduled' } };
}

/** Who meets, then who might. */
function participantsOf({ parties, possibleParties }: Summit): string {
  const possible = possibleParties.filter((key) => !parties.includes(key));
  return [...parties, ...possible.map((key) => `${key} (possible)`)].join(', ');
}

export function changeOf(
  summit: Summit,
  claim: Claim,
  field: ChangeField,
  before: string | null,
  after: string,
  why: string,
): StatusChange {
  const backed = claim.trust === 'official' || summit.stage.sources.length > 1;
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
    rumour: !backed && isRumour(claim),
  };
}

export function openSummit(
  fields: Pick<Summit, 'id' | 'name' | 'kind' | 'parties' | 'possibleParties'> & { institution?: PartyKey },
  claim: Claim,
  at: EpochMs,
): Summit {
  const stage: Stage = claim.stage === 'none' || claim.stage === 'at_risk' ? 'announced' : claim.stage;
  return {
    ...fields,
    stage: factOf(stage, claim, []),
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
