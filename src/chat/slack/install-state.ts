// What proves that an install which comes back began here, in this browser, a few minutes ago, and has not ended yet.
import { ClearStateStore, InvalidStateError, type StateStore } from '@slack/oauth';
import type { EpochMs } from '../../core/text/instant.ts';
import { createRepeats } from './repeats.ts';

/** Signed and dated by the SDK; here each is good for one use. */
export function createInstallState(secret: string, now: () => EpochMs): StateStore {
  const signed = new ClearStateStore(secret);
  const used = createRepeats(now);
  return {
    generateStateParam: (options, at) => signed.generateStateParam(options, at),
    async verifyStateParam(at, state) {
      const options = await signed.verifyStateParam(at, state);
      if (used.isRepeat(state)) throw new InvalidStateError('this state was used before');
      return options;
    },
  };
}
