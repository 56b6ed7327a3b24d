import type { Language } from '../../kernel/language.js';

/** What the document and its page say beside the operations. */
interface DocWords {
  readonly about: string;
  readonly key: string;
  readonly idempotencyKey: string;
  readonly done: string;
  readonly headers: Readonly<
    Record<
      'RateLimit' | 'RateLimit-Policy' | 'Retry-After' | 'Location' | 'Idempotency-Replayed' | 'WWW-Authenticate',
      string
    >
  >;
}

export const DOC_WORDS: Readonly<Record<Language, DocWords>> = {
  zh: {
    about:
      '座席、队列、通话、详单、话费与余额的接口。时间为 UTC 的 ISO 8601；时长以毫秒（Ms）或秒（S）计；金额（Micro）为货币单位的百万分之一，以十进制字符串表示。应答以后可能增加字段，请忽略不认识的字段。',
    key: '企业管理员在控制台创建的 API 密钥，放在请求头 Authorization: Bearer 中。权限范围：',
    idempotencyKey:
      '可选。同一键与同样的内容再次发送时，不再执行，而返回首次的应答（保存 24 小时）；内容不同则为 422，首次仍在处理则为 409。',
    done: '成功',
    headers: {
      RateLimit: '剩余次数 r 与恢复秒数 t',
      'RateLimit-Policy': '每 w 秒最多 q 次',
      'Retry-After': '多少秒后重试',
      Location: '新建之物的地址',
      'Idempotency-Replayed': 'true：这是首次请求的应答',
      'WWW-Authenticate': '如何验证身份',
    },
  },
  en: {
    about:
      'Agents, queues, calls, call records, charges and the balance. Times are ISO 8601 in UTC; durations are in milliseconds (Ms) or seconds (S); amounts (Micro) are decimal digits of millionths of the currency unit. Answers may get more fields: pass over those that you do not know.',
    key: 'An API key, made by the administrator of the company at the console, in the header Authorization: Bearer. Scopes:',
    idempotencyKey:
      'May be left out. The same key with the same request does nothing again and gives the first answer (kept for 24 hours); with another request it is 422, while the first is being worked at 409.',
    done: 'Done',
    headers: {
      RateLimit: 'What is left, r, and in how many seconds it is whole again, t',
      'RateLimit-Policy': 'At most q requests within w seconds',
      'Retry-After': 'Try again after so many seconds',
      Location: 'Address of what was made',
      'Idempotency-Replayed': 'true: it is the answer of the first request',
      'WWW-Authenticate': 'How to say who you are',
    },
  },
};
