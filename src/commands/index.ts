// The commands there are; a new one is a file of its own and a line here.
import type { CommandSpec, OptionSpec } from '../chat/chat.ts';
import type { Platform } from '../core/alerts/subscription.ts';
import type { Command } from './command.ts';
import { summitDigest } from './summit-digest.ts';
import { summitFilter } from './summit-filter.ts';
import { summitHelp } from './summit-help.ts';
import { summitMute, summitUnmute } from './summit-mute.ts';
import { summitSettings } from './summit-settings.ts';
import { summitStatus } from './summit-status.ts';
import { summitStory } from './summit-story.ts';
import { summitSubscribe } from './summit-subscribe.ts';
import { summitTimeline } from './summit-timeline.ts';
import { summitTopics } from './summit-topics.ts';
import { summitUnsubscribe } from './summit-unsubscribe.ts';
import { summitWhy } from './summit-why.ts';
import { summitWrong } from './wrong.ts';

export const ALL: readonly Command[] = [
  summitStatus,
  summitSubscribe,
  summitUnsubscribe,
  summitMute,
  summitUnmute,
  summitFilter,
  summitDigest,
  summitTimeline,
  summitWhy,
  summitStory,
  summitWrong,
  summitTopics,
  summitSettings,
  summitHelp(() => COMMANDS),
];

export const COMMANDS: readonly CommandSpec[] = ALL.map(({ spec }) => spec);

/** Without the options that only another platform has a use for. */
export function commandsOn(platform: Platform): readonly CommandSpec[] {
  const here = ({ on }: OptionSpec) => on === undefined || on === platform;
  return COMMANDS.map((spec) => ({ ...spec, options: spec.options.filter(here) }));
}
