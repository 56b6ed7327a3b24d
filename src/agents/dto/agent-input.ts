import { z } from 'zod';

import type { AccessNumberId, ExtensionId, QueueId } from '../../kernel/ids.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { chosen, chosenMany } from '../../platform/references/reference-input.js';
import { LISTED_NAME, namedNumbers } from '../../platform/validation/named-numbers.js';
import { givenName, matching } from '../../platform/validation/valid-input.js';
import { OPEN_LINE_MODES } from '../core/agent-profile.js';

export const agentNumber = matching(/^[0-9]{1,10}$/, {
  zh: '工号为 1 到 10 位数字',
  en: 'The agent number is 1 to 10 digits',
});

export const AGENT_NAME_LENGTH = 200;

const BEGINNINGS: Text = {
  zh: '主叫号码的开头，以逗号分隔，如 010, 0755；最多 50 项',
  en: 'Beginnings of callers’ numbers with commas between, such as 010, 0755; at most 50',
};

/** Beginnings of callers' numbers, each once. */
const numberBeginnings = z.unknown().transform((value, context): string[] => {
  const parts = typeof value === 'string' ? value.split(/[,，;；\s]+/u).filter((part) => part !== '') : [];
  const isText = value === null || typeof value === 'string';
  if (isText && parts.length <= 50 && parts.every((part) => /^\+?[0-9]{1,20}$/.test(part))) return [...new Set(parts)];
  context.addIssue({ code: 'custom', params: { text: BEGINNINGS }, input: value });
  return z.NEVER;
});

/** What people tell of an agent. */
export const agentInput = z.object({
  number: agentNumber,
  name: givenName(AGENT_NAME_LENGTH),
  extensionId: chosen<ExtensionId>(),
  /** Left out: none for a new agent, unchanged for one who is there. */
  queueIds: chosenMany<QueueId>().optional(),
  /** Left out as above. */
  callerNumberIds: chosenMany<AccessNumberId>().optional(),
  /** Left out: no for a new agent, unchanged for one who is there. */
  openLine: z.enum(OPEN_LINE_MODES).optional(),
  /** "english=7, sales=3"; left out: none for a new agent, unchanged for one who is there. */
  skills: namedNumbers({
    name: LISTED_NAME,
    least: 1,
    most: 10,
    mostEntries: 20,
    text: {
      zh: '格式为“技能=等级”，如 英语=7, 销售=3；等级 1 到 10，最多 20 项',
      en: 'Skills and levels such as english=7, sales=3; levels are 1 to 10, at most 20 entries',
    },
  }).optional(),
  /** "010, 0755"; left out as above. */
  areas: numberBeginnings.optional(),
});

export type AgentInput = z.output<typeof agentInput>;
