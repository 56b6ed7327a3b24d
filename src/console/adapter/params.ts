import { amountText, microOf, microText, parseAmount } from '../../kernel/money.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { isShallow } from '../../platform/validation/shallow-value.js';
import { InvalidInput } from '../../platform/validation/validation.errors.js';
import type { ConsoleRecord, ConsoleResource, Field, FieldKind } from '../resources/resource.js';

/** A record's fields as AdminJS carries them: flat, and what is no plain value as JSON text. */
export type Params = Record<string, string | number | boolean | null>;

/** Kinds whose value is an object or a list, and travels as JSON text. */
const JSON_KINDS: ReadonlySet<FieldKind> = new Set([
  'references',
  'choices',
  'destination',
  'menuAction',
  'permissions',
  'json',
]);
/** Kinds for which an empty input says "none", not "the empty text". */
const NONE_WHEN_EMPTY: ReadonlySet<FieldKind> = new Set([
  'number',
  'instant',
  'durationMs',
  'money',
  'choice',
  'reference',
  'destination',
  'menuAction',
  'json',
]);

const REQUIRED: Text = { zh: '请填写', en: 'Please fill this in' };
const NO_JSON: Text = { zh: '格式不正确', en: 'The format is wrong' };
const NO_AMOUNT: Text = {
  zh: '请填写金额，如 0.15：数字和小数点，最多 6 位小数',
  en: 'Please enter an amount such as 0.15: digits and a point, at most 6 decimals',
};

export function travelsAsJson(kind: FieldKind): boolean {
  return JSON_KINDS.has(kind);
}

/** Where a field appears. */
export function appears(field: Field, where: 'list' | 'show' | 'create' | 'edit' | 'filter'): boolean {
  return field.on?.includes(where) ?? true;
}

/** What AdminJS is given of a record: the fields that are described, and nothing else that a room may have put there. */
export function paramsOf(resource: ConsoleResource, record: ConsoleRecord): Params {
  const values = record as unknown as Readonly<Record<string, unknown>>;
  const params: Params = { id: record.id };
  if (record.version !== undefined) params.version = record.version;
  for (const field of resource.fields) params[field.name] = paramOf(field.kind, values[field.name]);
  return params;
}

function paramOf(kind: FieldKind, value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (travelsAsJson(kind)) return JSON.stringify(value);
  if (kind === 'money' && typeof value === 'bigint') return amountText(value);
  if (kind === 'money' && typeof value === 'string') return amountText(microOf(value));
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
}

/**
 * What a form has sent, as a room's schema takes it: the fields that this form has, empty ones as null or left out.
 *
 * @throws InvalidInput naming the required fields that are empty
 */
export function inputOf(
  resource: ConsoleResource,
  where: 'create' | 'edit',
  payload: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const wrong: Record<string, Text> = {};
  for (const field of resource.fields) {
    if (!appears(field, where) || field.kind === 'id') continue;
    const value = valueOf(field, payload[field.name], wrong);
    if (field.required === true && isEmpty(value) && !(field.name in wrong)) wrong[field.name] = REQUIRED;
    if (value !== undefined) input[field.name] = value;
  }
  if (Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
  return input;
}

function valueOf(field: Field, sent: unknown, wrong: Record<string, Text>): unknown {
  if (field.kind === 'boolean') return sent === true || sent === 'true';
  if (sent === undefined) return field.kind === 'text' || field.kind === 'longText' ? '' : undefined;
  if (sent === '' || sent === null) return NONE_WHEN_EMPTY.has(field.kind) ? null : emptyOf(field.kind);
  if (field.kind === 'money') return moneyOf(field, sent, wrong);
  if (!travelsAsJson(field.kind) || typeof sent !== 'string') return sent;
  try {
    const value: unknown = JSON.parse(sent);
    if (isShallow(value)) return value;
  } catch {
    // told below
  }
  wrong[field.name] = NO_JSON;
  return undefined;
}

/** As typed -> MicroText. */
function moneyOf(field: Field, sent: unknown, wrong: Record<string, Text>): unknown {
  const amount = typeof sent === 'string' || typeof sent === 'number' ? parseAmount(String(sent).trim()) : null;
  if (amount !== null) return microText(amount);
  wrong[field.name] = NO_AMOUNT;
  return undefined;
}

function emptyOf(kind: FieldKind): unknown {
  return kind === 'references' || kind === 'choices' || kind === 'permissions' ? [] : '';
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** The version that the form was filled in from; 0 where it sent none, which no row has. */
export function versionOf(payload: Readonly<Record<string, unknown>>): number {
  const version = Number(payload.version);
  return Number.isSafeInteger(version) ? version : 0;
}
