import { z } from 'zod';

/**
 * What every reader of GET /v1/status may rely on; the engine tells more. `lastSeq` is the last fact that is counted in:
 * status and the events after it give the present, exactly.
 */
export const engineStatus = z.looseObject({
  lastSeq: z.int().min(0),
  calls: z.looseObject({ now: z.int().min(0) }),
});
export type EngineStatus = z.output<typeof engineStatus>;

export const engineHealth = z.looseObject({ status: z.enum(['up', 'degraded', 'down']) });
export type EngineHealth = z.output<typeof engineHealth>;

/** A line of GET /v1/events: a heartbeat, a gap (what lies before `from` is not kept any more), or a fact. */
export const eventLine = z.union([
  z.object({ gap: z.literal(true), from: z.int() }),
  z.object({ seq: z.int().min(1), fact: z.looseObject({ id: z.string(), kind: z.string() }) }),
  z.strictObject({}),
]);
