import { z } from 'zod';

import type { ExtensionId, PromptId, QueueId } from '../../kernel/ids.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { chosen } from '../../platform/references/reference-input.js';
import { orElse } from '../../platform/validation/named-numbers.js';
import { givenName, wholeNumber } from '../../platform/validation/valid-input.js';
import { USUAL_LONGEST_S } from '../core/mailbox.js';

const ONE_OWNER: Text = {
  zh: '信箱属于一个队列或一部内线，不能同时选择',
  en: 'A mailbox is of a queue or of an extension, not of both',
};

const orNone = <T extends string>() => orElse(null, z.union([z.null(), chosen<T>()]));

/** What people tell of a mailbox; the database has the same bounds. */
export const mailboxInput = z
  .object({
    name: givenName(100),
    queueId: orNone<QueueId>(),
    extensionId: orNone<ExtensionId>(),
    greetingId: orNone<PromptId>(),
    longestS: orElse(USUAL_LONGEST_S, wholeNumber(5, 600)),
  })
  .refine(({ queueId, extensionId }) => queueId === null || extensionId === null, {
    path: ['extensionId'],
    params: { text: ONE_OWNER },
  });
