import { z } from 'zod';

import {
  listedName,
  LISTED_NAME,
  namedNumbers,
  namedNumbersText,
  orElse,
} from '../../platform/validation/named-numbers.js';
import { wholeNumber, yesNo } from '../../platform/validation/valid-input.js';
import { LONGEST_IDLE, MAX_LEVEL, STRATEGIES, type QueueSelection } from '../core/queue-rules.js';

const A_DAY_S = 86_400;

/** Which agent gets the caller, as people fill it in; what is left out is as in LONGEST_IDLE. */
export const selectionShape = {
  strategy: orElse('longest_idle', z.enum(STRATEGIES)),
  skill: listedName,
  skillLevel: orElse(0, wholeNumber(0, MAX_LEVEL)),
  /** "30=5, 60=0": after 30 s level 5 does, after 60 s any. */
  skillSteps: orElse(
    '',
    namedNumbers({
      name: /^[1-9][0-9]{0,4}$/,
      least: 0,
      most: MAX_LEVEL,
      mostEntries: 10,
      text: {
        zh: '格式为“秒数=等级”，如 30=5, 60=0；等级 0 到 10，最多 10 项',
        en: 'Seconds and levels such as 30=5, 60=0; levels are 0 to 10, at most 10 entries',
      },
    }),
  ),
  stickyS: orElse(0, wholeNumber(0, 3600)),
  byArea: orElse(false, yesNo),
  headStartS: orElse(0, wholeNumber(0, A_DAY_S)),
  shares: orElse(
    '',
    namedNumbers({
      name: LISTED_NAME,
      least: 1,
      most: 1000,
      mostEntries: 50,
      text: {
        zh: '格式为“分组=权重”，如 甲=3, 乙=1；权重 1 到 1000，最多 50 项',
        en: 'Groups and weights such as north=3, south=1; weights are 1 to 1000, at most 50 entries',
      },
    }),
  ),
};

type SelectionInput = z.output<z.ZodObject<typeof selectionShape>>;

/** The same as people see and edit it. */
export type SelectionFields = Omit<SelectionInput, 'skillSteps' | 'shares'> & {
  readonly skillSteps: string;
  readonly shares: string;
};

/** What a form says of the selection, and the rest of it. */
export function withSelection<I extends SelectionInput>(
  input: I,
): Omit<I, keyof SelectionInput> & { readonly selection: QueueSelection } {
  const { strategy, skill, skillLevel, skillSteps, stickyS, byArea, headStartS, shares, ...rest } = input;
  const needSteps = skillSteps
    .map(({ name, number }) => ({ afterS: Number(name), level: number }))
    .sort((a, b) => a.afterS - b.afterS);
  const selection = {
    strategy,
    need: { skill, level: skillLevel },
    needSteps,
    stickyS,
    byArea,
    headStartS,
    shares: shares.map(({ name, number }) => ({ group: name, weight: number })),
  };
  return { ...rest, selection };
}

/** acd/core/queue-rules.ts as it lies in the JSON column. */
export const storedSelection = z.object({
  strategy: z.enum(STRATEGIES),
  need: z.object({ skill: z.string(), level: z.int().min(0).max(MAX_LEVEL) }),
  needSteps: z.array(z.object({ afterS: z.int().min(0), level: z.int().min(0).max(MAX_LEVEL) })),
  stickyS: z.int().min(0),
  byArea: z.boolean(),
  headStartS: z.int().min(0),
  shares: z.array(z.object({ group: z.string(), weight: z.int().min(1) })),
}) satisfies z.ZodType<QueueSelection>;

/** @param stored what lies in the column; null, and what makes no sense, are shown as they work without it */
export function selectionFields(stored: object | null): SelectionFields {
  const { need, needSteps, shares, ...rest } = storedSelection.safeParse(stored).data ?? LONGEST_IDLE;
  return {
    ...rest,
    skill: need.skill,
    skillLevel: need.level,
    skillSteps: namedNumbersText(needSteps.map(({ afterS, level }) => ({ name: String(afterS), number: level }))),
    shares: namedNumbersText(shares.map(({ group, weight }) => ({ name: group, number: weight }))),
  };
}
