import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';

import { systemClock, type Instant } from '../../kernel/clock.js';
import { LinkClient } from '../../platform/link/link.client.js';
import { EngineDoors } from '../../platform/local-api/engine-doors.js';
import { NodeEngine } from '../../platform/local-api/node-engine.js';
import { Settings } from '../../platform/settings/settings.js';
import type { NodeBurden } from '../core/placement.js';
import type { NodeStatus } from '../core/node-status.js';
import type { NodeSeen } from '../core/tenant-move.js';
import { ClusterPlaces, linkNodeOf } from '../places.service.js';
import type { NodePlace } from '../doors/places.repository.js';
import { nodeStatus } from '../dto/node-status.js';
import { STATUS_PATH } from '../watch/node-status.route.js';

/** Many moves to one node share a look. */
const SHARED_MS = 500;
/** A node is dead when it has not answered so often, with so long between. */
const LOOKS = 3;
const BETWEEN_LOOKS_MS = 2_500;

export interface NodeLook {
  readonly seen: NodeSeen;
  /** null: it did not answer, or serves no calls now. */
  readonly burden: Omit<NodeBurden, 'tenants'> | null;
}

const NOT_THERE: NodeLook = { seen: { reachable: false, gone: true, lagS: null, unsentSince: 0 }, burden: null };
const AWAY: NodeLook = { seen: { reachable: false, gone: false, lagS: null, unsentSince: 0 }, burden: null };

/** How nodes are at this moment, for moves of tenants. */
@Injectable()
export class NodeLooks {
  private readonly shared = new Map<string, { readonly at: number; readonly look: Promise<NodeLook> }>();

  constructor(
    private readonly settings: Settings,
    private readonly places: ClusterPlaces,
    private readonly link: LinkClient,
    private readonly doors: EngineDoors,
  ) {}

  /** Never throws: who does not answer is away. `gone` for who takes in no tenants, and is not to be waited for. */
  look(nodeId: string): Promise<NodeLook> {
    const now = performance.now();
    const known = this.shared.get(nodeId);
    if (known !== undefined && now - known.at < SHARED_MS) return known.look;
    const look = this.lookOnce(nodeId).catch(() => AWAY);
    this.shared.set(nodeId, { at: now, look });
    return look;
  }

  /** Whether nothing is heard of the node, for some seconds. */
  async isDead(nodeId: string): Promise<boolean> {
    for (let n = 0; n < LOOKS; n += 1) {
      if (n > 0) await pause(BETWEEN_LOOKS_MS);
      // not what was seen a moment ago
      this.shared.delete(nodeId);
      if ((await this.look(nodeId)).seen.reachable) return false;
    }
    return true;
  }

  /** Of all nodes that tenants can go to now. */
  async burdens(): Promise<NodeBurden[]> {
    const { nodes, byId } = await this.places.now();
    const homes = [...byId.values()];
    const looks = [...nodes.values()].map(async ({ id }) => {
      const { seen, burden } = await this.look(id);
      if (burden === null || !seen.reachable || seen.gone) return [];
      return [{ ...burden, tenants: homes.filter(({ homeNodeId }) => homeNodeId === id).length }];
    });
    return (await Promise.all(looks)).flat();
  }

  private async lookOnce(nodeId: string): Promise<NodeLook> {
    const place = (await this.places.now()).nodes.get(nodeId);
    if (place === undefined) return NOT_THERE;
    return nodeId === this.settings.nodeName ? this.lookHere(place) : this.lookThere(place);
  }

  /** Here the configuration is written. */
  private async lookHere(place: NodePlace): Promise<NodeLook> {
    const { own } = this.doors;
    if (own === null) return NOT_THERE;
    const { counts, journal } = await new NodeEngine(own).vitals();
    const { calls, agents } = counts ?? { calls: 0, agents: 0 };
    const burden = { id: place.id, calls, agents, load: loadavg()[0] ?? 0, cpus: availableParallelism() };
    const unsentSince = journal.backlog === 0 ? null : (journal.oldestAt ?? 0);
    return { seen: { reachable: true, gone: place.state !== 'active', lagS: 0, unsentSince }, burden };
  }

  private async lookThere(place: NodePlace): Promise<NodeLook> {
    const node = linkNodeOf(place);
    if (node === undefined || place.role === 'admin') return NOT_THERE;
    const gone = place.state !== 'active';
    const askedAt = systemClock.now();
    try {
      const status = nodeStatus.parse(await this.link.request(node, 'GET', STATUS_PATH));
      const { engine, replication, load, cpus } = status;
      const lagS = replication?.lagS ?? null;
      const seen = { reachable: engine !== null, gone, lagS, unsentSince: unsentSince(status, askedAt) };
      if (engine === null) return { seen, burden: null };
      return { seen, burden: { id: place.id, calls: engine.calls ?? 0, agents: engine.agents ?? 0, load, cpus } };
    } catch {
      return { ...AWAY, seen: { ...AWAY.seen, gone } };
    }
  }
}

/** Clocks of two machines may differ: how old a fact is, is told by the one that has it. */
function unsentSince({ now, backlogs }: NodeStatus, askedAt: Instant): Instant | null {
  const backlog = backlogs.find(({ to }) => to === 'admin');
  if (backlog?.facts === 0) return null;
  const oldestAt = backlog?.oldestAt ?? null;
  return oldestAt === null ? 0 : askedAt - Math.max(0, now - oldestAt);
}
