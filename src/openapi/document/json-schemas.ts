import { z } from 'zod';

import type { Language } from '../../kernel/language.js';
// registers its name
import '../dto/operations.js';
import '../dto/problem.js';
import { NAMED, wordsOf } from '../dto/schema.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

type Override = NonNullable<NonNullable<Parameters<typeof z.toJSONSchema>[1]>['override']>;

function describedIn(language: Language): Override {
  return ({ zodSchema, jsonSchema }) => {
    const words = wordsOf(zodSchema);
    if (words !== undefined) jsonSchema.description = words[language];
    // the long patterns of dates say no more than their format
    if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    // the bounds of numbers in JavaScript are nobody's business
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    // answers may get more fields; only what is sent to us is refused when it is unknown
    const { def } = zodSchema._zod;
    if (def.type === 'object' && (def as z.core.$ZodObjectDef).catchall === undefined) {
      delete jsonSchema.additionalProperties;
    }
  };
}

type Components = Readonly<Record<string, JsonSchema>>;

const made = new Map<Language, Components>();

/** All schemas that have a name, as OpenAPI's components have them; made once. */
export function componentSchemas(language: Language): Components {
  const known = made.get(language) ?? makeComponents(language);
  made.set(language, known);
  return known;
}

function makeComponents(language: Language): Components {
  const { schemas } = z.toJSONSchema(NAMED, {
    uri: (id) => `#/components/schemas/${id}`,
    override: describedIn(language),
  });
  const names = Object.keys(schemas).toSorted();
  return Object.fromEntries(names.map((name) => [name, withoutHead(schemas[name] ?? {})]));
}

/** A schema of its own, such as of a parameter. */
export function inlineSchema(schema: z.ZodType, language: Language): JsonSchema {
  return withoutHead(z.toJSONSchema(schema, { override: describedIn(language) }));
}

export function referenceTo(schema: z.ZodType): JsonSchema {
  const id = NAMED.get(schema)?.id;
  if (id === undefined) throw new Error('bodies and answers have names');
  return { $ref: `#/components/schemas/${id}` };
}

function withoutHead(schema: object): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== '$schema' && name !== '$id'));
}
