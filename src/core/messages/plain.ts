// A Text in plain words, for places without markup: notifications, fallbacks, a terminal.
import type { Span, Text } from './message.ts';

export type PlainOptions = { readonly timeZone?: string; readonly locale?: string };

type Moment = Extract<Span, { kind: 'time' }>;

/** A moment in words with its zone named. What is relative elsewhere is a date here: plain words do not grow old. */
export function plainMoment(moment: Moment, options: PlainOptions = {}): string {
  const timeZone = usableZone(moment.zone) ?? usableZone(options.timeZone) ?? 'UTC';
  const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };
  const time: Intl.DateTimeFormatOptions = {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  };
  const parts = moment.style === 'date' ? day : moment.style === 'time' ? time : { ...day, ...time };
  return new Intl.DateTimeFormat(options.locale ?? 'en-GB', { ...parts, timeZone }).format(moment.at);
}

/** Links keep their words only; `withLinks` writes the address behind them. */
export function plainText(text: Text, options: PlainOptions & { readonly withLinks?: boolean } = {}): string {
  if (typeof text === 'string') return text;
  return text.map((span) => plainSpan(span, options)).join('');
}

function plainSpan(span: Span, options: PlainOptions & { readonly withLinks?: boolean }): string {
  if (typeof span === 'string') return span;
  if (span.kind === 'time') return plainMoment(span, options);
  if (span.kind === 'link' && options.withLinks) return `${span.text} <${span.url}>`;
  return span.kind === 'quote' ? `\u201c${span.text}\u201d` : span.text;
}

function usableZone(zone: string | undefined): string | undefined {
  if (zone === undefined) return undefined;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    return undefined;
  }
}
