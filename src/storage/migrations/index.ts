// Every migration in order; a new one is a new file and a new line here, and none is ever edited after a release.
import type { Kysely } from 'kysely';
import type { Engine } from '../database.ts';
import { up as first } from './001-first.ts';

export const MIGRATIONS: Readonly<Record<string, (db: Kysely<unknown>, engine: Engine) => Promise<void>>> = {
  '001-first': first,
};
