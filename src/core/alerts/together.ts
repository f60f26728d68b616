// Changes of one summit told together: what went on from A by B to C is told as A to C, and what came back not at all.
import type { StatusChange } from '../summits/summit.ts';

/** In order of revision; the evidence is that of the last change of its kind. */
export function collapse(changes: readonly StatusChange[]): readonly StatusChange[] {
  const inOrder = changes.toSorted((a, b) => a.revision - b.revision);
  const chains = Map.groupBy(inOrder, ({ field }) => field);
  return [...chains.values()]
    .flatMap((chain) => {
      const [first] = chain;
      const last = chain.at(-1);
      if (first === undefined || last === undefined || first.before === last.after) return [];
      return [{ ...last, before: first.before }];
    })
    .sort((a, b) => a.revision - b.revision);
}
