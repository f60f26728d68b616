// Loaded before the suite: properties try the same cases at every run, so that a change either passes or does not.
// A file run by itself tries new ones each time.
import fc from 'fast-check';

fc.configureGlobal({ seed: 20_250_815 });
