// How a channel wants to be told: when it is quiet, how much it takes, whom to call. What it follows is its subscriptions'.
import type { StatusChange } from '../summits/summit.ts';
import type { EpochMs } from '../text/instant.ts';
import { type ChangeKind, inChangeKind } from './mutes.ts';
import type { QuietTimes } from './quiet-hours.ts';
import type { Channel } from './subscription.ts';

/** `changes`: all of them. */
export type PingKind = 'changes' | 'urgent' | ChangeKind;

/** A Discord role or a Slack user group to call for a kind of change. */
export type Ping = { readonly role: string; readonly kind: PingKind };

export const LOOKS = ['embeds', 'components'] as const;
export type Look = (typeof LOOKS)[number];

export type ChannelSettings = QuietTimes & {
  readonly channel: Channel;
  /** Urgent changes are told also in quiet times. */
  readonly urgentPasses: boolean;
  /** Messages an hour; the operator's number where the channel named none. */
  readonly budgetPerHour?: number;
  readonly pings: readonly Ping[];
  /** One message per summit is kept up to date in place. */
  readonly card: boolean;
  /** On Discord: the server's calendar shows the meetings whose day is known. */
  readonly events?: boolean;
  /** On Discord: how messages look, embeds where it chose nothing. */
  readonly look?: Look;
  /** Of what the channel is told; English where it chose none. */
  readonly language?: string;
  readonly updatedBy: string;
  readonly updatedAt: EpochMs;
};

export function plainSettings(channel: Channel): ChannelSettings {
  return { channel, urgentPasses: false, pings: [], card: false, updatedBy: '', updatedAt: 0 };
}

const URGENT_STAGES: ReadonlySet<string> = new Set(['cancelled', 'postponed', 'back_on', 'underway']);

/** What makes people change their plans today: it is off, it is on again, it has begun. Rumours never are. */
export function isUrgent({ field, stage, rumour }: Pick<StatusChange, 'field' | 'stage' | 'rumour'>): boolean {
  return field === 'stage' && !rumour && URGENT_STAGES.has(stage);
}

/** Whom to call for these changes, each once. */
export function pingsFor(
  changes: readonly StatusChange[],
  { pings }: Pick<ChannelSettings, 'pings'>,
): readonly string[] {
  const called = pings.filter(({ kind }) => changes.some((change) => isOfKind(kind, change)));
  return [...new Set(called.map(({ role }) => role))];
}

function isOfKind(kind: PingKind, change: StatusChange): boolean {
  if (kind === 'changes') return true;
  return kind === 'urgent' ? isUrgent(change) : inChangeKind(kind, change);
}
