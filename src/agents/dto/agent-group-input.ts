import { z } from 'zod';

import type { AgentId } from '../../kernel/ids.js';
import { chosenMany } from '../../platform/references/reference-input.js';
import { givenName, givenText } from '../../platform/validation/valid-input.js';

/** What people tell of a group of agents. */
export const agentGroupInput = z.object({
  name: givenName(100),
  agentIds: chosenMany<AgentId>().optional(),
});

/** What a supervisor writes to an agent; the database has the same bound. */
export const agentMessageInput = z.object({ text: givenText(1000) });
