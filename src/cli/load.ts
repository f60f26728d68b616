// What every command begins with: environment and configuration read, or all their faults printed, a line each.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Config, loadConfig } from '../config/config.ts';
import { type Environment, readEnvironment } from '../config/environment.ts';

/** Where a command prints to. */
export type Lines = { readonly write: (line: string) => void; readonly fail: (line: string) => void };

/** Without a folder named, the `config` of the working folder, else the one we ship. */
export async function loadConfigOrFail(
  dir: string | undefined,
  lines: Lines,
  allow: readonly string[] = [],
): Promise<Config | undefined> {
  const shipped = fileURLToPath(new URL('../../config', import.meta.url));
  const loaded = await loadConfig(dir ?? (existsSync('config/feeds.yaml') ? 'config' : shipped), { allow });
  if ('config' in loaded) return loaded.config;
  for (const fault of loaded.faults) lines.fail(fault);
  return undefined;
}

export function readEnvironmentOrFail(env: NodeJS.ProcessEnv, lines: Lines): Environment | undefined {
  const read = readEnvironment(env);
  if ('environment' in read) return read.environment;
  for (const fault of read.faults) lines.fail(fault);
  return undefined;
}
