#!/usr/bin/env node
// The door: plain JavaScript, so that a Node too old to run TypeScript can still say what is wrong in one sentence.
const major = Number(process.versions.node.split('.')[0]);
if (major < 26) {
  process.stderr.write(
    `summit-watch needs Node 26 or newer and this is Node ${process.versions.node}: run it through npm (npm start, npm run demo, npm run summit-watch -- --help), which brings the right one.\n`,
  );
  process.exitCode = 1;
} else {
  // Name lookups take a thread each; with the usual four, a few hosts that do not answer would hold up all feeds.
  process.env.UV_THREADPOOL_SIZE ??= '8';
  // Code compiled once is kept in the system's folder for temporary files, which shortens every later start.
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  await import('./main.ts');
}
