// The pages people open in a browser: all live summits, and one with its log. `html` escapes whatever is put in.
import { html, raw } from 'hono/html';
import type { StatusChange, Summit } from '../core/summits/summit.ts';

type Html = ReturnType<typeof html>;

const STYLE = raw(`<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .4rem .8rem .4rem 0; vertical-align: top; border-bottom: 1px solid #8884; }
  .stage { font-weight: 600; } .quiet { opacity: .7; } h1 { font-size: 1.5rem; }
</style>`);

function page(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>${STYLE}</head>
<body>${body}</body></html>`;
}

const at = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const stageInWords = (stage: string): string => stage.replace('_', ' ').replace('underway', 'under way');

function dateInWords(summit: Summit): string {
  const date = summit.date?.value;
  if (!date) return 'open';
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  return day(date.from) === day(date.to) ? day(date.from) : `${day(date.from)} to ${day(date.to)}`;
}

export function summitsPage(summits: readonly Summit[], partyName: (key: string) => string, now: number): Html {
  const rows = summits.map(
    (
      summit,
    ) => html`<tr><td><a href="/summits/${encodeURIComponent(summit.id)}">${summit.name}</a><br><span class="quiet">${summit.parties.map(partyName).join(', ')}</span></td>
<td class="stage">${stageInWords(summit.stage.value)}</td><td>${dateInWords(summit)}</td><td>${summit.place?.value.name ?? 'open'}</td><td>${at(summit.lastReportAt)}</td></tr>`,
  );
  const table = html`<table><thead><tr><th>Summit</th><th>Stage</th><th>When</th><th>Where</th><th>Last report</th></tr></thead><tbody>${rows}</tbody></table>`;
  return page(
    'Summit Watch',
    html`<h1>Summits being watched</h1>${summits.length > 0 ? table : html`<p>No summit is known yet. The feeds are being read.</p>`}<p class="quiet">As of ${at(now)}.</p>`,
  );
}

export function summitPage(summit: Summit, changes: readonly StatusChange[], partyName: (key: string) => string): Html {
  const log = [...changes].reverse().map(
    (
      change,
    ) => html`<tr><td>${at(change.at)}</td><td>${change.field}: ${change.before ?? 'unknown'} → <b>${change.after}</b><br><span class="quiet">${change.why}</span></td>
<td>${/^https?:\/\//.test(change.url) ? html`<a href="${change.url}" rel="noopener noreferrer">${change.headline}</a>` : change.headline}</td></tr>`,
  );
  return page(
    `${summit.name} – Summit Watch`,
    html`<p><a href="/">All summits</a></p><h1>${summit.name}</h1>
<p><span class="stage">${stageInWords(summit.stage.value)}</span>, when: ${dateInWords(summit)}, where: ${summit.place?.value.name ?? 'open'}, who: ${summit.parties.map(partyName).join(', ')}.
${summit.sources.length} independent source(s).</p>
<table><thead><tr><th>When</th><th>What changed</th><th>Because of</th></tr></thead><tbody>${log}</tbody></table>`,
  );
}
