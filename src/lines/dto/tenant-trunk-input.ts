import { z } from 'zod';

import type { TenantId, TrunkId } from '../../kernel/ids.js';
import { chosen } from '../../platform/references/reference-input.js';
import { wholeNumber } from '../../platform/validation/valid-input.js';

/** '' and null: none. */
const orNone = (least: number, most: number) =>
  z.preprocess((value) => (value === '' ? null : value), wholeNumber(least, most).nullable()).default(null);

const share = {
  channelLimit: orNone(0, 100_000),
  outboundRank: orNone(1, 1000),
};

export const newTenantTrunkInput = z.object({ tenantId: chosen<TenantId>(), trunkId: chosen<TrunkId>(), ...share });

/** Whose and of which trunk it is stays. */
export const tenantTrunkInput = z.object(share);
