import { z } from 'zod';

import { OF_ENGINE, operation } from './operation.js';
import { maybeInstant, micro, named, said } from './schema.js';

export const account = named(
  'Account',
  z.object({
    currency: said(
      z.string().nullable(),
      '币种，ISO 4217；null 为尚未计费',
      'Currency, ISO 4217; null: calls are not priced',
    ),
    mode: said(z.enum(['prepaid', 'postpaid']), '预付费或后付费', 'Prepaid, or postpaid'),
    balanceMicro: micro('余额', 'Balance'),
    availableMicro: said(
      z
        .string()
        .regex(/^-?[0-9]{1,18}$/)
        .nullable(),
      '还可使用的金额，已扣除当前通话；null 为不限',
      'What may still be spent, less what running calls have cost; null: no limit',
    ),
    running: z.object({
      calls: said(z.int().min(0), '当前计费的通话数', 'Calls that are charged now'),
      accruedMicro: micro('当前通话已产生的费用', 'What they have cost so far'),
    }),
    endsAt: maybeInstant('按当前消耗，余额用尽的时间', 'When the money ends should nothing change'),
    packages: said(
      z.array(
        z.object({
          code: said(z.string(), '套餐代码', 'Code of the package'),
          seconds: said(z.int(), '每月秒数', 'Seconds of a month'),
          leftS: said(z.int(), '本月剩余秒数', 'Seconds left this month'),
        }),
      ),
      '套餐分钟',
      'Packages of minutes',
    ),
  }),
);
export type AccountBody = z.input<typeof account>;

export const getAccount = operation({
  id: 'getAccount',
  method: 'get',
  path: '/account',
  tag: 'account',
  scope: 'account:read',
  permission: 'account.read',
  summary: { zh: '当前余额', en: 'The balance now' },
  query: z.strictObject({}),
  body: null,
  status: 200,
  answer: account,
  answerExample: {
    currency: 'CNY',
    mode: 'prepaid',
    balanceMicro: '88250000',
    availableMicro: '88100000',
    running: { calls: 1, accruedMicro: '150000' },
    endsAt: null,
    packages: [{ code: 'local', seconds: 60_000, leftS: 12_000 }],
  },
  problems: [...OF_ENGINE],
});
