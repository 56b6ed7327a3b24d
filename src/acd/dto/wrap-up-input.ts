import { z } from 'zod';

import { chosenMany } from '../../platform/references/reference-input.js';
import { givenName, matching, yesNo } from '../../platform/validation/valid-input.js';

const reasonCode = matching(/^[0-9]{1,3}$/, { zh: '代码为 1–3 位数字', en: 'The code is 1 to 3 digits' });
const reason = { nameZh: givenName(40), nameEn: givenName(40), paid: yesNo, active: yesNo };

/** What people tell of a reason for not being ready. Its code stays what it was: it is in what has been kept. */
export const newReasonInput = z.object({ code: reasonCode, ...reason });
export const reasonInput = z.object(reason);

/** What people tell of a disposition. */
export const dispositionInput = z.object({
  code: matching(/^[0-9]{1,4}$/, { zh: '代码为 1–4 位数字', en: 'The code is 1 to 4 digits' }),
  nameZh: givenName(60),
  nameEn: givenName(60),
  queueIds: chosenMany(),
  active: yesNo,
});
