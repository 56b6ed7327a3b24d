import { CallRackError, type Text } from '../../platform/errors/callrack-error.js';
import { InvalidInput } from '../../platform/validation/validation.errors.js';
import type { Language } from '../../kernel/language.js';
import type { ConsoleResource } from '../resources/resource.js';

/** What AdminJS's front end shows of something that did not work. */
export interface Failure {
  /** Stable code of the error, for programs and tests. */
  readonly code: string;
  readonly notice: { readonly message: string; readonly type: 'error' };
  readonly record: {
    readonly params: object;
    readonly populated: object;
    readonly errors: FieldErrors;
    readonly baseError: { readonly message: string; readonly type: string } | null;
    readonly recordActions: readonly never[];
    readonly bulkActions: readonly never[];
  };
  readonly records: readonly never[];
  readonly meta: {
    readonly total: number;
    readonly perPage: number;
    readonly page: number;
    readonly direction: null;
    readonly sortBy: null;
  };
}

export type FieldErrors = Readonly<Record<string, { readonly type: string; readonly message: string }>>;

const SEE_BELOW: Text = { zh: '有的内容需要更正，见下方', en: 'Some fields need correcting, see below' };

/** An error of ours as an answer that every view of AdminJS's front end understands: it tells, and shows nothing. */
export function failure(error: CallRackError, language: Language): Failure {
  const message = error.text[language];
  return {
    code: error.code,
    notice: { message, type: 'error' },
    record: {
      params: {},
      populated: {},
      errors: {},
      baseError: { message, type: 'AppError' },
      recordActions: [],
      bulkActions: [],
    },
    records: [],
    meta: { total: 0, perPage: 10, page: 1, direction: null, sortBy: null },
  };
}

/** Parts of fields as people know them. */
const PARTS: Readonly<Record<string, Text>> = {
  keys: { zh: '按键', en: 'Key' },
  otherwise: { zh: '始终没有按对时', en: 'When no valid key is pressed' },
  keyTimeoutMs: { zh: '等待按键的时间', en: 'Wait for a key' },
  attempts: { zh: '最多播放次数', en: 'Plays at most' },
  destination: { zh: '去向', en: 'Destination' },
};

function placeIn(path: readonly string[], language: Language): string {
  return path.map((part) => PARTS[part]?.[language] ?? part).join(' ');
}

/**
 * What is wrong with a form, beside its fields. A fault deep in a field (a menu's third key) is told at that field; what
 * belongs to no field of the form is told above it.
 */
export function formFailure(
  resource: ConsoleResource,
  error: InvalidInput,
  language: Language,
): { readonly errors: FieldErrors; readonly message: string } {
  const errors: Record<string, { type: string; message: string }> = {};
  const elsewhere: string[] = [];
  for (const [path, text] of Object.entries(error.fields)) {
    const [root = '', ...rest] = path.split('.');
    if (!resource.fields.some((field) => field.name === root)) {
      elsewhere.push(text[language]);
      continue;
    }
    const told = rest.length === 0 ? text[language] : `${placeIn(rest, language)}: ${text[language]}`;
    const before = errors[root]?.message;
    errors[root] = { type: 'invalid', message: before === undefined ? told : `${before}; ${told}` };
  }
  const message = elsewhere.length > 0 ? elsewhere.join('; ') : SEE_BELOW[language];
  return { errors, message };
}
