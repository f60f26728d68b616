// Checks a cron expression before anything is scheduled by it: five fields, or six with seconds first.

type Range = { readonly name: string; readonly from: number; readonly to: number; readonly words?: readonly string[] };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const FIELDS: readonly Range[] = [
  { name: 'second', from: 0, to: 59 },
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of month', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, words: MONTHS },
  { name: 'day of week', from: 0, to: 7, words: DAYS },
];

/** What is wrong with it, in words that follow "must"; undefined when nothing is. */
export function cronFault(expression: string): string | undefined {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== 5 && fields.length !== 6) {
    const count = expression.trim() === '' ? 0 : fields.length;
    return `must have five fields (minute hour day month weekday) or six with seconds first, not ${count}`;
  }
  const ranges = FIELDS.slice(FIELDS.length - fields.length);
  for (const [index, range] of ranges.entries()) {
    const field = fields[index] ?? '';
    if (!field.split(',').every((part) => isPart(part, range))) {
      const said = `${range.from}–${range.to}${range.words ? ` or ${range.words[0]}–${range.words.at(-1)}` : ''}`;
      return `must have for ${range.name} ${said}, a range, a list or * (with /step), not "${field}"`;
    }
  }
  return undefined;
}

/** `*`, `5`, `1-5`, each with `/step`. */
function isPart(part: string, range: Range): boolean {
  const [span = '', step, ...more] = part.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d{0,3}$/.test(step))) return false;
  if (span === '*') return true;
  const ends = span.split('-').map((end) => numberOf(end, range));
  const [from, to = from] = ends;
  return ends.length <= 2 && from !== undefined && to !== undefined && from <= to;
}

function numberOf(text: string, { from, to, words }: Range): number | undefined {
  const word = words?.indexOf(text.toLowerCase()) ?? -1;
  if (word >= 0) return word + from;
  const value = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return value >= from && value <= to ? value : undefined;
}
