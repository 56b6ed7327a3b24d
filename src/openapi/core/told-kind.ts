import type { ProblemKind, Text } from './problem-kind.js';
import { PROBLEMS, type ProblemCode } from './problems.js';

/** Of a problem: a code of the table, or one that a newer engine has. */
export interface ToldKind extends Pick<ProblemKind, 'status' | 'title'> {
  /** Whether the documentation has more to say of it. */
  readonly isKnown: boolean;
}

/** The kind of a code; of one that this build does not know only what its status says. */
export function problemKind(code: string, status: number): ToldKind {
  if (Object.hasOwn(PROBLEMS, code)) return { ...PROBLEMS[code as ProblemCode], isKnown: true };
  const known = NEUTRAL[status] === undefined ? (status < 500 ? 400 : 503) : status;
  return { status: known, title: NEUTRAL[known] ?? UNAVAILABLE, isKnown: false };
}

const UNAVAILABLE: Text = { zh: '暂时不可用', en: 'Service Unavailable' };
/** Titles of about:blank are those of the status (RFC 9457, section 4.2.1). */
const NEUTRAL: Readonly<Partial<Record<number, Text>>> = {
  400: { zh: '请求有误', en: 'Bad Request' },
  401: { zh: '未验证身份', en: 'Unauthorized' },
  402: { zh: '需要付款', en: 'Payment Required' },
  403: { zh: '不允许', en: 'Forbidden' },
  404: { zh: '没有找到', en: 'Not Found' },
  409: { zh: '状态冲突', en: 'Conflict' },
  422: { zh: '无法处理', en: 'Unprocessable Content' },
  429: { zh: '请求过于频繁', en: 'Too Many Requests' },
  500: { zh: '内部错误', en: 'Internal Server Error' },
  503: UNAVAILABLE,
};
