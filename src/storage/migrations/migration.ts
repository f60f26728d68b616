// What a migration is: statements run one after another in the transaction of whoever migrates.
import type { Engine } from '../database.ts';

export type Migration = (run: (statement: string) => Promise<void>, engine: Engine) => Promise<void>;
