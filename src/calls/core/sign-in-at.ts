import type { AgentState } from '../../acd/core/agent.js';
import type { Instant } from '../../kernel/clock.js';
import type { AgentId, CallId, ExtensionId } from '../../kernel/ids.js';
import type { AgentDesk } from './agent-desk.js';
import type { CallInput } from './call-inputs.js';
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
  readonly configuration: NodeConfig;
}

export function isInCall({ phase }: Pick<AgentState, 'phase'>): boolean {
  return phase === 'offered' || phase === 'talking';
}

/** Logs an agent in at a telephone, into all their queues; whoever was logged in there is logged out. */
export function signInAt(
  desk: AgentDesk,
  config: NodeConfig,
  agentId: AgentId,
  extensionId: ExtensionId | null,
  now: Instant,
): Verdict {
  const profile = config.agents.get(agentId);
  if (profile === undefined) return 'wrong';
  const before = extensionId === null ? undefined : desk.agentAt(extensionId);
  if (before !== undefined && before.agentId !== agentId) {
    if (isInCall(before)) return 'notNow';
    desk.command(before.agentId, { type: 'logout' }, now);
  }
  const own = profile.extensionId === extensionId ? null : extensionId;
  const refusal = desk.command(agentId, { type: 'login', queueIds: profile.queueIds, extensionId: own }, now);
  if (refusal === 'acd.no_seat') return 'noSeat';
  return refusal === null ? 'signedIn' : 'notNow';
}

/** What becomes of a PIN that was entered, should the telephone still be there. */
export function judgedPin(
  { callId, agentId, right }: Extract<TurnEvent, { type: 'pin.judged' }>,
  { calls, desk, pins, configuration }: PinRoom,
  now: Instant,
): Judged {
  const pinHash = configuration.agents.get(agentId)?.pinHash;
  const judged = pins.judged(agentId, pinHash, right, now);
  const signsIn = calls.get(callId)?.signIn;
  if (judged !== 'right' || signsIn?.asks !== 'verdict') {
    return { type: 'signIn.judged', verdict: judged === 'locked' ? 'locked' : 'wrong' };
  }
  return { type: 'signIn.judged', verdict: signInAt(desk, configuration, agentId, signsIn.extensionId, now) };
}

/** What becomes of a login that needs no PIN. */
export function signedInFreely(
  { signIn }: CallState,
  agentId: AgentId,
  { desk, config }: { readonly desk: AgentDesk; readonly config: NodeConfig },
  now: Instant,
): Judged {
  const verdict = signIn === null ? 'wrong' : signInAt(desk, config, agentId, signIn.extensionId, now);
  return { type: 'signIn.judged', verdict };
}
