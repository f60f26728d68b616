// The pages people open in a browser: all summits that are followed, and one with its sides and its log.
import { html } from 'hono/html';
import { changeInSpans, evidenceInWords, toneOf } from '../core/messages/change.ts';
import { datesOf } from '../core/messages/change-values.ts';
import { moment, type Reader } from '../core/messages/reader.ts';
import { summitCard } from '../core/messages/summit-card.ts';
import { whenOf, whereOf } from '../core/messages/summit-facts.ts';
import type { StatusChange, Summit } from '../core/summits/summit.ts';
import { DAY, type EpochMs } from '../core/text/instant.ts';
import { bodyHtml, type Html, linkHtml, textHtml } from './message-html.ts';

export const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --line: #8884; --quiet: #777; --on: #1a7f4b; --talk: #7a5cc2; --live: #c2410c; --done: #4b6584; --off: #b42318; --warning: #b7791f; }
body { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
header, footer { color: var(--quiet); } a { color: inherit; text-underline-offset: .2em; }
h1 { font-size: 1.6rem; margin: .5rem 0; } h2 { font-size: 1.05rem; margin: 1.5rem 0 .25rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .5rem .9rem .5rem 0; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-weight: 500; color: var(--quiet); } td small, .quiet { color: var(--quiet); }
.stage { font-weight: 600; white-space: nowrap; } .stage::before { content: "●"; margin-right: .4em; }
.talk { color: var(--talk); } .on { color: var(--on); } .live { color: var(--live); } .done { color: var(--done); } .off { color: var(--off); } .warning { color: var(--warning); }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: .5rem 1.5rem; margin: 1rem 0; } dt { color: var(--quiet); font-size: .85rem; } dd { margin: 0; }
ul { padding-left: 1.2rem; margin: .25rem 0; }
@media (max-width: 40rem) { thead { display: none; } td { display: block; border: 0; padding: .1rem 0; } tr { display: block; border-bottom: 1px solid var(--line); padding: .6rem 0; } }
`;

function page(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<link rel="stylesheet" href="/style.css"><link rel="alternate" type="application/atom+xml" title="What changed" href="/feeds/changes.xml"></head>
<body><header><a href="/">Summit Watch</a></header><main>${body}</main></body></html>`;
}

function stageHtml(summit: Summit, { words }: Reader): Html {
  return html`<span class="stage ${toneOf(summit.stage.value)}">${words.stages[summit.stage.value]}</span>`;
}

const pathOf = (summit: Summit): string => `/summits/${encodeURIComponent(summit.id)}`;

export function summitsPage(summits: readonly Summit[], reader: Reader, now: EpochMs): Html {
  const rows = summits.map(
    (
      summit,
    ) => html`<tr><td><a href="${pathOf(summit)}">${summit.name}</a><br><small>${summit.parties.map(reader.nameOf).join(', ')}</small></td>
<td>${stageHtml(summit, reader)}</td><td>${whenOf(summit, now, reader)}</td><td>${whereOf(summit, reader)}</td>
<td>${textHtml(moment(summit.lastReportAt, 'date-time', reader))}</td></tr>`,
  );
  const table = html`<table><thead><tr><th>Summit</th><th>Stands</th><th>When</th><th>Where</th><th>Last report</th></tr></thead><tbody>${rows}</tbody></table>`;
  return page(
    'Summit Watch',
    html`<h1>Meetings of leaders</h1>
${summits.length > 0 ? table : html`<p>No summit is known yet. The feeds are being read.</p>`}
<p class="quiet">As of ${textHtml(moment(now, 'date-time', reader))}. Also as a <a href="/calendar.ics">calendar</a>, an <a href="/feeds/changes.xml">Atom feed</a>
and <a href="/api/v1/openapi.json">JSON</a>.</p>`,
  );
}

/** `changes` oldest first. */
export function summitPage(summit: Summit, changes: readonly StatusChange[], reader: Reader, now: EpochMs): Html {
  const recent = changes.filter(({ at }) => at > now - DAY);
  const log = changes.toReversed().map(
    (change) => html`<tr id="${change.id}"><td>${textHtml(moment(change.at, 'date-time', reader))}</td>
<td>${textHtml(changeInSpans(change, reader, datesOf(summit)))}<br><small>${evidenceInWords(change, reader)}</small></td>
<td>${linkHtml(change.url, change.headline)}<br><small>${change.why}</small></td></tr>`,
  );
  return page(
    `${summit.name} – Summit Watch`,
    html`<h1>${summit.name}</h1><p>${stageHtml(summit, reader)}</p>
${bodyHtml(summitCard(summit, recent, { now }, reader))}
<h2>Everything that changed</h2>
<table><thead><tr><th>When</th><th>What</th><th>Because of</th></tr></thead><tbody>${log}</tbody></table>
<p class="quiet">Also as a <a href="${pathOf(summit)}.ics">calendar entry</a> and <a href="/api/v1${pathOf(summit)}">JSON</a>.</p>`,
  );
}
