// The `feeds` commands as they are called; apart from what they do, so that the program need not load it.
import type { Trust } from '../core/feeds/feed.ts';

export const TRUSTS = ['official', 'agency', 'press', 'state'] as const satisfies readonly Trust[];

export type FeedsCall =
  | {
      readonly act: 'add';
      readonly url: string;
      readonly title?: string;
      readonly language?: string;
      readonly trust?: Trust;
      readonly category?: string;
    }
  | { readonly act: 'remove'; readonly feed: string }
  | { readonly act: 'list'; readonly json: boolean }
  | { readonly act: 'import'; readonly file: string }
  | { readonly act: 'export' };
