import type { Instant } from '../../kernel/clock.js';
import type { AgentPhase, AgentStep } from '../../kernel/domain-events.js';
import type { AgentId, ExtensionId, QueueId, TenantId } from '../../kernel/ids.js';
import { newAgent, type AgentState, type MissedWhy } from './agent.js';
import { REASON } from './agent-state.js';

/** What an agent was doing last, as it goes along with the tenant to another node (work.agent_duty). */
export interface Duty {
  readonly tenantId: TenantId;
  readonly agentId: AgentId;
  readonly phase: AgentPhase;
  readonly reason: string | null;
  readonly queueIds: readonly QueueId[];
  readonly since: Instant;
  readonly idleSince: Instant | null;
  readonly seq: number;
  readonly refusals: number;
  /** The duty rule that logged the agent in, and on which telephone; left out by older builds. */
  readonly byRule?: string | null;
  readonly extensionId?: ExtensionId | null;
  /** Until when no rule logs the agent in; left out by older builds. */
  readonly sitsOutUntil?: Instant | null;
}

/** After so long an agent is asked again who was logged in by rule: nobody is there to make them ready, milliseconds. */
export const RULES_AGENT_BACK_MS = 60_000;
const MISSED: readonly MissedWhy[] = ['no_answer', 'busy', 'declined', 'unreachable'];

/**
 * Steps are numbered on from here by the new home: the old one may still end what it had begun after its states were
 * copied, and no two steps of an agent have the same number.
 */
const ROOM_FOR_THE_OLD_HOME = 1_000;

export function dutyOf(agent: AgentState): Duty {
  const {
    tenantId,
    agentId,
    phase,
    reason,
    queueIds,
    since,
    idleSince,
    seq,
    refusals,
    byRule,
    extensionId,
    outsideNumber,
    sitsOutUntil,
  } = agent;
  // Which numbers are called is for the new home to say: who was called outside logs in there again.
  const stays = outsideNumber === null;
  return {
    tenantId,
    agentId,
    phase: stays ? phase : 'loggedOut',
    reason: stays ? reason : REASON.moved,
    queueIds,
    since,
    idleSince: idleSince < 0 ? null : idleSince,
    seq,
    refusals,
    byRule,
    extensionId,
    sitsOutUntil,
  };
}

/**
 * The agent of a duty on the new home, with the step that tells of it; null where this node knows of later steps itself.
 * Who was in a call, or in the wrap-up of one, is not ready until the old home says that it is over.
 */
export function adoptedAgent(
  duty: Duty,
  own: AgentState | undefined,
  queueIds: readonly QueueId[],
  now: Instant,
): { readonly state: AgentState; readonly steps: readonly AgentStep[] } | null {
  if (own !== undefined && (own.seq >= duty.seq || own.callId !== null)) return null;
  const { tenantId, agentId } = duty;
  const blank: AgentState = {
    ...newAgent(agentId, tenantId, now),
    seq: duty.seq + ROOM_FOR_THE_OLD_HOME,
    refusals: duty.refusals + ROOM_FOR_THE_OLD_HOME,
    adoptedAt: now,
    sitsOutUntil: duty.sitsOutUntil ?? null,
  };
  if (duty.phase === 'loggedOut') return { state: { ...blank, reason: duty.reason }, steps: [] };
  const { phase, reason } = phaseAfter(duty);
  const seq = blank.seq + 1;
  const { byRule = null, extensionId = null } = duty;
  // Nobody is there to make an agent of a rule ready again who did not answer.
  const timers = byRule !== null && isMissed(reason) ? { back: now + RULES_AGENT_BACK_MS } : {};
  const state = {
    ...blank,
    phase,
    reason,
    queueIds,
    seq,
    byRule,
    extensionId,
    timers,
    idleSince: duty.idleSince ?? now,
  };
  const whose = { kind: 'agent.step', id: `${agentId}:${String(seq)}`, at: now, tenantId, agentId, seq } as const;
  return { state, steps: [{ ...whose, from: 'loggedOut', to: phase, reason, callId: null }] };
}

function isMissed(reason: string | null): boolean {
  return MISSED.some((why) => why === reason);
}

function phaseAfter({ phase, reason }: Duty): Pick<AgentState, 'phase' | 'reason'> {
  if (phase === 'ready') return { phase, reason: null };
  return { phase: 'notReady', reason: phase === 'notReady' ? reason : 'moved' };
}
