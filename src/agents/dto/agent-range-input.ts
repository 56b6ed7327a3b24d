import { z } from 'zod';

import type { QueueId } from '../../kernel/ids.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { chosenMany } from '../../platform/references/reference-input.js';
import { givenName, yesNo } from '../../platform/validation/valid-input.js';
import { agentNumber } from './agent-input.js';

/** Most agents that are made in one go. */
export const MOST_AT_ONCE = 1000;

const BACKWARDS: Text = {
  zh: '结束工号不能小于起始工号',
  en: 'The last number must not be less than the first',
};
const TOO_MANY: Text = {
  zh: `一次最多创建 ${MOST_AT_ONCE} 个座席，请分多次创建`,
  en: `At most ${MOST_AT_ONCE} agents are created in one go; do it in several`,
};
const LONGER: Text = {
  zh: '起始工号和结束工号的位数应相同',
  en: 'The first and the last number must have the same number of digits',
};

/** From 1000 to 1049: names are the prefix and the number. */
export const agentRangeInput = z
  .object({
    from: agentNumber,
    to: agentNumber,
    namePrefix: givenName(90),
    /** Yes: a new extension of the same number for each. No: the extension of the same number is there already. */
    makeExtensions: yesNo.default(false),
    queueIds: chosenMany<QueueId>().default([]),
  })
  .refine(({ from, to }) => from.length === to.length, { path: ['to'], params: { text: LONGER } })
  .refine(({ from, to }) => Number(from) <= Number(to), { path: ['to'], params: { text: BACKWARDS } })
  .refine(({ from, to }) => Number(to) - Number(from) < MOST_AT_ONCE, { path: ['to'], params: { text: TOO_MANY } })
  .transform(({ from, to, ...rest }) => ({ ...rest, numbers: numbersBetween(from, to) }));

export type AgentRange = z.output<typeof agentRangeInput>;

function numbersBetween(from: string, to: string): string[] {
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, n) =>
    String(Number(from) + n).padStart(from.length, '0'),
  );
}
