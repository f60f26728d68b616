// HTML written by hand: text goes in escaped, moments as a client in UTC would show them.
import { NOW } from './news.ts';

export type Html = string & { readonly brand: 'Html' };

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): Html {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign) as Html;
}

/** Values that are HTML go in as they are, others escaped. */
export function html(parts: TemplateStringsArray, ...values: readonly (Html | readonly Html[])[]): Html {
  return String.raw(
    { raw: parts },
    ...values.map((value) => (typeof value === 'string' ? value : value.join(''))),
  ) as Html;
}

export type MomentStyle = 'date' | 'date-time' | 'time' | 'relative';

const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };
const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const OPTIONS = { date: DAY, 'date-time': { ...DAY, ...TIME }, time: TIME } as const;

export function momentAsShown(seconds: number, style: MomentStyle, month: 'long' | 'short' = 'long'): Html {
  const at = seconds * 1000;
  if (style === 'relative') {
    return escapeHtml(
      new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' }).format(Math.round((at - NOW) / 60_000), 'minute'),
    );
  }
  const options = { ...OPTIONS[style], ...(style !== 'time' && { month }), timeZone: 'UTC' };
  return escapeHtml(new Intl.DateTimeFormat('en-GB', options).format(at));
}
