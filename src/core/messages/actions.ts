// The buttons that alerts and cards have in common: what it rests on, why it came, what to do if it is wrong, silence.
import type { ChangeId } from '../summits/summit.ts';
import type { Action } from './message.ts';
import type { Wording } from './wording.ts';

/** `change`: the one that is asked about, where there is one. */
export function evidenceActions(summit: string, change: ChangeId | undefined, { alert }: Wording): readonly Action[] {
  const why: Action[] =
    change === undefined ? [] : [{ label: alert.why, command: 'summit-why', options: { 'message-or-story': change } }];
  return [
    { label: alert.sources, command: 'summit-why', options: { 'message-or-story': summit } },
    ...why,
    { label: alert.wrong, command: 'summit-wrong', options: { what: change ?? summit } },
  ];
}

export function muteActions(summit: string, { alert }: Wording): readonly Action[] {
  const mute = (label: string, time: string): Action => ({
    label,
    command: 'summit-mute',
    options: { what: `summit:${summit}`, for: time },
  });
  return [mute(alert.muteHour, '1h'), mute(alert.mute, '24h'), mute(alert.muteWeek, '1w')];
}
