// Which channels a person is in, as far as the bot may see; asked of Slack at most once a minute for each person.
import type { EpochMs } from '../../core/text/instant.ts';
import { describeFault, readFault } from './outcome.ts';
import type { SlackLog } from './web.ts';
import type { Workspace } from './workspaces.ts';

/** Undefined where Slack does not tell. */
export type Memberships = (workspace: Workspace, user: string) => Promise<ReadonlySet<string> | undefined>;

const KEPT_FOR = 60_000;
const MOST_KEPT = 1_000;
const PAGE = 200;
const PAGES = 10;

export function createMemberships({ now, log }: { readonly now: () => EpochMs; readonly log: SlackLog }): Memberships {
  const known = new Map<string, { readonly channels: ReadonlySet<string>; readonly until: EpochMs }>();

  return async (workspace, user) => {
    const key = `${workspace.team}:${user}`;
    const kept = known.get(key);
    if (kept !== undefined && kept.until > now()) return kept.channels;
    known.delete(key);
    try {
      const channels = await ask(workspace, user);
      known.set(key, { channels, until: now() + KEPT_FOR });
      const [oldest] = known.keys();
      if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest);
      return channels;
    } catch (error) {
      log.warn('Slack: cannot see which channels a person is in', { user, why: describeFault(readFault(error)) });
      return undefined;
    }
  };
}

async function ask({ client }: Workspace, user: string): Promise<ReadonlySet<string>> {
  const channels = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const answer = await client.users.conversations({
      user,
      types: 'public_channel,private_channel',
      exclude_archived: true,
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { id } of answer.channels ?? []) if (id !== undefined) channels.add(id);
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) break;
  }
  return channels;
}
