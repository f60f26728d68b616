// Who has confirmed a meeting: the first side with its word, then all of them; each told once, repetitions not at all.
import { type Evidence, SURELY_RELEVANT, type Tell } from './evidence.ts';
import { standingOf } from './identify.ts';
import type { Summit } from './summit.ts';

/** `stageTold`: this report has just changed the stage, and is told with whoever stands behind it. */
export function foldConfirmation(
  summit: Summit,
  { claim, relevant }: Evidence,
  stageTold: boolean,
  tell: Tell,
  keep: (next: Summit) => void,
): void {
  // At an institution's summit one guest after the other says that he comes.
  if (summit.institution || claim.background || relevant < SURELY_RELEVANT || standingOf(summit) !== 'on') return;
  const told = summit.confirmationTold ?? [];
  const sides = summit.parties.filter((key) => summit.confirmedBy.includes(key));
  const next = { ...summit, confirmationTold: sides };
  const before = told.length === 0 ? null : told.join(', ');
  if (sides.length >= 2 && sides.length === summit.parties.length) {
    if (told.length < 2) tell('confirmation', before, sides.join(', '), 'every side has confirmed it', next);
  } else if (sides.length > 0 && told.length === 0) {
    if (stageTold) keep(next);
    else if (claim.firmness === 'confirmed' && claim.speaker?.side !== undefined)
      tell('confirmation', null, sides.join(', '), 'the first side to confirm it', next);
  }
}
