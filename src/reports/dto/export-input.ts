import { z } from 'zod';

import { LANGUAGES, type Language } from '../../kernel/language.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { InvalidInput } from '../../platform/validation/validation.errors.js';
import { validInput } from '../../platform/validation/valid-input.js';
import { callFilter, SORTS, type Asked } from '../core/call-filter.js';
import { CALL_COLUMNS, type CallColumnName } from '../core/call-record.js';
import type { ExportFormat, ExportWish } from '../core/export.js';

export interface ExportInput extends ExportWish {
  readonly kind: 'call_record';
  readonly format: ExportFormat;
}

const LONGEST_WORD = 2000;
const MOST_FIELDS = 30;

const word = z.string().max(LONGEST_WORD);
const names = CALL_COLUMNS.map((column) => column.name) as [CallColumnName, ...CallColumnName[]];

function schemaIn(language: Language) {
  return z.object({
    kind: z.literal('call_record'),
    format: z.enum(['xlsx', 'csv']),
    filter: z
      .record(z.string().max(40), z.union([word, z.object({ from: word.optional(), to: word.optional() })]))
      .refine((filter) => Object.keys(filter).length <= MOST_FIELDS)
      .default({}),
    sort: z
      .object({ by: z.enum(SORTS), descending: z.boolean() })
      .nullish()
      .transform((sort) => sort ?? { by: 'arrivedAt' as const, descending: true }),
    columns: z
      .array(z.enum(names))
      .min(1)
      .max(names.length)
      .transform((columns) => [...new Set(columns)])
      .default(CALL_COLUMNS.filter((column) => column.usual).map((column) => column.name)),
    language: z.enum(LANGUAGES).default(language),
    timeZone: z
      .string()
      .max(60)
      .refine(isTimeZone, { params: { text: { zh: '没有这个时区', en: 'There is no such time zone' } satisfies Text } })
      .default('Asia/Shanghai'),
  });
}

/**
 * @param language of the person, for files that nobody chose one for
 * @throws InvalidInput
 */
export function exportInput(input: unknown, language: Language): ExportInput {
  const valid = validInput(schemaIn(language), input);
  const filter = valid.filter as Asked;
  const { wrong } = callFilter(filter);
  if (wrong.length > 0) {
    const text: Text = { zh: '条件无法识别', en: 'This is not a condition' };
    throw new InvalidInput(Object.fromEntries(wrong.map((field) => [`filter.${field}`, text])));
  }
  return { ...valid, filter };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
