// What each of the `feeds` commands works with, and how it counts.
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import type { EpochMs } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';
import type { Lines } from './load.ts';

export type FeedDesk = {
  readonly store: Store;
  readonly config: Config;
  readonly environment: Environment;
  readonly lines: Lines;
  readonly now: EpochMs;
};

export const counted = (feeds: number): string => `${feeds} ${feeds === 1 ? 'feed' : 'feeds'}`;
