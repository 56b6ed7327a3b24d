import { z } from 'zod';

import type { ExtensionId, QueueId } from '../../kernel/ids.js';
import { chosen, chosenMany } from '../../platform/references/reference-input.js';
import { givenName, matching } from '../../platform/validation/valid-input.js';

export const agentNumber = matching(/^[0-9]{1,10}$/, {
  zh: '工号为 1 到 10 位数字',
  en: 'The agent number is 1 to 10 digits',
});

export const AGENT_NAME_LENGTH = 200;

/** What people tell of an agent. */
export const agentInput = z.object({
  number: agentNumber,
  name: givenName(AGENT_NAME_LENGTH),
  extensionId: chosen<ExtensionId>(),
  /** Left out: none for a new agent, unchanged for one who is there. */
  queueIds: chosenMany<QueueId>().optional(),
});

export type AgentInput = z.output<typeof agentInput>;
