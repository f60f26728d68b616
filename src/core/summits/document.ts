// A summit and its changes as other programs read them: instants as ISO 8601 UTC, parties with their names. The HTTP
// interface, its description and `status --json` rest on these schemas.
import { z } from 'zod';
import type { EpochMs } from '../text/instant.ts';
import { type Fact, type Speaker, STAGES, type StatusChange, type Summit } from './summit.ts';

const instant = z.iso.datetime().meta({ description: 'ISO 8601, UTC' });
const party = z.object({ key: z.string(), name: z.string() });
const firmness = z.enum(['may', 'wants', 'will', 'confirmed', 'denied', 'threatened', 'reported']);
const stage = z.enum(STAGES);
const speaker = z.object({
  name: z.string(),
  kind: z.enum(['leader', 'spokesperson', 'ministry', 'official', 'anonymous', 'outlet']),
  side: party.optional(),
});
const interval = z.object({
  from: instant,
  to: instant,
  words: z.string().meta({ description: 'what the news said, such as "within two weeks"' }),
});
const place = z.object({ name: z.string(), region: z.string().optional(), country: z.string().optional() });

const factOf = <T extends z.ZodType>(value: T) =>
  z.object({
    value,
    since: instant,
    firmness,
    saidBy: speaker.optional(),
    sources: z.array(z.string()).meta({ description: 'publishers that do not copy one another' }),
  });

const position = z.object({
  party,
  speaker,
  stage: z.enum([...STAGES, 'none']),
  firmness,
  quote: z.string(),
  url: z.string(),
  source: z.string(),
  at: instant,
});

export const summitDocument = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['bilateral', 'trilateral', 'multilateral']),
  parties: z.array(party),
  possibleParties: z.array(party).meta({ description: 'named as possible participants only' }),
  stage: factOf(stage),
  place: factOf(place).optional(),
  date: factOf(interval).optional(),
  format: factOf(z.enum(['in-person', 'video'])).optional(),
  atRisk: factOf(z.string()).optional().meta({ description: 'a threat or doubt that stands beside the stage' }),
  disputed: z.array(position).optional().meta({ description: 'the sides contradict each other: what each says' }),
  confirmedBy: z.array(party),
  positions: z.array(position).meta({ description: 'what each side last said' }),
  silence: z.object({ kind: z.enum(['no report', 'no end']), since: instant }).optional(),
  sources: z.array(z.string()),
  firstSeenAt: instant,
  lastReportAt: instant,
  revision: z.int().meta({ description: 'grows by one with every change' }),
  dormant: z.boolean(),
});
export type SummitDocument = z.infer<typeof summitDocument>;

export const changeDocument = z.object({
  id: z.string(),
  summit: z.string(),
  revision: z.int(),
  at: instant,
  field: z.enum([
    'stage',
    'place',
    'date',
    'participants',
    'format',
    'confirmation',
    'risk',
    'dispute',
    'silence',
    'correction',
  ]),
  stage: stage.meta({ description: 'the stage after the change' }),
  before: z.string().nullable(),
  after: z.string(),
  why: z.string(),
  firmness,
  saidBy: speaker.optional(),
  rumour: z.boolean(),
  sources: z.array(z.string()),
  headline: z.string(),
  url: z.string(),
});
export type ChangeDocument = z.infer<typeof changeDocument>;

type NameOf = (key: string) => string;

export const iso = (at: EpochMs): string => new Date(at).toISOString();
const partyOf = (key: string, nameOf: NameOf): z.infer<typeof party> => ({ key, name: nameOf(key) });
const speakerOf = ({ name, kind, side }: Speaker, nameOf: NameOf): z.infer<typeof speaker> => ({
  name,
  kind,
  ...(side !== undefined && { side: partyOf(side, nameOf) }),
});

export function documentOfSummit(summit: Summit, nameOf: NameOf): SummitDocument {
  const parties = (keys: readonly string[]) => keys.map((key) => partyOf(key, nameOf));
  const said = (by: Speaker | undefined) => by && { saidBy: speakerOf(by, nameOf) };
  const fact = <T, U>({ value, since, firmness, saidBy, sources }: Fact<T>, shown: (value: T) => U) => ({
    value: shown(value),
    since: iso(since),
    firmness,
    ...said(saidBy),
    sources: [...sources],
  });
  const positions = (of: Summit['positions']) =>
    of.map(({ party: key, speaker, stage, firmness, quote, url, source, at }) => ({
      party: partyOf(key, nameOf),
      speaker: speakerOf(speaker, nameOf),
      stage,
      firmness,
      quote,
      url,
      source,
      at: iso(at),
    }));
  const { place, date, format, atRisk, disputed, silence } = summit;
  return {
    id: summit.id,
    name: summit.name,
    kind: summit.kind,
    parties: parties(summit.parties),
    possibleParties: parties(summit.possibleParties),
    stage: fact(summit.stage, (value) => value),
    ...(place && { place: fact(place, (value) => ({ ...value })) }),
    ...(date && { date: fact(date, ({ from, to, words }) => ({ from: iso(from), to: iso(to), words })) }),
    ...(format && { format: fact(format, (value) => value) }),
    ...(atRisk && { atRisk: fact(atRisk, (value) => value) }),
    ...(disputed && { disputed: positions(disputed) }),
    confirmedBy: parties(summit.confirmedBy),
    positions: positions(summit.positions),
    ...(silence && { silence: { kind: silence.kind, since: iso(silence.since) } }),
    sources: [...summit.sources],
    firstSeenAt: iso(summit.firstSeenAt),
    lastReportAt: iso(summit.lastReportAt),
    revision: summit.revision,
    dormant: summit.dormant,
  };
}

export function documentOfChange(change: StatusChange, nameOf: NameOf): ChangeDocument {
  const { id, summitId, revision, at, field, stage, before, after, why, firmness, saidBy, rumour } = change;
  return {
    id,
    summit: summitId,
    revision,
    at: iso(at),
    field,
    stage,
    before,
    after,
    why,
    firmness,
    ...(saidBy && { saidBy: speakerOf(saidBy, nameOf) }),
    rumour,
    sources: [...change.sources],
    headline: change.headline,
    url: change.url,
  };
}
