import type { AgentState, TelephoneState } from '../../acd/core/agent.js';
import type { AgentId, CallId, ExtensionId } from '../../kernel/ids.js';
import type { CallState } from './call-state.js';
import { agentsHeldBy } from './call-views.js';
import type { NodeConfig } from './node-config.js';
import { sidesIn } from './talk/side-leg.js';

/** What Asterisk says of one line: whether somebody is registered there, and answers. */
export interface LineTold {
  readonly endpoint: string;
  readonly reachable: boolean;
}

const NOBODY: ReadonlySet<never> = new Set();
const NONE: readonly ExtensionId[] = [];

/** Which telephones agents can be called at: by what Asterisk says of their lines, and by the calls that use them. */
export class Telephones {
  /** Until Asterisk has told of its lines for the first time, what was so before stays. */
  private told = false;
  private readonly away = new Set<string>();
  private readonly ofCall = new Map<CallId, readonly ExtensionId[]>();
  private readonly users = new Map<ExtensionId, Set<CallId>>();
  /** Agents by the telephone that is their own, and by the one they have chosen for this login. */
  private owners = new Map<ExtensionId, Set<AgentId>>();
  private readonly guests = new Map<ExtensionId, Set<AgentId>>();
  private byEndpoint = new Map<string, ExtensionId>();

  constructor(private config: NodeConfig) {
    this.reconfigure(config);
  }

  reconfigure(config: NodeConfig): void {
    this.config = config;
    this.owners = new Map();
    for (const { id, extensionId } of config.agents.values()) put(this.owners, extensionId, id);
    this.byEndpoint = new Map([...config.extensions.values()].map(({ endpoint, id }) => [endpoint, id]));
  }

  agentChanged(before: AgentState | undefined, after: AgentState): void {
    const [was, is] = [before?.extensionId ?? null, after.extensionId];
    if (was === is) return;
    if (was !== null) takeOut(this.guests, was, after.agentId);
    if (is !== null) put(this.guests, is, after.agentId);
  }

  /** @returns the telephones that may be free, or not, other than before */
  callChanged(callId: CallId, after: CallState | null, extensionOf: (agentId: AgentId) => ExtensionId | null) {
    const before = this.ofCall.get(callId) ?? NONE;
    const now = after === null ? NONE : this.usedBy(after, extensionOf);
    if (before.length === now.length && before.every((extensionId, index) => now[index] === extensionId)) return NONE;
    for (const extensionId of before) takeOut(this.users, extensionId, callId);
    for (const extensionId of now) put(this.users, extensionId, callId);
    if (now.length === 0) this.ofCall.delete(callId);
    else this.ofCall.set(callId, now);
    return [...before, ...now];
  }

  /** @returns the telephones that are there, or gone, other than before */
  tell(lines: readonly LineTold[]): readonly ExtensionId[] {
    const first = !this.told;
    this.told = true;
    const others: ExtensionId[] = [];
    for (const { endpoint, reachable } of lines) {
      if (this.away.has(endpoint) === !reachable && !first) continue;
      if (reachable) this.away.delete(endpoint);
      else this.away.add(endpoint);
      const extensionId = this.byEndpoint.get(endpoint);
      if (extensionId !== undefined) others.push(extensionId);
    }
    return others;
  }

  /** Those who would be called there. */
  agentsAt(extensionId: ExtensionId): readonly AgentId[] {
    return [...(this.owners.get(extensionId) ?? NOBODY), ...(this.guests.get(extensionId) ?? NOBODY)];
  }

  /** By a call of whomever. */
  isInUse(extensionId: ExtensionId): boolean {
    return this.users.has(extensionId);
  }

  /** Calls that use the telephone. */
  callsAt(extensionId: ExtensionId): readonly CallId[] {
    return [...(this.users.get(extensionId) ?? NOBODY)];
  }

  stateFor(agent: AgentState): TelephoneState {
    if (agent.outsideNumber !== null) return 'free';
    const extensionId = agent.extensionId ?? this.config.agents.get(agent.agentId)?.extensionId;
    const extension = extensionId === undefined ? undefined : this.config.extensions.get(extensionId);
    if (extension === undefined) return 'free';
    if (this.told ? this.away.has(extension.endpoint) : agent.telephone === 'away') return 'away';
    for (const callId of this.users.get(extension.id) ?? NOBODY) if (callId !== agent.callId) return 'busy';
    return 'free';
  }

  private usedBy(call: CallState, extensionOf: (agentId: AgentId) => ExtensionId | null): readonly ExtensionId[] {
    if (call.phase === 'ending') return NONE;
    const { callerLeg, partyLeg } = call;
    const beside = sidesIn(call).map(({ party }) => (party.kind === 'extension' ? party.extensionId : undefined));
    const used = [
      callerLeg.gone ? undefined : this.byEndpoint.get(callerLeg.endpoint),
      partyLeg?.party.kind === 'extension' ? partyLeg.party.extensionId : undefined,
      ...call.rivals.map(({ party }) => (party.kind === 'extension' ? party.extensionId : undefined)),
      ...beside,
      ...agentsHeldBy(call).map((agentId) => extensionOf(agentId) ?? undefined),
    ];
    return [...new Set(used.filter((extensionId) => extensionId !== undefined))].sort();
  }
}

function put<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}

function takeOut<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  const set = sets.get(key);
  if (set?.delete(value) === true && set.size === 0) sets.delete(key);
}
