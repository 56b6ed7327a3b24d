import { Injectable, type OnModuleInit } from '@nestjs/common';

import { LinkClient } from '../../platform/link/link.client.js';
import { EngineDoors, type Doors, type EngineDoor } from '../../platform/local-api/engine-doors.js';
import { EngineUnavailable, NoEngine } from '../../platform/local-api/local-api.errors.js';
import { Settings } from '../../platform/settings/settings.js';
import { ClusterPlaces, linkNodeOf, type Places } from '../places.service.js';
import { LinkDoor } from './link-door.js';

/** The way to every engine of the cluster: this box's own socket, or the link. */
@Injectable()
export class ClusterEngineDoors implements Doors, OnModuleInit {
  constructor(
    private readonly settings: Settings,
    private readonly doors: EngineDoors,
    private readonly places: ClusterPlaces,
    private readonly link: LinkClient,
  ) {}

  onModuleInit(): void {
    if (this.settings.cluster.bind !== '') this.doors.through(this);
  }

  /** Of a tenant that nobody knows, any engine, which does not know it either. */
  async doorsOf(tenantCode: string): Promise<readonly [EngineDoor, ...EngineDoor[]]> {
    const places = await this.places.now();
    const tenant = places.byCode.get(tenantCode);
    if (tenant === undefined) {
      const [any] = this.open(places);
      if (any === undefined) throw new NoEngine();
      return [any];
    }
    const home = this.doorTo(places, tenant.homeNodeId);
    const { leavingNodeId } = tenant;
    const before = leavingNodeId === null ? null : this.maybeDoorTo(places.nodes, leavingNodeId);
    return before === null ? [home] : [home, before];
  }

  async all(): Promise<readonly EngineDoor[]> {
    return this.open(await this.places.now());
  }

  homeOf(tenantId: string): string | undefined {
    return this.places.latest?.byId.get(tenantId)?.homeNodeId;
  }

  /** @throws EngineUnavailable where the node has no engine, or no address */
  async doorOfNode(nodeId: string): Promise<EngineDoor> {
    return this.doorTo(await this.places.now(), nodeId);
  }

  private doorTo({ nodes }: Places, nodeId: string): EngineDoor {
    const door = this.maybeDoorTo(nodes, nodeId);
    if (door === null) throw new EngineUnavailable(new Error('it has no address, or no engine'), nodeId);
    return door;
  }

  private maybeDoorTo(nodes: Places['nodes'], nodeId: string): EngineDoor | null {
    if (nodeId === this.settings.nodeName) return this.doors.own;
    const place = nodes.get(nodeId);
    const node = place === undefined || place.role === 'admin' ? undefined : linkNodeOf(place);
    return node === undefined ? null : new LinkDoor(this.link, node);
  }

  private open({ nodes }: Places): EngineDoor[] {
    const ids = new Set([this.settings.nodeName, ...nodes.keys()]);
    return [...ids].flatMap((id) => this.maybeDoorTo(nodes, id) ?? []);
  }
}
