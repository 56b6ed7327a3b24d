import { z } from 'zod';

import type { TariffId, TenantId } from '../../kernel/ids.js';
import { chosen } from '../../platform/references/reference-input.js';
import { yesNo } from '../../platform/validation/valid-input.js';
import { instant } from './tariff-input.js';

const LATER = { zh: '结束时间应晚于开始时间', en: 'The end must be later than the begin' };

/** Which calls are priced again. */
export const reratingInput = z
  .object({
    tariffId: chosen<TariffId>(),
    tenantId: z.preprocess(
      (value) => (value === '' || value === undefined ? null : value),
      chosen<TenantId>().nullable(),
    ),
    from: instant,
    to: instant,
    trial: yesNo,
  })
  .refine(({ from, to }) => from < to, { path: ['to'], params: { text: LATER } });
