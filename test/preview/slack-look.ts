// Slack's blocks as its client shows them, near enough to judge a change of rendering by eye.
import type { types } from '@slack/bolt';
import { escapeHtml, type Html, html, type MomentStyle, momentAsShown } from './html.ts';

const FORMATS: Readonly<Record<string, MomentStyle>> = {
  '{date_short}': 'date',
  '{date_short}, {time}': 'date-time',
  '{time}': 'time',
  '{ago}': 'relative',
};

export function slackLook(blocks: readonly types.KnownBlock[]): Html {
  return html`${blocks.map(block)}`;
}

/** A block that the product has not sent before is to be given its look here. */
function block(shown: types.KnownBlock): Html {
  switch (shown.type) {
    case 'header':
      return html`<div class="header">${words(shown.text.text)}</div>`;
    case 'rich_text':
      return html`<div class="rich">${shown.elements.map(richPart)}</div>`;
    case 'section':
      return html`<div class="columns">${(shown.fields ?? []).map((field) => html`<div>${mrkdwn(field.text)}</div>`)}</div>`;
    case 'context':
      return html`<div class="context">${shown.elements.map((element) => escapeHtml('text' in element ? element.text : ''))}</div>`;
    case 'actions':
      return html`<div class="row">${shown.elements.map(control)}</div>`;
    case 'divider':
      return html`<hr>`;
    default:
      throw new Error(`The preview does not know Slack's block ${shown.type}.`);
  }
}

/** Menus are shown open, for what they hold is to be looked at, too. */
function control(element: types.ActionsBlock['elements'][number]): Html {
  if (element.type === 'button') return html`<button>${escapeHtml(element.text.text)}</button>`;
  if (element.type !== 'overflow') throw new Error(`The preview does not know Slack's control ${element.type}.`);
  const entries = element.options.map(({ text }) => html`<li>${escapeHtml(text.text)}</li>`);
  return html`<button>⋯</button><ul class="menu">${entries}</ul>`;
}

function richPart(part: types.RichTextBlockElement): Html {
  if (part.type === 'rich_text_section') return html`<div>${part.elements.map(rich)}</div>`;
  if (part.type !== 'rich_text_list') throw new Error(`The preview does not know Slack's ${part.type}.`);
  return html`<ul>${part.elements.map((item) => html`<li>${item.elements.map(rich)}</li>`)}</ul>`;
}

function rich(element: types.RichTextElement): Html {
  switch (element.type) {
    case 'text': {
      const shown = words(element.text);
      if (element.style?.code) return html`<code>${shown}</code>`;
      return element.style?.bold ? html`<b>${shown}</b>` : shown;
    }
    case 'link': {
      const link = html`<a href="${escapeHtml(element.url)}">${words(element.text ?? element.url)}</a>`;
      return element.style?.bold ? html`<b>${link}</b>` : link;
    }
    case 'date':
      return momentAsShown(element.timestamp, FORMATS[element.format] ?? 'date-time', 'short');
    default:
      throw new Error(`The preview does not know Slack's ${element.type} in rich text.`);
  }
}

/** Coloured signs are drawn, since a machine without a font for them would show boxes. */
const SIGNS: Readonly<Record<string, string>> = {
  '\u{1F7E2}': '#2bac76',
  '\u{1F534}': '#e01e5a',
};

function words(text: string): Html {
  return escapeHtml(text).replace(/[\u{1F7E2}\u{1F534}]/gu, (sign) => {
    return `<span class="sign" style="background: ${SIGNS[sign] ?? ''}"></span>`;
  }) as Html;
}

const MARKUP = /\*([^*\n]+)\*|<(https?:[^|>]+)\|([^>]*)>|<!date\^(\d+)\^([^|]*)\|[^>]*>|&(amp|lt|gt);/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };

function mrkdwn(text: string): Html {
  let shown = '';
  let end = 0;
  for (const found of text.matchAll(MARKUP)) {
    const [whole, strong, url, label, seconds, format, entity] = found;
    shown += lines(text.slice(end, found.index));
    if (strong !== undefined) shown += html`<b>${mrkdwn(strong)}</b>`;
    else if (url !== undefined) shown += html`<a href="${escapeHtml(url)}">${escapeHtml(label ?? url)}</a>`;
    else if (entity !== undefined) shown += escapeHtml(ENTITIES[entity] ?? '');
    else shown += momentAsShown(Number(seconds), FORMATS[format ?? ''] ?? 'date-time', 'short');
    end = found.index + whole.length;
  }
  return (shown + lines(text.slice(end))) as Html;
}

function lines(text: string): Html {
  return escapeHtml(text).replaceAll('\n', '<br>') as Html;
}
