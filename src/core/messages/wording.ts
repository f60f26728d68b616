// How wording is kept: sentences with {gaps} as data, one file a language in words/, filled and counted here.
import type { ChangeKind } from '../alerts/mutes.ts';
import type { AlertKind, DigestRhythm, MuteKind } from '../alerts/subscription.ts';
import type { ChangeField, Firmness, Stage } from '../summits/summit.ts';
import type { Span, Text } from './message.ts';
import type { enAnswers } from './words/en-answers.ts';
import type { enPlatform } from './words/en-platform.ts';

/** One sentence for each plural form of the language; `{n}` is the number. */
export type Counted = { readonly other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

export type Wording = {
  /** BCP 47; decides how dates and numbers are written. */
  readonly language: string;
  readonly stages: Readonly<Record<Stage, string>>;
  readonly stageSentences: Readonly<Record<Stage, string>>;
  readonly firmness: Readonly<Record<Firmness, string>>;
  readonly fields: Readonly<Record<ChangeField, string>>;
  readonly alertTitles: Readonly<Record<Exclude<ChangeField, 'stage'>, string>>;
  readonly when: Readonly<
    Record<
      | 'day'
      | 'moment'
      | 'between'
      | 'span'
      | 'inMonth'
      | 'inMonths'
      | 'today'
      | 'tomorrow'
      | 'yesterday'
      | 'quoted'
      | 'withCountdown'
      | 'firm'
      | 'datePassed',
      string
    >
  > & { readonly inDays: Counted; readonly daysAgo: Counted; readonly inDaysRange: string };
  readonly evidence: Readonly<
    Record<
      | 'saidBy'
      | 'unsaid'
      | 'onlyReported'
      | 'anonymous'
      | 'spokesperson'
      | 'ministry'
      | 'official'
      | 'rumour'
      | 'noSource'
      | 'named',
      string
    >
  > & { readonly sources: Counted; readonly moreSources: Counted };
  readonly card: Readonly<
    Record<
      | 'when'
      | 'where'
      | 'who'
      | 'possible'
      | 'format'
      | 'video'
      | 'inPerson'
      | 'confirmedBy'
      | 'unknownWhen'
      | 'unknownWhere'
      | 'unknownWho'
      | 'evidence'
      | 'lastReport'
      | 'positions'
      | 'position'
      | 'disputed'
      | 'changed'
      | 'change'
      | 'nothingChanged'
      | 'atRisk'
      | 'asOf'
      | 'timeline'
      | 'dormant'
      | 'presumed'
      | 'noReport'
      | 'noEnd'
      | 'place',
      string
    >
  > & { readonly stale: Counted };
  readonly alert: Readonly<
    Record<
      | 'stageTitle'
      | 'reported'
      | 'atRisk'
      | 'doubtOver'
      | 'doubtOverTitle'
      | 'confirmedBy'
      | 'confirmedByBoth'
      | 'noReport'
      | 'possibleParty'
      | 'joined'
      | 'left'
      | 'fromTo'
      | 'onlyTo'
      | 'severalChanges'
      | 'because'
      | 'now'
      | 'status'
      | 'timeline'
      | 'mute'
      | 'muteHour'
      | 'muteWeek'
      | 'sources'
      | 'why'
      | 'wrong'
      | 'article'
      | 'published',
      string
    >
  >;
  readonly digest: Readonly<
    Record<
      | 'hourly'
      | 'daily'
      | 'weekly'
      | 'part'
      | 'period'
      | 'changes'
      | 'changeLine'
      | 'changeLineUnsourced'
      | 'storyLine'
      | 'nothing'
      | 'muteEnded'
      | 'meanwhile'
      | 'alerts'
      | 'revived'
      | 'revivedWhy'
      | 'missed'
      | 'paused'
      | 'pausedWhy'
      | 'pausedThere'
      | 'pausedNext'
      | 'overBudget'
      | 'afterBudget'
      | 'afterQuietTitle'
      | 'afterQuiet',
      string
    >
  > & {
    readonly asked: Counted;
    readonly stories: Counted;
    readonly overBudgetHere: Counted;
    readonly folded: Counted;
    readonly muted: Counted;
    readonly copies: Counted;
  };
  readonly timeline: Readonly<Record<'title' | 'line' | 'empty' | 'source', string>> & { readonly earlier: Counted };
  readonly alertKinds: Readonly<Record<AlertKind, string>>;
  readonly rhythms: Readonly<Record<DigestRhythm, string>>;
  readonly muteKinds: Readonly<Record<MuteKind, string>>;
  readonly changeKinds: Readonly<Record<ChangeKind, string>>;
  readonly overview: Readonly<Record<'line' | 'bare' | 'presumed', string>> & { readonly more: Counted };
  readonly answers: Readonly<Record<keyof typeof enAnswers, string>>;
  readonly platform: Readonly<Record<keyof typeof enPlatform, string>>;
};

export type Values = Readonly<Record<string, string | number>>;

const GAP = /\{(\w+)\}/g;

/** A gap without a value is a bug in the caller, so it throws. */
export function fill(sentence: string, values: Values): string {
  return sentence.replace(GAP, (_, name: string) => String(gapValue(values, name, sentence)));
}

/** As `fill`, with spans in the gaps. */
export function fillText(sentence: string, values: Readonly<Record<string, Text | number>>): readonly Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const gap of sentence.matchAll(GAP)) {
    if (gap.index > end) spans.push(sentence.slice(end, gap.index));
    const value = gapValue(values, gap[1] ?? '', sentence);
    spans.push(...(typeof value === 'object' ? value : [String(value)]));
    end = gap.index + gap[0].length;
  }
  if (end < sentence.length) spans.push(sentence.slice(end));
  return spans;
}

function gapValue<T>(values: Readonly<Record<string, T>>, name: string, sentence: string): T {
  const value = values[name];
  if (value === undefined) throw new Error(`“${sentence}” has nothing to put into {${name}}.`);
  return value;
}

export function count(counted: Counted, n: number, language: string): string {
  const form = new Intl.PluralRules(language).select(n);
  return fill(counted[form] ?? counted.other, { n });
}

/** `A, B and C` as the language joins them. */
export function listOf(names: readonly string[], language: string): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
}

export function capital(sentence: string, language: string): string {
  const [first = ''] = sentence;
  return first.toLocaleUpperCase(language) + sentence.slice(first.length);
}
