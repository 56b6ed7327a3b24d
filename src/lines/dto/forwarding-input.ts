import { z } from 'zod';

import { storedDestination } from '../../platform/database/listing.js';
import { chosenDestination, noneOr } from '../../platform/references/reference-input.js';
import { thingOf, type Thing } from '../../platform/references/thing.js';
import { orElse } from '../../platform/validation/named-numbers.js';
import { wholeNumber } from '../../platform/validation/valid-input.js';
import { destinationsOf, NOT_FORWARDED, type Forwarding } from '../core/forwarding.js';

/** Where callers go on, as people fill it in; what is left out is as in NOT_FORWARDED. */
export const forwardingShape = {
  forwardAll: noneOr(chosenDestination),
  forwardBusy: noneOr(chosenDestination),
  forwardNoAnswer: noneOr(chosenDestination),
  forwardUnreachable: noneOr(chosenDestination),
  ringS: orElse(NOT_FORWARDED.ringS, wholeNumber(5, 120)),
};

/** What a form says of forwarding, and the rest of it. */
export function withForwarding<I extends Forwarding>(
  input: I,
): Omit<I, keyof Forwarding> & { readonly forwarding: Forwarding } {
  const { forwardAll, forwardBusy, forwardNoAnswer, forwardUnreachable, ringS, ...rest } = input;
  return { ...rest, forwarding: { forwardAll, forwardBusy, forwardNoAnswer, forwardUnreachable, ringS } };
}

/** lines/core/forwarding.ts as it lies in the JSON column. */
const storedForwarding = z.object({
  forwardAll: storedDestination.nullable().default(null),
  forwardBusy: storedDestination.nullable().default(null),
  forwardNoAnswer: storedDestination.nullable().default(null),
  forwardUnreachable: storedDestination.nullable().default(null),
  ringS: z.int().min(1).default(NOT_FORWARDED.ringS),
}) satisfies z.ZodType<Forwarding>;

/** @param stored what lies in the column; null, and what makes no sense, forwards nobody: the telephone still rings */
export function readForwarding(stored: object | null): Forwarding {
  return storedForwarding.safeParse(stored).data ?? NOT_FORWARDED;
}

/** What it refers to, by field; null where there is nothing that has to be there. */
export function thingsOfForwarding(forwarding: Forwarding): Readonly<Record<string, Thing | null>> {
  return Object.fromEntries(
    Object.entries(destinationsOf(forwarding)).map(([field, to]) => [field, to === null ? null : thingOf(to)]),
  );
}
