// Short rows of whole numbers packed into one array: of the thousands of them each costs its numbers and hardly more.

export type Rows = {
  /** Where all rows lie; to be asked for again after any `take`. */
  packed(): Int32Array;
  /** Room for so many numbers; answers where it begins. */
  take(size: number): number;
  give(at: number, size: number): void;
};

/** Rooms come in steps, so that one that was given back fits the next row of about its size. */
const STEP = 4;
const GROWTH = 1.25;

export function createRows(): Rows {
  let packed = new Int32Array(1 << 15);
  let end = 0;
  const free: number[][] = [];

  return {
    packed: () => packed,
    take(size) {
      const steps = Math.ceil(size / STEP);
      const again = free[steps]?.pop();
      if (again !== undefined) return again;
      const at = end;
      end += steps * STEP;
      if (end > packed.length) {
        const larger = new Int32Array(Math.ceil(Math.max(end, packed.length * GROWTH)));
        larger.set(packed);
        packed = larger;
      }
      return at;
    },
    give(at, size) {
      const steps = Math.ceil(size / STEP);
      const list = free[steps] ?? [];
      free[steps] = list;
      list.push(at);
    },
  };
}
