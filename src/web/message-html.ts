// A Message as HTML, for the pages; `html` escapes whatever is put in, and links lead only to the web.
import { html } from 'hono/html';
import type { Field, Message, Section, Span, Text } from '../core/messages/message.ts';
import { plainMoment } from '../core/messages/plain.ts';

export type Html = ReturnType<typeof html>;

export function textHtml(text: Text): Html | string {
  return typeof text === 'string' ? text : html`${text.map(spanHtml)}`;
}

function spanHtml(span: Span): Html | string {
  if (typeof span === 'string') return span;
  switch (span.kind) {
    case 'strong':
      return html`<strong>${span.text}</strong>`;
    case 'quote':
      return html`<q>${span.text}</q>`;
    case 'code':
      return html`<code>${span.text}</code>`;
    case 'link':
      return linkHtml(span.url, span.text);
    case 'time':
      return html`<time datetime="${new Date(span.at).toISOString()}">${plainMoment(span)}</time>`;
    default:
      return span satisfies never;
  }
}

export function linkHtml(url: string, text: string): Html | string {
  const safe = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  return safe ? html`<a href="${url}" rel="noopener noreferrer nofollow">${text}</a>` : text;
}

export function fieldsHtml(fields: readonly Field[]): Html {
  return html`<dl>${fields.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${textHtml(value)}</dd></div>`)}</dl>`;
}

function sectionHtml({ heading, lines }: Section): Html {
  return html`<section><h2>${heading}</h2><ul>${lines.map((line) => html`<li>${textHtml(line)}</li>`)}</ul></section>`;
}

/** Without its title and buttons: the page has its own. */
export function bodyHtml(message: Message): Html {
  return html`${message.paragraphs.map((text) => html`<p>${textHtml(text)}</p>`)}
${fieldsHtml(message.fields)}
${message.sections.filter(({ lines }) => lines.length > 0).map(sectionHtml)}`;
}
