// Somebody who asks for the status again and again, and how soon each question was acknowledged.
import { type LoopbackDiscord, manager } from '../loopback/discord.ts';

export type Visitor = {
  /** In ms, of questions that no kill cut short; undefined when none came within Discord's three seconds. */
  readonly acknowledged: readonly (number | undefined)[];
  readonly leave: () => void;
};

const EVERY = 1_500;

/** `life` changes with each kill; undefined while nobody is there to answer. */
export function invite(discord: LoopbackDiscord, life: () => number | undefined): Visitor {
  const acknowledged: (number | undefined)[] = [];
  const ask = async (): Promise<void> => {
    const before = life();
    if (before === undefined) return;
    const { type, acknowledgedAfterMs } = await discord.type('summit-status', {}, { person: manager });
    if (life() === before) acknowledged.push(type === undefined ? undefined : acknowledgedAfterMs);
  };
  const timer = setInterval(() => void ask(), EVERY);
  return { acknowledged, leave: () => clearInterval(timer) };
}
