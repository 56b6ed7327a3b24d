import type { AgentState } from '../../acd/core/agent.js';
import type { Instant } from '../../kernel/clock.js';
import type { AgentId, CallId, ExtensionId } from '../../kernel/ids.js';
import type { AgentDesk } from './agent-desk.js';
import type { Around } from './call-change.js';
import type { CallInput } from './call-inputs.js';
import { canCallOut, numberToCall } from './callback/callback-rules.js';
import type { CallState } from './call-state.js';
import type { NodeConfig } from './node-config.js';
import type { PinTriesKept } from './pin-tries.js';
import type { Verdict } from './sign-in.js';
import type { TurnEvent } from './turn-events.js';

type Judged = Extract<CallInput, { type: 'signIn.judged' }>;

interface PinRoom {
  readonly calls: ReadonlyMap<CallId, CallState>;
  readonly desk: AgentDesk;
  readonly pins: PinTriesKept;
  readonly around: Around;
}

export function isInCall({ phase }: Pick<AgentState, 'phase'>): boolean {
  return phase === 'offered' || phase === 'talking';
}

/** Where an agent is called from a login on. */
export interface LoginPlace {
  readonly extensionId: ExtensionId | null;
  readonly outsideNumber: string | null;
}

/** Logs an agent in at a telephone, into all their queues; whoever was logged in there is logged out. */
export function signInAt(desk: AgentDesk, config: NodeConfig, agentId: AgentId, at: LoginPlace, now: Instant): Verdict {
  const { extensionId, outsideNumber } = at;
  const profile = config.agents.get(agentId);
  if (profile === undefined) return 'wrong';
  const before = extensionId === null ? undefined : desk.agentAt(extensionId);
  if (before !== undefined && before.agentId !== agentId) {
    if (isInCall(before)) return 'notNow';
    desk.command(before.agentId, { type: 'logout' }, now);
  }
  // Whose telephone of the house is in a call has it for that call.
  const agent = desk.agents.get(agentId);
  if (outsideNumber !== null && agent !== undefined && isInCall(agent)) return 'notNow';
  const own = profile.extensionId === extensionId ? null : extensionId;
  const refusal = desk.command(
    agentId,
    { type: 'login', queueIds: profile.queueIds, extensionId: own, outsideNumber },
    now,
  );
  if (refusal === 'acd.no_seat') return 'noSeat';
  return refusal === null ? 'signedIn' : 'notNow';
}

/** What becomes of a PIN that was entered, should the telephone still be there. */
export function judgedPin(
  { callId, agentId, right }: Extract<TurnEvent, { type: 'pin.judged' }>,
  { calls, desk, pins, around }: PinRoom,
  now: Instant,
): Judged {
  const { config } = around;
  const pinHash = config.agents.get(agentId)?.pinHash;
  const judged = pins.judged(agentId, pinHash, right, now);
  const call = calls.get(callId);
  if (judged !== 'right' || call?.signIn?.asks !== 'verdict') {
    return { type: 'signIn.judged', verdict: judged === 'locked' ? 'locked' : 'wrong' };
  }
  return { type: 'signIn.judged', verdict: signInAt(desk, config, agentId, placeOf(call, agentId, around, now), now) };
}

/** What becomes of a login that needs no PIN. */
export function signedInFreely(
  call: CallState,
  agentId: AgentId,
  { desk, around }: Pick<PinRoom, 'desk' | 'around'>,
  now: Instant,
): Judged {
  const verdict =
    call.signIn === null ? 'wrong' : signInAt(desk, around.config, agentId, placeOf(call, agentId, around, now), now);
  return { type: 'signIn.judged', verdict };
}

/**
 * Who logs in from outside is called there once they have hung up, unless their line is to stay open, or the company
 * does not call that number.
 */
function placeOf({ signIn, tenantId, caller }: CallState, agentId: AgentId, around: Around, now: Instant): LoginPlace {
  const extensionId = signIn?.extensionId ?? null;
  const stays = (around.config.agents.get(agentId)?.openLine ?? 'no') !== 'no';
  if (extensionId !== null || stays || tenantId === null || !canCallOut(around, tenantId)) {
    return { extensionId, outsideNumber: null };
  }
  return { extensionId, outsideNumber: numberToCall(around, tenantId, caller, now) };
}
