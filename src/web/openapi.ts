// The description of the HTTP interface (OpenAPI 3.1), made from the table of endpoints.
import { z } from 'zod';

/** What of an endpoint is worth telling. */
export type Described = {
  readonly path: string;
  readonly says: string;
  readonly query: z.ZodObject;
  readonly answer: z.ZodType;
};

const errorDocument = z.object({ error: z.string() });

type Json = { readonly [key: string]: unknown };

/** A JSON Schema without what only a document of its own carries. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return rest;
}

function parametersOf({ path, query }: Described): readonly Json[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const { properties = {}, required = [] } = schemaOf(query, 'input') as {
    readonly properties?: Readonly<Record<string, Json>>;
    readonly required?: readonly string[];
  };
  const inQuery = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
  return [...inPath, ...inQuery];
}

function answerOf(description: string, schema: z.ZodType): Json {
  return { description, content: { 'application/json': { schema: schemaOf(schema, 'output') } } };
}

export function describeApi(
  endpoints: readonly Described[],
  about: { readonly version: string; readonly server: string },
): Json {
  const paths = endpoints.map((endpoint) => [
    endpoint.path,
    {
      get: {
        summary: endpoint.says,
        parameters: parametersOf(endpoint),
        responses: {
          200: answerOf('The answer.', endpoint.answer),
          400: answerOf('What is wrong with the question.', errorDocument),
          404: answerOf('Nothing of that name.', errorDocument),
        },
      },
    },
  ]);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Summit Watch',
      version: about.version,
      description: "Where leaders' summits stand, what changed, and which stories and feeds say so. Reading only.",
    },
    servers: [{ url: `${about.server}/api/v1` }],
    paths: Object.fromEntries(paths),
  };
}
