// Every migration in order; a new one is a new file and a new line here, and none is ever edited after a release.
import { up as first } from './001-first.ts';
import { up as turns } from './002-turns.ts';
import { up as channelSettings } from './003-channel-settings.ts';
import { up as cards } from './004-cards.ts';
import { up as hubSubscriptions } from './004-hub-subscriptions.ts';
import { up as installations } from './005-installations.ts';
import { up as overrules } from './006-overrules.ts';
import { up as departures } from './007-departures.ts';
import { up as keepsakes } from './008-keepsakes.ts';
import { up as itemsSeen } from './009-items-seen.ts';
import { up as threads } from './010-threads.ts';
import { up as reasons } from './011-reasons.ts';
import type { Migration } from './migration.ts';

export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-first': first,
  '002-turns': turns,
  '003-channel-settings': channelSettings,
  '004-hub-subscriptions': hubSubscriptions,
  '004-cards': cards,
  '005-installations': installations,
  '006-overrules': overrules,
  '007-departures': departures,
  '008-keepsakes': keepsakes,
  '009-items-seen': itemsSeen,
  '010-threads': threads,
  '011-reasons': reasons,
};
