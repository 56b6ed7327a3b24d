import type { Instant } from '../../../kernel/clock.js';
import type { AgentPhase, CallStepName } from '../../../kernel/domain-events.js';

/**
 * What became of a call in a queue. `callback`: the caller wished to be called back, and keeps the place without waiting.
 * `lost`: it ended by no doing of the caller, or the queue was deleted.
 */
export type VisitOutcome = 'answered' | 'abandoned' | 'overflowed' | 'callback' | 'lost';

/** One stay of one call in one queue, from entering to the answer, or to leaving without. */
export interface QueueVisit {
  readonly callId: string;
  /** Of the step that began it. */
  readonly seq: number;
  readonly queueId: string;
  readonly enteredAt: Instant;
  /** null: still waits. */
  readonly leftAt: Instant | null;
  readonly outcome: VisitOutcome | null;
  /** Who answered. */
  readonly agentId: string | null;
}

/** One call at one agent's telephone. */
export interface AgentOffer {
  readonly callId: string;
  readonly seq: number;
  readonly agentId: string;
  readonly offeredAt: Instant;
  readonly overAt: Instant | null;
  /** `withdrawn`: the caller left, or it was taken back, through no doing of the agent. */
  readonly outcome: 'answered' | 'missed' | 'withdrawn' | null;
}

/** What an agent was doing from one instant to another; logged out is nothing. */
export interface AgentSpan {
  readonly agentId: string;
  readonly seq: number;
  readonly phase: Exclude<AgentPhase, 'loggedOut'>;
  readonly reason: string | null;
  /** Of a conversation and the wrap-up after it. */
  readonly callId: string | null;
  readonly beganAt: Instant;
  /** null: still does. */
  readonly overAt: Instant | null;
}

/** From the begin of a caller's waiting on hold, or beside a consultation, to its end. */
export interface CallHold {
  readonly callId: string;
  /** Of the step that began it. */
  readonly seq: number;
  /** Who talked with the caller; null: no agent. */
  readonly agentId: string | null;
  readonly beganAt: Instant;
  /** null: still held. */
  readonly overAt: Instant | null;
}

/** The steps that tell of visits, offers, holding and paths (paths.ts); all others are passed over. */
export const TELLING_STEPS = [
  'queue.entered',
  'queue.left',
  'agent.offered',
  'agent.missed',
  'party.connected',
  'call.acted',
  'member.missed',
  'member.left',
  'call.ended',
  'flow.node',
  'flow.left',
] as const satisfies readonly CallStepName[];
export type TellingStep = (typeof TELLING_STEPS)[number];

export interface StepOfCall {
  readonly callId: string;
  readonly seq: number;
  readonly at: Instant;
  readonly step: TellingStep;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

export interface StepOfAgent {
  readonly agentId: string;
  readonly seq: number;
  readonly at: Instant;
  readonly to: AgentPhase;
  readonly reason: string | null;
  readonly callId: string | null;
}

/** How a caller left who hung up in the queue, by why the call was lost. */
const LEFT_BY: ReadonlyMap<unknown, VisitOutcome> = new Map([
  ['abandoned_in_queue', 'abandoned'],
  ['abandoned_while_ringing', 'abandoned'],
  ['callback_requested', 'callback'],
]);

/** The visits of one call to queues, from its steps in any order; an unknown queue is none. */
export function visitsOf(steps: readonly StepOfCall[]): readonly QueueVisit[] {
  const visits: QueueVisit[] = [];
  let open: QueueVisit | null = null;
  const close = (leftAt: Instant, outcome: VisitOutcome, agentId: string | null = null): void => {
    if (open !== null) visits.push({ ...open, leftAt: Math.max(leftAt, open.enteredAt), outcome, agentId });
    open = null;
  };
  for (const { callId, seq, at, step, detail } of bySeq(steps)) {
    switch (step) {
      case 'queue.entered':
        // whoever goes on to the next queue has left the one before
        close(at, 'overflowed');
        if (typeof detail.queueId === 'string')
          open = { callId, seq, queueId: detail.queueId, enteredAt: at, leftAt: null, outcome: null, agentId: null };
        break;
      case 'queue.left':
        close(at, detail.why === 'queue_deleted' ? 'lost' : 'overflowed');
        break;
      case 'party.connected':
        if (typeof detail.agentId === 'string') close(at, 'answered', detail.agentId);
        else close(at, 'overflowed');
        break;
      case 'call.ended':
        close(at, LEFT_BY.get(detail.lostReason) ?? 'lost');
        break;
      case 'agent.offered':
      case 'agent.missed':
      case 'call.acted':
      case 'member.missed':
      case 'member.left':
      case 'flow.node':
      case 'flow.left':
        break;
    }
  }
  return open === null ? visits : [...visits, open];
}

/** The offers of one call to agents, from its steps in any order. */
export function offersOf(steps: readonly StepOfCall[]): readonly AgentOffer[] {
  const offers: AgentOffer[] = [];
  // several where all are called at once
  const open = new Map<string, AgentOffer>();
  const close = (agentId: string, overAt: Instant, outcome: AgentOffer['outcome']): void => {
    const offer = open.get(agentId);
    if (offer !== undefined) offers.push({ ...offer, overAt: Math.max(overAt, offer.offeredAt), outcome });
    open.delete(agentId);
  };
  for (const { callId, seq, at, step, detail } of bySeq(steps)) {
    const agentId = typeof detail.agentId === 'string' ? detail.agentId : null;
    switch (step) {
      case 'agent.offered':
        if (agentId === null) break;
        close(agentId, at, 'withdrawn');
        open.set(agentId, { callId, seq, agentId, offeredAt: at, overAt: null, outcome: null });
        break;
      case 'agent.missed':
        if (agentId !== null) close(agentId, at, detail.why === 'lost' ? 'withdrawn' : 'missed');
        break;
      case 'party.connected':
        if (agentId !== null) close(agentId, at, 'answered');
        for (const other of [...open.keys()]) close(other, at, 'withdrawn');
        break;
      case 'queue.left':
      case 'call.ended':
        for (const other of [...open.keys()]) close(other, at, 'withdrawn');
        break;
      case 'queue.entered':
      case 'call.acted':
      case 'member.missed':
      case 'member.left':
      case 'flow.node':
      case 'flow.left':
        break;
    }
  }
  return [...offers, ...open.values()].toSorted((a, b) => a.seq - b.seq);
}

/** When the other side of one call heard music while somebody talked with it, from its steps in any order. */
export function holdsOf(steps: readonly StepOfCall[]): readonly CallHold[] {
  const holds: CallHold[] = [];
  let [talker, held, aside]: [string | null, boolean, boolean] = [null, false, false];
  let open: CallHold | null = null;
  for (const { callId, seq, at, step, detail } of bySeq(steps)) {
    switch (step) {
      case 'call.acted':
        [held, aside] = heldAfter(detail.act, held, aside);
        break;
      case 'member.missed':
      case 'member.left':
        // whoever consulted is with the other side again
        if (detail.part === 'consulted') aside = false;
        break;
      case 'party.connected':
        talker = typeof detail.agentId === 'string' ? detail.agentId : null;
        [held, aside] = [false, false];
        break;
      case 'queue.entered':
      case 'queue.left':
      case 'call.ended':
        [held, aside] = [false, false];
        break;
      case 'agent.offered':
      case 'agent.missed':
      case 'flow.node':
      case 'flow.left':
        break;
    }
    if (held || aside) {
      open ??= { callId, seq, agentId: talker, beganAt: at, overAt: null };
    } else if (open !== null) {
      if (at > open.beganAt) holds.push({ ...open, overAt: at });
      open = null;
    }
  }
  return open === null ? holds : [...holds, open];
}

/** Whether the other side is held, and whether it waits beside a consultation, once an act is done. */
function heldAfter(act: unknown, held: boolean, aside: boolean): [boolean, boolean] {
  switch (act) {
    case 'hold':
      return [true, aside];
    case 'retrieve':
      return [false, aside];
    case 'consult':
      return [false, true];
    case 'swap':
      return [held, !aside];
    case 'backFromConsult':
    case 'conference':
      return [held, false];
    case 'transfer':
    case 'completeTransfer':
    case 'leave':
    case 'disconnect':
      return [false, false];
    default:
      return [held, aside];
  }
}

/**
 * What one agent was doing, from steps of which the first is known to begin nothing half done (ready, not ready, logged
 * out). A wrap-up that a call of the agent's own interrupted goes on as that of the call before.
 */
export function spansOf(steps: readonly StepOfAgent[]): readonly AgentSpan[] {
  const ordered = steps.toSorted((a, b) => a.at - b.at || a.seq - b.seq);
  const spans: AgentSpan[] = [];
  let interrupted: string | null = null;
  let wrapping: string | null = null;
  for (const [i, { agentId, seq, at, to, reason, callId }] of ordered.entries()) {
    if (to === 'offered' && wrapping !== null) interrupted = wrapping;
    if (to === 'ready' || to === 'notReady' || to === 'loggedOut') interrupted = null;
    wrapping = to === 'wrapUp' ? (interrupted ?? callId) : null;
    const overAt = ordered[i + 1]?.at ?? null;
    if (to === 'loggedOut' || overAt === at) continue;
    const ofCall = to === 'wrapUp' ? wrapping : to === 'talking' || to === 'offered' ? callId : null;
    spans.push({ agentId, seq, phase: to, reason, callId: ofCall, beganAt: at, overAt });
  }
  return spans;
}

/**
 * Ready or not ready until a step says otherwise, which may be never. Kept intervals leave it out until it is over: it is
 * added where figures are asked for, so that nobody who stays logged in makes work for every interval that passes.
 */
export function isLasting({ phase, overAt }: Pick<AgentSpan, 'phase' | 'overAt'>): boolean {
  return overAt === null && (phase === 'ready' || phase === 'notReady');
}

/**
 * The first step after an instant from which on nothing depends on what was before.
 *
 * @returns null: all do
 */
export function settledAfter(steps: readonly StepOfAgent[], after: Instant): Instant | null {
  const found = steps.filter(({ at, to }) => at > after && (to === 'ready' || to === 'notReady' || to === 'loggedOut'));
  return found.length === 0 ? null : found.reduce((least, { at }) => Math.min(least, at), Infinity);
}

function bySeq(steps: readonly StepOfCall[]): readonly StepOfCall[] {
  return steps.toSorted((a, b) => a.seq - b.seq);
}
