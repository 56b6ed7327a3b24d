/** A UTC instant in milliseconds since 1970-01-01; cores get it as an argument and never ask for it. */
export type Instant = number;

/** Where shells read the time; the simulator has one of its own. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => Date.now() };
