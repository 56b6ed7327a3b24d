import type { Text } from '../../platform/errors/callrack-error.js';
import { OF_TENANT, READS, WRITES } from '../http/rate-limits.js';

const words = (zh: string, en: string): Text => ({ zh, en });
const perSecond = ({ requests, withinS }: typeof READS): number => requests / withinS;

const companyPerSecond = (of: typeof READS): number => perSecond(OF_TENANT.get(of) ?? of);

/** Sections of the documentation page that no operation says. Backticks mark code. */
export const GUIDE: readonly { readonly id: string; readonly title: Text; readonly paragraphs: readonly Text[] }[] = [
  {
    id: 'begin',
    title: words('开始使用', 'Getting started'),
    paragraphs: [
      words(
        '企业管理员在控制台的“API 密钥”中创建密钥并选择权限范围。密钥以 `crk_` 开头，只显示一次，请妥善保存；泄露时在控制台吊销，立即失效。',
        'The administrator of the company makes a key at the console, under "API keys", and chooses its scopes. A key begins with `crk_` and is shown once: keep it safe. One that has leaked is revoked at the console, and opens nothing from then on.',
      ),
      words(
        '每个请求都在请求头 `Authorization: Bearer` 中携带密钥。密钥不要放在地址中，也不要放在网页里：本接口供服务器之间使用，不允许浏览器跨域访问。',
        'Every request carries the key in the header `Authorization: Bearer`. Never put a key into an address or a web page: this interface is for servers, and browsers of other origins are not let in.',
      ),
    ],
  },
  {
    id: 'paging',
    title: words('翻页', 'Pages'),
    paragraphs: [
      words(
        '列表每次最多返回 `limit` 条（1–200，默认 50）。`nextCursor` 不为 `null` 时，把它作为 `cursor` 原样带上、其他条件不变，即得下一页。翻页期间新增的条目不会使原有条目重复或遗漏。',
        'A list gives at most `limit` items (1–200, usually 50). While `nextCursor` is not `null`, send it back as `cursor`, all else unchanged, for the next page. Items that come meanwhile shift no page: nothing appears twice, and nothing that was there is missed.',
      ),
    ],
  },
  {
    id: 'idempotency',
    title: words('幂等', 'Doing things once'),
    paragraphs: [
      words(
        '所有 POST 请求可带 `Idempotency-Key`（1–255 个可打印字符，例如一个 UUID）。没有收到应答时以同样的键和内容重试：不会重复执行，而是返回首次的应答，并带有 `Idempotency-Replayed: true`。应答保存 24 小时；5xx 的应答不保存，可直接重试。',
        'Every POST may carry an `Idempotency-Key` (1 to 255 printable characters, such as a UUID). If no answer came, send the same again with the same key: nothing is done twice, the first answer is given with `Idempotency-Replayed: true`. Answers are kept for 24 hours; those of 5xx are not, try again.',
      ),
      words(
        '5xx 或没有应答时并不知道是否已执行：以同样的键和内容重试。呼叫不会重复发起，重试得到的是同一通呼叫，即使它已结束；座席状态与挂断重复执行结果不变，但对已结束的通话再次挂断为 404。服务器若在执行中中断，该键在 60 秒内回答 409。',
        'After a 5xx, or without an answer, nobody knows whether it was done: send the same again with the same key. A call is not placed twice: the retry gives the same call, even if it has ended since. Commands to agents and hanging up lead to the same state when they are done again; hanging up a call that is over is 404. Should the server stop at work, the key gives 409 for 60 seconds.',
      ),
    ],
  },
  {
    id: 'limits',
    title: words('频率限制', 'Rate limits'),
    paragraphs: [
      words(
        `每个密钥平均每秒 ${perSecond(READS)} 次读取、${perSecond(WRITES)} 次写入，${READS.withinS} 秒内最多 ${READS.requests} 次与 ${WRITES.requests} 次。每个应答的 \`RateLimit-Policy\` 与 \`RateLimit\` 说明限额、剩余次数 r 与恢复秒数 t；一个企业的全部密钥合计每秒 ${companyPerSecond(READS)} 次读取、${companyPerSecond(WRITES)} 次写入。超出时为 429，请等待 \`Retry-After\` 秒。当前状态（列表）最多延迟 1 秒。`,
        `A key may read ${perSecond(READS)} and write ${perSecond(WRITES)} times a second on the average: at most ${READS.requests} and ${WRITES.requests} times within ${READS.withinS} seconds. \`RateLimit-Policy\` and \`RateLimit\` of every answer say the limit, what is left (r) and in how many seconds it is whole again (t); all keys of a company together ${companyPerSecond(READS)} and ${companyPerSecond(WRITES)} times a second. Beyond it is 429: wait for \`Retry-After\` seconds. Lists of what is so now may be a second old.`,
      ),
    ],
  },
  {
    id: 'problems',
    title: words('错误', 'Errors'),
    paragraphs: [
      words(
        '错误为 `application/problem+json`（RFC 9457）。程序请按 `code` 判断；`detail` 与 `title` 的语言随 `Accept-Language`；`errors` 逐项说明有误的参数与字段。未知的参数与字段会被拒绝。以后可能增加错误码：`type` 为 `about:blank` 时，请按 HTTP 状态处理。',
        'Errors are `application/problem+json` (RFC 9457). Decide by `code`; `detail` and `title` are in the language of `Accept-Language`; `errors` names each parameter and field that is wrong. Unknown ones are refused. There may be further codes later: where `type` is `about:blank`, go by the HTTP status.',
      ),
    ],
  },
];

export const LABELS = {
  title: words('CallRack 接口文档', 'CallRack API'),
  skip: words('跳到正文', 'Skip to the content'),
  contents: words('目录', 'Contents'),
  document: words('OpenAPI 3.1 文档', 'OpenAPI 3.1 document'),
  scopes: words('权限范围', 'Scopes'),
  scope: words('权限范围', 'Scope'),
  codes: words('错误码', 'Error codes'),
  parameters: words('参数', 'Parameters'),
  body: words('请求内容', 'Body'),
  example: words('示例', 'Example'),
  answer: words('应答', 'Answer'),
  fields: words('应答字段', 'Fields of the answer'),
  problems: words('可能的错误', 'What may go wrong'),
  required: words('必填', 'required'),
  code: words('错误码', 'Code'),
  status: words('状态', 'Status'),
  meaning: words('含义', 'Meaning'),
  advice: words('怎么办', 'What to do'),
} as const;
