// The dates that changes went from and to, looked up in what was known then.
import { datesOf, type KnownDates } from '../core/messages/change-values.ts';
import type { ChangeId, StatusChange } from '../core/summits/summit.ts';
import type { Store } from '../storage/store.ts';

export async function datesOfChanges(
  changes: readonly StatusChange[],
  { summits }: Pick<Store, 'summits'>,
): Promise<ReadonlyMap<ChangeId, KnownDates>> {
  const known = new Map<ChangeId, KnownDates>();
  for (const { id, summitId, field, at } of changes) {
    if (field !== 'date') continue;
    known.set(id, datesOf(await summits.asOf(summitId, at), await summits.asOf(summitId, at - 1)));
  }
  return known;
}
