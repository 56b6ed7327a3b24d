import type {
  AgentNow,
  AsteriskNow,
  CallNow,
  ExtensionNow,
  Notice,
  Present,
  QueueNow,
  Reach,
  TenantNow,
  TrunkNow,
} from '../../../kernel/live-status.js';
import type { CallId } from '../../../kernel/ids.js';
import { relayIdOf, travellingId } from '../../../kernel/visit.js';
import { LivePicture } from './live-picture.js';

/** What one node told last. */
class NodeRows {
  readonly calls = new Map<string, CallNow>();
  readonly agents = new Map<string, AgentNow>();
  readonly queues = new Map<string, QueueNow>();
  readonly tenants = new Map<string, TenantNow>();
  readonly trunks = new Map<string, TrunkNow>();
  readonly extensions = new Map<string, ExtensionNow>();
  asterisk: AsteriskNow | null = null;

  constructor(present: Present) {
    for (const call of present.calls) this.calls.set(call.callId, call);
    for (const kind of ['agents', 'queues', 'tenants', 'trunks', 'extensions'] as const) {
      const rows = this[kind] as Map<string, unknown>;
      for (const row of present[kind]) rows.set(row.id, row);
    }
    this.asterisk = present.asterisk;
  }
}

type Kind = 'agents' | 'queues' | 'tenants' | 'trunks' | 'extensions';
type RowOf<K extends Kind> = NonNullable<ReturnType<NodeRows[K]['get']>>;

/** A line that several nodes use is shown by the node that has trouble with it. */
const WORST_FIRST: readonly Reach[] = ['unreachable', 'checking', 'reachable', 'unchecked'];
const UNKNOWN: AsteriskNow = {
  connected: false,
  since: null,
  version: null,
  startedAt: null,
  recorder: false,
  transports: [],
};

/**
 * One picture of all nodes' presents. A tenant that two nodes tell of, because it moves, is shown as its home has it, with
 * the calls of both; a call that is one on two nodes is one to each tenant, and its owner's alone where the other node only
 * passes on its sound.
 */
export class NodesPicture {
  readonly picture = new LivePicture();
  private readonly nodes = new Map<string, NodeRows>();
  /** Ids that a call has in the picture, where it is not its own alone. */
  private readonly callIds = new Map<string, readonly string[]>();

  constructor(private readonly homeOf: (tenantId: string) => string | undefined) {}

  /** The SIP server of a node; null until it was heard. */
  asteriskOf(node: string): AsteriskNow | null {
    return this.nodes.get(node)?.asterisk ?? null;
  }

  /** The node's part begins afresh. */
  replace(node: string, present: Present): void {
    this.nodes.set(node, new NodeRows(present));
    this.rebuild();
  }

  /** The node is no more. */
  drop(node: string): void {
    if (this.nodes.delete(node)) this.rebuild();
  }

  /** All afresh: nodes or homes are others. */
  rebuild(): void {
    this.callIds.clear();
    const asterisk = this.first((rows) => rows.asterisk) ?? UNKNOWN;
    const calls = [...new Set([...this.nodes.values()].flatMap((rows) => [...rows.calls.keys()].map(travellingId)))];
    this.picture.replace({
      calls: calls.flatMap((callId) => this.callsOf(callId)),
      agents: this.merged('agents'),
      queues: this.merged('queues'),
      tenants: this.merged('tenants'),
      trunks: this.merged('trunks'),
      extensions: this.merged('extensions'),
      asterisk,
    });
  }

  /** Of a node that has not been heard as a whole yet nothing is taken. */
  take(node: string, notice: Notice): void {
    const rows = this.nodes.get(node);
    if (rows === undefined) return;
    switch (notice.of) {
      case 'call':
        rows.calls.set(notice.call.callId, notice.call);
        this.settleCall(notice.call.callId);
        return;
      case 'callGone':
        rows.calls.delete(notice.callId);
        this.settleCall(notice.callId);
        return;
      case 'agent':
        rows.agents.set(notice.agent.id, notice.agent);
        this.settle('agents', notice.agent.id, (agent) => ({ of: 'agent', agent }));
        return;
      case 'extension':
        rows.extensions.set(notice.extension.id, notice.extension);
        this.settle('extensions', notice.extension.id, (extension) => ({ of: 'extension', extension }));
        return;
      case 'trunk':
        rows.trunks.set(notice.trunk.id, notice.trunk);
        this.settle('trunks', notice.trunk.id, (trunk) => ({ of: 'trunk', trunk }));
        return;
      case 'asterisk':
        rows.asterisk = notice.asterisk;
        if (this.nodes.keys().next().value === node) this.picture.take(notice);
        return;
    }
  }

  private settle<K extends Kind>(kind: K, id: string, noticeOf: (row: RowOf<K>) => Notice): void {
    const row = this.best(kind, id);
    if (row !== undefined) this.picture.take(noticeOf(row));
  }

  private settleCall(id: string): void {
    const callId = travellingId(id);
    const before = this.callIds.get(callId) ?? [callId];
    const calls = this.callsOf(callId);
    const ids = new Set(calls.map((call) => call.callId));
    for (const id of before) if (!ids.has(id)) this.picture.take({ of: 'callGone', callId: id });
    for (const call of calls) this.picture.take({ of: 'call', call });
  }

  /** One row a tenant: the home's, or that of the node which has it. The first keeps the call's id. */
  private callsOf(callId: string): readonly CallNow[] {
    const byTenant = new Map<string | null, { readonly node: string; readonly call: CallNow }>();
    for (const { node, call } of this.toldOf(callId)) {
      const isHome = call.tenantId !== null && this.homeOf(call.tenantId) === node;
      if (isHome || !byTenant.has(call.tenantId)) byTenant.set(call.tenantId, { node, call });
    }
    const shown = [...byTenant.values()].map(({ node, call }, index) =>
      index === 0 ? call : { ...call, callId: `${callId}@${node}` },
    );
    if (shown.some((call) => call.callId !== callId)) {
      this.callIds.set(
        callId,
        shown.map((call) => call.callId),
      );
    } else this.callIds.delete(callId);
    return shown;
  }

  /** All that the nodes tell of a call, without those that only pass on the sound of one that another tells of. */
  private toldOf(callId: string): readonly { readonly node: string; readonly call: CallNow }[] {
    const told = [...this.nodes].flatMap(([node, { calls }]) =>
      [callId, relayIdOf(callId as CallId)].flatMap((id) => {
        const call = calls.get(id);
        return call === undefined ? [] : [{ node, call }];
      }),
    );
    const isOwned = told.some(({ call }) => call.role === 'owner');
    return told.filter(({ call }) => !isOwned || call.role !== 'relay');
  }

  private merged<K extends Kind>(kind: K): RowOf<K>[] {
    const ids = new Set([...this.nodes.values()].flatMap((rows) => [...rows[kind].keys()]));
    return [...ids].flatMap((id) => this.best(kind, id) ?? []);
  }

  private best<K extends Kind>(kind: K, id: string): RowOf<K> | undefined {
    const told: { readonly node: string; readonly row: RowOf<K> }[] = [];
    for (const [node, rows] of this.nodes) {
      const row = rows[kind].get(id) as RowOf<K> | undefined;
      if (row !== undefined) told.push({ node, row });
    }
    if (told.length < 2) return told[0]?.row;
    if (kind === 'trunks') return worst(told.map(({ row }) => row as TrunkNow)) as RowOf<K> | undefined;
    const tenantId = kind === 'tenants' ? id : (told[0]?.row as { readonly tenantId: string }).tenantId;
    const home = this.homeOf(tenantId);
    return (told.find(({ node }) => node === home) ?? told[0])?.row;
  }

  private first<T>(of: (rows: NodeRows) => T | null): T | null {
    for (const rows of this.nodes.values()) return of(rows);
    return null;
  }
}

function worst(trunks: readonly TrunkNow[]): TrunkNow | undefined {
  return trunks.toSorted((a, b) => WORST_FIRST.indexOf(a.reach) - WORST_FIRST.indexOf(b.reach))[0];
}
