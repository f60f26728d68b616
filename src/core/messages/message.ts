// What the bot says, before any platform's markup. Spans carry meaning; renderers escape and cut.
import type { EpochMs } from '../text/instant.ts';

export type Span =
  | string
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** A moment, shown in the reader's own zone where the platform can; `zone` (IANA) serves where it cannot. */
  | {
      readonly kind: 'time';
      readonly at: EpochMs;
      readonly style: 'date' | 'date-time' | 'time' | 'relative';
      readonly zone?: string;
    };

/** One line or paragraph; strings are plain text and are never markup. */
export type Text = string | readonly Span[];

export type Tone = 'neutral' | 'talk' | 'on' | 'live' | 'done' | 'off' | 'warning' | 'fault';

export type Field = { readonly name: string; readonly value: Text; readonly inline?: boolean };

/** A titled group of lines, e.g. one topic of a digest. */
export type Section = { readonly heading: string; readonly lines: readonly Text[] };

/** A button; `command` and `options` say what pressing it does, as if typed. */
export type Action = {
  readonly label: string;
  readonly command: string;
  readonly options: Readonly<Record<string, string>>;
  readonly style?: 'plain' | 'danger';
};

export type Message = {
  readonly tone: Tone;
  readonly title: string;
  readonly url?: string;
  readonly paragraphs: readonly Text[];
  readonly fields: readonly Field[];
  readonly sections: readonly Section[];
  readonly footer?: string;
  readonly actions: readonly Action[];
  /** The meeting it tells of, for places that keep a meeting's messages together; the stage in the reader's words. */
  readonly about?: { readonly summit: string; readonly name: string; readonly stage: string };
  /** Ids of the roles or user groups to call; only from a channel's own settings, never from what is told. */
  readonly pings?: readonly string[];
};

/** A message of one sentence: for answers, notices and faults. */
export function say(tone: Tone, title: string, ...paragraphs: readonly Text[]): Message {
  return { tone, title, paragraphs, fields: [], sections: [], actions: [] };
}
