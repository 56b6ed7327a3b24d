import type { AgentEvent, AgentState } from '../../acd/core/agent.js';
import type { Duty } from '../../acd/core/duty.js';
import type { QueuePace } from '../../acd/core/expected-wait.js';
import type { QueueMemory } from '../../acd/core/queue-memory.js';
import type { Regular } from '../../acd/core/regulars.js';
import type { Ledger } from '../../billing/core/ledger.js';
import type { Instant } from '../../kernel/clock.js';
import type { RecordingMade } from '../../kernel/domain-events.js';
import type { AgentId, CallId, QueueId, TenantId } from '../../kernel/ids.js';
import type { LegEvent } from '../../telephony/core/leg-events.js';
import type { CallbackState } from './callback/callback-state.js';
import type { CallState, CallTimer } from './call-state.js';
import type { InquiryAnswer } from './flow/inquiry.js';
import type { NodeConfig } from './node-config.js';
import type { CallActed } from './talk/acts.js';
import type { PinTries } from './pins.js';
import type { CallSaid } from './sayings.js';
import type { LineTold } from './telephones.js';

/** All that may enter the turn. */
export type TurnEvent =
  | LegEvent
  | { readonly type: 'timer.fired'; readonly owner: TimerOwner; readonly dueAt: Instant }
  | { readonly type: 'config.changed'; readonly config: NodeConfig }
  | {
      readonly type: 'agent.commanded';
      readonly agentId: AgentId;
      readonly command: Extract<
        AgentEvent,
        { type: 'login' | 'logout' | 'goReady' | 'goNotReady' | 'extendWrapUp' | 'endWrapUp' }
      >;
    }
  /** What Asterisk says of lines of telephones: all of them at first, then those that are others now. */
  | { readonly type: 'telephones.told'; readonly lines: readonly LineTold[] }
  /** The hall looks whether all that it holds agrees. */
  | { readonly type: 'hall.checked' }
  | { readonly type: 'call.hangUp'; readonly callId: CallId }
  | CallActed
  | CallSaid
  /** Somebody is to be called back no more. */
  | { readonly type: 'callback.cancel'; readonly callbackId: CallId }
  /** A PIN that somebody has entered at a telephone is the agent's, or is not. */
  | { readonly type: 'pin.judged'; readonly callId: CallId; readonly agentId: AgentId; readonly right: boolean }
  /** What a flow waited for is known. */
  | {
      readonly type: 'inquiry.answered';
      readonly callId: CallId;
      readonly number: number;
      readonly answer: InquiryAnswer;
    }
  /** An agent calls a customer: the agent's own telephone first. Both numbers as people write them. */
  | {
      readonly type: 'call.place';
      readonly callId: CallId;
      readonly tenantId: TenantId;
      readonly agentId: AgentId;
      readonly number: string;
      /** To be shown to the customer, one of the tenant's own; null: the tenant's first. */
      readonly callerNumber: string | null;
      /** It is made for somebody of this queue; left out: the agent's own. */
      readonly queueId?: QueueId;
    }
  /** A tenant has come to this node: what its agents were doing last, what it has spent. */
  | {
      readonly type: 'tenant.adopted';
      readonly tenantId: TenantId;
      readonly duties: readonly Duty[];
      readonly ledger: Ledger | null;
      /** Whom its old home was to call back; left out: nobody. */
      readonly callbacks?: readonly CallbackState[];
    }
  | { readonly type: 'recording.archived'; readonly fact: RecordingMade }
  /** The clock of the box was put forward, or back where negative, beside the time that has passed. */
  | { readonly type: 'clock.corrected'; readonly byMs: number }
  /** There is no sound of a conversation that was to be recorded. */
  | { readonly type: 'recording.lost'; readonly callId: CallId; readonly why: string };

export type TimerOwner =
  | { readonly kind: 'call'; readonly callId: CallId; readonly timer: CallTimer }
  | { readonly kind: 'agent'; readonly agentId: AgentId }
  | { readonly kind: 'ledger'; readonly tenantId: TenantId }
  | { readonly kind: 'callback'; readonly callbackId: CallId }
  /** The next instant at which a duty rule may begin or end. */
  | { readonly kind: 'duty' };

/** The sound of a call that has ended, waiting to be encoded. */
export interface PendingRecording {
  readonly callId: CallId;
  readonly tenantId: TenantId;
  readonly connectedAt: Instant;
  /** How many pairs of files there are; one where an older build does not say. */
  readonly parts?: number;
  /** Of the call's last step: what becomes of the recording is told as a step after it. */
  readonly lastSeq: number;
}

/** One entity of the engine as the journal keeps it. */
export type TurnState =
  | { readonly kind: 'call'; readonly call: CallState }
  | { readonly kind: 'agent'; readonly agent: AgentState }
  | { readonly kind: 'recording'; readonly recording: PendingRecording }
  | { readonly kind: 'ledger'; readonly ledger: Ledger }
  | { readonly kind: 'queue'; readonly queue: QueueMemory }
  | { readonly kind: 'regular'; readonly regular: Regular }
  | { readonly kind: 'pace'; readonly pace: QueuePace }
  | { readonly kind: 'callback'; readonly callback: CallbackState }
  /** Who is to be called back of this tenant is known here, and nowhere better. */
  | { readonly kind: 'home'; readonly tenantId: TenantId }
  | { readonly kind: 'pin'; readonly tries: PinTries }
  /** When Asterisk was last heard of. */
  | { readonly kind: 'contact'; readonly at: Instant };

export type StateKey = `${TurnState['kind']}:${string}` | 'duty:rules';

/** A timer to set or, with null, to take back. */
export interface TimerChange {
  readonly owner: StateKey;
  readonly name: string;
  readonly dueAt: Instant | null;
}

/** The owner of a timer, from its key and name. */
export function timerOwner(key: StateKey, name: string): TimerOwner {
  const id = key.slice(key.indexOf(':') + 1);
  if (key.startsWith('call:')) return { kind: 'call', callId: id as CallId, timer: name as CallTimer };
  if (key.startsWith('callback:')) return { kind: 'callback', callbackId: id as CallId };
  if (key === 'duty:rules') return { kind: 'duty' };
  if (key.startsWith('ledger:')) return { kind: 'ledger', tenantId: id as TenantId };
  return { kind: 'agent', agentId: id as AgentId };
}

/** What is to be done about the timers of a state that changes. */
export function timersOf(
  owner: StateKey,
  before: Readonly<Partial<Record<string, Instant>>>,
  after: Readonly<Partial<Record<string, Instant>>>,
): TimerChange[] {
  const changed = Object.entries(after).filter(([name, dueAt]) => before[name] !== dueAt);
  const gone = Object.keys(before).filter((name) => after[name] === undefined);
  return [
    ...changed.map(([name, dueAt]) => ({ owner, name, dueAt: dueAt ?? null })),
    ...gone.map((name) => ({ owner, name, dueAt: null })),
  ];
}
