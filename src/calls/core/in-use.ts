import type { AgentId, ExtensionId, TenantId, TrunkId } from '../../kernel/ids.js';
import { ChannelCount } from '../../lines/core/channels.js';
import type { AgentState } from '../../acd/core/agent.js';
import type { CallState } from './call-state.js';
import { cameByNode, isInFlow } from './call-views.js';
import type { NodeConfig } from './node-config.js';
import { outsideUp } from './outside/outside-leg.js';

/** A recorder runs, be it silenced. */
function isBeingRecorded({ recording }: CallState): boolean {
  return recording === 'asked' || recording === 'running' || recording === 'paused';
}

/** What tenants and trunks hold at this moment, counted against quotas: an index over the states of calls and agents. */
export class InUse {
  private readonly channels = new ChannelCount<TenantId>();
  private readonly trunks = new ChannelCount<TrunkId>();
  private readonly shares = new ChannelCount<string>();
  private readonly menus = new ChannelCount<TenantId>();
  private readonly recordings = new ChannelCount<TenantId>();
  private readonly seatsTaken = new ChannelCount<TenantId>();
  private readonly telephones = new Map<AgentId, ExtensionId>();
  private readonly outside = new Map<AgentId, string>();

  /** Calls of the tenant that hold a channel. */
  channelsOf(tenantId: TenantId): number {
    return this.channels.inUse(tenantId);
  }

  trunkChannels(trunkId: TrunkId): number {
    return this.trunks.inUse(trunkId);
  }

  /** Channels of the trunk that this tenant holds. */
  shareOf(tenantId: TenantId, trunkId: TrunkId): number {
    return this.shares.inUse(`${tenantId} ${trunkId}`);
  }

  /** Callers of the tenant who are in a menu. */
  ivrCallers(tenantId: TenantId): number {
    return this.menus.inUse(tenantId);
  }

  /** Conversations of the tenant that are being recorded. */
  recorded(tenantId: TenantId): number {
    return this.recordings.inUse(tenantId);
  }

  /** Agents of the tenant who are signed in. */
  seats(tenantId: TenantId): number {
    return this.seatsTaken.inUse(tenantId);
  }

  /** The telephone of the house that is the agent's: chosen for this login, or their own. They may be called outside all the same. */
  houseTelephone(agentId: AgentId, { agents }: Pick<NodeConfig, 'agents'>): ExtensionId | null {
    return this.telephones.get(agentId) ?? agents.get(agentId)?.extensionId ?? null;
  }

  /** The telephone of the house at which the agent is called; null: at none, or outside. */
  telephoneOf(agentId: AgentId, config: Pick<NodeConfig, 'agents'>): ExtensionId | null {
    return this.outsideNumber(agentId) === null ? this.houseTelephone(agentId, config) : null;
  }

  /** The number outside at which the agent is called during this login; null: at a telephone of the house. */
  outsideNumber(agentId: AgentId): string | null {
    return this.outside.get(agentId) ?? null;
  }

  /** A call holds its channels until it is hung up; one that was refused never held any. */
  callChanged(before: CallState | undefined, after: CallState | null): void {
    this.give(before, -1);
    this.give(after ?? undefined, 1);
  }

  agentChanged(before: AgentState | undefined, after: AgentState): void {
    if (before !== undefined && before.phase !== 'loggedOut') this.seatsTaken.giveBack(before.tenantId);
    if (after.phase !== 'loggedOut') this.seatsTaken.take(after.tenantId);
    if (after.extensionId === null) this.telephones.delete(after.agentId);
    else this.telephones.set(after.agentId, after.extensionId);
    if (after.outsideNumber === null) this.outside.delete(after.agentId);
    else this.outside.set(after.agentId, after.outsideNumber);
  }

  private give(call: CallState | undefined, by: 1 | -1): void {
    if (call === undefined || call.phase === 'ending') return;
    const count = by === 1 ? 'take' : 'giveBack';
    const { tenantId, trunkId } = call;
    if (trunkId !== null && !cameByNode(call)) this.trunks[count](trunkId);
    // A guest holds its channel where it is at home.
    if (tenantId === null || call.role === 'guest') return;
    this.channels[count](tenantId);
    if (trunkId !== null) this.shares[count](`${tenantId} ${trunkId}`);
    for (const leg of outsideUp(call)) {
      this.trunks[count](leg.trunkId);
      this.channels[count](tenantId);
      this.shares[count](`${tenantId} ${leg.trunkId}`);
    }
    if (isInFlow(call)) this.menus[count](tenantId);
    if (isBeingRecorded(call)) this.recordings[count](tenantId);
  }
}
