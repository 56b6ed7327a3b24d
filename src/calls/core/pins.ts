import type { Instant } from '../../kernel/clock.js';
import type { AgentId, CallId } from '../../kernel/ids.js';

/** PINs that were wrong since the last right one; kept, so that a new start of the engine forgives none. */
export interface PinTries {
  readonly version: 1;
  readonly agentId: AgentId;
  /** Of the PIN that was tried: a new one is not locked. Left out by older builds: whichever the agent has. */
  readonly pinHash?: string;
  readonly failed: number;
  /** No PIN is looked at before. */
  readonly lockedUntil: Instant | null;
}

/** A PIN that somebody has entered at a telephone, and what it is to be compared with. */
export interface PinEntered {
  readonly callId: CallId;
  readonly agentId: AgentId;
  readonly pinHash: string;
  readonly pin: string;
}
