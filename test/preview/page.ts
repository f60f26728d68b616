// The page of the preview: the same messages as both clients show them, side by side.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderComponents } from '../../src/chat/discord/components.ts';
import { renderMessage as renderDiscord } from '../../src/chat/discord/render.ts';
import { renderMessage as renderSlack } from '../../src/chat/slack/render.ts';
import { componentsLook, discordLook } from './discord-look.ts';
import { escapeHtml, type Html, html } from './html.ts';
import type { Shown } from './messages.ts';
import { slackLook } from './slack-look.ts';

const CSS = readFileSync(join(import.meta.dirname, 'preview.css'), 'utf8') as Html;

export function pageOf(shown: readonly Shown[]): Html {
  const discord = shown.map((each) => post(each, discordLook(renderDiscord(each.message))));
  // A channel on Discord may choose the newer components.
  const chosen = shown.slice(0, 2).map((each) => post(each, componentsLook(renderComponents(each.message))));
  const slack = shown.map((each) => post(each, slackLook(renderSlack(each.message).blocks)));
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Summit Watch on Discord and Slack</title>
<style>
${CSS}</style>
</head>
<body>
${client('discord', 'Discord', [...discord, html`<div class="place"># summits <small>Discord, look: components</small></div>`, ...chosen])}
${client('slack', 'Slack', slack)}
</body>
</html>
`;
}

function client(kind: string, name: string, posts: readonly Html[]): Html {
  return html`<main class="client ${escapeHtml(kind)}">
<div class="place"># summits <small>${escapeHtml(name)}</small></div>
${posts}</main>`;
}

function post({ time, answer, pinned }: Shown, look: Html): Html {
  const asked =
    answer === undefined ? html`` : html`<div class="private">Only you can see this · ${escapeHtml(answer)}</div>`;
  const kept = pinned ? html`<div class="private">Pinned; written anew in its place at each change</div>` : html``;
  return html`<article class="post"><div class="avatar">SW</div><div>
<div class="who"><b>Summit Watch</b><span class="badge">APP</span><small>${escapeHtml(time)}</small></div>
${kept}${look}${asked}
</div></article>
`;
}
