import { z } from 'zod';

import { LANGUAGES } from '../../../kernel/language.js';
import { givenName, matching, nodeName, wholeNumber } from '../../validation/valid-input.js';

/** How long the data of a closed tenant are kept, days. */
export const KEPT_DAYS = { least: 0, most: 3650, usual: 30 } as const;

/** '' and null: no limit. */
const orUnlimited = (most: number) =>
  z.preprocess((value) => (value === '' ? null : value), wholeNumber(0, most).nullable());

const limits = {
  channelLimit: wholeNumber(0, 100_000),
  agentLimit: wholeNumber(0, 100_000),
  // 4 digits
  extensionLimit: wholeNumber(0, 10_000),
  promptStorageLimitMb: wholeNumber(0, 1_000_000),
  seatLimit: orUnlimited(100_000).default(null),
  ivrLimit: orUnlimited(100_000).default(null),
  recordedSeatLimit: orUnlimited(100_000).default(null),
  speechLineLimit: orUnlimited(100_000).default(null),
};

/** What may be changed of a tenant. Its code is in the names of its telephones, its node has its calls: both stay. */
export const tenantInput = z.object({ name: givenName(200), language: z.enum(LANGUAGES), ...limits });

export const newTenantInput = tenantInput.extend({
  // trunk-… are the names of trunks, and telephones are called by the code
  code: matching(/^(?!trunk(-|$))[a-z0-9][a-z0-9-]{0,39}$/, {
    zh: '应为 1–40 个小写字母、数字或连字符，不能以连字符或 trunk 开头，如 acme',
    en: 'Must be 1 to 40 of a-z, 0-9 and hyphen, beginning neither with a hyphen nor with trunk, such as acme',
  }),
  homeNodeId: nodeName,
  adminLogin: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(
      matching(/^[a-z0-9][a-z0-9._-]{0,39}$/, {
        zh: '应为 1–40 个小写字母、数字、点、下划线或连字符，如 admin',
        en: 'Must be 1 to 40 of a-z, 0-9, dot, underscore and hyphen, such as admin',
      }),
    ),
  adminName: givenName(),
});

export const closingInput = z.object({ days: wholeNumber(KEPT_DAYS.least, KEPT_DAYS.most).default(KEPT_DAYS.usual) });
