// Tries each token once against its platform, without connecting: who it belongs to, or what to do about it.
import { z } from 'zod';
import type { Environment } from '../config/environment.ts';
import type { Lines } from './load.ts';

const LIMIT = 10_000;

const DiscordUser = z.object({ username: z.string() });
const SlackAnswer = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  team: z.string().optional(),
  user: z.string().optional(),
});

/** False when a platform refuses a token; a platform that cannot be reached is said, but does not keep the service from starting. */
export async function tryTokens(environment: Environment, lines: Lines): Promise<boolean> {
  const { discord, slack } = environment;
  if (!discord && !slack) lines.write('Chat: no token is set; the console will stand in.');
  const asked: Promise<boolean>[] = [];
  if (discord) asked.push(tryDiscord(discord.apiUrl, discord.token.reveal(), lines));
  if (slack?.botToken)
    asked.push(trySlack(slack.apiUrl, 'auth.test', 'SLACK_BOT_TOKEN', slack.botToken.reveal(), lines));
  if (slack?.appToken)
    asked.push(trySlack(slack.apiUrl, 'apps.connections.open', 'SLACK_APP_TOKEN', slack.appToken.reveal(), lines));
  return (await Promise.all(asked)).every(Boolean);
}

async function tryDiscord(apiUrl: string, token: string, lines: Lines): Promise<boolean> {
  const answer = await ask(`${apiUrl}/v10/users/@me`, { headers: { authorization: `Bot ${token}` } });
  if ('fault' in answer) return unreachable('Discord', answer.fault, lines);
  if (answer.status === 401) {
    lines.fail(
      'Discord refuses DISCORD_TOKEN: copy the bot token anew from the Developer Portal (your application, Bot, Reset Token).',
    );
    return false;
  }
  const user = DiscordUser.safeParse(answer.body);
  if (!user.success) return unreachable('Discord', `it answered with status ${answer.status}`, lines);
  lines.write(`Discord: the token belongs to ${user.data.username}.`);
  return true;
}

async function trySlack(apiUrl: string, method: string, name: string, token: string, lines: Lines): Promise<boolean> {
  const answer = await ask(`${apiUrl}${method}`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  if ('fault' in answer) return unreachable('Slack', answer.fault, lines);
  const said = SlackAnswer.safeParse(answer.body);
  if (!said.success) return unreachable('Slack', `it answered with status ${answer.status}`, lines);
  if (!said.data.ok) {
    lines.fail(
      `Slack refuses ${name} (${said.data.error ?? 'no reason given'}): copy it anew from the app's settings.`,
    );
    return false;
  }
  lines.write(
    said.data.team
      ? `Slack: ${name} belongs to ${said.data.user ?? 'the app'} in ${said.data.team}.`
      : `Slack: ${name} is accepted.`,
  );
  return true;
}

type Answer = { readonly status: number; readonly body: unknown } | { readonly fault: string };

async function ask(url: string, request: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(LIMIT) });
    return { status: response.status, body: await response.json().catch(() => undefined) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function unreachable(platform: string, why: string, lines: Lines): boolean {
  lines.fail(`${platform} cannot be reached (${why}); the service would start and keep trying.`);
  return true;
}
