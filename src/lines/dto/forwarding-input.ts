import { z } from 'zod';

import type { CalendarId } from '../../kernel/ids.js';
import { storedDestination } from '../../platform/database/listing.js';
import { chosen, chosenDestination, chosenNumber, noneOr } from '../../platform/references/reference-input.js';
import { thingOf, type Thing } from '../../platform/references/thing.js';
import { orElse } from '../../platform/validation/named-numbers.js';
import { wholeNumber } from '../../platform/validation/valid-input.js';
import { destinationsOf, NOT_FORWARDED, type Forwarding } from '../core/forwarding.js';

const NO_NUMBER = { zh: '应为电话号码，如 13800000000', en: 'Must be a telephone number, such as 13800000000' };

/** Where callers go on, as people fill it in; what is left out is as in NOT_FORWARDED. */
export const forwardingShape = {
  forwardAll: noneOr(chosenDestination),
  forwardAfterHours: noneOr(chosenDestination),
  calendarId: noneOr(chosen<CalendarId>()),
  forwardBusy: noneOr(chosenDestination),
  forwardNoAnswer: noneOr(chosenDestination),
  forwardUnreachable: noneOr(chosenDestination),
  followMe: noneOr(chosenNumber(NO_NUMBER)),
  ringS: orElse(NOT_FORWARDED.ringS, wholeNumber(5, 120)),
};

/** What a form says of forwarding, and the rest of it. */
export function withForwarding<I extends Forwarding>(
  input: I,
): Omit<I, keyof Forwarding> & { readonly forwarding: Forwarding } {
  const {
    forwardAll,
    forwardAfterHours,
    calendarId,
    forwardBusy,
    forwardNoAnswer,
    forwardUnreachable,
    followMe,
    ringS,
    ...rest
  } = input;
  const missed = { forwardBusy, forwardNoAnswer, forwardUnreachable, followMe, ringS };
  return { ...rest, forwarding: { forwardAll, forwardAfterHours, calendarId, ...missed } };
}

/** lines/core/forwarding.ts as it lies in the JSON column. */
const storedForwarding = z.object({
  forwardAll: storedDestination.nullable().default(null),
  forwardAfterHours: storedDestination.nullable().default(null),
  calendarId: z
    .guid()
    .transform((id) => id as CalendarId)
    .nullable()
    .default(null),
  forwardBusy: storedDestination.nullable().default(null),
  forwardNoAnswer: storedDestination.nullable().default(null),
  forwardUnreachable: storedDestination.nullable().default(null),
  followMe: z.string().nullable().default(null),
  ringS: z.int().min(1).default(NOT_FORWARDED.ringS),
}) satisfies z.ZodType<Forwarding>;

/** @param stored what lies in the column; null, and what makes no sense, forwards nobody: the telephone still rings */
export function readForwarding(stored: object | null): Forwarding {
  return storedForwarding.safeParse(stored).data ?? NOT_FORWARDED;
}

/** What it refers to, by field; null where there is nothing that has to be there. */
export function thingsOfForwarding(forwarding: Forwarding): Readonly<Record<string, Thing | null>> {
  const { calendarId } = forwarding;
  const to = Object.fromEntries(
    Object.entries(destinationsOf(forwarding)).map(([field, to]) => [field, to === null ? null : thingOf(to)]),
  );
  return { ...to, calendarId: calendarId === null ? null : { kind: 'calendar', id: calendarId } };
}
