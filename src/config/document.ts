// Reads one configuration file: YAML 1.2 or JSON, from the operator's folder or, where it has none, the one we ship.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { sayIssues } from './faults.ts';

/** The configuration that comes with the product. */
export const SHIPPED = join(import.meta.dirname, '..', '..', 'config');

const LARGEST = 5 * 1024 * 1024;

export type Read<T> = { readonly value: T } | { readonly faults: readonly string[] };

export type ConfigText = { readonly file: string; readonly text: string };

/** `name` without ending; `.yaml`, `.yml` and `.json` are looked for in this order. */
export async function readConfigText(dir: string, name: string, shipped: boolean): Promise<Read<ConfigText>> {
  for (const folder of shipped ? [dir, SHIPPED] : [dir]) {
    for (const ending of ['yaml', 'yml', 'json']) {
      const file = join(folder, `${name}.${ending}`);
      try {
        const { size } = await stat(file);
        if (size > LARGEST)
          return { faults: [`${file}: the file is ${size} bytes long: it must not exceed ${LARGEST}`] };
        return { value: { file, text: await readFile(file, 'utf8') } };
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') continue;
        return { faults: [`${file}: the file cannot be read: ${error instanceof Error ? error.message : error}`] };
      }
    }
  }
  return {
    faults: [
      `${join(dir, `${name}.yaml`)}: the file is missing: copy the one that comes with Summit Watch and edit it`,
    ],
  };
}

export function readDocument<T extends z.ZodType>({ file, text }: ConfigText, schema: T): Read<z.output<T>> {
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0) {
    return { faults: document.errors.map((error) => `${file}: ${error.message.split('\n')[0]?.replace(/:$/, '')}`) };
  }
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  const read = schema.safeParse(value);
  return read.success ? { value: read.data } : { faults: sayIssues(file, schema, value, read.error.issues) };
}
