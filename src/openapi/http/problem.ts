import type { Language } from '../../kernel/language.js';
import { ApiKeyRefused, TryLater } from '../../platform/access/access.errors.js';
import { CallRackError } from '../../platform/errors/callrack-error.js';
import { InvalidInput } from '../../platform/validation/validation.errors.js';
import { isDatabaseAway } from '../../platform/database/transaction.js';
import { problemKind } from '../core/told-kind.js';
import { ApiError, CallOver, Internal, InvalidRequest, Unavailable, type Place } from '../openapi.errors.js';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';
export const API_PATH = '/api/v1';
export const DOCS_PATH = '/docs';

/** RFC 9457, with our stable code, and what is wrong by field. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly errors?: readonly { readonly in: Place; readonly field: string; readonly detail: string }[];
  /** Where the record of a call is that is over. */
  readonly record?: string;
}

export interface ProblemAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly problem: Problem;
  /** What people who run the server should see: errors that nobody expected. */
  readonly unexpected: unknown;
}

const RETRY_AFTER_S = 5;

/** Whatever was thrown, as it is told. @param instance path of the request */
export function problemOf(thrown: unknown, language: Language, instance: string): ProblemAnswer {
  const error = asError(thrown);
  const { status, title, isKnown } = problemKind(error.code, error.httpStatus);
  const problem: Problem = {
    type: isKnown ? `${DOCS_PATH}#${error.code}` : 'about:blank',
    title: title[language],
    status,
    detail: error.text[language],
    instance,
    code: error.code,
    ...faultsOf(error, language),
    ...(error instanceof CallOver ? { record: error.record } : {}),
  };
  return { status, headers: headersOf(error, status), problem, unexpected: error instanceof Internal ? thrown : null };
}

function asError(thrown: unknown): CallRackError {
  if (thrown instanceof CallRackError) return thrown.httpStatus === 500 ? new Internal(thrown) : thrown;
  return isDatabaseAway(thrown) ? new Unavailable(thrown) : new Internal(thrown);
}

function headersOf(error: CallRackError, status: number): Record<string, string> {
  const headers: Record<string, string> = {};
  if (status === 401) {
    const wrong = error instanceof ApiKeyRefused && error.why !== 'missing' ? ', error="invalid_token"' : '';
    headers['WWW-Authenticate'] = `Bearer realm="CallRack"${wrong}`;
  }
  if (status === 503) headers['Retry-After'] = String(RETRY_AFTER_S);
  if (error instanceof TryLater) headers['Retry-After'] = String(Math.max(1, Math.ceil(error.waitMs / 1000)));
  return error instanceof ApiError ? { ...headers, ...error.headers } : headers;
}

function faultsOf(error: CallRackError, language: Language): Pick<Problem, 'errors'> {
  if (error instanceof InvalidRequest) {
    return { errors: error.faults.map(({ in: place, field, text }) => ({ in: place, field, detail: text[language] })) };
  }
  if (error instanceof InvalidInput) {
    const fields = Object.entries(error.fields);
    return { errors: fields.map(([field, text]) => ({ in: 'body', field, detail: text[language] })) };
  }
  return {};
}
