// How alike two lists are, whatever their order.

/** Share of what either has that both have, from 0 to 1 (Jaccard); no list may hold anything twice. */
export function overlap(one: readonly number[], other: readonly number[]): number {
  if (one.length === 0 || other.length === 0) return 0;
  const known = new Set(one);
  let shared = 0;
  for (const each of other) if (known.has(each)) shared += 1;
  return shared / (one.length + other.length - shared);
}
