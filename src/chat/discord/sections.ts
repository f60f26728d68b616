// Titled lists made to fit: lines are cut shorter first, then lines fall away, whole sections last; what went is counted.
import type { Section } from '../../core/messages/message.ts';
import { escapeMarkdown, fitWords, renderText } from './markdown.ts';

type Block = { readonly heading: string; readonly lines: string[]; dropped: number };

/** From roomy to tight: how long a line may be, in characters of markup. */
const LINE_LENGTHS = [600, 350, 240] as const;
const HEADING_LENGTH = 200;
/** More can never be shown; the rest is only counted. */
const MOST_LINES = 100;
const MOST_SECTIONS = 40;

/** Markdown of at most `room` characters. */
export function renderSections(sections: readonly Section[], room: number): string {
  const shown = sections.slice(0, MOST_SECTIONS);
  for (const lineLength of LINE_LENGTHS) {
    const blocks = shown.map((section) => toBlock(section, lineLength));
    const whole = blocks.every((block) => block.dropped === 0) && shown.length === sections.length;
    const text = write(blocks, sections.length - shown.length);
    if (text.length <= room && (whole || lineLength === LINE_LENGTHS.at(-1))) return text;
  }
  return dropUntilFit(
    shown.map((section) => toBlock(section, LINE_LENGTHS[1])),
    sections.length - shown.length,
    room,
  );
}

function toBlock(section: Section, lineLength: number): Block {
  const lines = section.lines.slice(0, MOST_LINES).map((line) => `- ${renderText(line, lineLength)}`);
  const heading = fitWords(section.heading, escapeMarkdown, HEADING_LENGTH)?.trim() ?? '';
  return { heading: heading === '' ? '' : `**${heading}**`, lines, dropped: section.lines.length - lines.length };
}

/** Takes from whichever section has most lines, so that each keeps its first as long as there is room for it. */
function dropUntilFit(blocks: Block[], uncounted: number, room: number): string {
  let droppedSections = uncounted;
  const sizes = blocks.map((block) => writeBlock(block).length);
  while (blocks.length > 0) {
    const size =
      sizes.reduce((sum, each) => sum + each + 2, 0) + (droppedSections > 0 ? more(droppedSections).length : -2);
    if (size <= room) break;
    const [block, index] = fullest(blocks);
    if (block !== undefined && block.lines.length > 1) {
      block.lines.pop();
      block.dropped += 1;
      sizes[index] = writeBlock(block).length;
    } else {
      blocks.pop();
      sizes.pop();
      droppedSections += 1;
    }
  }
  const text = write(blocks, droppedSections);
  return text.length <= room ? text : '';
}

function fullest(blocks: readonly Block[]): readonly [Block | undefined, number] {
  let found = 0;
  blocks.forEach((block, index) => {
    if (block.lines.length > (blocks[found]?.lines.length ?? 0)) found = index;
  });
  return [blocks[found], found];
}

function write(blocks: readonly Block[], droppedSections: number): string {
  const parts = blocks.map(writeBlock);
  return (droppedSections > 0 ? [...parts, more(droppedSections)] : parts).join('\n\n');
}

function writeBlock(block: Block): string {
  const lines = block.dropped > 0 ? [...block.lines, `- ${more(block.dropped)}`] : block.lines;
  return (block.heading === '' ? lines : [block.heading, ...lines]).join('\n');
}

/** The same in every language. */
function more(count: number): string {
  return `… (+${count})`;
}
