import type { z } from 'zod';

import { InvalidInput } from '../../platform/validation/validation.errors.js';
import { validInput } from '../../platform/validation/valid-input.js';
import { InvalidRequest, type FieldFault, type Place } from '../openapi.errors.js';

const UNKNOWN = {
  query: { zh: '没有这个参数', en: 'There is no such parameter' },
  body: { zh: '没有这个字段', en: 'There is no such field' },
} as const;
const TWICE = { zh: '参数只能出现一次', en: 'The parameter may be given once' };
/** So much of a name that nobody knows is told back. */
const SHOWN = 60;

/** @throws InvalidRequest */
export function checkedQuery<Q extends z.ZodObject>(schema: Q, search: string): z.output<Q> {
  const given = new URLSearchParams(search);
  const values: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of given) {
    if (name in values) throw new InvalidRequest([{ in: 'query', field: shown(name), text: TWICE }]);
    values[name] = value;
  }
  return checked(schema, { ...values }, 'query');
}

/** @throws InvalidRequest naming every field that is wrong or unknown */
export function checked<S extends z.ZodObject>(schema: S, input: object, place: 'query' | 'body'): z.output<S> {
  const unknown = Object.keys(input).filter((name) => !Object.hasOwn(schema.shape, name));
  const faults: FieldFault[] = unknown
    .slice(0, 20)
    .map((name) => ({ in: place, field: shown(name), text: UNKNOWN[place] }));
  const known = Object.fromEntries(Object.entries(input).filter(([name]) => Object.hasOwn(schema.shape, name)));
  try {
    const output = validInput(schema, known);
    if (faults.length === 0) return output;
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    faults.push(...faultsOf(error, place));
  }
  throw new InvalidRequest(faults);
}

function faultsOf(error: InvalidInput, place: Place): FieldFault[] {
  return Object.entries(error.fields).map(([field, text]) => ({ in: place, field, text }));
}

function shown(name: string): string {
  return name.toWellFormed().slice(0, SHOWN);
}
