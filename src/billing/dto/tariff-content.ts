import { z } from 'zod';

import type { TrunkId } from '../../kernel/ids.js';
import type { TariffContent } from '../core/tariff-record.js';
import { DAY_KINDS, RATE_CLASSES } from '../core/tariff.js';
import { MAX_RATES } from '../core/tariff-check.js';

const micro = z.string().regex(/^-?[0-9]{1,18}$/);
const days = z.array(z.union([z.enum(DAY_KINDS), z.literal([1, 2, 3, 4, 5, 6, 7])])).max(20);

const rate = z.strictObject({
  code: z.string().max(100),
  name: z.string().max(200),
  direction: z.enum(['inbound', 'outbound']),
  prefix: z.string().max(40),
  trunkId: z.union([z.null(), z.guid().transform((id) => id.toLowerCase() as TrunkId)]),
  windows: z.array(z.strictObject({ days, from: z.string().max(10), to: z.string().max(10) })).max(100),
  rateClass: z.enum(RATE_CLASSES),
  payer: z.enum(['tenant', 'caller']),
  chargeFrom: z.enum(['person', 'network']),
  setupMicro: micro,
  freeS: z.number(),
  steps: z
    .array(z.strictObject({ fromS: z.number(), incrementS: z.number(), priceMicro: micro, perS: z.number() }))
    .max(100),
  capMicro: z.union([z.null(), micro]),
  packageCode: z.union([z.null(), z.string().max(100)]),
});

/**
 * Shape of what a version says, as it comes and as it lies in config.tariff_version. What is not known is refused, here
 * and by the engine: a rule that is passed over would make a wrong price. What makes sense is billing/core's to say.
 */
export const tariffContent = z.strictObject({
  holidays: z.array(z.string().max(20)).max(5_000),
  workdays: z.array(z.string().max(20)).max(5_000),
  rates: z.array(rate).max(MAX_RATES),
  packages: z
    .array(z.strictObject({ code: z.string().max(100), name: z.string().max(200), seconds: z.number() }))
    .max(1_000),
}) satisfies z.ZodType<TariffContent>;
