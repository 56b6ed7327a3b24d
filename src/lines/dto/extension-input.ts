import { z } from 'zod';

import { forwardingShape } from './forwarding-input.js';
import { givenName, matching, yesNo } from '../../platform/validation/valid-input.js';

/** Most telephones that are made in one go. */
export const MOST_AT_ONCE = 1000;

const dn = matching(/^[0-9]{4}$/, { zh: '应为 4 位数字，如 1001', en: 'Must be 4 digits, such as 1001' });
/** May be empty. */
const label = z.union([z.string().trim().length(0), givenName()]).default('');

/**
 * How the telephone behaves: `autoAnswer` answers its agent's offers by itself, `answersByNotify` answers when its agent's
 * program says so, `callsOut` calls outside without an agent; where its callers go on.
 */
const rules = {
  autoAnswer: yesNo.default(false),
  answersByNotify: yesNo.default(false),
  callsOut: yesNo.default(false),
  ...forwardingShape,
};

export const newExtensionInput = z.object({ dn, label, ...rules });

/** The number is part of the telephone's user name and password, so it stays. */
export const extensionInput = z.object({ label, ...rules });

/** From 1000 to 1049; labels are the prefix and the number. */
export const extensionsInput = z
  .object({
    from: dn,
    to: dn,
    labelPrefix: z.union([z.string().trim().length(0), givenName(90)]).default(''),
  })
  .refine(({ from, to }) => from <= to, {
    path: ['to'],
    params: {
      text: { zh: '结束号码不能小于起始号码', en: 'The last number must not be less than the first' },
    },
  })
  .refine(({ from, to }) => Number(to) - Number(from) < MOST_AT_ONCE, {
    path: ['to'],
    params: {
      text: { zh: `一次最多 ${MOST_AT_ONCE} 个`, en: `At most ${MOST_AT_ONCE} in one go` },
    },
  });
