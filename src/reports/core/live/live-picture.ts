import type {
  AgentNow,
  AsteriskNow,
  CallNow,
  ExtensionNow,
  Notice,
  Present,
  QueueNow,
  TenantNow,
  TrunkNow,
} from '../../../kernel/live-status.js';
import { travellingId } from '../../../kernel/visit.js';
import { NO_QUEUE_FIGURES, todayOf, type QueueToday } from '../figures/figures.js';
import { Groups } from './groups.js';
import type { AgentRow, CallRow, ExtensionRow, QueueRow, Section, Sections, TenantRow, TrunkRow } from './live-rows.js';

/** A line that may be another now. */
export interface Touched {
  readonly section: Section;
  readonly id: string;
  /** null: the platform's. */
  readonly tenantId: string | null;
}

export interface Touches {
  /** Everything may be another, also which lines there are. */
  readonly all: boolean;
  readonly rows: readonly Touched[];
}

/** Whom somebody looks after who does not look after everybody, and the queues that these serve. */
export interface LiveReach {
  readonly agents: ReadonlySet<string>;
  readonly queues: ReadonlySet<string>;
}

/**
 * The present as people see it: begun with the engine's status, kept up by its notices. Whatever the notices and however
 * they came together, the lines are those that a fresh status gives.
 */
export class LivePicture {
  private readonly calls = new Map<string, CallNow>();
  private readonly agents = new Map<string, AgentNow>();
  private readonly queues = new Map<string, QueueNow>();
  private readonly tenants = new Map<string, TenantNow>();
  private readonly trunks = new Map<string, TrunkNow>();
  private readonly extensions = new Map<string, ExtensionNow>();
  private readonly callsOfQueue = new Groups();
  private readonly callsOfTrunk = new Groups();
  private readonly agentsOfQueue = new Groups();
  private readonly agentsOfCall = new Groups();
  private readonly agentsOfExtension = new Groups();
  private readonly ofTenant = {
    calls: new Groups(),
    queues: new Groups(),
    agents: new Groups(),
    extensions: new Groups(),
  };
  /** By queue; not of the engine, so kept when its part begins afresh. */
  private readonly today = new Map<string, QueueToday>();
  private readonly made = new Map<string, Sections[Section]>();
  private all = true;
  private touched = new Map<string, Touched>();
  private sipServer: AsteriskNow | null = null;

  /** null until the engine was heard. */
  get asterisk(): AsteriskNow | null {
    return this.sipServer;
  }

  /** Begins afresh. */
  replace(present: Present): void {
    const { calls, agents, queues, tenants, trunks, extensions } = this;
    for (const map of [calls, agents, queues, tenants, trunks, extensions, this.made]) map.clear();
    const { ofTenant, callsOfQueue, callsOfTrunk, agentsOfQueue, agentsOfCall, agentsOfExtension } = this;
    for (const groups of [
      callsOfQueue,
      callsOfTrunk,
      agentsOfQueue,
      agentsOfCall,
      agentsOfExtension,
      ...Object.values(ofTenant),
    ]) {
      groups.clear();
    }
    for (const tenant of present.tenants) tenants.set(tenant.id, tenant);
    for (const trunk of present.trunks) trunks.set(trunk.id, trunk);
    for (const queue of present.queues) {
      queues.set(queue.id, queue);
      ofTenant.queues.put(queue.tenantId, queue.id);
    }
    for (const extension of present.extensions) this.putExtension(extension);
    for (const agent of present.agents) this.putAgent(agent);
    for (const call of present.calls) this.putCall(call.callId, call);
    this.sipServer = present.asterisk;
    this.all = true;
    this.touched = new Map();
  }

  take(notice: Notice): void {
    switch (notice.of) {
      case 'call':
        this.putCall(notice.call.callId, notice.call);
        return;
      case 'callGone':
        this.putCall(notice.callId, null);
        return;
      case 'agent':
        this.putAgent(notice.agent);
        return;
      case 'extension':
        this.putExtension(notice.extension);
        return;
      case 'trunk':
        this.trunks.set(notice.trunk.id, notice.trunk);
        this.touch('trunks', notice.trunk.id, null);
        return;
      case 'asterisk':
        this.sipServer = notice.asterisk;
        return;
    }
  }

  /** How the day of a tenant's queues has been; what a queue is not told of is nothing. */
  putToday(tenantId: string, figures: ReadonlyMap<string, QueueToday>): void {
    for (const id of this.ofTenant.queues.of(tenantId)) {
      const [before, after] = [this.today.get(id), figures.get(id) ?? NOTHING_TODAY];
      if (before !== undefined && isSame(before, after)) continue;
      this.today.set(id, after);
      this.touch('queues', id, tenantId);
    }
  }

  /** What has been touched since it was asked for last. */
  takeTouches(): Touches {
    const touches = { all: this.all, rows: this.all ? [] : [...this.touched.values()] };
    this.all = false;
    this.touched = new Map();
    return touches;
  }

  /** Ids of the lines of a section; of a tenant's sections only that tenant's. */
  ids(section: Section, tenantId: string | null): readonly string[] {
    if (section === 'trunks') return [...this.trunks.keys()];
    if (section === 'tenants') return [...this.tenants.keys()];
    return tenantId === null ? [] : [...this.ofTenant[section].of(tenantId)];
  }

  /** undefined: there is no such line (any more). */
  row(section: Section, id: string): Sections[Section] | undefined {
    const key = keyOf(section, id);
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const row = this.make(section, id);
    if (row !== undefined) this.made.set(key, row);
    return row;
  }

  /** Whether a line is the tenant's; the platform's lines are null's. */
  belongs(section: Section, id: string, tenantId: string | null): boolean {
    if (section === 'trunks' || section === 'tenants') return tenantId === null;
    return tenantId !== null && this[section].get(id)?.tenantId === tenantId;
  }

  /**
   * Whether a line has to do with those whom somebody looks after: a call is that of the agents in it, before there are
   * any that of its queue; a telephone is that of who sits there.
   */
  isReached(section: Section, id: string, { agents, queues }: LiveReach): boolean {
    switch (section) {
      case 'agents':
        return agents.has(id);
      case 'queues':
        return queues.has(id);
      case 'extensions':
        return [...this.agentsOfExtension.of(id)].some((agentId) => agents.has(agentId));
      case 'calls': {
        const call = this.calls.get(id);
        const here = call?.agentIds ?? [call?.agentId, call?.partyAgentId].flatMap((agentId) => agentId ?? []);
        return here.length === 0 ? queues.has(call?.queueId ?? '') : here.some((agentId) => agents.has(agentId));
      }
      case 'trunks':
      case 'tenants':
        return false;
    }
  }

  private make(section: Section, id: string): Sections[Section] | undefined {
    switch (section) {
      case 'calls':
        return mapped(this.calls.get(id), (call) => this.callRow(call));
      case 'queues':
        return mapped(this.queues.get(id), (queue) => this.queueRow(queue));
      case 'agents':
        return mapped(this.agents.get(id), (agent) => this.agentRow(agent));
      case 'extensions':
        return mapped(this.extensions.get(id), (extension) => this.extensionRow(extension));
      case 'trunks':
        return mapped(this.trunks.get(id), (trunk) => this.trunkRow(trunk));
      case 'tenants':
        return mapped(this.tenants.get(id), (tenant) => this.tenantRow(tenant));
    }
  }

  private putCall(callId: string, after: CallNow | null): void {
    const before = this.calls.get(callId) ?? null;
    if (before === null && after === null) return;
    if (before !== null) {
      this.callsOfQueue.take(before.queueId, callId);
      this.callsOfTrunk.take(before.trunkId, callId);
      this.ofTenant.calls.take(before.tenantId, callId);
      this.calls.delete(callId);
    }
    if (after !== null) {
      this.callsOfQueue.put(after.queueId, callId);
      this.callsOfTrunk.put(after.trunkId, callId);
      this.ofTenant.calls.put(after.tenantId, callId);
      this.calls.set(callId, after);
    }
    for (const side of [before, after]) if (side !== null) this.touchAroundCall(side);
  }

  private touchAroundCall(call: CallNow): void {
    const { tenantId } = call;
    this.touch('calls', call.callId, tenantId);
    if (call.trunkId !== null) this.touch('trunks', call.trunkId, null);
    if (tenantId === null) return;
    this.touch('tenants', tenantId, null);
    if (call.queueId !== null) this.touch('queues', call.queueId, tenantId);
    for (const agentId of [call.agentId, call.partyAgentId, ...this.agentsOfCall.of(call.callId)]) {
      if (agentId !== null) this.touch('agents', agentId, tenantId);
    }
  }

  private putAgent(agent: AgentNow): void {
    const before = this.agents.get(agent.id);
    if (before !== undefined) {
      for (const queueId of before.queueIds) this.agentsOfQueue.take(queueId, agent.id);
      this.agentsOfExtension.take(before.extensionId, agent.id);
      this.agentsOfCall.take(before.callId, agent.id);
    }
    this.agents.set(agent.id, agent);
    for (const queueId of agent.queueIds) this.agentsOfQueue.put(queueId, agent.id);
    this.agentsOfExtension.put(agent.extensionId, agent.id);
    this.agentsOfCall.put(agent.callId, agent.id);
    this.ofTenant.agents.put(agent.tenantId, agent.id);
    this.touch('agents', agent.id, agent.tenantId);
    this.touch('tenants', agent.tenantId, null);
    if (before?.extensionId !== agent.extensionId) {
      for (const id of [before?.extensionId, agent.extensionId]) {
        if (id !== undefined && this.extensions.has(id)) this.touch('extensions', id, agent.tenantId);
      }
    }
    for (const queueId of [...(before?.queueIds ?? []), ...agent.queueIds]) {
      this.touch('queues', queueId, agent.tenantId);
    }
  }

  private putExtension(extension: ExtensionNow): void {
    const { id, tenantId } = extension;
    this.extensions.set(id, extension);
    this.ofTenant.extensions.put(tenantId, id);
    this.touch('extensions', id, tenantId);
    this.touch('tenants', tenantId, null);
    for (const agentId of this.agentsOfExtension.of(id)) this.touch('agents', agentId, tenantId);
  }

  private touch(section: Section, id: string, tenantId: string | null): void {
    const key = keyOf(section, id);
    this.made.delete(key);
    if (!this.all) this.touched.set(key, { section, id, tenantId });
  }

  private callRow(call: CallNow): CallRow {
    const agent = this.agents.get(call.partyAgentId ?? call.agentId ?? '');
    return {
      id: call.callId,
      direction: call.direction,
      phase: call.phase,
      caller: call.caller,
      called: call.called,
      queue: this.queues.get(call.queueId ?? '')?.number ?? null,
      agent: agent?.number ?? null,
      agentName: agent?.name ?? null,
      extension: this.extensions.get(call.partyExtensionId ?? '')?.dn ?? null,
      since: call.since,
      arrivedAt: call.arrivedAt,
    };
  }

  private queueRow({ id, number }: QueueNow): QueueRow {
    const calls = found(this.callsOfQueue.of(id), this.calls);
    const agents = found(this.agentsOfQueue.of(id), this.agents).filter((agent) => agent.phase !== 'loggedOut');
    const inLine = calls.filter(({ phase }) => phase === 'waiting' || phase === 'offering');
    return {
      id,
      number,
      waiting: countOf(calls, 'waiting'),
      offering: countOf(calls, 'offering'),
      waitsSince: inLine.reduce<number | null>((oldest, { queuedAt, arrivedAt }) => {
        const at = queuedAt ?? arrivedAt;
        return oldest === null || at < oldest ? at : oldest;
      }, null),
      talking: countOf(calls, 'talking'),
      agents: agents.length,
      ready: countOf(agents, 'ready'),
      today: this.today.get(id) ?? null,
    };
  }

  private agentRow(agent: AgentNow): AgentRow {
    const extension = this.extensions.get(agent.extensionId);
    return {
      id: agent.id,
      number: agent.number,
      name: agent.name,
      phase: agent.phase,
      since: agent.since,
      reason: agent.reason,
      reasonName: agent.reasonName,
      dispositionAsked: agent.dispositionAsked,
      queues: agent.queues,
      callId: agent.callId,
      caller: otherSideOf(this.calls.get(agent.callId ?? ''), agent),
      extension: extension?.dn ?? null,
      registered: extension?.registered ?? false,
      telephone: agent.telephone,
    };
  }

  private extensionRow({ id, dn, registered, address, since }: ExtensionNow): ExtensionRow {
    const agents = found(this.agentsOfExtension.of(id), this.agents).map((agent) => agent.number);
    return { id, number: dn, registered, address, since, agents: agents.sort() };
  }

  private trunkRow({ endpoint, ...trunk }: TrunkNow): TrunkRow {
    return { ...trunk, name: endpoint, channels: channelsOf(found(this.callsOfTrunk.of(trunk.id), this.calls)) };
  }

  private tenantRow({ id, code, suspended, channelLimit }: TenantNow): TenantRow {
    const calls = found(this.ofTenant.calls.of(id), this.calls);
    const agents = found(this.ofTenant.agents.of(id), this.agents);
    const extensions = found(this.ofTenant.extensions.of(id), this.extensions);
    return {
      id,
      code,
      suspended,
      // A guest's channel is counted where the call is at home.
      channels: holding(calls.filter(({ role }) => role !== 'guest')),
      channelLimit,
      waiting: countOf(calls, 'waiting') + countOf(calls, 'offering'),
      talking: countOf(calls, 'talking'),
      agents: agents.length - countOf(agents, 'loggedOut'),
      ready: countOf(agents, 'ready'),
      extensions: extensions.length,
      registered: extensions.filter((extension) => extension.registered).length,
    };
  }
}

const NOTHING_TODAY: QueueToday = todayOf(NO_QUEUE_FIGURES);

function isSame(one: QueueToday, other: QueueToday): boolean {
  return (Object.keys(one) as (keyof QueueToday)[]).every((name) => one[name] === other[name]);
}

export function keyOf(section: Section, id: string): string {
  return `${section} ${id}`;
}

/** A call holds its channel until it is hung up. */
function holding(calls: readonly CallNow[]): number {
  return calls.length - countOf(calls, 'ending');
}

/** One that another node has the call of is on the line once, though both tell of it. */
function channelsOf(calls: readonly CallNow[]): number {
  return new Set(calls.filter(({ phase }) => phase !== 'ending').map(({ callId }) => travellingId(callId))).size;
}

/** Whom the agent of a call talks to. */
function otherSideOf(call: CallNow | undefined, { number }: AgentNow): string | null {
  if (call === undefined) return null;
  const isTheirs = call.direction === 'outbound' || (call.direction === 'internal' && call.caller === number);
  return isTheirs ? call.called : call.caller;
}

function countOf(rows: readonly { readonly phase: string }[], phase: string): number {
  return rows.reduce((count, row) => count + Number(row.phase === phase), 0);
}

function found<T>(ids: Iterable<string>, all: ReadonlyMap<string, T>): T[] {
  return [...ids].flatMap((id) => all.get(id) ?? []);
}

function mapped<T, R>(value: T | undefined, make: (value: T) => R): R | undefined {
  return value === undefined ? undefined : make(value);
}
