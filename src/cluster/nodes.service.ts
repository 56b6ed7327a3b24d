import { Injectable } from '@nestjs/common';

import { systemClock } from '../kernel/clock.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { Settings } from '../platform/settings/settings.js';
import { TenancyService } from '../platform/tenancy/tenancy.service.js';
import { ClusterRepository } from './cluster.repository.js';
import type { NodeEntity } from './entities/node.entity.js';
import { alarmsOf, stateOf, type NodeSeen } from './core/node-health.js';
import { ReplicationWatch } from './replication/replication-watch.js';
import { NodeWatch } from './watch/node-watch.js';
import type { NodeNow, NodeView, StandingAlarm } from './core/node-view.js';

@Injectable()
export class NodesService {
  constructor(
    private readonly settings: Settings,
    private readonly cluster: ClusterRepository,
    private readonly tenancy: TenancyService,
    private readonly watch: NodeWatch,
    private readonly replication: ReplicationWatch,
  ) {}

  /** A box that no other node can join. */
  get isAlone(): boolean {
    return this.watch.isAlone;
  }

  async pageOfNodes(session: DbSession, query: ListQuery): Promise<Page<NodeView>> {
    const { name, ...filter } = query.filter;
    const { items, total } = await this.cluster.pageOfNodes(session, {
      ...query,
      filter: { ...filter, ...(name === undefined ? {} : { id: name }) },
      sort: query.sort?.by === 'name' ? { ...query.sort, by: 'id' } : query.sort,
    });
    const homes = await this.codesByHome(session);
    const views: NodeView[] = [];
    for (const row of items) views.push(this.view(row, await this.watch.seenOf(row.id), homes));
    return { items: views, total };
  }

  async findNode(session: DbSession, id: string): Promise<NodeView | undefined> {
    const row = await this.cluster.node(session, id);
    if (row === null) return undefined;
    return this.view(row, await this.watch.seenOf(id), await this.codesByHome(session));
  }

  async nodeNow(session: DbSession, id: string): Promise<NodeNow | undefined> {
    const row = await this.cluster.node(session, id);
    if (row === null) return undefined;
    const seen = await this.watch.seenOf(id);
    return {
      at: systemClock.now(),
      id,
      state: stateOf(row.state, seen),
      alarms: alarmsOf(seen),
      answeredAt: seen.answeredAt,
      clockOffMs: seen.clockOffMs,
      status: seen.status,
      tenantCodes: (await this.codesByHome(session)).get(id) ?? [],
      slot: (await this.replication.slots(session)).find(({ nodeId }) => nodeId === id) ?? null,
    };
  }

  /** Of all nodes; on a box that is alone nobody watches. */
  alarms(): readonly StandingAlarm[] {
    return this.watch.alarms();
  }

  private async codesByHome(session: DbSession): Promise<ReadonlyMap<string, readonly string[]>> {
    const homes = new Map<string, string[]>();
    for (const { code, homeNodeId } of await this.tenancy.homes(session)) {
      homes.set(homeNodeId, [...(homes.get(homeNodeId) ?? []), code]);
    }
    return homes;
  }

  private view(row: NodeEntity, seen: NodeSeen, homes: ReadonlyMap<string, readonly string[]>): NodeView {
    const state = stateOf(row.state, seen);
    // what a node that is away did last says nothing of what it does
    const status = state === 'unreachable' ? null : seen.status;
    const codes = [...(homes.get(row.id) ?? [])].sort();
    return {
      ...{ id: row.id, name: row.id, role: row.role, state, standing: row.state },
      isHere: row.id === this.settings.nodeName,
      address: row.address === null ? null : `${row.address}:${String(row.linkPort)}`,
      sipAddress: row.sipAddress === null ? null : `${row.sipAddress}:${String(row.sipPort)}`,
      ...{ joinedAt: row.joinedAt, rtpTimeoutS: row.rtpTimeoutS },
      ...{ tenants: codes.length, tenantCodes: codes },
      build: seen.status?.version ?? null,
      lagS: rounded(status?.replication?.lagS ?? null),
      calls: status?.engine?.calls ?? null,
      agents: status?.engine?.agents ?? null,
      load: status === null ? null : `${String(status.load)} / ${String(status.cpus)}`,
      alarms: alarmsOf(seen).map(({ alarm }) => alarm),
    };
  }
}

function rounded(figure: number | null): number | null {
  return figure === null ? null : Math.round(figure);
}
