import type { z } from 'zod';

import type { Actor } from '../../platform/access/actor.js';
import type { TenantPermission } from '../../platform/access/core/permissions.js';
import type { Scope } from '../../platform/access/core/scopes.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import type { TenantId } from '../../kernel/ids.js';
import type { Once } from '../idempotency.service.js';
import { PROBLEMS, type ProblemCode } from '../core/problems.js';

export const TAGS = {
  agents: { zh: '座席', en: 'Agents' },
  messages: { zh: '消息', en: 'Messages to agents' },
  queues: { zh: '队列', en: 'Queues' },
  calls: { zh: '通话', en: 'Calls' },
  callbacks: { zh: '回呼', en: 'Callbacks' },
  voicemail: { zh: '留言', en: 'Voicemail' },
  'call-records': { zh: '呼叫详单', en: 'Call records' },
  figures: { zh: '统计', en: 'Figures' },
  charges: { zh: '话费', en: 'Charges' },
  account: { zh: '余额', en: 'Account' },
} as const satisfies Readonly<Record<string, Text>>;
export type Tag = keyof typeof TAGS;

export interface PathParameter {
  readonly words: Text;
  readonly example: string;
}

/**
 * One endpoint: the door checks requests by it, the controller is bound to it, and the document is written from it. What
 * is not said here is not there.
 */
export interface Operation<
  Q extends z.ZodObject = z.ZodObject,
  B extends z.ZodObject | null = z.ZodObject | null,
  A extends z.ZodType = z.ZodType,
> {
  readonly id: string;
  readonly method: 'get' | 'post';
  /** Below /api/v1, with {parameters}. */
  readonly path: string;
  readonly tag: Tag;
  readonly scope: Scope;
  readonly permission: TenantPermission;
  readonly summary: Text;
  readonly about?: Text;
  readonly params?: Readonly<Record<string, PathParameter>>;
  /** A strict object: unknown parameters are refused. */
  readonly query: Q;
  /** A strict object; null where nothing is read. */
  readonly body: B;
  readonly bodyExample?: object;
  readonly status: 200 | 201;
  readonly answer: A;
  readonly answerExample: object;
  /** Beside those that every operation has (problemsOf). */
  readonly problems: readonly ProblemCode[];
}

/** Who asks for what, checked. */
export interface Asked<Q, B> {
  readonly actor: Actor;
  readonly tenantId: TenantId;
  readonly tenantCode: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Q;
  readonly body: B;
  /** null: the program gave no idempotency key. */
  readonly once: Once | null;
}

export interface Answered<A> {
  readonly body: A;
  /** Path of what was made, below /api/v1. */
  readonly location?: string;
}

/** An operation and who does it. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
  readonly answer: (asked: Asked<unknown, unknown>) => Promise<Answered<unknown>>;
}

/** Rooms' controllers list what they do so. */
export interface ApiController {
  readonly routes: readonly Route[];
}

/** Written apart so that types follow from the schemas. */
export function operation<Q extends z.ZodObject, B extends z.ZodObject | null, A extends z.ZodType>(
  described: Operation<Q, B, A>,
): Operation<Q, B, A> {
  return described;
}

type OutputOf<S> = S extends z.ZodType ? z.output<S> : null;

export function serve<Q extends z.ZodObject, B extends z.ZodObject | null, A extends z.ZodType>(
  described: Operation<Q, B, A>,
  answer: (asked: Asked<z.output<Q>, OutputOf<B>>) => Promise<Answered<z.input<A>>>,
): Route {
  const { method, path } = described;
  return {
    method,
    path,
    operation: described,
    answer: (asked) => answer(asked as Asked<z.output<Q>, OutputOf<B>>),
  };
}

/** Of whatever the engine is asked. */
export const OF_ENGINE = ['local_api.engine_unavailable', 'local_api.answer_not_understood'] as const;
/** Of whatever an agent is told by it. */
export const OF_COMMANDED = ['calls.unknown_agent', 'calls.unknown_tenant', 'calls.bad_command'] as const;

const OF_ALL: readonly ProblemCode[] = [
  'openapi.invalid_request',
  'access.api_key_missing',
  'access.api_key_unknown',
  'access.api_key_expired',
  'access.api_key_revoked',
  'access.tenant_not_open',
  'openapi.scope_missing',
  'access.not_permitted',
  'openapi.too_many_requests',
  'access.too_many_wrong_keys',
  'openapi.internal',
  'access.too_busy',
  'platform.database_busy',
  'openapi.unavailable',
];
const OF_WRITES: readonly ProblemCode[] = [
  'openapi.invalid_json',
  'openapi.invalid_idempotency_key',
  'openapi.request_in_progress',
  'openapi.too_large',
  'openapi.unsupported_media_type',
  'openapi.idempotency_key_reused',
];

/** Everything that may be answered instead. */
export function problemsOf({ method, params, query, problems }: Operation): readonly ProblemCode[] {
  const all: ProblemCode[] = [...OF_ALL, ...problems];
  if (params !== undefined) all.push('platform.not_found');
  if ('cursor' in query.shape) all.push('openapi.invalid_cursor');
  if (method === 'post') all.push(...OF_WRITES);
  return [...new Set(all)].toSorted((one, other) => PROBLEMS[one].status - PROBLEMS[other].status);
}
