import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ItemId } from '../../../src/core/feeds/item.ts';
import { summitCard } from '../../../src/core/messages/summit-card.ts';
import { timelineMessage } from '../../../src/core/messages/timeline.ts';
import { en } from '../../../src/core/messages/words/en.ts';
import type { PartyKey, Position, Summit } from '../../../src/core/summits/summit.ts';
import { STAGES } from '../../../src/core/summits/summit.ts';
import { DAY, HOUR } from '../../../src/core/text/instant.ts';
import { change, NOW, nameOf, summit } from '../alerts/samples.ts';
import { readMessage, wholeText } from './read.ts';

const reader = { words: en, nameOf, zone: 'UTC' };
const fact = { since: NOW, firmness: 'confirmed' as const, itemIds: [], sources: [] };

function position(party: string, rest: Partial<Position> = {}): Position {
  return {
    party: party as PartyKey,
    speaker: { name: `Speaker of ${party}`, side: party as PartyKey, kind: 'official' },
    stage: 'confirmed',
    firmness: 'confirmed',
    quote: 'we will be there',
    url: 'https://example.org/said',
    source: 'Wire',
    itemId: 'i' as ItemId,
    at: NOW - HOUR,
    ...rest,
  };
}

const full: Summit = summit({
  stage: { ...summit().stage, value: 'scheduled', firmness: 'confirmed' },
  date: { ...fact, value: { from: Date.UTC(2025, 7, 15), to: Date.UTC(2025, 7, 15, 23, 59), words: 'on Friday' } },
  place: { ...fact, value: { name: 'Anchorage', country: 'us' } },
  possibleParties: ['zelenskyy'] as PartyKey[],
  confirmedBy: ['us', 'russia'] as PartyKey[],
  positions: [position('us', { at: NOW - 2 * HOUR }), position('russia')],
  sources: ['A', 'B', 'C', 'D'],
});

describe('the card of a summit', () => {
  it('tells the whole standing', () => {
    assert.deepEqual(readMessage(summitCard(full, [change('a')], { now: NOW }, reader)), [
      '[on] Trump–Putin meeting',
      'The meeting is scheduled. Said by Donald Trump; confirmed. Confirmed by United States and Russia.',
      'When: Friday 15 August 2025 (in 7 days) – confirmed',
      'Where: Anchorage, United States – confirmed',
      'Who takes part: Donald Trump and Vladimir Putin',
      'May take part: Volodymyr Zelenskyy',
      'Evidence: 4 independent sources: A, B, C, 1 more. Last report 8 Aug 2025, 11:00 UTC.',
      '# What each side last said',
      '- Russia: “we will be there” – Speaker of russia (Russia), Wire, 8 Aug 2025',
      '- United States: “we will be there” – Speaker of us (United States), Wire, 8 Aug 2025',
      '# Changed in the last day',
      '- 8 Aug 2025, 12:00 UTC – Status: being explored → announced',
      '[Timeline] [Sources] [Why?] [Wrong?] [Mute for 1 hour] [Mute for 24 hours] [Mute for 1 week]',
    ]);
  });

  it('says plainly what is not known', () => {
    const text = wholeText(summitCard(summit({ parties: [] }), [], { now: NOW }, reader));
    assert.match(text, /When: not known/);
    assert.match(text, /Where: not known/);
    assert.match(text, /Who takes part: not known/);
    assert.match(text, /Nothing has changed in the last day\./);
  });

  it('says that it is stale after a week without a report, unless all is over', () => {
    const stale = { lastReportAt: NOW - 9 * DAY };
    assert.match(wholeText(summitCard({ ...full, ...stale }, [], { now: NOW }, reader)), /No new report for 9 days\./);
    const held = { ...full, ...stale, stage: { ...full.stage, value: 'held' as const } };
    assert.doesNotMatch(wholeText(summitCard(held, [], { now: NOW }, reader)), /No new report/);
    assert.match(wholeText(summitCard({ ...full, dormant: true }, [], { now: NOW }, reader)), /no longer followed/);
  });

  it('puts contradicting sides beside each other', () => {
    const disputed = [position('us', { quote: 'it is on' }), position('russia', { quote: 'nothing is agreed' })];
    const text = wholeText(summitCard({ ...full, disputed, positions: [] }, [], { now: NOW }, reader));
    assert.match(
      text,
      /# The sides contradict each other\n- United States: “it is on”.*\n- Russia: “nothing is agreed”/,
    );
  });

  it('tells of a doubt beside the stage', () => {
    const atRisk = { ...fact, value: 'one side threatens to stay away', firmness: 'threatened' as const };
    assert.match(
      wholeText(summitCard({ ...full, atRisk }, [], { now: NOW }, reader)),
      /In doubt: one side threatens to stay away/,
    );
  });

  it('looks back: the countdown and the staleness are those of that day', () => {
    const asOf = NOW - 2 * DAY;
    const text = wholeText(summitCard({ ...full, lastReportAt: asOf }, [], { now: NOW, asOf }, reader));
    assert.match(text, /This is what was known at 6 Aug 2025, 12:00 UTC\./);
    assert.match(text, /\(in 9 days\)/);
  });

  it('says that a date has passed without news of the meeting', () => {
    const text = wholeText(summitCard(full, [], { now: Date.UTC(2025, 7, 17) }, reader));
    assert.match(text, /When: Friday 15 August 2025 \(that date has passed\)/);
  });

  it('does not call an expected meeting announced', () => {
    const text = wholeText(summitCard({ ...summit(), presumed: true }, [], { now: NOW }, reader));
    assert.match(text, /expected; nothing firm/);
    assert.doesNotMatch(text, /announced/);
  });

  for (const stage of STAGES) {
    it(`has words for ${stage}`, () => {
      const [title, standing] = readMessage(
        summitCard(summit({ stage: { ...full.stage, value: stage } }), [], { now: NOW }, reader),
      );
      assert.ok(title?.startsWith('[') && (standing?.length ?? 0) > 20);
      assert.ok(!standing?.includes('_'));
    });
  }
});

describe('a timeline', () => {
  it('has a line for each change', () => {
    const lines = readMessage(
      timelineMessage(
        'Trump–Putin meeting',
        [change('a'), change('b', { field: 'place', before: null, after: 'Anchorage' })],
        reader,
      ),
    );
    assert.deepEqual(lines, [
      '[neutral] Trump–Putin meeting: timeline',
      '8 Aug 2025, 12:00 UTC – Status: being explored → announced – Donald Trump (Example Times)',
      '8 Aug 2025, 12:00 UTC – Place: Anchorage – Donald Trump (Example Times)',
    ]);
  });
  it('counts what it does not show, and says when there is nothing', () => {
    const many = Array.from({ length: 30 }, (_, index) => change(`c${index}`));
    assert.equal(readMessage(timelineMessage('X', many, reader))[1], '5 earlier changes are not shown.');
    assert.equal(readMessage(timelineMessage('X', [], reader))[1], 'No change of status has been recorded yet.');
  });
});
