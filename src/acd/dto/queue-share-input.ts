import { z } from 'zod';

import type { TenantId } from '../../kernel/ids.js';
import { chosen } from '../../platform/references/reference-input.js';
import { givenName, matching } from '../../platform/validation/valid-input.js';

const share = {
  name: givenName(200),
  toTenantId: chosen<TenantId>(),
  /** Of the queue, as its tenant has numbered it. */
  toQueueNumber: matching(/^[0-9]{1,10}$/, { zh: '队列号为 1 到 10 位数字', en: 'The queue number is 1 to 10 digits' }),
};

export const newQueueShareInput = z.object({ tenantId: chosen<TenantId>(), ...share });

/** Whose callers go on stays: their destinations name it. */
export const queueShareInput = z.object(share);
