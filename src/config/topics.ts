// topics.yaml: what channels can subscribe to.
import { z } from 'zod';
import { compileQuery } from '../core/stories/keywords.ts';
import type { Topic, TopicId } from '../core/stories/topic.ts';
import type { LeaderBook } from '../core/summits/leaders.ts';
import { textKey } from '../core/text/normalise.ts';
import { type ConfigText, type Read, readDocument } from './document.ts';
import { nearestName, sayFault } from './faults.ts';
import { oneOf, text } from './values.ts';

const ID = 'must be made of small letters, digits and hyphens, such as trump-xi';

const OTHER_LANGUAGES = ['de', 'fr', 'uk'] as const;

const schema = z.strictObject(
  {
    topics: z
      .array(
        z.strictObject(
          {
            id: text(60)
              .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: ID })
              .refine((id) => id !== 'all', { error: 'must not be "all", which stands for every topic' }),
            name: text(80),
            kind: oneOf(['summit', 'keyword']).optional(),
            query: text(2_000).optional(),
            participants: z.array(text(60), { error: 'must be a list of keys from leaders.yaml' }).max(20).default([]),
            aliases: z.array(text(80), { error: 'must be a list of names' }).max(50).default([]),
            description: text(300).optional(),
            elsewhere: z
              .partialRecord(oneOf(OTHER_LANGUAGES), text(80), {
                error: 'must be names by language, such as {de: Gaza-Gespräche}; languages are de, fr and uk',
              })
              .optional(),
          },
          { error: 'must be a topic, such as {id: g7, name: G7, participants: [g7]}' },
        ),
        { error: 'must be a list of topics, each with id and name' },
      )
      .min(1, { error: 'must hold one topic or more' }),
  },
  { error: 'must have the name topics with a list under it' },
);

type Written = z.output<typeof schema>['topics'][number];

/** Without `leaders` (their own file is at fault) participants are not checked. */
export function readTopics(from: ConfigText, leaders: LeaderBook | undefined): Read<readonly Topic[]> {
  const read = readDocument(from, schema);
  if ('faults' in read) return read;
  const { topics } = read.value;
  const faults = [
    ...topics.flatMap((topic, index) => [
      ...faultsOfKind(from.file, topic, index),
      ...faultsOfQuery(from.file, topic, index),
      ...(leaders === undefined ? [] : strangers(from.file, topic, index, leaders)),
    ]),
    ...repeatedNames(from.file, topics),
  ];
  return faults.length > 0 ? { faults } : { value: topics.map(toTopic) };
}

function kindOf(topic: Written): Topic['kind'] {
  return topic.kind ?? (topic.participants.length === 0 && topic.query !== undefined ? 'keyword' : 'summit');
}

function toTopic({ id, name, query, participants, aliases, description, ...rest }: Written): Topic {
  return {
    id: id as TopicId,
    name,
    kind: kindOf({ id, name, query, participants, aliases, description, ...rest }),
    ...(query !== undefined && { query }),
    participants,
    aliases,
    ...(description !== undefined && { description }),
    ...(rest.elsewhere !== undefined && { elsewhere: rest.elsewhere }),
  };
}

function faultsOfKind(file: string, topic: Written, index: number): readonly string[] {
  if (kindOf(topic) === 'summit') return [];
  const faults: string[] = [];
  if (topic.query === undefined) {
    faults.push(sayFault(file, ['topics', index, 'query'], undefined, 'must be there for a topic of kind keyword'));
  }
  if (topic.participants.length > 0) {
    const must = 'must be empty for a topic of kind keyword: make it a summit topic or drop them';
    faults.push(sayFault(file, ['topics', index, 'participants'], topic.participants, must));
  }
  return faults;
}

function faultsOfQuery(file: string, { query }: Written, index: number): readonly string[] {
  const compiled = query === undefined ? undefined : compileQuery(query);
  if (compiled === undefined || !('fault' in compiled)) return [];
  const { at, message } = compiled.fault;
  return [sayFault(file, ['topics', index, 'query'], query, `is wrong at character ${at}: ${message}`)];
}

function strangers(file: string, topic: Written, index: number, leaders: LeaderBook): readonly string[] {
  const known = leaders.parties.map((party) => String(party.key));
  return topic.participants.flatMap((key, position) => {
    if (known.includes(key)) return [];
    const near = nearestName(key, known);
    const must = `must be a key from leaders.yaml${near === undefined ? '' : `; the nearest is ${near}`}`;
    return [sayFault(file, ['topics', index, 'participants', position], key, must)];
  });
}

/** Ids, names and aliases are all typed by people, so one of them means one topic. */
function repeatedNames(file: string, topics: readonly Written[]): readonly string[] {
  const owners = new Map<string, number>();
  const faults: string[] = [];
  for (const [index, topic] of topics.entries()) {
    const named = [
      { path: ['id'], name: topic.id },
      { path: ['name'], name: topic.name },
      ...topic.aliases.map((name, position) => ({ path: ['aliases', position], name })),
    ];
    for (const { path, name } of named) {
      const owner = owners.get(textKey(name));
      if (owner === undefined) owners.set(textKey(name), index);
      else if (owner !== index || path[0] === 'id') {
        const must = `must not be a name of two topics, and topics[${owner}] has it already`;
        faults.push(sayFault(file, ['topics', index, ...path], name, must));
      }
    }
  }
  return faults;
}
