import { CallRackError, type Text } from '../platform/errors/callrack-error.js';
import { PROBLEMS, type ProblemCode } from './core/problems.js';

/** Where a request is wrong. */
export type Place = 'path' | 'query' | 'header' | 'body';

export interface FieldFault {
  readonly in: Place;
  /** Fields within fields are named with dots; '' where it is the whole. */
  readonly field: string;
  readonly text: Text;
}

/** An error of this room: its status is that of its kind. */
export class ApiError extends CallRackError {
  constructor(
    code: ProblemCode,
    text: Text,
    /** Further headers of the answer. */
    readonly headers: Readonly<Record<string, string>> = {},
    options?: ErrorOptions,
  ) {
    super(code, text, PROBLEMS[code].status, options);
  }
}

export class InvalidRequest extends ApiError {
  constructor(readonly faults: readonly FieldFault[]) {
    const told = faults.slice(0, 10);
    super('openapi.invalid_request', {
      zh: `请求有误：${told.map(({ field, text }) => `${field}：${text.zh}`).join('；')}`,
      en: `The request is wrong: ${told.map(({ field, text }) => `${field}: ${text.en}`).join('; ')}`,
    });
  }
}

export class InvalidCursor extends ApiError {
  constructor() {
    super('openapi.invalid_cursor', {
      zh: '游标不是本列表在这些条件下给出的',
      en: 'The cursor was not given by this list for these parameters',
    });
  }
}

export class InvalidJson extends ApiError {
  constructor() {
    super('openapi.invalid_json', {
      zh: '请求内容应为一个 UTF-8 编码的 JSON 对象',
      en: 'The body must be one JSON object in UTF-8',
    });
  }
}

export class InvalidIdempotencyKey extends ApiError {
  constructor() {
    super('openapi.invalid_idempotency_key', {
      zh: 'Idempotency-Key 应为 1 到 255 个可打印 ASCII 字符',
      en: 'Idempotency-Key must be 1 to 255 printable ASCII characters',
    });
  }
}

export class ScopeMissing extends ApiError {
  constructor(scope: string) {
    super(
      'openapi.scope_missing',
      { zh: `密钥没有权限范围 ${scope}`, en: `The key does not have the scope ${scope}` },
      { 'WWW-Authenticate': `Bearer realm="CallRack", error="insufficient_scope", scope="${scope}"` },
    );
  }
}

export class NoSuchAddress extends CallRackError {
  constructor() {
    super('platform.not_found', { zh: '没有这个地址', en: 'There is no such address' }, 404);
  }
}

export class CallOver extends ApiError {
  constructor(readonly record: string) {
    super('openapi.call_over', {
      zh: `通话已结束，详单在 ${record}`,
      en: `The call is over; its record is at ${record}`,
    });
  }
}

export class MethodNotAllowed extends ApiError {
  constructor(allowed: readonly string[]) {
    const list = allowed.join(', ');
    super(
      'openapi.method_not_allowed',
      { zh: `此地址只支持 ${list}`, en: `This address knows ${list} only` },
      { Allow: list },
    );
  }
}

export class TooLarge extends ApiError {
  constructor(most: number) {
    super(
      'openapi.too_large',
      { zh: `请求内容最多 ${most} 字节`, en: `A body may have at most ${most} bytes` },
      // what is still to come is not read
      { Connection: 'close' },
    );
  }
}

export class UnsupportedMediaType extends ApiError {
  constructor() {
    super('openapi.unsupported_media_type', {
      zh: '请求内容应为 application/json（UTF-8，不压缩）',
      en: 'The body must be application/json (UTF-8, not compressed)',
    });
  }
}

export class RequestInProgress extends ApiError {
  constructor() {
    super(
      'openapi.request_in_progress',
      { zh: '此幂等键的请求正在处理，请稍后重试', en: 'The request of this idempotency key is being worked at' },
      { 'Retry-After': '1' },
    );
  }
}

export class IdempotencyKeyReused extends ApiError {
  constructor() {
    super('openapi.idempotency_key_reused', {
      zh: '此幂等键已用于另一请求',
      en: 'This idempotency key was used for another request',
    });
  }
}

export class TooManyRequests extends ApiError {
  constructor(waitS: number, headers: Readonly<Record<string, string>>) {
    super(
      'openapi.too_many_requests',
      { zh: `请求过于频繁，请 ${waitS} 秒后再试`, en: `Too many requests; try again in ${waitS} s` },
      { ...headers, 'Retry-After': String(waitS) },
    );
  }
}

export class Unavailable extends ApiError {
  constructor(cause: unknown) {
    super(
      'openapi.unavailable',
      { zh: '暂时不可用，请稍后重试', en: 'Not available right now; try again shortly' },
      {},
      { cause },
    );
  }
}

export class Internal extends ApiError {
  constructor(cause: unknown) {
    super('openapi.internal', { zh: '内部错误', en: 'Internal error' }, {}, { cause });
  }
}
