import { z } from 'zod';

import type { AccessNumberId, FlowId } from '../../kernel/ids.js';
import { chosen, chosenDestination, chosenMany } from '../../platform/references/reference-input.js';
import { orElse } from '../../platform/validation/named-numbers.js';
import { givenName, matching, wholeNumber, yesNo } from '../../platform/validation/valid-input.js';
import { callbackShape } from './callback-input.js';
import { selectionShape } from './selection-input.js';
import { waitingShape } from './waiting-input.js';

const A_DAY_S = 86_400;

/** What people tell of a queue; the database has the same bounds. */
export const queueInput = z.object({
  number: matching(/^[0-9]{1,10}$/, { zh: '队列号为 1 到 10 位数字', en: 'The queue number is 1 to 10 digits' }),
  name: givenName(200),
  ringTimeoutS: wholeNumber(1, 300),
  maxWaitS: wholeNumber(0, A_DAY_S),
  overflow: chosenDestination,
  wrapUpS: wholeNumber(0, 3600),
  dispositionRequired: orElse(false, yesNo),
  record: yesNo,
  answerBeforeAgent: yesNo,
  serviceLevelS: orElse(20, wholeNumber(1, 3600)),
  shortAbandonS: orElse(5, wholeNumber(0, 300)),
  evaluationFlowId: orElse(
    null,
    z.preprocess((value) => (value === '' ? null : value), z.null().or(chosen<FlowId>())),
  ),
  evaluationFromS: orElse(10, wholeNumber(0, 3600)),
  /** Left out: none for a new queue, unchanged for one that is there. */
  callerNumberIds: chosenMany<AccessNumberId>().optional(),
  ...selectionShape,
  ...waitingShape,
  ...callbackShape,
});
