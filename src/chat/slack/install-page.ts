// What a browser is shown at the end of an install: one card in the middle of the window, without any script.
import { createHash } from 'node:crypto';

export type Shown = {
  readonly status: number;
  readonly title: string;
  readonly text: string;
  /** Where to begin again. */
  readonly again?: string;
};

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { min-height: 100vh; margin: 0; display: grid; place-items: center; background: light-dark(#f1f3f6, #14181f); }
  main { max-width: 30rem; margin: 1rem; padding: 2rem; border-radius: .75rem; background: light-dark(#fff, #1e242d); }
  p.name { margin: 0; opacity: .7; } h1 { font-size: 1.4rem; line-height: 1.25; margin: .25rem 0 .75rem; }
  a { display: inline-block; margin-top: .5rem; padding: .5rem 1rem; border-radius: .4rem; background: #1d3557; color: #fff; text-decoration: none; }
`;

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const;

/** The words are ours alone, never what came with the request. */
export function pageOf({ title, text, again }: Shown): {
  readonly headers: Readonly<Record<string, string>>;
  readonly html: string;
} {
  const link = again === undefined ? '' : `\n<a href="${again}">Begin again</a>`;
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Summit Watch</title><style>${STYLE}</style></head>
<body><main><p class="name">Summit Watch</p><h1>${title}</h1><p>${text}</p>${link}</main></body>
</html>
`;
  return { headers: HEADERS, html };
}
