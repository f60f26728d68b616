// Starts what the command line asks for and turns its end into an exit code; nobody imports this file.
import { runProgram } from './cli/program.ts';

/** Whoever reads our output may stop early, as `head` does. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runProgram(process.argv.slice(2), process.env);
// A name lookup or a timer that an SDK left behind must not hold the process once all is done.
setTimeout(() => process.exit(), 300).unref();
