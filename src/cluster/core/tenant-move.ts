import type { Instant } from '../../kernel/clock.js';

/** take_over: the old home is dead, and nothing is asked of it. */
export type MoveKind = 'move' | 'take_over';
export type MovePhase = 'asked' | 'pausing' | 'copying' | 'draining' | 'done' | 'failed' | 'cancelled';

export interface MoveState {
  readonly kind: MoveKind;
  readonly phase: MovePhase;
  readonly from: string;
  readonly to: string;
  readonly phaseAt: Instant;
}

/** A node as it was seen just now. */
export interface NodeSeen {
  readonly reachable: boolean;
  /** Is not there any more, or no tenant may go there. */
  readonly gone: boolean;
  /** How old its configuration is, seconds; null: it does not say. */
  readonly lagS: number | null;
  /** When the oldest of its facts was made that the admin node has not got, by the clock here; null: it has got all. 0: it does not say. */
  readonly unsentSince: Instant | null;
}

/** What the old home's engine says of the tenant; null: it does not answer. */
export interface SourceSeen {
  /** here: it serves the tenant; paused: it begins nothing new; left: it knows that the tenant is at home elsewhere. */
  readonly place: 'here' | 'paused' | 'left';
  /** Calls of the tenant that still run there. */
  readonly calls: number;
}

export interface Seen {
  readonly now: Instant;
  /** null: there is no such tenant any more. */
  readonly homeNodeId: string | null;
  /** Where calls of before may go on; for one that is taken over that is where it was before the dead node. */
  readonly leavingNodeId: string | null;
  /** Of the old home, or, where a tenant that is taken over has one, of the node that it was leaving. */
  readonly source: NodeSeen;
  readonly engine: SourceSeen | null;
  readonly target: NodeSeen;
  /** Agents whom the new home keeps from calls because they had one at the old; null: it does not serve the tenant yet. */
  readonly keptAgents: number | null;
}

export type Why =
  | 'tenant_gone'
  | 'home_changed'
  | 'target_gone'
  | 'target_unreachable'
  | 'target_lagging'
  | 'source_unreachable'
  | 'not_paused'
  | 'facts_waiting'
  | 'copy_failed';

export type NextAct =
  | { readonly act: 'wait'; readonly for: Why | 'calls' | 'agents' }
  | { readonly act: 'pause' }
  /** The old home has paused: its work can be taken. */
  | { readonly act: 'begin_copy' }
  /** Work to the new home, and then the home itself. */
  | { readonly act: 'copy_and_flip' }
  /** The last copy of the work to the new home, and then the home itself. */
  | { readonly act: 'take_over' }
  | { readonly act: 'finish' }
  /** It stays where it is. */
  | { readonly act: 'fail'; readonly why: Why };

/** A copy of the configuration that is older is not moved to: it would hear of its tenant too late. */
const MOST_LAG_S = 10;
/** So long it is waited for nodes before anything is begun. */
const ASKED_MS = 60_000;
/** Nobody is offered calls for so long at most, in two parts. */
const PAUSING_MS = 40_000;
const COPYING_MS = 20_000;
/** Nothing is copied yet: callers do not wait longer for a target that goes away. */
const TARGET_AWAY_MS = 5_000;
/** A taken over tenant's agents are looked after for so long. */
const ARRIVING_MS = 60_000;

/** What is next for a move, by what is seen. A phase that is over is answered with waiting: nothing is done twice. */
export function nextAct(move: MoveState, seen: Seen): NextAct {
  switch (move.phase) {
    case 'asked':
      return fromAsked(move, seen);
    case 'pausing':
      return fromPausing(move, seen);
    case 'copying':
      return fromCopying(move, seen);
    case 'draining':
      return fromDraining(move, seen);
    case 'done':
    case 'failed':
    case 'cancelled':
      return { act: 'wait', for: 'calls' };
  }
}

function fromAsked(move: MoveState, seen: Seen): NextAct {
  const isTakeOver = move.kind === 'take_over';
  const obstacle = homeFault(move, seen) ?? targetFault(seen) ?? (isTakeOver ? null : sourceFault(seen));
  if (obstacle !== null) return orFail(obstacle, move, seen, ASKED_MS);
  return isTakeOver ? { act: 'take_over' } : { act: 'pause' };
}

function fromPausing(move: MoveState, seen: Seen): NextAct {
  const fault = homeFault(move, seen) ?? targetFault(seen) ?? sourceFault(seen);
  if (fault !== null) return orFail(fault, move, seen, fault === 'target_unreachable' ? TARGET_AWAY_MS : PAUSING_MS);
  return seen.engine?.place === 'paused' ? { act: 'begin_copy' } : orFail('not_paused', move, seen, PAUSING_MS);
}

function fromCopying(move: MoveState, seen: Seen): NextAct {
  const fault = homeFault(move, seen) ?? targetFault(seen) ?? sourceFault(seen) ?? factsFault(move, seen);
  if (fault !== null) return orFail(fault, move, seen, COPYING_MS);
  // past its time also where nodes are well and only copying itself goes wrong, again and again
  return isLate(move, seen, COPYING_MS) ? { act: 'fail', why: 'copy_failed' } : { act: 'copy_and_flip' };
}

/** The tenant has moved; it only goes on to be seen that nothing of it is left behind. */
function fromDraining(move: MoveState, seen: Seen): NextAct {
  const { homeNodeId, leavingNodeId, source, engine, keptAgents } = seen;
  if (homeNodeId === null || homeNodeId !== move.to) return { act: 'finish' };
  const isOver = move.kind === 'take_over' && isLate(move, seen, ARRIVING_MS);
  if ((move.kind === 'move' || leavingNodeId !== null) && !source.gone) {
    if (engine === null && !isOver) return { act: 'wait', for: 'source_unreachable' };
    // a node that has not heard of it yet may still take calls in
    if (engine !== null && (engine.place !== 'left' || engine.calls > 0)) return { act: 'wait', for: 'calls' };
  }
  if (keptAgents === 0 || isOver) return { act: 'finish' };
  return { act: 'wait', for: keptAgents === null ? 'target_unreachable' : 'agents' };
}

/** Nothing mends these by waiting. */
const FINAL: readonly Why[] = ['tenant_gone', 'home_changed', 'target_gone'];

function orFail(why: Why, move: MoveState, seen: Seen, withinMs: number): NextAct {
  return FINAL.includes(why) || isLate(move, seen, withinMs) ? { act: 'fail', why } : { act: 'wait', for: why };
}

function isLate({ phaseAt }: MoveState, { now }: Seen, withinMs: number): boolean {
  return now - phaseAt > withinMs;
}

function homeFault({ from }: MoveState, { homeNodeId }: Seen): Why | null {
  if (homeNodeId === null) return 'tenant_gone';
  return homeNodeId === from ? null : 'home_changed';
}

function targetFault({ target }: Seen): Why | null {
  if (target.gone) return 'target_gone';
  if (!target.reachable) return 'target_unreachable';
  return target.lagS === null || target.lagS > MOST_LAG_S ? 'target_lagging' : null;
}

function sourceFault({ source, engine }: Seen): Why | null {
  return source.reachable && engine !== null ? null : 'source_unreachable';
}

/** What calls of before the pause cost is known at the admin node: the new home begins with the balance that is left. */
function factsFault({ phaseAt }: MoveState, { source }: Seen): Why | null {
  return source.unsentSince === null || source.unsentSince > phaseAt ? null : 'facts_waiting';
}
