import type { z } from 'zod';

import type { Language } from '../../kernel/language.js';
import { NAMED } from '../dto/schema.js';
import { componentSchemas, inlineSchema, type JsonSchema } from './json-schemas.js';

/** A field as the page lists it. */
export interface FieldRow {
  /** Fields within fields with dots, items of lists with []. */
  readonly name: string;
  readonly kind: string;
  readonly required: boolean;
  readonly words: string;
}

/** Fields of an object, those within it after it; of answers nothing is said to be required, all of it comes. */
export function fieldsOf(schema: z.ZodType, language: Language): readonly FieldRow[] {
  const components = componentSchemas(language);
  const id = NAMED.get(schema)?.id;
  const found = id === undefined ? inlineSchema(schema, language) : components[id];
  const isInput = found?.additionalProperties === false;
  return rowsOf(found ?? {}, '', isInput, components);
}

function rowsOf(
  schema: JsonSchema,
  within: string,
  isInput: boolean,
  components: Readonly<Record<string, JsonSchema>>,
): FieldRow[] {
  const required = (schema.required ?? []) as readonly string[];
  return Object.entries((schema.properties ?? {}) as Readonly<Record<string, JsonSchema>>).flatMap(([name, field]) => {
    const whole = resolved(field, components);
    const place = within + name;
    const items = whole.type === 'array' ? resolved(whole.items as JsonSchema, components) : undefined;
    const words = typeof field.description === 'string' ? field.description : '';
    const row = { name: place, kind: kindOf(whole, items), required: isInput && required.includes(name), words };
    const below =
      items === undefined
        ? rowsOf(whole, `${place}.`, isInput, components)
        : rowsOf(items, `${place}[].`, isInput, components);
    return [row, ...below];
  });
}

/** A reference or a "this or null" as what it stands for. */
function resolved(schema: JsonSchema, components: Readonly<Record<string, JsonSchema>>): JsonSchema {
  if (typeof schema.$ref === 'string') return components[schema.$ref.split('/').at(-1) ?? ''] ?? {};
  const options = schema.anyOf as readonly JsonSchema[] | undefined;
  const [first, ...others] = (options ?? []).filter(({ type }) => type !== 'null');
  if (first === undefined || others.length > 0) return schema;
  return { ...resolved(first, components), nullable: true };
}

function kindOf(schema: JsonSchema, items: JsonSchema | undefined): string {
  const kind = items === undefined ? typeOf(schema) : `${typeOf(items)}[]`;
  return schema.nullable === true ? `${kind} | null` : kind;
}

function typeOf({ type, format }: JsonSchema): string {
  if (format === 'date-time') return format;
  return typeof type === 'string' ? type : '';
}
