import { z } from 'zod';

import type { Destination } from '../../kernel/destination.js';
import type { PromptId } from '../../kernel/ids.js';
import { storedDestination } from '../../platform/database/listing.js';
import { chosen, chosenDestination, noneOr } from '../../platform/references/reference-input.js';
import { thingOf, type Thing } from '../../platform/references/thing.js';
import { orElse } from '../../platform/validation/named-numbers.js';
import { wholeNumber, yesNo } from '../../platform/validation/valid-input.js';
import { ONLY_MUSIC, TELLS, type QueueWaiting } from '../core/queue-waiting.js';

const AN_HOUR_S = 3600;

/** What callers hear and where they go, as people fill it in; what is left out is as in ONLY_MUSIC. */
export const waitingShape = {
  musicPromptId: noneOr(chosen<PromptId>()),
  firstPromptId: noneOr(chosen<PromptId>()),
  periodicPromptId: noneOr(chosen<PromptId>()),
  periodicEveryS: orElse(ONLY_MUSIC.periodicEveryS, wholeNumber(10, AN_HOUR_S)),
  tells: orElse(ONLY_MUSIC.tells, z.enum(TELLS)),
  tellsFromS: orElse(ONLY_MUSIC.tellsFromS, wholeNumber(0, AN_HOUR_S)),
  tellsEveryS: orElse(ONLY_MUSIC.tellsEveryS, wholeNumber(0, AN_HOUR_S)),
  announcesAgent: orElse(ONLY_MUSIC.announcesAgent, yesNo),
  fullAt: orElse(ONLY_MUSIC.fullAt, wholeNumber(0, 10_000)),
  whenFull: noneOr(chosenDestination),
  whenNobody: noneOr(chosenDestination),
  whenOnBreak: noneOr(chosenDestination),
};

/** What a form says of waiting, and the rest of it. */
export function withWaiting<I extends QueueWaiting>(
  input: I,
): Omit<I, keyof QueueWaiting> & { readonly waiting: QueueWaiting } {
  const {
    musicPromptId,
    firstPromptId,
    periodicPromptId,
    periodicEveryS,
    tells,
    tellsFromS,
    tellsEveryS,
    announcesAgent,
    fullAt,
    whenFull,
    whenNobody,
    whenOnBreak,
    ...rest
  } = input;
  const said = { musicPromptId, firstPromptId, periodicPromptId, periodicEveryS, tells, tellsFromS, tellsEveryS };
  return { ...rest, waiting: { ...said, announcesAgent, fullAt, whenFull, whenNobody, whenOnBreak } };
}

const promptId = z
  .guid()
  .transform((id) => id as PromptId)
  .nullable();

/** acd/core/queue-waiting.ts as it lies in the JSON column. */
export const storedWaiting = z.object({
  // what an older build wrote has none
  musicPromptId: promptId.default(null),
  firstPromptId: promptId,
  periodicPromptId: promptId,
  periodicEveryS: z.int().min(0),
  tells: z.enum(TELLS),
  tellsFromS: z.int().min(0),
  tellsEveryS: z.int().min(0),
  announcesAgent: z.boolean().default(false),
  fullAt: z.int().min(0),
  whenFull: storedDestination.nullable(),
  whenNobody: storedDestination.nullable(),
  whenOnBreak: storedDestination.nullable(),
}) satisfies z.ZodType<QueueWaiting>;

/** @param stored what lies in the column; null, and what makes no sense, are shown as they work without it */
export function waitingFields(stored: object | null): QueueWaiting {
  return storedWaiting.safeParse(stored).data ?? ONLY_MUSIC;
}

/** What it refers to, by field; null where there is nothing that has to be there. */
export function thingsOfWaiting(waiting: QueueWaiting): Readonly<Record<string, Thing | null>> {
  const prompt = (id: PromptId | null): Thing | null => (id === null ? null : { kind: 'prompt', id });
  const to = (destination: Destination | null): Thing | null => (destination === null ? null : thingOf(destination));
  return {
    musicPromptId: prompt(waiting.musicPromptId),
    firstPromptId: prompt(waiting.firstPromptId),
    periodicPromptId: prompt(waiting.periodicPromptId),
    whenFull: to(waiting.whenFull),
    whenNobody: to(waiting.whenNobody),
    whenOnBreak: to(waiting.whenOnBreak),
  };
}
