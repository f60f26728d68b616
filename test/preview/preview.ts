// `npm run preview`: what people see on Discord and on Slack, from the real payloads, as docs/preview/preview.{html,png}.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../../src/core/messages/words/en.ts';
import { findBrowser, shoot } from './browser.ts';
import { messagesIn } from './messages.ts';
import { pageOf } from './page.ts';

const folder = join(import.meta.dirname, '../../docs/preview');
const page = join(folder, 'preview.html');
const picture = join(folder, 'preview.png');

mkdirSync(folder, { recursive: true });
writeFileSync(page, pageOf(messagesIn(en)));
const browser = findBrowser(process.env);
if (browser === undefined) {
  process.stdout.write(`No Chromium was found (BROWSER_PATH names one), so only ${page} was written.\n`);
} else {
  await shoot(browser, page, picture);
  process.stdout.write(`Written: ${page} and ${picture}\n`);
}
