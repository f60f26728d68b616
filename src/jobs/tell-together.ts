// What is still true of alerts that waited: later changes of the same summit are told with them, A by B to C as A to C,
// and what was taken back, or told meanwhile, is not told at all.
import { isBudgeted } from '../core/alerts/budget.ts';
import type { Delivery } from '../core/alerts/delivery.ts';
import type { PlanParts } from '../core/alerts/plan.ts';
import { collapse } from '../core/alerts/together.ts';
import type { Message } from '../core/messages/message.ts';
import type { ChangeId, StatusChange, Summit } from '../core/summits/summit.ts';
import type { EpochMs } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';

/** Messages of the channel among which one is looked for that told a later change already. */
const MOST_TOLD = 200;

export type TogetherParts = {
  readonly store: Store;
  readonly compose: PlanParts['compose'];
  readonly now: () => EpochMs;
};

export type Truth =
  | { readonly kind: 'as it was' }
  | { readonly kind: 'void'; readonly why: string }
  | { readonly kind: 'retold'; readonly message: Message; readonly changes: readonly StatusChange[] };

/** What several alerts in one message are about. */
export const OVERFLOW = 'overflow';

export function changeIdsOf({ kind, subject }: Pick<Delivery, 'kind' | 'subject'>): readonly ChangeId[] {
  return kind === 'change' ? (subject.slice(subject.indexOf(':') + 1).split(',') as ChangeId[]) : [];
}

export function subjectOf(changes: readonly StatusChange[]): string {
  return `change:${changes.map(({ id }) => id).join(',')}`;
}

/** What deliveries to one channel, which tell these changes of one summit, have to tell now, in one message. */
export async function truthOf(
  deliveries: readonly Delivery[],
  waiting: readonly StatusChange[],
  parts: TogetherParts,
): Promise<Truth> {
  const [first] = deliveries;
  const summit = waiting[0] && (await parts.store.summits.byId(waiting[0].summitId));
  if (first === undefined || summit === undefined) return { kind: 'as it was' };
  const isNewest = waiting.some(({ revision }) => revision >= summit.revision);
  if (deliveries.length === 1 && isNewest && waiting.length === 1) return { kind: 'as it was' };
  const { untold, told } =
    isNewest && hasOneField(waiting) ? NOTHING_LATER : await laterChanges(first, waiting, summit, parts.store);
  const changes = [...waiting, ...untold].filter(({ field }) => !told.has(field));
  if (changes.length === 0) return { kind: 'void', why: 'a later message told it already' };
  if (collapse(changes).length === 0)
    return { kind: 'void', why: 'what had changed was changed back before it was told' };
  const zone = await zoneOf(first, parts.store);
  const { footer } = first.message;
  const language = (await parts.store.channelSettings.ofChannel(first.channel))?.language;
  const audience = { zone, followed: [], now: parts.now(), ...(language !== undefined && { language }) };
  const composed = parts.compose({ kind: 'change', summit, changes }, audience);
  return { kind: 'retold', message: { ...composed, ...(footer !== undefined && { footer }) }, changes };
}

type Later = {
  /** Changes of the same fields that no message to the channel tells. */
  readonly untold: readonly StatusChange[];
  /** Fields of which the channel has heard, or is about to hear, something later. */
  readonly told: ReadonlySet<StatusChange['field']>;
};

const NOTHING_LATER: Later = { untold: [], told: new Set() };

function hasOneField(changes: readonly StatusChange[]): boolean {
  return new Set(changes.map(({ field }) => field)).size === 1;
}

async function laterChanges(
  { channel }: Delivery,
  waiting: readonly StatusChange[],
  summit: Summit,
  store: Store,
): Promise<Later> {
  const newest = new Map<StatusChange['field'], number>();
  for (const { field, revision } of waiting) newest.set(field, Math.max(revision, newest.get(field) ?? 0));
  const all = await store.summits.changes({ summitId: summit.id });
  const later = all.filter(({ field, revision }) => revision > (newest.get(field) ?? Number.POSITIVE_INFINITY));
  if (later.length === 0) return NOTHING_LATER;
  const heard = await heardOf(channel, store);
  const isHeard = ({ id }: StatusChange) => heard.has(id);
  return {
    untold: later.filter((change) => !isHeard(change)),
    told: new Set(later.filter(isHeard).map(({ field }) => field)),
  };
}

/** Ids of the changes that the channel was told of, or may have been. */
async function heardOf(channel: Delivery['channel'], store: Store): Promise<ReadonlySet<string>> {
  const sent = await store.deliveries.list({ channel, state: 'sent', limit: MOST_TOLD });
  const pending = await store.deliveries.list({ channel, state: 'pending', limit: MOST_TOLD });
  const claimed = await store.deliveries.list({ channel, state: 'sending', limit: MOST_TOLD });
  const underWay = [...pending, ...claimed].filter((each) => !isBudgeted(each));
  return new Set([...sent, ...underWay].flatMap(toldBy));
}

function toldBy({ kind, subject }: Delivery): readonly ChangeId[] {
  return changeIdsOf({ kind: subject.startsWith(`${OVERFLOW}:`) ? 'change' : kind, subject });
}

export async function zoneOf({ channel, subscriptionId }: Delivery, store: Store): Promise<string> {
  const subscriptions = await store.subscriptions.ofChannel(channel);
  return (subscriptions.find(({ id }) => id === subscriptionId) ?? subscriptions[0])?.timeZone ?? 'UTC';
}
