// Who is calling: name, time zone, language, and whether this person may manage a channel. Kept for five minutes.

import type { EpochMs } from '../../core/text/instant.ts';
import type { Caller } from '../chat.ts';
import { describeFault, readFault } from './outcome.ts';
import type { SlackLog } from './web.ts';
import type { Workspace } from './workspaces.ts';

export type MayManage = 'full-members' | 'admins';

export type People = { caller(workspace: Workspace, userId: string, name: string): Promise<Caller> };

type SlackUser = NonNullable<Awaited<ReturnType<Workspace['client']['users']['info']>>['user']>;
type Known = { readonly caller: Caller; readonly until: EpochMs };

const KEPT_FOR = 5 * 60_000;
const MOST_KEPT = 5_000;

export function createPeople(options: {
  readonly mayManage: MayManage;
  readonly now: () => EpochMs;
  readonly log: SlackLog;
}): People {
  const known = new Map<string, Known>();

  return {
    async caller(workspace, userId, name) {
      const key = `${workspace.team}:${userId}`;
      const kept = known.get(key);
      if (kept && kept.until > options.now()) return kept.caller;
      known.delete(key);
      try {
        const { user } = await workspace.client.users.info({ user: userId, include_locale: true });
        if (user === undefined) return { id: userId, name, mayManage: false };
        const caller = toCaller(user, userId, name, workspace, options.mayManage);
        known.set(key, { caller, until: options.now() + KEPT_FOR });
        const [oldest] = known.keys();
        if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest);
        return caller;
      } catch (error) {
        options.log.warn('Slack: cannot look up a caller, who may only read meanwhile', {
          user: userId,
          why: describeFault(readFault(error)),
        });
        return { id: userId, name, mayManage: false };
      }
    },
  };
}

function toCaller(user: SlackUser, id: string, name: string, workspace: Workspace, rule: MayManage): Caller {
  const shown = user.profile?.display_name || user.real_name || user.name || name;
  return {
    id,
    name: shown,
    mayManage: mayManage(user, workspace, rule),
    ...(user.locale ? { locale: user.locale } : {}),
    ...(user.tz ? { timeZone: user.tz } : {}),
  };
}

/** Never guests, bots, the dismissed, nor people of another organisation in a shared channel. */
export function mayManage(user: SlackUser, workspace: Workspace, rule: MayManage): boolean {
  if (user.deleted || user.is_bot || user.is_restricted || user.is_ultra_restricted || user.is_stranger) return false;
  const teams = [user.team_id, ...(user.enterprise_user?.teams ?? [])];
  if (!teams.includes(workspace.team)) return false;
  return rule === 'full-members' || Boolean(user.is_admin || user.is_owner || user.is_primary_owner);
}
