// Alerts that a channel's quiet hours or its messages for the hour held back, told in one message when it hears again.
import type { Delivery } from '../core/alerts/delivery.ts';
import { waitsForQuiet } from '../core/alerts/quiet-hours.ts';
import type { Message } from '../core/messages/message.ts';
import { type Held, overflowMessage } from '../core/messages/overflow.ts';
import type { Wording } from '../core/messages/wording.ts';
import type { ChangeId, StatusChange } from '../core/summits/summit.ts';
import { wordsFor } from './channel-words.ts';
import { changeIdsOf, OVERFLOW, subjectOf, type TogetherParts, truthOf } from './tell-together.ts';

/** Lines of one message; more of them wait for the next. */
const MOST_TOGETHER = 20;

export type CatchUp = {
  /** What is sent instead of all of them; nothing when nothing of it is true any more. */
  readonly told: Pick<Delivery, 'kind' | 'subject' | 'message'> | undefined;
  /** Those among the others that it tells, or that have nothing to tell. */
  readonly covered: readonly Delivery[];
};

export async function composeCatchUp(
  delivery: Delivery,
  held: readonly Delivery[],
  known: ReadonlyMap<ChangeId, StatusChange>,
  parts: TogetherParts & { readonly words: Wording },
): Promise<CatchUp> {
  const covered = held.toSorted(byAge).slice(0, MOST_TOGETHER - 1);
  const together = [delivery, ...covered].toSorted(byAge);
  const summitOf = (each: Delivery) => changeIdsOf(each).flatMap((id) => known.get(id)?.summitId ?? [])[0];
  const groups = Map.groupBy(together, (each) => summitOf(each) ?? each.key);
  const told: (Held & Pick<Delivery, 'kind' | 'subject'>)[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const { kind, subject, message } = first;
    const changes = group.flatMap((each) => changeIdsOf(each).flatMap((id) => known.get(id) ?? []));
    const truth = await truthOf(group, changes, parts);
    if (truth.kind === 'as it was') told.push({ kind, subject, message, isChange: kind === 'change' });
    if (truth.kind === 'retold')
      told.push({ kind, subject: subjectOf(truth.changes), message: truth.message, isChange: true });
  }
  const [only] = told;
  if (only === undefined) return { told: undefined, covered };
  if (told.length === 1) return { told: { kind: only.kind, subject: only.subject, message: only.message }, covered };
  const words = await wordsFor(delivery.channel, parts.store, parts.words);
  const message: Message = overflowMessage(told, together.some(waitsForQuiet) ? 'quiet' : 'budget', words);
  const ids = told.flatMap(changeIdsOf);
  // It names the changes it tells, so that none of them is told again.
  return {
    told: { kind: 'digest', subject: ids.length === 0 ? OVERFLOW : `${OVERFLOW}:${ids.join(',')}`, message },
    covered,
  };
}

function byAge(a: Delivery, b: Delivery): number {
  return a.createdAt - b.createdAt;
}
