import { z } from 'zod';

import type { Destination } from '../../kernel/destination.js';
import { storedDestination } from '../database/listing.js';
import { isId } from '../database/paging.js';
import type { DbSession } from '../database/transaction.js';
import type { Text } from '../errors/callrack-error.js';
import { NotFound } from '../errors/record.errors.js';
import { InvalidInput } from '../validation/validation.errors.js';
import type { References } from './references.js';
import type { Thing } from './thing.js';

const CHOOSE: Text = { zh: '请选择', en: 'Please choose' };
const CHOOSE_DESTINATION: Text = { zh: '请选择去向', en: 'Please choose where callers go' };
/** The same for what never was and for what is another tenant's. */
const UNKNOWN: Text = { zh: '所选的内容不存在或已被删除', en: 'What was chosen does not exist or was deleted' };
const NO_LIST: Text = { zh: '应为列表', en: 'This must be a list' };

/** The id of another thing, in lower case as the engine compares it. Whether it exists is `mustBeThere`'s to say. */
export function chosen<T extends string>() {
  return z.unknown().transform((value, context): T => {
    if (typeof value === 'string' && isId(value)) return value.toLowerCase() as T;
    context.addIssue({ code: 'custom', params: { text: CHOOSE }, input: value });
    return z.NEVER;
  });
}

/** Ids of other things, each once; none where the form sends an empty text. */
export function chosenMany<T extends string>() {
  return z.unknown().transform((value, context): T[] => {
    const list: unknown = value === '' || value === null ? [] : value;
    if (!Array.isArray(list) || !list.every((id): id is string => typeof id === 'string')) {
      context.addIssue({ code: 'custom', params: { text: NO_LIST }, input: value });
      return z.NEVER;
    }
    if (!list.every(isId)) {
      context.addIssue({ code: 'custom', params: { text: UNKNOWN }, input: value });
      return z.NEVER;
    }
    return [...new Set(list.map((id) => id.toLowerCase() as T))];
  });
}

/** A destination as forms and programs send it: the object, or its JSON text. */
export const chosenDestination = z.unknown().transform((value, context): Destination => {
  const parsed = storedDestination.safeParse(numberAsDialled(inLowerCase(jsonOf(value))));
  if (parsed.success) return parsed.data;
  context.addIssue({ code: 'custom', params: { text: CHOOSE_DESTINATION }, input: value });
  return z.NEVER;
});

/** Something chosen, or nothing: forms send an empty text then. */
export function noneOr<S extends z.ZodType>(schema: S) {
  return z.preprocess(
    (given) => (given === undefined || given === '' || given === 'null' ? null : given),
    schema.nullable(),
  );
}

/** What a form sends as JSON text, or as the value itself; text that is no JSON stays as it is and fits nothing. */
export function jsonOf(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function numberAsDialled(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('number' in value)) return value;
  const { number } = value;
  return typeof number === 'string' ? { ...value, number: asDialled(number) } : value;
}

/** A number outside as people write it: without what stands between its digits, `00` for `+`. */
function asDialled(number: string): string {
  return number.replace(/[\s\-().]/g, '').replace(/^\+/, '00');
}

/** A number outside that is called beside something. @param text what people are told who write none */
export function chosenNumber(text: Text) {
  return z.unknown().transform((value, context): string => {
    const number = typeof value === 'string' ? asDialled(value) : '';
    if (/^[0-9]{3,32}$/.test(number)) return number;
    context.addIssue({ code: 'custom', params: { text }, input: value });
    return z.NEVER;
  });
}

function inLowerCase(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).map(([name, part]: [string, unknown]) => [
    name,
    name !== 'to' && typeof part === 'string' ? part.toLowerCase() : part,
  ]);
  return Object.fromEntries(parts) as unknown;
}

/**
 * Everything chosen must be there for the session to see.
 *
 * @param chosenAt what was chosen, by field; null where nothing needs to be there
 * @throws InvalidInput naming every field whose choice is not there, or is another tenant's
 */
export async function mustBeThere(
  references: References,
  session: DbSession,
  chosenAt: Readonly<Record<string, Thing | null>>,
): Promise<void> {
  const missing: Record<string, Text> = {};
  for (const [field, thing] of Object.entries(chosenAt)) {
    if (thing === null) continue;
    try {
      await references.mustExist(session, thing);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      missing[field] = UNKNOWN;
    }
  }
  if (Object.keys(missing).length > 0) throw new InvalidInput(missing);
}

/** The answer to a choice of things that are not all there. */
export function notThere(field: string): InvalidInput {
  return new InvalidInput({ [field]: UNKNOWN });
}
