// Streams of headlines in our own words, whole seasons of news with what each headline says of which meeting.
import { readdirSync, readFileSync } from 'node:fs';
import type { Item } from '../../src/core/feeds/item.ts';
import { ownItem } from './own-item.ts';
import { coarse, type Timeline } from './summit-measures.ts';
import type { Label, Stream } from './summit-streams.ts';

const FOLDER = new URL('../fixtures/streams/', import.meta.url);
const NOBODY = '-';
const MARKS = { '?': 'ambiguous', '~': 'restates', '!': 'at_risk' } as const;

/** One stream a file, named `LANGUAGE-YEAR-SEASON` or, in English, `STYLE-YEAR-SEASON`. */
export function ownStreams(): readonly Stream[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.tsv'))
    .sort()
    .map((file) => {
      const name = file.replace('.tsv', '');
      const language = /^(uk|ru|de|fr|es)-/u.exec(name)?.[1] ?? 'en';
      const rows = readFileSync(new URL(file, FOLDER), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line, at) => rowOf(line, name, at, language));
      return {
        name: `own ${name}`,
        folder: FOLDER.pathname,
        items: rows.map(({ item }) => item),
        labels: new Map(rows.map(({ label }) => [label.id, label])),
      };
    });
}

function rowOf(
  line: string,
  stream: string,
  row: number,
  language: string,
): { readonly item: Item; readonly label: Label } {
  const id = `${stream}:${String(row).padStart(4, '0')}`;
  const [time = '', summit = NOBODY, said = '', title = '', lede = ''] = line.split('\t');
  const at = Date.parse(time);
  if (title === '' || Number.isNaN(at)) throw new Error(`${id} is no row of time, summit, said, title, lede`);
  const relevant = summit !== NOBODY;
  const marks = Object.entries(MARKS).filter(([mark]) => said.includes(mark));
  const stages = said.replace(/[?~!]/gu, '').split('+');
  const [first = NOBODY, ...others] = summit.split('+').map((slug) => `${stream} ${slug}`);
  return {
    item: ownItem({ id, title, summary: lede, language, publishedAt: at }),
    label: {
      id,
      title,
      date: time,
      relevant,
      summit: relevant ? first : null,
      stage: relevant ? (stages[0] ?? 'none') : 'none',
      ...(others.length > 0 && {
        also: others.map((each, index) => ({ summit: each, stage: stages[index + 1] ?? 'none' })),
      }),
      ...Object.fromEntries(marks.map(([, name]) => [name, true])),
    },
  };
}

const FORWARD: readonly string[] = ['talk_of', 'on', 'live', 'done'];

/** What a reader of these rows would have told: each summit's first headline of a state that it was not in. */
export function ownTimelines(streams: readonly Stream[]): readonly Timeline[] {
  return streams.flatMap((stream) => {
    const told = new Map<string, Timeline['ideal_alerts_coarse'][number][]>();
    for (const label of stream.labels.values()) {
      if (!label.relevant || label.summit === null || label.ambiguous || label.restates) continue;
      const alerts = told.get(label.summit) ?? [];
      told.set(label.summit, alerts);
      const now = coarse(label.stage);
      if (isNews(alerts.at(-1)?.coarse, now))
        alerts.push({ coarse: now, headline_id: label.id, seen: label.date, title: label.title });
    }
    return [...told].map(([summit, alerts]) => ({ summit, streams: [stream.name], ideal_alerts_coarse: alerts }));
  });
}

function isNews(before: string | undefined, now: string): boolean {
  if (now === 'none' || now === before) return false;
  const [from, to] = [FORWARD.indexOf(before ?? ''), FORWARD.indexOf(now)];
  return from < 0 || to < 0 || to > from;
}
