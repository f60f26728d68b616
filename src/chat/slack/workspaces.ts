// Where the bot is installed. With a token from the environment there is one workspace, learnt from `auth.test`.
import type { WebClient } from './web.ts';

export type Workspace = {
  readonly team: string;
  readonly enterprise?: string;
  readonly botUser?: string;
  readonly client: WebClient;
};

/** Without `commands`, `chat:write` and `users:read` the bot cannot do its work; the rest of the manifest's scopes are comforts. */
const NEEDED_SCOPES = ['chat:write', 'commands', 'users:read'];

/** Rejects with the SDK's error when Slack does not answer or does not want us. */
export async function learnWorkspace(
  client: WebClient,
): Promise<{ readonly workspace: Workspace; readonly missingScopes: readonly string[] }> {
  const who = await client.auth.test();
  const granted = who.response_metadata?.scopes;
  return {
    workspace: {
      team: who.team_id ?? '',
      ...(who.enterprise_id ? { enterprise: who.enterprise_id } : {}),
      ...(who.user_id ? { botUser: who.user_id } : {}),
      client,
    },
    missingScopes: granted === undefined ? [] : NEEDED_SCOPES.filter((scope) => !granted.includes(scope)),
  };
}

/** Whether something from this team (or from its Enterprise Grid) is meant for the workspace. */
export function belongsTo(
  workspace: Workspace,
  from: { readonly team?: string | undefined; readonly enterprise?: string | undefined },
): boolean {
  if (from.team !== undefined && from.team === workspace.team) return true;
  return workspace.enterprise !== undefined && from.enterprise === workspace.enterprise;
}
