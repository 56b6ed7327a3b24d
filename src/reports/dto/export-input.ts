import { z } from 'zod';

import { LANGUAGES, type Language } from '../../kernel/language.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { InvalidInput } from '../../platform/validation/validation.errors.js';
import { validInput } from '../../platform/validation/valid-input.js';
import { agentRecordFilter } from '../core/agent-record.js';
import { callFilter, NEWEST_FIRST, SORTS, type Asked } from '../core/call-filter.js';
import { EXPORT_COLUMNS } from '../core/export-columns.js';
import { EXPORT_KINDS, type ExportFormat, type ExportKind, type ExportWish } from '../core/export.js';
import { figuresAsked } from '../core/figures/asked.js';

export interface ExportInput extends ExportWish {
  readonly kind: ExportKind;
  readonly format: ExportFormat;
}

/** Five hundred ids. */
const LONGEST_WORD = 20_000;
const MOST_FIELDS = 30;

const word = z.string().max(LONGEST_WORD);

function schemaIn(kind: ExportKind, language: Language) {
  const columns = EXPORT_COLUMNS[kind];
  const names = columns.map(({ name }) => name) as [string, ...string[]];
  return z.object({
    kind: z.literal(kind),
    format: z.enum(['xlsx', 'csv']),
    filter: z
      .record(z.string().max(40), z.union([word, z.object({ from: word.optional(), to: word.optional() })]))
      .refine((filter) => Object.keys(filter).length <= MOST_FIELDS)
      .default({}),
    sort: z
      .object({ by: z.enum(SORTS), descending: z.boolean() })
      .nullish()
      .transform((sort) => (kind === 'call_record' ? (sort ?? NEWEST_FIRST) : null)),
    columns: z
      .array(z.enum(names))
      .min(1)
      .max(names.length)
      .transform((chosen) => [...new Set(chosen)])
      .default(columns.filter(({ usual }) => usual).map(({ name }) => name)),
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
  const { kind } = validInput(z.object({ kind: z.enum(EXPORT_KINDS) }), input);
  const valid = validInput(schemaIn(kind, language), input);
  const filter = valid.filter as Asked;
  const wrong = wrongIn(kind, filter, valid.timeZone);
  if (wrong.length > 0) {
    const text: Text = { zh: '条件无法识别', en: 'This is not a condition' };
    throw new InvalidInput(Object.fromEntries(wrong.map((field) => [`filter.${field}`, text])));
  }
  return { ...valid, filter };
}

/** The fields of the filter that nothing can match. */
function wrongIn(kind: ExportKind, filter: Asked, timeZone: string): readonly string[] {
  switch (kind) {
    case 'call_record':
      return callFilter(filter).wrong;
    case 'agent_record':
      return agentRecordFilter(filter).wrong;
    case 'queue_figures':
    case 'agent_figures':
    case 'path_figures':
      return figuresAsked(filter, timeZone).wrong;
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
