// Which stories use a term, by their serials, in order of first use.
import { createRows } from './rows.ts';

export type Postings = {
  add(term: number, serial: number): void;
  /** Notes that a story with the term is gone; the list may still name it for a while. */
  noteGone(term: number, isLive: (serial: number) => boolean): void;
  /** Where all lists lie; the term's own begins at `at` and has so many entries. */
  packed(): Int32Array;
  at(term: number): number;
  size(term: number): number;
};

/** Longer lists lose their older half: nobody looks back so far. */
const LONGEST = 1024;
const roomAfter = (room: number): number => (room < 16 ? room + 4 : Math.ceil(room * 1.5));

export function createPostings(): Postings {
  const rows = createRows();
  let begins = new Int32Array(4096);
  let sizes = new Int32Array(4096);
  let rooms = new Int32Array(4096);
  let gone = new Int32Array(4096);

  const makeRoomFor = (term: number): void => {
    if (term < begins.length) return;
    [begins, sizes, rooms, gone] = [begins, sizes, rooms, gone].map((old) => {
      const larger = new Int32Array(Math.max(term + 1, old.length * 2));
      larger.set(old);
      return larger;
    }) as [Int32Array<ArrayBuffer>, Int32Array<ArrayBuffer>, Int32Array<ArrayBuffer>, Int32Array<ArrayBuffer>];
  };

  const extend = (term: number): void => {
    const size = sizes[term] ?? 0;
    const room = rooms[term] ?? 0;
    const old = begins[term] ?? 0;
    const larger = roomAfter(room);
    const at = rows.take(larger);
    rows.packed().copyWithin(at, old, old + size);
    if (room > 0) rows.give(old, room);
    begins[term] = at;
    rooms[term] = larger;
  };

  const forgetOlder = (term: number): void => {
    const at = begins[term] ?? 0;
    const half = LONGEST / 2;
    rows.packed().copyWithin(at, at + (sizes[term] ?? 0) - half, at + (sizes[term] ?? 0));
    sizes[term] = half;
  };

  const compact = (term: number, isLive: (serial: number) => boolean): void => {
    const packed = rows.packed();
    const at = begins[term] ?? 0;
    let kept = 0;
    for (let place = 0; place < (sizes[term] ?? 0); place += 1) {
      const serial = packed[at + place] ?? 0;
      if (!isLive(serial)) continue;
      packed[at + kept] = serial;
      kept += 1;
    }
    sizes[term] = kept;
    gone[term] = 0;
    if (kept > 0) return;
    rows.give(at, rooms[term] ?? 0);
    rooms[term] = 0;
  };

  return {
    add(term, serial) {
      makeRoomFor(term);
      if ((sizes[term] ?? 0) >= LONGEST) forgetOlder(term);
      const size = sizes[term] ?? 0;
      if (size === rooms[term]) extend(term);
      rows.packed()[(begins[term] ?? 0) + size] = serial;
      sizes[term] = size + 1;
    },
    noteGone(term, isLive) {
      if ((sizes[term] ?? 0) === 0) return;
      const lost = (gone[term] ?? 0) + 1;
      gone[term] = lost;
      if (lost * 2 > (sizes[term] ?? 0)) compact(term, isLive);
    },
    packed: rows.packed,
    at: (term) => begins[term] ?? 0,
    size: (term) => sizes[term] ?? 0,
  };
}
