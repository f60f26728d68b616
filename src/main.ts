// Starts what the command line asks for and turns its end into an exit code; nobody imports this file.
import { runProgram } from './cli/program.ts';

process.exitCode = await runProgram(process.argv.slice(2), process.env);
