// The measures of the summit evaluation: relevance, stage, linking, changes. The same definitions for every tracker.
import { type Coarse, coarseOf } from '../../src/core/summits/status.ts';
import { STAGES, type Stage } from '../../src/core/summits/summit.ts';
import type { Label } from './summit-streams.ts';

export type Told = {
  readonly id: string;
  readonly relevant: boolean;
  readonly summit: string | null;
  readonly stage: string;
  readonly changes: readonly { readonly summit: string; readonly stage: string | null }[];
};
export type Timeline = {
  readonly summit: string;
  readonly streams: readonly string[];
  readonly ideal_alerts_coarse: readonly {
    readonly coarse: string;
    readonly seen: string;
    readonly headline_id: string;
    readonly title?: string;
  }[];
};
export type Report = { readonly lines: readonly string[]; readonly errors: readonly string[] };

export function coarse(stage: string | null): Coarse | 'none' {
  return stage !== null && (STAGES as readonly string[]).includes(stage) ? coarseOf(stage as Stage) : 'none';
}

function ratios(tp: number, fp: number, fn: number): string {
  const [p, r] = [tp / Math.max(1, tp + fp), tp / Math.max(1, tp + fn)];
  return `P ${p.toFixed(3)} R ${r.toFixed(3)} F1 ${(p + r === 0 ? 0 : (2 * p * r) / (p + r)).toFixed(3)}`;
}

export function measureRelevance(labels: ReadonlyMap<string, Label>, told: ReadonlyMap<string, Told>): Report {
  let [tp, fp, fn] = [0, 0, 0];
  const errors: string[] = [];
  for (const label of labels.values()) {
    if (label.ambiguous) continue;
    const said = told.get(label.id)?.relevant === true;
    if (label.relevant && said) tp += 1;
    else if (said) fp += 1;
    else if (label.relevant) fn += 1;
    if (said !== label.relevant) errors.push(`${said ? 'irrelevant taken' : 'relevant missed'}: ${label.title}`);
  }
  const strangers = [...told.values()].filter((each) => each.relevant && !labels.has(each.id)).length;
  return {
    lines: [
      `relevance on labelled rows   ${ratios(tp, fp, fn)}`,
      `relevance on whole streams   ${ratios(tp, fp + strangers, fn)} (${strangers} unlabelled taken)`,
    ],
    errors,
  };
}

export function measureStages(labels: ReadonlyMap<string, Label>, told: ReadonlyMap<string, Told>): Report {
  const pairs: [string, string][] = [];
  const errors: string[] = [];
  for (const label of labels.values()) {
    if (!label.relevant || label.ambiguous) continue;
    const said = coarse(told.get(label.id)?.stage ?? null);
    const fair = [label.stage, ...(label.also ?? []).map((each) => each.stage)].map(coarse);
    const gold = fair.includes(said) ? said : (fair[0] ?? 'none');
    pairs.push([gold, said]);
    if (gold !== said) errors.push(`stage ${gold} read as ${said}: ${label.title}`);
  }
  const classes = [...new Set(pairs.map(([gold]) => gold))];
  const scores = classes.map((name) => {
    const both = pairs.filter(([gold, said]) => gold === name && said === name).length;
    return (
      (2 * both) /
      Math.max(1, pairs.filter(([gold]) => gold === name).length + pairs.filter(([, said]) => said === name).length)
    );
  });
  const right = pairs.filter(([gold, said]) => gold === said).length;
  const macro = scores.reduce((a, b) => a + b, 0) / Math.max(1, scores.length);
  return {
    lines: [
      `stage, coarse                accuracy ${(right / Math.max(1, pairs.length)).toFixed(3)} macro-F1 ${macro.toFixed(3)} (${pairs.length} items)`,
    ],
    errors,
  };
}

export function measureLinking(labels: ReadonlyMap<string, Label>, told: ReadonlyMap<string, Told>): Report {
  const linked = [...labels.values()].filter((label) => label.relevant && !label.ambiguous && label.summit);
  const found = new Map(linked.map((label) => [label.id, told.get(label.id)?.summit ?? `alone ${label.id}`]));
  let [precision, recall] = [0, 0];
  for (const label of linked) {
    const gold = linked.filter((each) => each.summit === label.summit);
    const cluster = linked.filter((each) => found.get(each.id) === found.get(label.id));
    const both = cluster.filter((each) => each.summit === label.summit).length;
    precision += both / cluster.length;
    recall += both / gold.length;
  }
  const [p, r] = [precision / Math.max(1, linked.length), recall / Math.max(1, linked.length)];
  return {
    lines: [
      `linking, BCubed              P ${p.toFixed(3)} R ${r.toFixed(3)} F1 ${((2 * p * r) / Math.max(1e-9, p + r)).toFixed(3)} (${linked.length} items)`,
    ],
    errors: [],
  };
}

type Event = { readonly at: number; readonly said: string; readonly here: string; readonly label: Label };
const WITHIN = 96 * 3_600_000;

function instant(text: string): number {
  return Date.parse(/[Zz]|[+-]\d\d:\d\d$/u.test(text) || text.length === 10 ? text : `${text}Z`);
}

export function measureChanges(
  labels: ReadonlyMap<string, Label>,
  told: ReadonlyMap<string, Told>,
  timelines: readonly Timeline[],
): Report {
  const errors: string[] = [];
  const votes = new Map<string, Map<string, number>>();
  for (const each of told.values()) {
    const label = labels.get(each.id);
    if (!label?.relevant || !label.summit) continue;
    for (const change of each.changes) {
      const own = votes.get(change.summit) ?? new Map<string, number>();
      own.set(label.summit, (own.get(label.summit) ?? 0) + 1);
      votes.set(change.summit, own);
    }
  }
  let stray = 0;
  const events = new Map<string, Event[]>();
  for (const each of told.values()) {
    const label = labels.get(each.id);
    for (const change of each.changes) {
      if (!label?.relevant) {
        if (label?.ambiguous) continue;
        stray += 1;
        errors.push(`false change ${change.stage ?? 'of a field'} on unrelated item: ${label?.title ?? each.id}`);
        continue;
      }
      const here = new Map([
        [label.summit ?? '', label.stage],
        ...(label.also ?? []).map((other): [string, string] => [other.summit, other.stage]),
      ]);
      const top = [...(votes.get(change.summit) ?? [])].sort((a, b) => b[1] - a[1])[0]?.[0];
      const summit = top !== undefined && here.has(top) ? top : (label.summit ?? '');
      const said = coarse(change.stage);
      if (said !== 'none')
        events.set(summit, [
          ...(events.get(summit) ?? []),
          { at: instant(label.date), said, here: coarse(here.get(summit) ?? null), label },
        ]);
    }
  }
  let [ideal, found, repeats, wrong] = [0, 0, 0, 0];
  const lines: string[] = [];
  const late: number[] = [];
  for (const timeline of timelines) {
    const line = scoreTimeline(timeline, events.get(timeline.summit) ?? [], labels, late, errors);
    ideal += line.ideal;
    found += line.found;
    repeats += line.repeats;
    wrong += line.wrong;
    lines.push(
      `  ${timeline.summit.padEnd(34)} ideal ${line.ideal} found ${line.found} repeats ${line.repeats} false ${line.wrong}`,
    );
  }
  const count = Math.max(1, timelines.length);
  late.sort((a, b) => a - b);
  return {
    lines: [
      ...lines,
      `changes                      found ${found}/${ideal} ${(found / Math.max(1, ideal)).toFixed(3)}; false per summit ${((wrong + stray) / count).toFixed(3)} (${wrong} + ${stray} on unrelated items); repeats per summit ${(repeats / count).toFixed(3)}; median items late ${late[Math.floor(late.length / 2)] ?? '-'}`,
    ],
    errors,
  };
}

function scoreTimeline(
  timeline: Timeline,
  events: readonly Event[],
  labels: ReadonlyMap<string, Label>,
  late: number[],
  errors: string[],
): { ideal: number; found: number; repeats: number; wrong: number } {
  const wanted = timeline.ideal_alerts_coarse;
  const reported = [...events].sort((a, b) => a.at - b.at);
  const order = [...labels.values()]
    .filter(
      (label) =>
        label.relevant &&
        (label.summit === timeline.summit || label.also?.some((each) => each.summit === timeline.summit)),
    )
    .sort((a, b) => (a.date === b.date ? (a.id < b.id ? -1 : 1) : a.date < b.date ? -1 : 1))
    .map((label) => label.id);
  const used = new Set<Event>();
  let found = 0;
  for (const [index, alert] of wanted.entries()) {
    const from = instant(alert.seen);
    const next = wanted[index + 1];
    const until = Math.min(from + WITHIN, next ? instant(next.seen) : Number.POSITIVE_INFINITY);
    const hit = reported.find(
      (event) => !used.has(event) && event.said === alert.coarse && event.at >= from && event.at <= until,
    );
    if (!hit) {
      errors.push(`change missed: ${timeline.summit} → ${alert.coarse}: ${alert.title ?? alert.headline_id}`);
      continue;
    }
    used.add(hit);
    found += 1;
    late.push(Math.max(0, order.indexOf(hit.label.id) - order.indexOf(alert.headline_id)));
  }
  let [repeats, wrong] = [0, 0];
  for (const event of reported) {
    if (used.has(event) || event.label.ambiguous) continue;
    const valid = wanted.filter((alert) => instant(alert.seen) <= event.at).at(-1)?.coarse;
    if (event.said === event.here || event.said === valid) repeats += 1;
    else {
      wrong += 1;
      errors.push(`false change: ${timeline.summit} → ${event.said}: ${event.label.title}`);
    }
  }
  return { ideal: wanted.length, found, repeats, wrong };
}
