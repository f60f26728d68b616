// Loaded first into each process of the suite. Properties try the same cases at every run, so that a change either passes
// or does not (a file run by itself tries new ones each time), and what one process compiled the next ones take over.
import { enableCompileCache } from 'node:module';
import fc from 'fast-check';

fc.configureGlobal({ seed: 20_250_815 });
enableCompileCache();
