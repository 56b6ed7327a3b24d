import { Injectable } from '@nestjs/common';

import { LinkClient } from '../../platform/link/link.client.js';
import { LinkAnswerNotUnderstood, NodeUnreachable } from '../../platform/link/link.errors.js';
import type { LinkNode } from '../../platform/link/link.client.js';
import { Settings } from '../../platform/settings/settings.js';
import { ClusterPlaces } from '../places.service.js';
import { TenantWork, travellingWork, type TravellingWork } from './tenant-work.js';

/** Tenants' work on any node of the cluster, this one included. */
@Injectable()
export class WorkOfNodes {
  constructor(
    private readonly settings: Settings,
    private readonly places: ClusterPlaces,
    private readonly link: LinkClient,
    private readonly here: TenantWork,
  ) {}

  /**
   * @param unless hash of what is known already; null is answered where it is still that
   * @throws NodeUnreachable, LinkRefused, LinkAnswerNotUnderstood
   */
  async take(nodeId: string, tenantId: string, unless = ''): Promise<TravellingWork | null> {
    if (nodeId === this.settings.nodeName) return this.here.take(tenantId);
    const node = await this.node(nodeId);
    const path = `/link/v1/work/${tenantId}`;
    const answer = await this.link.request(node, 'GET', `${path}?unless=${unless}`);
    if (answer === null) return null;
    const parsed = travellingWork.safeParse(answer);
    if (!parsed.success) throw new LinkAnswerNotUnderstood(nodeId, path, parsed.error);
    return parsed.data;
  }

  /** @throws NodeUnreachable, LinkRefused */
  async put(nodeId: string, tenantId: string, work: TravellingWork): Promise<void> {
    if (nodeId === this.settings.nodeName) await this.here.put(tenantId, work);
    else await this.link.request(await this.node(nodeId), 'PUT', `/link/v1/work/${tenantId}`, work);
  }

  isHere(nodeId: string): boolean {
    return nodeId === this.settings.nodeName;
  }

  /** Kept here too, for the day on which the node is dead; not what a former home says. @returns whether it is kept */
  async keep(tenantId: string, work: TravellingWork, fromNodeId: string, copiedFor: 'copy' | 'move'): Promise<boolean> {
    return this.here.keep(tenantId, work, fromNodeId, copiedFor);
  }

  /** What was kept here last. */
  async kept(tenantId: string): Promise<TravellingWork> {
    return this.here.take(tenantId);
  }

  private async node(nodeId: string): Promise<LinkNode> {
    const node = await this.places.linkNode(nodeId);
    if (node === undefined) throw new NodeUnreachable(nodeId, new Error('it has no address'));
    return node;
  }
}
