import type { MissedWhy } from '../../acd/core/agent.js';

/** ITU-T Q.850 cause values that the machine of a call gives or reads. */
export const CAUSE = {
  unallocated: 1,
  normal: 16,
  busy: 17,
  noUser: 18,
  noAnswer: 19,
  rejected: 21,
  /** "Exchange routing error": a call that another node sends here has no place here. */
  misrouted: 25,
  /** "Non-selected user clearing": somebody else has answered; telephones count no missed call then. */
  answeredElsewhere: 26,
  outOfOrder: 27,
  noCircuit: 34,
  networkOutOfOrder: 38,
  temporary: 41,
  congestion: 42,
  /** "Access information discarded": the node that a call was offered by has kept it, and tells of it itself. */
  kept: 43,
} as const;

/** Why a dialled telephone did not answer, from the Q.850 cause of its refusal. */
export function missedWhy(causeCode: number): MissedWhy {
  switch (causeCode) {
    case CAUSE.busy:
      return 'busy';
    case CAUSE.rejected:
      return 'declined';
    case CAUSE.noUser:
    case CAUSE.noAnswer:
      return 'no_answer';
    default:
      return 'unreachable';
  }
}

/** Asterisk names no cause where it could not even dial. */
export function causeOr(causeCode: number): number {
  return causeCode === 0 ? CAUSE.outOfOrder : causeCode;
}
