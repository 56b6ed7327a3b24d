import { z } from 'zod';

import type { AgentId, CalendarId, ExtensionId, QueueId } from '../../kernel/ids.js';
import { parseDate } from '../../kernel/zone.js';
import { chosen, chosenMany } from '../../platform/references/reference-input.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { givenName, matching, wholeNumber } from '../../platform/validation/valid-input.js';

const MOST_DATES = 400;
const CHOOSE: Text = { zh: '请至少选择一个', en: 'Choose at least one' };
const DATES: Text = {
  zh: '日期写作 2026-10-01，多个用逗号隔开',
  en: 'Dates are written 2026-10-01, with commas between',
};

const MOST_CHOSEN = 500;
const TOO_MANY: Text = {
  zh: `最多可选 ${String(MOST_CHOSEN)} 个`,
  en: `At most ${String(MOST_CHOSEN)} can be chosen`,
};

const someOf = <T extends string>() =>
  chosenMany<T>()
    .refine((ids) => ids.length > 0, { params: { text: CHOOSE } })
    .refine((ids) => ids.length <= MOST_CHOSEN, { params: { text: TOO_MANY } });

export const timeOfDay = matching(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, {
  zh: '时间写作 08:30',
  en: 'Times are written 08:30',
});

/** Numbers 1 to 7, or the same as texts, as forms send them. */
export const weekdays = z.unknown().transform((value, context): number[] => {
  const days = [...new Set(Array.isArray(value) ? value.map(Number) : [])].sort();
  if (days.length > 0 && days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7)) return days;
  context.addIssue({ code: 'custom', params: { text: CHOOSE }, input: value });
  return z.NEVER;
});

const dates = z.unknown().transform((value, context): string[] => {
  const list: unknown =
    typeof value === 'string' ? value.split(/[\s,，;；]+/u).filter((one) => one !== '') : (value ?? []);
  const isDate = (one: unknown): one is string => typeof one === 'string' && parseDate(one) !== null;
  if (Array.isArray(list) && list.length <= MOST_DATES && list.every(isDate)) return [...new Set(list)].sort();
  context.addIssue({ code: 'custom', params: { text: DATES }, input: value });
  return z.NEVER;
});

/** Empty in a form: none. */
const orNone = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? null : (value ?? null)), z.null().or(schema));

/** Hours of its own, of a rule that goes by a calendar. */
const NO_HOURS = { weekdays: [1], fromTime: '00:00', toTime: '00:00', exceptDates: [] };

/** What people tell of a duty rule. */
const dutyRule = z
  .object({
    name: givenName(100),
    priority: wholeNumber(1, 1000),
    queueIds: someOf<QueueId>(),
    agentIds: someOf<AgentId>(),
    extensionId: orNone(chosen<ExtensionId>()),
    calendarId: orNone(chosen<CalendarId>()),
    shift: orNone(givenName(100)),
    weekdays,
    fromTime: timeOfDay,
    toTime: timeOfDay,
    exceptDates: dates,
  })
  .refine(({ agentIds, extensionId }) => extensionId === null || agentIds.length === 1, {
    path: ['extensionId'],
    params: {
      text: { zh: '指定话机时只能选一名座席', en: 'A telephone can be chosen for one agent only' } satisfies Text,
    },
  });

/** A rule that goes by a calendar has no hours of its own: what a form has of them is left out. */
export const dutyRuleInput = z.preprocess(
  (input) =>
    typeof input === 'object' && input !== null && 'calendarId' in input && (input.calendarId ?? '') !== ''
      ? { ...input, ...NO_HOURS }
      : { ...(input as object), shift: null },
  dutyRule,
);
