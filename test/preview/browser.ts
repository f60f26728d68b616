// A picture of a page, taken by whatever Chromium this machine has.
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { shrinkPng } from './shrink-png.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const FOLDERS = [
  '/usr/bin',
  '/Applications/Chromium.app/Contents/MacOS',
  '/Applications/Google Chrome.app/Contents/MacOS',
];

/** `BROWSER_PATH` wins over what is found on the way. */
export function findBrowser(environment: NodeJS.ProcessEnv): string | undefined {
  const given = environment['BROWSER_PATH'];
  if (given !== undefined) return isRunnable(given) ? given : undefined;
  const folders = [...FOLDERS, ...(environment['PATH'] ?? '').split(delimiter)];
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isRunnable);
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  // Coloured edges of letters would take up the colours of the picture.
  '--disable-lcd-text',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function shoot(browserPath: string, htmlFile: string, pngFile: string): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), 'summit-watch-preview-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browserPath,
    headless: true,
    args: FLAGS,
    viewport: { width: 1440, height: 900 },
    offline: true,
  });
  try {
    const page = await context.newPage();
    await page.goto(pathToFileURL(htmlFile).href);
    writeFileSync(pngFile, shrinkPng(await page.screenshot({ fullPage: true })));
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}
