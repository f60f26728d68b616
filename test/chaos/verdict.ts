// Judges a run by the platforms' own logs: what was lost, what came twice, what nobody expected, who was not left alone.
import type { Passed } from './unruly-proxy.ts';

export type Published = { readonly number: number; readonly at: number };
/** A post that a room saw; `number` is that of its news, if it tells of any. */
export type Seen = {
  readonly room: string;
  readonly number: number | undefined;
  readonly at: number;
  readonly text: string;
};
/** One life of the process. */
export type Life = {
  readonly from: number;
  to: number;
  /** How far its clock is ahead, from when on; the last that has begun counts. */
  readonly clock: { readonly from: number; readonly aheadMs: number }[];
};

export type Verdict = {
  /** Of the expected messages. */
  readonly once: number;
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  readonly unexpected: readonly string[];
  /** Requests made while a Retry-After ran, of which the process that made them had been told. */
  readonly untimely: readonly string[];
  /** The same by a later life of the process, which could know it from the store alone. */
  readonly untimelyAfterRestart: readonly string[];
  /** From publication to the post, in ms, ascending. */
  readonly delays: readonly number[];
};

const WELCOME = 'This channel now follows';
/** As long as an answer may take to be written down before a kill. */
const WRITTEN_WITHIN = 500;
/** As long as a busy program may take to hear that its clock was set. */
const SET_WITHIN = 3_000;
/** Clocks and sockets are not exact. */
const TOLERANCE = 25;

export function judge(parts: {
  readonly published: readonly Published[];
  readonly rooms: readonly string[];
  readonly seen: readonly Seen[];
  /** Deliveries a person must decide on, as the store names them: `room number`. */
  readonly held: ReadonlySet<string>;
  readonly passed: readonly Passed[];
  readonly lives: readonly Life[];
}): Verdict {
  const counts = new Map<string, number>();
  const delays: number[] = [];
  const at = new Map(parts.published.map((each) => [each.number, each.at]));
  const unexpected: string[] = [];
  const welcomed = new Set<string>();
  for (const { room, number, at: seenAt, text } of parts.seen) {
    if (text.startsWith(WELCOME) && !welcomed.has(room)) {
      welcomed.add(room);
      continue;
    }
    const publishedAt = number === undefined ? undefined : at.get(number);
    if (publishedAt === undefined) {
      unexpected.push(`${room}: ${text.slice(0, 80)}`);
      continue;
    }
    const key = `${room} ${number}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    delays.push(seenAt - publishedAt);
  }
  const expected = parts.published.flatMap(({ number }) => parts.rooms.map((room) => `${room} ${number}`));
  const { untimely, untimelyAfterRestart } = untimelyOf(parts.passed, parts.lives);
  return {
    once: expected.filter((key) => counts.get(key) === 1).length,
    lost: expected.filter((key) => !counts.has(key) && !parts.held.has(key)),
    twice: [...counts].filter(([, count]) => count > 1).map(([key, count]) => `${key} (${count} times)`),
    unexpected,
    untimely,
    untimelyAfterRestart,
    delays: delays.toSorted((a, b) => a - b),
  };
}

function untimelyOf(
  passed: readonly Passed[],
  lives: readonly Life[],
): Pick<Verdict, 'untimely' | 'untimelyAfterRestart'> {
  const lifeAt = (at: number): Life | undefined => lives.find(({ from, to }) => from <= at && at <= to);
  const untimely: string[] = [];
  const untimelyAfterRestart: string[] = [];
  for (const told of passed) {
    const { retryAfterMs, answeredAt } = told;
    if (retryAfterMs === undefined || answeredAt === undefined) continue;
    const isGlobal = told.fault?.kind === 'rate-limit' && told.fault.global;
    const during = passed.filter(
      ({ bucket, at }) =>
        (bucket === told.bucket || (isGlobal && bucket.startsWith('POST /channels/'))) &&
        at > answeredAt + TOLERANCE &&
        at < answeredAt + retryAfterMs - TOLERANCE,
    );
    const toldLife = lifeAt(answeredAt);
    for (const each of during) {
      const life = lifeAt(each.at);
      const line = `${each.bucket} ${each.at - answeredAt} ms after being told ${retryAfterMs} ms`;
      if (life === toldLife) untimely.push(line);
      else if (
        toldLife &&
        life &&
        toldLife.to - answeredAt > WRITTEN_WITHIN &&
        !wasSet(toldLife, answeredAt) &&
        ahead(life, each.at) <= ahead(toldLife, answeredAt)
      )
        untimelyAfterRestart.push(`${line}${isGlobal ? ' (of the whole bot)' : ''}`);
    }
  }
  return { untimely, untimelyAfterRestart };
}

/** Just about then: by which clock it wrote down what it was told is not known. */
function wasSet({ clock, from: begin }: Life, at: number): boolean {
  return clock.some(({ from }) => from !== begin && Math.abs(from - at) < SET_WITHIN);
}

function ahead({ clock }: Life, at: number): number {
  return clock.findLast(({ from }) => from <= at)?.aheadMs ?? 0;
}
