// Says what is wrong with a configuration file: where in it, what stands there, and what would be right.
import { distance } from 'fastest-levenshtein';
import { z } from 'zod';

export type Path = readonly PropertyKey[];

/** One sentence; `must` says what would be right and begins so. */
export function sayFault(file: string, path: Path, value: unknown, must: string): string {
  const where = path.length === 0 ? 'the whole file' : writePath(path);
  return value === undefined
    ? `${file}: ${where} is missing: it ${must}`
    : `${file}: ${where} is ${showValue(value)}: it ${must}`;
}

/** Every fault zod found in the document, each once, unknown names with the nearest known one. */
export function sayIssues(file: string, schema: z.ZodType, document: unknown, issues: readonly z.core.$ZodIssue[]) {
  return issues.flatMap((issue): readonly string[] => {
    if (issue.code !== 'unrecognized_keys') {
      return [sayFault(file, issue.path, valueAt(document, issue.path), issue.message)];
    }
    const known = namesAt(schema, issue.path);
    return issue.keys.map((key) => {
      const near = nearestName(key, known);
      const hint = near === undefined ? '' : ` did you mean "${near}"?`;
      return `${file}: ${writePath([...issue.path, key])} is no name known here:${hint} Known are ${known.join(', ')}`;
    });
  });
}

export function nearestName(name: string, known: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const [best] = known
    .map((each) => ({ each, far: distance(lower, each.toLowerCase()) }))
    .toSorted((one, other) => one.far - other.far);
  return best !== undefined && best.far <= Math.max(2, name.length / 3) ? best.each : undefined;
}

export function writePath(path: Path): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index ? '.' : ''}${String(step)}`))
    .join('');
}

export function showValue(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    document,
  );
}

function namesAt(schema: z.ZodType, path: Path): readonly string[] {
  const found = path.reduce<unknown>((at, step) => stepInto(unwrap(at), step), schema);
  const object = unwrap(found);
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

function stepInto(schema: unknown, step: PropertyKey): unknown {
  if (schema instanceof z.ZodObject) return schema.shape[String(step)];
  if (schema instanceof z.ZodArray) return schema.element;
  return undefined;
}

function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return unwrap(schema.unwrap());
  }
  return schema;
}
