// A summit as we know it: who, where, when, how far along, who says so, and every change that led there.

import type { Trust } from '../feeds/feed.ts';
import type { Item, ItemId } from '../feeds/item.ts';
import type { StoryId } from '../stories/story.ts';
import type { EpochMs } from '../text/instant.ts';

export type SummitId = string & { readonly brand: 'SummitId' };
export type ChangeId = string & { readonly brand: 'ChangeId' };
/** Key of a leader, country or institution in the leaders file, e.g. `trump`, `russia`, `g7`. */
export type PartyKey = string & { readonly brand: 'PartyKey' };

export const STAGES = [
  'exploring',
  'proposed',
  'announced',
  'scheduled',
  'confirmed',
  'underway',
  'held',
  'outcome',
  'postponed',
  'cancelled',
  'denied',
  'back_on',
  'at_risk',
] as const;
export type Stage = (typeof STAGES)[number];

/** How firmly a thing is said. */
export type Firmness = 'may' | 'wants' | 'will' | 'confirmed' | 'denied' | 'threatened' | 'reported';

/** A span of time with both ends meant; a single day has both ends on that day in the place's zone. `words` is what the news said. */
export type DateInterval = { readonly from: EpochMs; readonly to: EpochMs; readonly words: string };

/** `region` is the larger place it lies in, where one is known (Anchorage: Alaska). */
export type Place = { readonly name: string; readonly country?: string; readonly region?: string };

/** Who said it: a leader, a spokesman, a ministry, an unnamed official, or the outlet itself. */
export type Speaker = {
  readonly name: string;
  readonly side?: PartyKey;
  readonly kind: 'leader' | 'spokesperson' | 'ministry' | 'official' | 'anonymous' | 'outlet';
};

/** What one item says of one summit. */
export type Claim = {
  readonly itemId: ItemId;
  readonly storyId?: StoryId;
  readonly at: EpochMs;
  readonly source: string;
  readonly trust: Trust;
  readonly url: string;
  readonly headline: string;
  /** The wire it came from; claims of one origin count once. */
  readonly origin?: string;
  readonly stage: Stage | 'none';
  readonly firmness: Firmness;
  /** True when the stage is said of the past or in a background clause. */
  readonly background: boolean;
  readonly speaker?: Speaker;
  readonly parties: readonly PartyKey[];
  /** Named as possible participants only. */
  readonly possibleParties: readonly PartyKey[];
  readonly place?: Place;
  readonly date?: DateInterval;
  readonly format?: 'in-person' | 'video';
  /** The words it rests on. */
  readonly quote: string;
  /** How surely it tells the summit's stage, none for what stands deep in a text; claims stored before it was known lack it. */
  readonly weight?: number;
};

/** A value with the evidence it rests on. */
export type Fact<T> = {
  readonly value: T;
  readonly since: EpochMs;
  readonly firmness: Firmness;
  readonly saidBy?: Speaker;
  readonly itemIds: readonly ItemId[];
  /** Publishers that do not copy one another. */
  readonly sources: readonly string[];
};

/** What a side last said of the meeting. */
export type Position = {
  readonly party: PartyKey;
  readonly speaker: Speaker;
  readonly stage: Stage | 'none';
  readonly firmness: Firmness;
  readonly quote: string;
  readonly url: string;
  readonly source: string;
  readonly itemId: ItemId;
  readonly at: EpochMs;
};

export type SummitKind = 'bilateral' | 'trilateral' | 'multilateral';

export type Summit = {
  readonly id: SummitId;
  readonly name: string;
  readonly kind: SummitKind;
  /** The institution whose summit it is (`g7`, `nato`), for multilateral ones. */
  readonly institution?: PartyKey;
  readonly parties: readonly PartyKey[];
  readonly possibleParties: readonly PartyKey[];
  /** Countries that those who meet or might meet lead; summits stored before it was known lack it. */
  readonly countries?: readonly PartyKey[];
  readonly stage: Fact<Stage>;
  readonly place?: Fact<Place>;
  readonly date?: Fact<DateInterval>;
  readonly format?: Fact<'in-person' | 'video'>;
  /** A threat or doubt that stands beside the stage. */
  readonly atRisk?: Fact<string>;
  /** When the last doubt was over; one report does not raise it again at once. */
  readonly doubtOverAt?: EpochMs;
  /** Parties contradict each other: both sides. */
  readonly disputed?: readonly Position[];
  readonly confirmedBy: readonly PartyKey[];
  /** Those of them of whom it was told. */
  readonly confirmationTold?: readonly PartyKey[];
  /** Its day, or the time it could last, went by without a report. */
  readonly silence?: Silence;
  readonly positions: readonly Position[];
  readonly sources: readonly string[];
  readonly firstSeenAt: EpochMs;
  readonly lastReportAt: EpochMs;
  /** Grows by one with every change; iCalendar's SEQUENCE. */
  readonly revision: number;
  readonly dormant: boolean;
  /** Its stage is taken for granted by previews and nothing has been reported of it yet. */
  readonly presumed?: true;
};

export type Silence = { readonly kind: 'no report' | 'no end'; readonly since: EpochMs };

export type ChangeField =
  | 'stage'
  | 'place'
  | 'date'
  | 'participants'
  | 'format'
  | 'confirmation'
  | 'risk'
  | 'dispute'
  | 'silence'
  | 'correction';

/** One change of a summit's status; appended, never rewritten. */
export type StatusChange = {
  readonly id: ChangeId;
  readonly summitId: SummitId;
  /** Revision that this change led to. */
  readonly revision: number;
  readonly at: EpochMs;
  readonly field: ChangeField;
  /** The stage after the change. */
  readonly stage: Stage;
  readonly before: string | null;
  readonly after: string;
  /** Rule and evidence in words. */
  readonly why: string;
  readonly because: readonly ItemId[];
  readonly firmness: Firmness;
  readonly saidBy?: Speaker;
  readonly sources: readonly string[];
  /** Read from the newest to be trusted evidence, for links. */
  readonly url: string;
  readonly headline: string;
  /** Only rumour-grade evidence stands behind it. */
  readonly rumour: boolean;
};

/** What an item turned out to be about. */
export type SummitVerdict = {
  /** About a meeting of heads of state or government. */
  readonly relevant: boolean;
  readonly summitId?: SummitId;
  /** What this item itself says. */
  readonly stage: Stage | 'none';
  readonly parties: readonly PartyKey[];
  /** Countries that those it names lead. */
  readonly countries: readonly PartyKey[];
  readonly claims: readonly Claim[];
  readonly changes: readonly StatusChange[];
  readonly reason: string;
};

/** Reads items against the summits that are running and keeps those; `take` decides and remembers at once. */
export interface SummitBook {
  take(
    item: Item,
    story: { readonly storyId: StoryId; readonly origin?: string | undefined; readonly joined: boolean },
    now: EpochMs,
  ): SummitVerdict;
  /** Lets days pass without news: dates that went by, summits that went dormant. */
  pass(now: EpochMs): readonly StatusChange[];
  /** Puts a stored summit back, with its recent claims (start-up, after a rollback). */
  restore(summit: Summit, claims: readonly Claim[]): void;
  summit(id: SummitId): Summit | undefined;
  summits(): readonly Summit[];
}
