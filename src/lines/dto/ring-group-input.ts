import { z } from 'zod';

import type { ExtensionId } from '../../kernel/ids.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { chosenDestination, chosenMany } from '../../platform/references/reference-input.js';
import { givenName, matching, wholeNumber } from '../../platform/validation/valid-input.js';
import { RING_WAYS } from '../core/ring-group.js';

const MOST_MEMBERS = 50;
const A_NUMBER: Text = { zh: '号码为 1 到 10 位数字，可留空', en: 'A number is 1 to 10 digits; may be empty' };
const CHOOSE: Text = { zh: '请至少选择一个内线', en: 'Choose at least one extension' };
const TOO_MANY: Text = { zh: `最多 ${MOST_MEMBERS} 个内线`, en: `At most ${MOST_MEMBERS} extensions` };

/** What people tell of a ring group. */
export const ringGroupInput = z.object({
  name: givenName(100),
  number: matching(/^[0-9]{0,10}$/, A_NUMBER),
  way: z.enum(RING_WAYS),
  ringS: wholeNumber(5, 120),
  members: chosenMany<ExtensionId>()
    .refine((ids) => ids.length > 0, { params: { text: CHOOSE } })
    .refine((ids) => ids.length <= MOST_MEMBERS, { params: { text: TOO_MANY } }),
  otherwise: chosenDestination,
});
