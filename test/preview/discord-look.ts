// Discord's payload as its client shows it, near enough to judge a change of rendering by eye.
import type { APIComponentInContainer, APIEmbed } from 'discord.js';
import { ComponentType } from 'discord.js';
import type { ComponentsPayload } from '../../src/chat/discord/components.ts';
import type { Payload } from '../../src/chat/discord/render.ts';
import { escapeHtml, type Html, html, type MomentStyle, momentAsShown } from './html.ts';

const STYLES: Readonly<Record<string, MomentStyle>> = { D: 'date', f: 'date-time', t: 'time', R: 'relative' };

const MARKUP =
  /\\([^\p{L}\p{N}\s])|\[((?:\\.|[^\]\\])*)\]\(([^)]*)\)|\*\*((?:\\.|[^*\\])+)\*\*|`([^`]+)`|<t:(-?\d+):(\w)>/gu;

function inline(text: string): Html {
  let shown = '';
  let end = 0;
  for (const found of text.matchAll(MARKUP)) {
    shown += escapeHtml(text.slice(end, found.index));
    shown += marked(found);
    end = found.index + found[0].length;
  }
  return (shown + escapeHtml(text.slice(end))) as Html;
}

function marked([, escaped, words, url, strong, code, seconds, style]: RegExpMatchArray): Html {
  if (escaped !== undefined) return escapeHtml(escaped);
  if (words !== undefined) return html`<a href="${escapeHtml(url ?? '')}">${inline(words)}</a>`;
  if (strong !== undefined) return html`<b>${inline(strong)}</b>`;
  if (code !== undefined) return html`<code>${escapeHtml(code)}</code>`;
  return html`<time>${momentAsShown(Number(seconds), STYLES[style ?? ''] ?? 'date-time')}</time>`;
}

/** Lines and lists; an empty line parts paragraphs. */
function markdown(text: string): Html {
  const lines = text.split('\n').map((line): Html => {
    if (line === '') return html`<div class="gap"></div>`;
    return line.startsWith('- ')
      ? html`<div class="bullet">${inline(line.slice(2))}</div>`
      : html`<div>${inline(line)}</div>`;
  });
  return html`${lines}`;
}

function embed({ color, title, url, description, fields, footer }: APIEmbed): Html {
  const edge = edgeOf(color ?? 0);
  const head =
    title === undefined
      ? ''
      : url === undefined
        ? inline(title)
        : html`<a href="${escapeHtml(url)}">${inline(title)}</a>`;
  const parts: Html[] = [
    ...(head === '' ? [] : [html`<div class="embed-title">${head}</div>`]),
    ...(description === undefined ? [] : [html`<div class="said">${markdown(description)}</div>`]),
    ...(fields === undefined
      ? []
      : [
          html`<div class="fields">${fields.map(
            ({ name, value, inline: beside }) =>
              html`<div class="${escapeHtml(beside ? 'field' : 'field whole')}"><b>${inline(name)}</b>${markdown(value)}</div>`,
          )}</div>`,
        ]),
    ...(footer === undefined ? [] : [html`<div class="footer">${escapeHtml(footer.text)}</div>`]),
  ];
  return html`<div class="embed" style="border-color: ${escapeHtml(edge)}">${parts}</div>`;
}

export function discordLook({ embeds, components }: Payload): Html {
  const rows = components.map(
    (row) =>
      html`<div class="row">${row.components.map(({ label }) => html`<button>${escapeHtml(label ?? '')}</button>`)}</div>`,
  );
  return html`${embeds.map(embed)}${rows}`;
}

/** Of the newer components: one frame around texts, lines and buttons. */
export function componentsLook({ components }: ComponentsPayload): Html {
  return html`${components.map((part) =>
    part.type === ComponentType.Container
      ? html`<div class="embed wide" style="border-color: ${escapeHtml(edgeOf(part.accent_color ?? 0))}">${part.components.map(component)}</div>`
      : component(part),
  )}`;
}

function component(part: APIComponentInContainer): Html {
  switch (part.type) {
    case ComponentType.TextDisplay:
      return html`<div class="said">${part.content.split('\n').map(blockLine)}</div>`;
    case ComponentType.Separator:
      return html`<hr>`;
    case ComponentType.ActionRow:
      return html`<div class="row">${part.components.map((each) => html`<button>${escapeHtml('label' in each ? (each.label ?? '') : '')}</button>`)}</div>`;
    default:
      throw new Error(`the preview does not know component ${part.type}`);
  }
}

function blockLine(line: string): Html {
  if (line.startsWith('### ')) return html`<div class="embed-title">${inline(line.slice(4))}</div>`;
  if (line.startsWith('-# ')) return html`<div class="footer">${inline(line.slice(3))}</div>`;
  return markdown(line);
}

function edgeOf(color: number): string {
  return `#${color.toString(16).padStart(6, '0')}`;
}
